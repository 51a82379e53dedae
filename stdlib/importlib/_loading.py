"""How modules are found and loaded, as objects: the import statement does the same in C, but for finders on sys.meta_path,
which are asked here."""
import _io
import os
import sys
import types

ModuleSpec = type(sys.__spec__)
BuiltinImporter, FrozenImporter = sys.__loader__, os.__loader__

SOURCE_SUFFIXES = ['.py']


def _in_program(importer, name):
    """None if the importer does not have the module, else whether it is a package."""
    try:
        return importer.is_package(name)
    except ImportError:
        return None


# --- loaders of files -----------------------------------------------------------------------------------------------

def decode_source(source_bytes):
    """The text of source, in the encoding that it names, with \\n at the ends of lines."""
    from tokenize import detect_encoding
    encoding, _ = detect_encoding(_io.BytesIO(source_bytes).readline)
    return _io.IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


class FileMethods:
    """The methods of SourceFileLoader that are not in C; these call them here."""

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), vars(module))

    def load_module(self, name=None):
        self.get_filename(name)
        spec = spec_from_loader(self.name, self)
        there = sys.modules.get(self.name)
        return load(spec) if there is None else run_again(spec, there)

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            return decode_source(self.get_data(path))
        except OSError as error:
            raise ImportError('source not available through get_data()', name=fullname) from error

    def source_to_code(self, data, path, _optimize=-1):
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    def path_stats(self, path):
        there = os.stat(path)
        return {'mtime': there.st_mtime, 'size': there.st_size}

    def path_mtime(self, path):
        return self.path_stats(path)['mtime']

    def set_data(self, path, data):
        """There are no compiled files to write."""

    def get_resource_reader(self, name):
        from importlib.resources import FileReader
        return FileReader(self)


SourceFileLoader = FrozenImporter._file_loader()  # what __loader__ of imported files is


class NamespaceLoader:
    """Stands for a package without __init__, whose portions are in several folders."""

    __module__ = '_frozen_importlib_external'

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def create_module(self, spec):
        """None: a plain module will do."""

    def exec_module(self, module):
        """There is nothing to run."""

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)


class SourcelessFileLoader:
    """Would load a compiled file."""

    def __init__(self, fullname, path):
        raise NotImplementedError(f'compiled files are not loaded: {path!r}')


class ExtensionFileLoader:
    """Would load an extension module."""

    def __init__(self, fullname, path):
        raise NotImplementedError(f'extension modules are not loaded: {path!r}')


# --- finders --------------------------------------------------------------------------------------------------------

class FileFinder:
    """Looks for modules in one folder. loader_details: (loader class, endings of file names) pairs."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = os.path.abspath(path or '.')

    def __repr__(self):
        return f'FileFinder({self.path!r})'

    def invalidate_caches(self):
        """There are none."""

    def find_spec(self, fullname, target=None):
        """The spec of a module in the folder; one without loader for a portion of a namespace package; or None."""
        base = os.path.join(self.path, fullname.rpartition('.')[2])
        is_folder = os.path.isdir(base)
        if is_folder:
            for suffix, loader in self._loaders:
                path = os.path.join(base, '__init__' + suffix)
                if os.path.isfile(path):
                    return spec_from_file_location(fullname, path, loader=loader(fullname, path),
                                                   submodule_search_locations=[base])
        for suffix, loader in self._loaders:
            if os.path.isfile(base + suffix):
                return spec_from_file_location(fullname, base + suffix, loader=loader(fullname, base + suffix))
        if not is_folder:
            return None
        portion = ModuleSpec(fullname, None)
        portion.submodule_search_locations = [base]
        return portion

    @classmethod
    def path_hook(cls, *loader_details):
        """A function that makes finders for folders, as sys.path_hooks has them."""
        def path_hook_for_FileFinder(path):
            if not os.path.isdir(path or '.'):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder


class PathFinder:
    """Looks for modules in the folders of sys.path or of a package."""

    @staticmethod
    def invalidate_caches():
        """Portions of namespace packages are looked for again."""
        _NamespacePath._epoch += 1

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec of a module, or None."""
        portions = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            spec = FileFinder(entry, (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(fullname)
            if spec is not None and spec.loader is not None:
                return spec
            if spec is not None:
                portions += spec.submodule_search_locations
        if not portions:
            return None
        spec = ModuleSpec(fullname, None)
        spec.submodule_search_locations = _NamespacePath(fullname, portions, cls.find_spec)
        return spec


class WindowsRegistryFinder:
    """Would look into the registry of Windows."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class _NamespacePath:
    """The __path__ of a package without __init__: its portions. They are looked for again when the path in which the package
    was found, sys.path or that of the package around it, is another one than the last time, or somebody has asked for it."""

    _epoch = 0

    def __init__(self, name, path, path_finder=PathFinder.find_spec):
        self._name, self._path, self._path_finder = name, path, path_finder
        self._last_parent_path, self._last_epoch = tuple(self._parent_path()), self._epoch

    def _parent_path(self):
        parent = self._name.rpartition('.')[0]
        return sys.modules[parent].__path__ if parent else sys.path

    def _recalculate(self):
        parent_path = tuple(self._parent_path())
        if parent_path != self._last_parent_path or self._last_epoch != self._epoch:
            self._last_parent_path, self._last_epoch = parent_path, self._epoch
            spec = self._path_finder(self._name, parent_path)
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = list(spec.submodule_search_locations)
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)

    def __repr__(self):
        return f'_NamespacePath({self._path!r})'


def find_module_spec(name, path=None, target=None):
    """The spec of a module: in the program, by a finder on sys.meta_path, or in the folders of the path."""
    return (BuiltinImporter.find_spec(name, path) or FrozenImporter.find_spec(name, path)
            or _ask_meta_path(name, path, target) or PathFinder.find_spec(name, path))


def _ask_meta_path(name, path, target=None):
    for finder in list(sys.meta_path):
        find_spec = getattr(finder, 'find_spec', None)
        spec = find_spec(name, path, target) if find_spec else None
        if spec is not None:
            return spec
    return None


def import_by_meta_path(name, path):
    """Called for import statements: the module if one of the finders on sys.meta_path has it, else None."""
    spec = _ask_meta_path(name, path)
    return None if spec is None else load(spec)


# --- specs and modules ----------------------------------------------------------------------------------------------

def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a module that the loader loads."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if hasattr(loader, 'get_filename') and origin is None:
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None and hasattr(loader, 'is_package'):
        is_package = _in_program(loader, name)
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


_unset = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_unset):
    """A spec for a module in a file; None if nothing is known that loads such files."""
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = os.path.abspath(os.fspath(location))
    if loader is None:
        if not location.endswith(tuple(SOURCE_SUFFIXES)):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if submodule_search_locations is not _unset:
        spec.submodule_search_locations = submodule_search_locations
    elif hasattr(loader, 'is_package') and _in_program(loader, name):
        spec.submodule_search_locations = []
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(os.path.dirname(location))
    return spec


def set_attributes(module, spec):
    """Give a module the attributes that its spec says."""
    folders = spec.submodule_search_locations
    if folders is not None:
        module.__path__ = folders
    loader = NamespaceLoader(spec.name, folders) if spec.loader is None and folders is not None else spec.loader
    module.__name__, module.__loader__, module.__package__, module.__spec__ = spec.name, loader, spec.parent, spec
    if spec.has_location:
        module.__file__ = spec.origin


def module_from_spec(spec):
    """A new module for a spec; its code is not run."""
    loader = spec.loader
    module = None
    if hasattr(loader, 'create_module'):
        module = loader.create_module(spec)
    elif hasattr(loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = types.ModuleType(spec.name)
    set_attributes(module, spec)
    return module


def load(spec):
    """Import the module of a spec: it is in sys.modules while its code runs, and afterwards if that succeeds."""
    if not hasattr(spec.loader, 'exec_module') and hasattr(spec.loader, 'load_module'):
        return spec.loader.load_module(spec.name)
    module = sys.modules[spec.name] = module_from_spec(spec)
    try:
        if spec.loader is not None:
            spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return sys.modules[spec.name]


def run_again(spec, module):
    """Run the code of a module that is in sys.modules in it, once more."""
    if sys.modules.get(spec.name) is not module:
        raise ImportError(f'module {spec.name!r} not in sys.modules', name=spec.name)
    set_attributes(module, spec)
    if spec.loader is not None:
        spec.loader.exec_module(module)
    return sys.modules[spec.name]
