"""What programs need that look for modules or load them by hand."""
import sys
import types
from importlib.abc import Loader
from importlib._loading import (ModuleSpec, decode_source, find_module_spec, module_from_spec, spec_from_file_location,
                                spec_from_loader)


def resolve_name(name, package):
    """The absolute name of a module, given with leading dots relative to a package."""
    rest = name.lstrip('.')
    level = len(name) - len(rest)
    if not level:
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    parts = package.split('.')
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    base = '.'.join(parts[:len(parts) - level + 1])
    return f'{base}.{rest}' if rest else base


def find_spec(name, package=None):
    """The spec of a module, or None. Packages around it are imported."""
    name = resolve_name(name, package) if name.startswith('.') else name
    if name in sys.modules:
        module = sys.modules[name]
        spec = getattr(module, '__spec__', None)
        if module is not None and spec is None:
            raise ValueError(f'{name}.__spec__ is {"None" if hasattr(module, "__spec__") else "not set"}')
        return spec
    parent = name.rpartition('.')[0]
    path = None
    if parent:
        try:
            path = __import__(parent, fromlist=['__path__']).__path__
        except AttributeError as error:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent!r} while trying to find {name!r}',
                                      name=name) from error
    return find_module_spec(name, path)


def cache_from_source(path, debug_override=None, *, optimization=None):
    """The path of the compiled file: there are none."""
    raise NotImplementedError('sys.implementation.cache_tag is None')


def source_from_cache(path):
    """The path of the source of a compiled file: there are none."""
    raise NotImplementedError('sys.implementation.cache_tag is None')


class _LazyModule(types.ModuleType):
    """A module whose code runs when an attribute is asked for."""

    def __getattribute__(self, name):
        own = types.ModuleType.__getattribute__(self, '__dict__')
        spec = own['__spec__']
        before = spec.loader_state['before']
        changed = {key: value for key, value in own.items() if key not in before or before[key] is not value}
        self.__class__ = spec.loader_state['class']
        spec.loader.exec_module(self)
        if spec.name in sys.modules and sys.modules[spec.name] is not self:
            raise ValueError(f'module object for {spec.name!r} substituted in sys.modules during a lazy load')
        own.update(changed)
        return getattr(self, name)

    def __delattr__(self, name):
        self.__getattribute__(name)
        delattr(self, name)


class LazyLoader(Loader):
    """Loads a module with another loader, but only when an attribute of it is asked for."""

    def __init__(self, loader):
        self._check(loader)
        self.loader = loader

    @staticmethod
    def _check(loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')

    @classmethod
    def factory(cls, loader):
        """A function that makes lazy loaders of a loader class."""
        cls._check(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        """What the other loader makes."""
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Put off running the code."""
        spec = module.__spec__
        spec.loader = module.__loader__ = self.loader
        spec.loader_state = {'before': dict(vars(module)), 'class': type(module)}
        module.__class__ = _LazyModule
