"""Files that belong to packages."""
import contextlib
import importlib
import io
import os
import pathlib
import tempfile
import types
from importlib.resources.abc import ResourceReader, Traversable, TraversableResources

__all__ = ['Package', 'Resource', 'ResourceReader', 'as_file', 'contents', 'files', 'is_resource', 'open_binary', 'open_text',
           'path', 'read_binary', 'read_text']

Package = types.ModuleType | str
Resource = str


class FileReader(TraversableResources):
    """Reads the files beside the __init__ of a package."""

    def __init__(self, loader):
        self.path = pathlib.Path(loader.path).parent

    def files(self):
        return self.path

    def resource_path(self, resource):
        return str(self.path.joinpath(resource))


class _Merged(Traversable):
    """The folders of a namespace package as if they were one."""

    def __init__(self, folders):
        self._folders = [pathlib.Path(folder) for folder in folders]

    def iterdir(self):
        seen = {}
        for folder in self._folders:
            for item in folder.iterdir():
                seen.setdefault(item.name, item)
        return iter(seen.values())

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def joinpath(self, *descendants):
        found = [folder.joinpath(*descendants) for folder in self._folders]
        return next((path for path in found if path.exists()), found[0])

    def open(self, *args, **kwargs):
        raise FileNotFoundError(f'{self!r} is not a file')

    @property
    def name(self):
        return self._folders[0].name

    def __repr__(self):
        return f'MultiplexedPath({", ".join(repr(str(folder)) for folder in self._folders)})'


def _package(package):
    module = package if isinstance(package, types.ModuleType) else importlib.import_module(package)
    if module.__spec__.submodule_search_locations is None:
        raise TypeError(f'{package!r} is not a package')
    return module


def files(package):
    """The folder of a package, as something like a pathlib.Path."""
    module = _package(package)
    spec = module.__spec__
    reader = getattr(spec.loader, 'get_resource_reader', lambda name: None)(spec.name)
    if reader is not None and hasattr(reader, 'files'):
        return reader.files()
    folders = list(module.__path__)
    if not folders:
        raise NotImplementedError(f'packages in the program have no files: {spec.name!r}')
    return pathlib.Path(folders[0]) if len(folders) == 1 and spec.origin else _Merged(folders)


@contextlib.contextmanager
def as_file(path):
    """A context in which a resource is a file with a path."""
    if isinstance(path, pathlib.Path):
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=path.name) as file:
        file.write(path.read_bytes())
        file.flush()
        yield pathlib.Path(file.name)


# --- the functions of before, which are deprecated ------------------------------------------------------------------

def _deprecated(name):
    import warnings
    warnings.warn(f'{name} is deprecated. Use files() instead. Refer to '
                  'https://importlib-resources.readthedocs.io/en/latest/using.html#migrating-from-legacy for migration advice.',
                  DeprecationWarning, stacklevel=3)


def _resource(package, resource):
    folder, name = os.path.split(str(resource))
    if folder:
        raise ValueError(f'{resource!r} must be only a file name')
    return files(package) / name


def open_binary(package, resource):
    """A binary stream of a file of a package."""
    _deprecated('open_binary')
    return _resource(package, resource).open('rb')


def read_binary(package, resource):
    """A file of a package as bytes."""
    _deprecated('read_binary')
    return _resource(package, resource).read_bytes()


def open_text(package, resource, encoding='utf-8', errors='strict'):
    """A text stream of a file of a package."""
    _deprecated('open_text')
    return _resource(package, resource).open('r', encoding=encoding, errors=errors)


def read_text(package, resource, encoding='utf-8', errors='strict'):
    """A file of a package as text."""
    _deprecated('read_text')
    with _resource(package, resource).open('r', encoding=encoding, errors=errors) as stream:
        return stream.read()


def contents(package):
    """The names of what is in a package."""
    _deprecated('contents')
    return [item.name for item in files(package).iterdir()]


def is_resource(package, name):
    """Is there such a file in the package?"""
    _deprecated('is_resource')
    resource = _resource(package, name)
    return any(item.name == resource.name and item.is_file() for item in files(package).iterdir())


def path(package, resource):
    """A context in which a file of a package has a path."""
    _deprecated('path')
    return as_file(_resource(package, resource))
