"""What modules there are, in packages and on paths."""
import importlib
import importlib.machinery
import importlib.util
import os
import sys
import types
from collections import namedtuple

__all__ = ['get_importer', 'iter_importers', 'get_loader', 'find_loader', 'walk_packages', 'iter_modules', 'get_data',
           'extend_path', 'read_code', 'ModuleInfo']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')
ModuleInfo.__doc__ = 'A module: what finds it, its name, and whether it is a package.'


def get_importer(path_item):
    """The finder for an entry of a path; None if it is no folder."""
    path_item = os.fsdecode(path_item)
    for hook in sys.path_hooks:
        try:
            return hook(path_item)
        except ImportError:
            continue
    if not os.path.isdir(path_item or '.'):
        return None
    machinery = importlib.machinery
    return machinery.FileFinder(path_item, (machinery.SourceFileLoader, machinery.SOURCE_SUFFIXES))


def iter_importers(fullname=''):
    """The finders that would be asked for a module."""
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    package = fullname.rpartition('.')[0]
    if package:
        path = getattr(importlib.import_module(package), '__path__', None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    yield from map(get_importer, path)


def iter_modules(path=None, prefix=''):
    """ModuleInfo of the modules in the folders of a path, or on sys.path; their names begin with the prefix."""
    if isinstance(path, str):
        raise ValueError('path must be None or list of paths to look for modules in')
    seen = set()
    for finder in map(get_importer, sys.path if path is None else path):
        for name, is_package in _modules_of(finder):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(finder, prefix + name, is_package)


def _modules_of(finder):
    """Pairs of name and whether it is a package, of what a finder finds."""
    if hasattr(finder, 'iter_modules'):
        yield from finder.iter_modules('')
        return
    try:
        names = sorted(os.listdir(finder.path))
    except (AttributeError, OSError):
        return
    for entry in names:
        whole = os.path.join(finder.path, entry)
        if entry.endswith('.py') and entry != '__init__.py' and '.' not in entry[:-3]:
            yield entry[:-3], False
        elif '.' not in entry and os.path.isfile(os.path.join(whole, '__init__.py')):
            yield entry, True


def walk_packages(path=None, prefix='', onerror=None):
    """iter_modules(), and what is in the packages, which are imported. onerror: called with the name of one that fails."""
    walked = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except Exception as error:
            if onerror is not None:
                onerror(info.name)
            elif not isinstance(error, ImportError):
                raise
            continue
        folders = [folder for folder in getattr(sys.modules[info.name], '__path__', None) or () if folder not in walked]
        walked.update(folders)
        yield from walk_packages(folders, info.name + '.', onerror)


def get_loader(module_or_name):
    """The loader of a module, or None."""
    name = module_or_name
    if isinstance(name, str) and name in sys.modules:
        module_or_name = sys.modules[name]
        if module_or_name is None:
            return None
    if isinstance(module_or_name, types.ModuleType):
        loader = getattr(module_or_name, '__loader__', None)
        if loader is not None or getattr(module_or_name, '__spec__', None) is None:
            return loader
        name = module_or_name.__name__
    return find_loader(name)


def find_loader(fullname):
    """The loader that a module would have, or None."""
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ImportError(f'Error while finding loader for {fullname!r} ({type(error)}: {error})') from error
    return None if spec is None else spec.loader


def extend_path(path, name):
    """The __path__ of a package with the folders of that name on sys.path, and what is in files NAME.pkg there."""
    if not isinstance(path, list):
        return path
    found = list(path)
    parent, _, last = name.rpartition('.')
    entries = sys.path if not parent else getattr(sys.modules.get(parent), '__path__', None)
    for entry in entries or ():
        if not isinstance(entry, str):
            continue
        spec = None
        finder = get_importer(entry)
        if finder is not None:
            spec = finder.find_spec(last if isinstance(finder, importlib.machinery.FileFinder) else name)
        for folder in (spec.submodule_search_locations if spec else None) or ():
            if folder not in found:
                found.append(folder)
        listing = os.path.join(entry, name + '.pkg')
        if os.path.isfile(listing):
            with open(listing) as file:
                lines = (line.rstrip('\n') for line in file)
                found += [line for line in lines if line and not line.startswith('#')]
    return found


def read_code(stream):
    """The code in a compiled file; None: it is none of this program's, and those there are not."""
    return None


def get_data(package, resource):
    """A file of a package as bytes; None if its loader reads no files."""
    spec = importlib.util.find_spec(package)
    if spec is None or not hasattr(spec.loader, 'get_data'):
        return None
    module = sys.modules.get(package) or importlib.import_module(package)
    if not hasattr(module, '__file__'):
        return None
    return spec.loader.get_data(os.path.join(os.path.dirname(module.__file__), *resource.split('/')))


def resolve_name(name):
    """The object of a name: 'module.object' or 'module:object'."""
    if not isinstance(name, str):
        raise TypeError(f'expected string or bytes-like object, got {type(name).__name__!r}')
    path, colon, attributes = name.partition(':')
    words = path.split('.') + (attributes.split('.') if attributes else [])
    if not all(word.isidentifier() for word in words):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        found, rest = importlib.import_module(path), attributes.split('.') if attributes else []
    else:
        module, *rest = words
        found = importlib.import_module(module)
        while rest:
            try:
                found = importlib.import_module(f'{module}.{rest[0]}')
            except ImportError:
                break
            module = f'{module}.{rest.pop(0)}'
    for word in rest:
        found = getattr(found, word)
    return found
