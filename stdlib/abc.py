"""Abstract base classes: the metaclass ABCMeta and the marks for abstract methods.

An abstract class answers isinstance and issubclass for three kinds of classes: real subclasses, classes for which
its __subclasshook__ says yes, and classes registered with it. Answers are cached per class as weak references, so that
a cache never keeps a class alive.
"""
from _weakref import ref as _ref

# Counts registrations. A negative answer is valid only while no further class was registered anywhere.
_registrations = 0


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


class _Knowledge:
    """What one abstract class knows of others: registered classes and cached answers, all as weak references."""

    __slots__ = ('registry', 'yes', 'no', 'stamp', '__weakref__')

    def __init__(self):
        self.registry = set()
        self.yes = set()
        self.no = set()
        self.stamp = _registrations


def _remember(refs, cls):
    """Add a weak reference to cls that leaves the set when cls dies."""
    refs.add(_ref(cls, refs.discard))


def _alive(refs):
    """The classes of a set of weak references that still exist."""
    return [cls for cls in [r() for r in list(refs)] if cls is not None]


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
        names = _abstract_names(cls, namespace.items())
        inherited = _abstract_names(cls, _inherited_abstracts(cls))
        cls.__abstractmethods__ = names | inherited
        cls._abc_impl = _Knowledge()
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this class; returns subclass, so it can be a decorator."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        _remember(cls._abc_impl.registry, subclass)
        _registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        """Implement isinstance(instance, cls)."""
        subclass = instance.__class__
        if _ref(subclass) in cls._abc_impl.yes:
            return True
        kind = type(instance)
        if kind is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)

    def __subclasscheck__(cls, subclass):
        """Implement issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        known = cls._abc_impl
        key = _ref(subclass)
        if key in known.yes:
            return True
        if known.stamp != _registrations:
            known.no.clear()
            known.stamp = _registrations
        elif key in known.no:
            return False
        answer = _ask(cls, subclass)
        _remember(known.yes if answer else known.no, subclass)
        return answer

    def _dump_registry(cls, file=None):
        """Debug helper: print what this class knows."""
        known = cls._abc_impl
        print(f'Class: {cls.__module__}.{cls.__qualname__}', file=file)
        print(f'Inv. counter: {_registrations}', file=file)
        for name in ('registry', 'yes', 'no'):
            print(f'{name}: {_alive(getattr(known, name))!r}', file=file)

    def _abc_registry_clear(cls):
        """Debug helper: forget the registered classes."""
        cls._abc_impl.registry.clear()

    def _abc_caches_clear(cls):
        """Debug helper: forget the cached answers."""
        cls._abc_impl.yes.clear()
        cls._abc_impl.no.clear()


def _ask(cls, subclass):
    """The uncached answer to issubclass(subclass, cls)."""
    hooked = cls.__subclasshook__(subclass)
    if hooked is not NotImplemented:
        assert isinstance(hooked, bool)
        return hooked
    if cls in getattr(subclass, '__mro__', ()):
        return True
    if any(issubclass(subclass, other) for other in _alive(cls._abc_impl.registry)):
        return True
    return any(issubclass(subclass, child) for child in cls.__subclasses__())


class ABC(metaclass=ABCMeta):
    """A class to inherit from instead of naming the metaclass."""

    __slots__ = ()


def get_cache_token():
    """An opaque number that changes whenever a class is registered with any abstract class."""
    return _registrations


def update_abstractmethods(cls):
    """Recompute the abstract methods of a class after methods were added to it; returns the class."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    own = _abstract_names(cls, list(cls.__dict__.items()))
    cls.__abstractmethods__ = own | _abstract_names(cls, _inherited_abstracts(cls))
    return cls
