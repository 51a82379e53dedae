"""Base classes of finders and loaders."""
import abc
import os
from importlib import _loading

__all__ = ['Loader', 'Finder', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader', 'ExecutionLoader',
           'FileLoader', 'SourceLoader', 'ResourceReader', 'Traversable', 'TraversableResources']


class Loader(metaclass=abc.ABCMeta):
    """Loads modules: create_module() makes one or returns None for a plain one, exec_module() runs its code."""

    def create_module(self, spec):
        """None: a plain module will do."""

    def load_module(self, fullname):
        """Deprecated: import the module."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _loading.load(_loading.spec_from_loader(fullname, self))


class Finder(metaclass=abc.ABCMeta):
    """Deprecated base of finders."""

    @abc.abstractmethod
    def find_module(self, fullname, path=None):
        """Deprecated: the loader of a module, or None."""


class MetaPathFinder(metaclass=abc.ABCMeta):
    """A finder for sys.meta_path: find_spec(fullname, path, target=None) returns a spec or None."""

    def invalidate_caches(self):
        """Forget what may have changed."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """A finder for one entry of a path: find_spec(fullname, target=None) returns a spec or None."""

    def invalidate_caches(self):
        """Forget what may have changed."""


class ResourceLoader(Loader):
    """A loader that reads files."""

    @abc.abstractmethod
    def get_data(self, path):
        """What is in a file, as bytes."""
        raise OSError


def _compile(data, path='<string>'):
    """The code of the source."""
    return compile(data, path, 'exec', dont_inherit=True)


class InspectLoader(Loader):
    """A loader that knows the source of its modules."""

    source_to_code = staticmethod(_compile)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The source of the module as text; None if it has none."""
        raise ImportError(name=fullname)

    def get_code(self, fullname):
        """The code of the module; None if it has none."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            known = [self.get_filename(fullname)] if hasattr(self, 'get_filename') else []
        except ImportError:
            known = []
        return self.source_to_code(source, *known)

    def is_package(self, fullname):
        """Is it a package? ImportError if there is no such module."""
        raise ImportError

    def exec_module(self, module):
        """Run the code in the module."""
        name = module.__name__
        if (code := self.get_code(name)) is None:
            raise ImportError(f'cannot load module {name!r} when get_code() returns None')
        exec(code, vars(module))


class ExecutionLoader(InspectLoader):
    """A loader whose modules can be run as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """The path of the module's file."""
        raise ImportError


class FileLoader(ResourceLoader, ExecutionLoader):
    """A loader for one file."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def get_filename(self, name=None):
        """The path of the file."""
        if name not in (None, self.name):
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)
        return self.path

    def get_data(self, path):
        """What is in a file."""
        with open(path, 'rb') as file:
            return file.read()

    def load_module(self, name=None):
        """Deprecated: import the module."""
        self.get_filename(name)
        return super().load_module(self.name)


class SourceLoader(ResourceLoader, ExecutionLoader):
    """A loader of source, given get_data() and get_filename()."""

    def path_mtime(self, path):
        """When the file was changed."""
        if type(self).path_stats is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        """When the file was changed, as a dict."""
        if type(self).path_mtime is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Would write a compiled file: there are none."""

    get_source = _loading.FileMethods.get_source

    def is_package(self, fullname):
        """Is it the __init__ of a package?"""
        stem = os.path.basename(self.get_filename(fullname)).partition('.')[0]
        return stem == '__init__' and fullname.rpartition('.')[2] != '__init__'


for _base, _class in ((MetaPathFinder, _loading.PathFinder), (MetaPathFinder, _loading.BuiltinImporter),
                      (MetaPathFinder, _loading.FrozenImporter), (InspectLoader, _loading.BuiltinImporter),
                      (InspectLoader, _loading.FrozenImporter), (PathEntryFinder, _loading.FileFinder),
                      (SourceLoader, _loading.SourceFileLoader), (FileLoader, _loading.SourceFileLoader),
                      (InspectLoader, _loading.NamespaceLoader)):
    _base.register(_class)


def __getattr__(name):
    if name in ('ResourceReader', 'Traversable', 'TraversableResources'):
        from importlib.resources import abc as resources_abc
        return getattr(resources_abc, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
