"""Imports by function: the module of a name, and a module again."""
import sys
import types
from builtins import __import__

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

_reloading = {}


def import_module(name, package=None):
    """The module of that name; with leading dots, relative to the package."""
    if name.startswith('.'):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        from importlib.util import resolve_name
        name = resolve_name(name, package)
    if not name:
        raise ValueError('Empty module name')
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Tell the finders on sys.meta_path, and namespace packages, that files may have come; the others keep no caches."""
    loading = sys.modules.get('importlib._loading')  # if it is not there, there are no namespace packages
    if loading:
        loading.PathFinder.invalidate_caches()
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def find_loader(name, path=None):
    """Deprecated: the loader of a module, or None."""
    import warnings
    from importlib._loading import find_module_spec
    warnings.warn('Deprecated since Python 3.4 and slated for removal in Python 3.12; use importlib.util.find_spec() instead',
                  DeprecationWarning, stacklevel=2)
    module = sys.modules.get(name)
    if module is None:
        spec = find_module_spec(name, path)
        return spec and spec.loader
    loader = getattr(module, '__loader__', None)
    if loader is None:
        raise ValueError(f'{name}.__loader__ is {"None" if hasattr(module, "__loader__") else "not set"}')
    return loader


def reload(module):
    """Run the code of a module once more, in the same module object."""
    try:
        name = module.__spec__.name
    except AttributeError:
        name = getattr(module, '__name__', None)
        if name is None:
            raise TypeError('reload() argument must be a module') from None
    there = sys.modules.get(name)
    if there is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name not in _reloading:
        _reloading[name] = module
        try:
            return _run_again(module, name)
        finally:
            del _reloading[name]
    return _reloading[name]


def _run_again(module, name):
    from importlib._loading import find_module_spec, run_again
    parent, path = name.rpartition('.')[0], None
    if parent:
        if parent not in sys.modules:
            raise ImportError(f'parent {parent!r} not in sys.modules', name=parent)
        path = sys.modules[parent].__path__
    spec = module.__spec__ = find_module_spec(name, path, module)
    if spec is None:
        raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
    return run_again(spec, module)
