"""The abstract base classes of containers, iterators and functions; collections.abc is its public name.

A class with few methods recognizes the classes that have them (__subclasshook__); all provide the further methods
that can be written with those. Operators that differ in a detail only are made by one function each.
"""
from _operator import eq, gt, lt
from abc import ABCMeta, abstractmethod
from itertools import chain, count

GenericAlias = type(list[int])

__all__ = [
    'Awaitable', 'Coroutine', 'AsyncIterable', 'AsyncIterator', 'AsyncGenerator', 'Hashable', 'Iterable', 'Iterator',
    'Generator', 'Reversible', 'Sized', 'Container', 'Callable', 'Collection', 'Set', 'MutableSet', 'Mapping',
    'MutableMapping', 'MappingView', 'KeysView', 'ItemsView', 'ValuesView', 'Sequence', 'MutableSequence',
    'ByteString',
]

# The classes show the public name of this module as theirs.
__name__ = 'collections.abc'


def _named(function, owner, name):
    """Give a made function the name under which it is a method of the class called owner."""
    function.__name__ = name
    function.__qualname__ = f'{owner}.{name}'
    return function


def _provides(kind, method):
    """Whether a class has a method that is not None (None in a derived class takes the method away)."""
    for base in kind.__mro__:
        members = base.__dict__
        if method in members:
            return members[method] is not None
    return False


def _recognized_by(*methods):
    """A __subclasshook__: who has the methods is a subclass. Derived classes inherit the hook, but not the answer."""
    def __subclasshook__(cls, C):
        if '__subclasshook__' in cls.__dict__ and all(_provides(C, method) for method in methods):
            return True
        return NotImplemented
    return classmethod(__subclasshook__)


def _drain(step, end):
    """Call step until it raises the error that says that nothing is left."""
    try:
        while True:
            step()
    except end:
        return


# --- asked for one thing ------------------------------------------------------------------------------------------

class Hashable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__hash__')

    @abstractmethod
    def __hash__(self):
        return 0


class Sized(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__len__')

    @abstractmethod
    def __len__(self):
        return 0


class Container(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__contains__')
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __contains__(self, x):
        return False


class Iterable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__iter__')
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __iter__(self):
        yield from ()


class Reversible(Iterable):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__reversed__', '__iter__')

    @abstractmethod
    def __reversed__(self):
        yield from ()


class Collection(Sized, Iterable, Container):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__len__', '__iter__', '__contains__')


class Iterator(Iterable):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__iter__', '__next__')

    def __iter__(self):
        return self

    @abstractmethod
    def __next__(self):
        """The next item, or StopIteration."""
        raise StopIteration


class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__aiter__')
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aiter__(self):
        return AsyncIterator()


class AsyncIterator(AsyncIterable):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__anext__', '__aiter__')

    def __aiter__(self):
        return self

    @abstractmethod
    async def __anext__(self):
        """The next item, or StopAsyncIteration."""
        raise StopAsyncIteration


class Awaitable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__await__')
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __await__(self):
        yield


# --- generators and coroutines --------------------------------------------------------------------------------------

def _thrown(typ, val, tb):
    """The exception that throw(typ, val, tb) means."""
    error = typ() if val is None and tb is not None else typ if val is None else val
    return error if tb is None else error.with_traceback(tb)


def _resumption(owner):
    """The methods by which a Generator or Coroutine is resumed."""
    def send(self, value):
        """Resume with a value; returns what is yielded next, or raises StopIteration."""
        raise StopIteration

    def throw(self, typ, val=None, tb=None):
        """Raise an exception inside; returns what is yielded next, or raises StopIteration."""
        raise _thrown(typ, val, tb)

    def close(self):
        """Raise GeneratorExit inside and expect it to end."""
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError(f'{owner.lower()} ignored GeneratorExit')

    methods = {'send': abstractmethod(send), 'throw': abstractmethod(throw), 'close': close}
    return {name: _named(method, owner, name) for name, method in methods.items()}


class Coroutine(Awaitable):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__await__', 'send', 'throw', 'close')
    locals().update(_resumption('Coroutine'))


class Generator(Iterator):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__iter__', '__next__', 'send', 'throw', 'close')
    locals().update(_resumption('Generator'))

    def __next__(self):
        """Resume with None."""
        return self.send(None)


class AsyncGenerator(AsyncIterator):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__aiter__', '__anext__', 'asend', 'athrow', 'aclose')

    async def aclose(self):
        """Raise GeneratorExit inside and expect it to end."""
        try:
            await self.athrow(GeneratorExit)
        except (StopAsyncIteration, GeneratorExit):
            return
        raise RuntimeError('asynchronous generator ignored GeneratorExit')

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        """Raise an exception inside; returns what is yielded next, or raises StopAsyncIteration."""
        raise _thrown(typ, val, tb)

    @abstractmethod
    async def asend(self, value):
        """Resume with a value; returns what is yielded next, or raises StopAsyncIteration."""
        raise StopAsyncIteration

    async def __anext__(self):
        """Resume with None."""
        return await self.asend(None)


# --- Callable -------------------------------------------------------------------------------------------------------

def _stands_for_parameters(obj):
    """Whether obj is a whole list of parameters in Callable[obj, result] and needs no brackets."""
    if obj is ... or isinstance(obj, list):
        return True
    kind = type(obj)
    return kind.__module__ == 'typing' and kind.__name__ in ('ParamSpec', '_ConcatenateGenericAlias')


def _shown(obj):
    """How a type is shown inside the repr of an alias."""
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        return obj.__qualname__ if obj.__module__ == 'builtins' else f'{obj.__module__}.{obj.__qualname__}'
    if isinstance(obj, type(_shown)):
        return obj.__name__
    return '...' if obj is ... else repr(obj)


def _written_arguments(args):
    """The arguments of an alias as they are written: parameters, which may be a list, and result."""
    *parameters, result = args
    if len(parameters) == 1 and _stands_for_parameters(parameters[0]):
        return parameters[0], result
    return parameters, result


class _CallableGenericAlias(GenericAlias):
    """Callable[[arg, ...], result], kept flat: its __args__ are (arg, ..., result)."""

    __slots__ = ()

    def __new__(cls, origin, args):
        if not isinstance(args, tuple) or len(args) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        parameters, result = args
        if isinstance(parameters, (list, tuple)):
            return GenericAlias.__new__(cls, origin, (*parameters, result))
        if _stands_for_parameters(parameters):
            return GenericAlias.__new__(cls, origin, args)
        raise TypeError(f'Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {parameters}')

    def __repr__(self):
        parameters, result = _written_arguments(self.__args__)
        if not isinstance(parameters, list):
            return GenericAlias.__repr__(self)
        return f'collections.abc.Callable[[{", ".join(map(_shown, parameters))}], {_shown(result)}]'

    def __reduce__(self):
        return _CallableGenericAlias, (Callable, _written_arguments(self.__args__))

    def __getitem__(self, item):
        values = item if isinstance(item, tuple) else (item,)
        if len(self.__parameters__) == 1 and _stands_for_parameters(self.__parameters__[0]) and values \
                and not _stands_for_parameters(values[0]):
            values = (values,)  # X[int, str] of X = Callable[P, float] means X[[int, str]]
        *parameters, result = GenericAlias.__getitem__(self, values).__args__
        if len(parameters) == 1 and isinstance(parameters[0], (list, tuple)):
            parameters, = parameters
        return _CallableGenericAlias(Callable, (parameters, result))


class Callable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _recognized_by('__call__')
    __class_getitem__ = classmethod(_CallableGenericAlias)

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False


# --- sets -----------------------------------------------------------------------------------------------------------

def _comparison(name, compare, containment):
    """A comparison of sets: of their sizes, then by __le__ or __ge__, which classes may override for all of them."""
    def method(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return compare(len(self), len(other)) and getattr(self, containment)(other)
    return _named(method, 'Set', name)


def _operation(name, elements):
    """An operator that makes a set of what elements(self, other) yields."""
    def method(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(elements(self, other))
        return NotImplemented
    return _named(method, 'Set', name)


def _without(these, others):
    """The elements of these that are not in others; the two need not both be sets, one makes the other into one."""
    if not isinstance(others, Set):
        others = these._from_iterable(others)
    elif not isinstance(these, Set):
        these = others._from_iterable(these)
    return (element for element in these if element not in others)


class Set(Collection):
    """A set: needs __contains__, __iter__, __len__. Results are made by _from_iterable, to be overridden where the
    constructor does not take an iterable."""

    __slots__ = ()
    __lt__ = _comparison('__lt__', lt, '__le__')
    __eq__ = _comparison('__eq__', eq, '__le__')
    __gt__ = _comparison('__gt__', gt, '__ge__')

    def __le__(self, other):
        if isinstance(other, Set):
            return len(self) <= len(other) and all(element in other for element in self)
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, Set):
            return len(self) >= len(other) and all(element in self for element in other)
        return NotImplemented

    def isdisjoint(self, other):
        """Whether the sets have no element in common."""
        for element in other:
            if element in self:
                return False
        return True

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def _hash(self):
        """A hash that goes with __eq__, for classes that do not change; that of a frozenset."""
        return hash(frozenset(self))

    __and__ = _operation('__and__', lambda self, other: (element for element in other if element in self))
    __rand__ = __and__
    __or__ = _operation('__or__', chain)
    __ror__ = __or__
    __sub__ = _operation('__sub__', _without)
    __rsub__ = _operation('__rsub__', lambda self, other: _without(other, self))

    def __xor__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable(chain(_without(self, other), _without(other, self)))

    __rxor__ = __xor__


class MutableSet(Set):
    """A set that can change: needs add and discard as well."""

    __slots__ = ()

    @abstractmethod
    def discard(self, value):
        """Remove an element if it is there."""
        raise NotImplementedError

    @abstractmethod
    def add(self, value):
        """Add an element."""
        raise NotImplementedError

    def remove(self, value):
        """Remove an element; KeyError if it is not there."""
        if value in self:
            self.discard(value)
        else:
            raise KeyError(value)

    def pop(self):
        """Remove and return some element; KeyError if there is none."""
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        """Remove all elements."""
        _drain(self.pop, KeyError)

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __isub__(self, it):
        for value in list(it) if it is self else it:
            self.discard(value)
        return self

    def __iand__(self, it):
        self -= self - it
        return self

    def __ixor__(self, it):
        others = it if isinstance(it, Set) else self._from_iterable(it)
        for value in list(others) if it is self else others:
            change = self.discard if value in self else self.add
            change(value)
        return self


# --- mappings -------------------------------------------------------------------------------------------------------

class MappingView(Sized):
    """What keys(), items() and values() of a Mapping return."""

    __slots__ = ('_mapping',)
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, mapping):
        self._mapping = mapping

    def __repr__(self):
        return f'{type(self).__name__}({self._mapping!r})'

    def __len__(self):
        return len(self._mapping)


class KeysView(MappingView, Set):
    __slots__ = ()

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping

    @classmethod
    def _from_iterable(cls, it):
        return set(it)


class ItemsView(MappingView, Set):
    __slots__ = ()

    def __iter__(self):
        mapping = self._mapping
        for key in mapping:
            yield key, mapping[key]

    def __contains__(self, item):
        key, expected = item
        try:
            value = self._mapping[key]
        except KeyError:
            return False
        return value is expected or value == expected

    @classmethod
    def _from_iterable(cls, it):
        return set(it)


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __iter__(self):
        yield from map(self._mapping.__getitem__, self._mapping)

    def __contains__(self, value):
        return any(found is value or found == value for found in self)


class Mapping(Collection):
    """A mapping: needs __getitem__, __iter__, __len__."""

    __abc_tpflags__ = 1 << 6  # the match statement takes it for a mapping
    __slots__ = ()
    __reversed__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def __contains__(self, key):
        try:
            self[key]
            return True
        except KeyError:
            return False

    def get(self, key, default=None):
        """The value of key, or default if there is none."""
        try:
            default = self[key]
        except KeyError:
            pass
        return default

    def items(self):
        """A set-like view of the (key, value) pairs."""
        return ItemsView(self)

    def keys(self):
        """A set-like view of the keys."""
        return KeysView(self)

    def values(self):
        """A view of the values."""
        return ValuesView(self)

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if isinstance(other, Mapping) else NotImplemented


_absent = object()


class MutableMapping(Mapping):
    """A mapping that can change: needs __setitem__ and __delitem__ as well."""

    __slots__ = ()

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    def setdefault(self, key, default=None):
        """The value of key; sets it to default first if there is none."""
        try:
            default = self[key]
        except KeyError:
            self[key] = default
        return default

    def update(self, other=(), /, **kwds):
        """Set items from a mapping or an iterable of pairs, then from the keywords."""
        keys = other if isinstance(other, Mapping) else other.keys() if hasattr(other, 'keys') else None
        if keys is None:
            for key, value in other:
                self[key] = value
        else:
            for key in keys:
                self[key] = other[key]
        for key in kwds:
            self[key] = kwds[key]

    def pop(self, key, default=_absent):
        """Remove key and return its value; without it, default if given, else KeyError."""
        try:
            found = self[key]
        except KeyError:
            if default is not _absent:
                return default
            raise
        del self[key]
        return found

    def popitem(self):
        """Remove and return some (key, value) pair; KeyError if there is none."""
        for key in self:
            found = self[key]
            del self[key]
            return key, found
        raise KeyError

    def clear(self):
        """Remove all items."""
        _drain(self.popitem, KeyError)


# --- sequences ------------------------------------------------------------------------------------------------------

class Sequence(Reversible, Collection):
    """A sequence: needs __getitem__ and __len__."""

    __abc_tpflags__ = 1 << 5  # the match statement takes it for a sequence
    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def _positions(self, start, stop):
        """Yields (index, item) as long as there is an item and the index is below stop (None: no limit)."""
        for index in count(start) if stop is None else range(start, stop):
            try:
                item = self[index]
            except IndexError:
                return
            yield index, item

    def __iter__(self):
        for index in count():
            try:
                item = self[index]
            except IndexError:
                return
            yield item

    def __reversed__(self):
        index = len(self)
        while index > 0:
            index -= 1
            yield self[index]

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def count(self, value):
        """How often value occurs."""
        return len([None for item in self if item is value or item == value])

    def index(self, value, start=0, stop=None):
        """The first index of value; ValueError if it is not there."""
        first = start if start >= 0 else max(start + len(self), 0)
        last = stop if stop is None or stop >= 0 else stop + len(self)
        for index, item in self._positions(first, last):
            if item is value or item == value:
                return index
        raise ValueError


class ByteString(Sequence):
    """bytes and bytearray (deprecated)."""

    __slots__ = ()


class MutableSequence(Sequence):
    """A sequence that can change: needs __setitem__, __delitem__ and insert as well."""

    __slots__ = ()

    @abstractmethod
    def insert(self, index, value):
        """Insert value before index."""
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    def clear(self):
        """Remove all items."""
        _drain(self.pop, IndexError)

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    def append(self, value):
        """Add value at the end."""
        self.insert(len(self), value)

    def extend(self, values):
        """Add the values at the end."""
        for value in values if values is not self else list(values):
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        """Remove and return the item at index, by default the last."""
        item = self[index]
        del self[index]
        return item

    def remove(self, value):
        """Remove the first item equal to value; ValueError if there is none."""
        index = self.index(value)
        del self[index]

    def reverse(self):
        """Reverse in place."""
        low, high = 0, len(self) - 1
        while low < high:
            self[low], self[high] = self[high], self[low]
            low, high = low + 1, high - 1


# --- the built-in types among them -----------------------------------------------------------------------------------

_built_in = {
    KeysView: [type({}.keys())], ItemsView: [type({}.items())], ValuesView: [type({}.values())],
    Set: [frozenset], MutableSet: [set], Mapping: [type(type.__dict__)], MutableMapping: [dict],
    Sequence: [tuple, str, range, memoryview], ByteString: [bytes, bytearray], MutableSequence: [bytearray, list],
}
for _kind, _types in _built_in.items():
    for _type in _types:
        _kind.register(_type)
del _built_in, _kind, _types, _type
