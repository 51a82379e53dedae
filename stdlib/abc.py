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


class abstractproperty(property):
    """Deprecated: put @property above @abstractmethod instead."""

    __isabstractmethod__ = True


class abstractclassmethod(classmethod):
    """Deprecated: put @classmethod above @abstractmethod instead."""

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))

    __isabstractmethod__ = True


class abstractstaticmethod(staticmethod):
    """Deprecated: put @staticmethod above @abstractmethod instead."""

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))

    __isabstractmethod__ = True


class ABCMeta(type):
    """Metaclass of abstract base classes."""

    def register(cls, subclass):
        """Make subclass a virtual subclass of this class; returns subclass, so it can be a decorator."""
        return _abc_register(cls, subclass)

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        made = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(made)
        return made

    def __subclasscheck__(cls, subclass):
        """Implement issubclass(subclass, cls)."""
        return _abc_subclasscheck(cls, subclass)

    def __instancecheck__(cls, instance):
        """Implement isinstance(instance, cls)."""
        return _abc_instancecheck(cls, instance)

    # For debugging.

    def _dump_registry(cls, file=None):
        """Print what this class knows."""
        print(f'Class: {cls.__module__}.{cls.__qualname__}\nInv. counter: {get_cache_token()}', file=file)
        names = ['_abc_registry', '_abc_cache', '_abc_negative_cache', '_abc_negative_cache_version']
        for name, value in zip(names, _get_dump(cls)):
            print(f'{name}: {value!r}', file=file)

    def _abc_caches_clear(cls):
        """Forget the cached answers."""
        _reset_caches(cls)

    def _abc_registry_clear(cls):
        """Forget the registered classes."""
        _reset_registry(cls)


class ABC(metaclass=ABCMeta):
    """A class to inherit from instead of naming the metaclass."""

    __slots__ = ()


def update_abstractmethods(cls):
    """Recompute the abstract methods of a class after methods were added to it; returns the class."""
    if hasattr(cls, '__abstractmethods__'):
        members = dict(cls.__dict__)
        for base in cls.__bases__:
            for name in getattr(base, '__abstractmethods__', ()):
                members.setdefault(name, getattr(cls, name, None))
        cls.__abstractmethods__ = frozenset(name for name, member in members.items()
                                            if getattr(member, '__isabstractmethod__', False))
    return cls
