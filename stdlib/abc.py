"""Abstract base classes: the metaclass ABCMeta and the marks for abstract methods.

An abstract class answers isinstance and issubclass for three kinds of classes: real subclasses, classes for which
its __subclasshook__ says yes, and classes registered with it. Answers are cached per class as weak references, so that
a cache never keeps a class alive.
"""
from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_dump, _reset_caches,
                  _reset_registry, get_cache_token)


def abstractmethod(funcobj):
    """Mark a function as abstract; a class with an abstract method left cannot be instantiated."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Deprecated: put @classmethod above @abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Deprecated: put @staticmethod above @abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Deprecated: put @property above @abstractmethod instead."""

    __isabstractmethod__ = True


def _abstract_names(cls, candidates):
    return frozenset(name for name, value in candidates if getattr(value, '__isabstractmethod__', False))


def _inherited_abstracts(cls):
    """(name, current value) of every name that is abstract in some base."""
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            yield name, getattr(cls, name, None)


class ABCMeta(type):
    """Metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this class; returns subclass, so it can be a decorator."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        """Implement isinstance(instance, cls)."""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """Implement issubclass(subclass, cls)."""
        return _abc_subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        """Debug helper: print what this class knows."""
        print(f'Class: {cls.__module__}.{cls.__qualname__}', file=file)
        print(f'Inv. counter: {get_cache_token()}', file=file)
        registry, cache, negative_cache, version = _get_dump(cls)
        print(f'_abc_registry: {registry!r}', file=file)
        print(f'_abc_cache: {cache!r}', file=file)
        print(f'_abc_negative_cache: {negative_cache!r}', file=file)
        print(f'_abc_negative_cache_version: {version!r}', file=file)

    def _abc_registry_clear(cls):
        """Debug helper: forget the registered classes."""
        _reset_registry(cls)

    def _abc_caches_clear(cls):
        """Debug helper: forget the cached answers."""
        _reset_caches(cls)


class ABC(metaclass=ABCMeta):
    """A class to inherit from instead of naming the metaclass."""

    __slots__ = ()


def update_abstractmethods(cls):
    """Recompute the abstract methods of a class after methods were added to it; returns the class."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    own = _abstract_names(cls, list(cls.__dict__.items()))
    cls.__abstractmethods__ = own | _abstract_names(cls, _inherited_abstracts(cls))
    return cls
