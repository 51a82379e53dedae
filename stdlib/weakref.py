"""Weak references and containers of them: the objects in them may die, and then leave the container."""
import sys
from _collections_abc import Mapping, MutableMapping, MutableSet
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref
from _weakrefset import WeakSet

ProxyTypes = (ProxyType, CallableProxyType)

__all__ = ['ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType', 'ProxyType',
           'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet', 'WeakMethod', 'finalize']

MutableSet.register(WeakSet)

# --- references -----------------------------------------------------------------------------------------------------

class WeakMethod(ref):
    """A weak reference to a bound method, alive as long as its object and its function are."""

    __slots__ = ('_function', '_bind', '_alive', '__weakref__')
    __hash__ = ref.__hash__

    def __new__(cls, meth, callback=None):
        try:
            parts = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None

        def died(_):
            reference = weak()
            if reference is not None and reference._alive:
                reference._alive = False  # the other part may die later
                if callback is not None:
                    callback(reference)

        made = ref.__new__(cls, parts[0], died)
        made._function, made._bind, made._alive = ref(parts[1], died), type(meth), True
        weak = ref(made)  # died must not keep it alive
        return made

    def __call__(self):
        obj, function = ref.__call__(self), self._function()
        return None if obj is None or function is None else self._bind(function, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._alive and other._alive:
            return ref.__eq__(self, other) and self._function == other._function
        return self is other

    def __ne__(self, other):
        return not self == other if isinstance(other, WeakMethod) else NotImplemented


class KeyedRef(ref):
    """A weak reference to a value that knows the value's key."""

    __slots__ = ('key',)

    def __new__(type, ob, callback, key):
        made = ref.__new__(type, ob, callback)
        made.key = key
        return made

    def __init__(self, ob, callback, key):
        ref.__init__(self, ob, callback)


# --- dictionaries ---------------------------------------------------------------------------------------------------

def _on_death(dictionary, forget):
    """A callback for the references in a dictionary: forget(data, reference) takes the item out. Items are taken out
    at once, also while somebody iterates: iterators walk over a copy."""
    weak = ref(dictionary)

    def died(reference):
        alive = weak()
        if alive is not None:
            forget(alive.data, reference)
    return died


class _WeakMapping(MutableMapping):
    """What the two dictionaries share. They say how an item is stored, and yield the live ones from items()."""

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x}>'

    def __setitem__(self, key, value):
        self._store(key, value)

    def update(self, other=None, /, **kwargs):
        """Set items from a mapping or an iterable of pairs, then from the keywords."""
        for source in () if other is None else other, kwargs:
            for key, value in (source if hasattr(source, 'items') else dict(source)).items():
                self._store(key, value)

    def keys(self):
        """Iterate over the keys."""
        return (key for key, _ in self.items())

    def values(self):
        """Iterate over the values."""
        return (value for _, value in self.items())

    def __iter__(self):
        return self.keys()

    def __copy__(self):
        return self.copy()

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if isinstance(other, Mapping):
            made = self.copy()
            made.update(other)
            return made
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, Mapping):
            made = type(self)()
            for source in (other, self):
                made.update(source)
            return made
        return NotImplemented


def _forget_value(data, reference):
    if data.get(reference.key) is reference:  # and not a later value
        del data[reference.key]


class WeakValueDictionary(_WeakMapping):
    """A dictionary whose items go when their values die."""

    def __init__(self, other=(), /, **kw):
        self.data = {}  # key -> KeyedRef
        self._died = _on_death(self, _forget_value)
        self.update(other, **kw)

    def _store(self, key, value):
        self.data[key] = KeyedRef(value, self._died, key)

    def items(self):
        """Iterate over the (key, value) pairs."""
        for key, reference in self.data.copy().items():
            value = reference()
            if value is not None:
                yield key, value

    def get(self, key, default=None):
        """The value of key, or default if there is none."""
        reference = self.data.get(key)
        value = reference and reference()
        return default if value is None else value

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key):
        return self.get(key) is not None

    def __delitem__(self, key):
        del self.data[key]

    def setdefault(self, key, default=None):
        """The value of key; sets it to default first if there is none."""
        value = self.get(key)
        if value is None:
            self._store(key, value := default)
        return value

    def pop(self, key, *args):
        """Remove key and return its value; without it, the second argument if given, else KeyError."""
        reference = self.data.pop(key, None)
        value = reference and reference()
        if value is None and not args:
            raise KeyError(key)
        return args[0] if value is None else value

    def popitem(self):
        """Remove and return some (key, value) pair."""
        value = None
        while value is None:
            key, reference = self.data.popitem()
            value = reference()
        return key, value

    def copy(self):
        """A dictionary with the same items."""
        return WeakValueDictionary(self)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = type(self)()
        made.update((deepcopy(key, memo), value) for key, value in self.items())
        return made

    def valuerefs(self):
        """The weak references to the values."""
        return [*self.data.values()]

    def itervaluerefs(self):
        """Iterate over the weak references to the values."""
        yield from self.valuerefs()


class WeakKeyDictionary(_WeakMapping):
    """A dictionary whose items go when their keys die."""

    def __init__(self, dict=None):
        self.data = {}  # ref(key) -> value
        self._died = _on_death(self, lambda data, reference: data.pop(reference, None))
        self.update(dict)

    def _store(self, key, value):
        self.data[ref(key, self._died)] = value

    def items(self):
        """Iterate over the (key, value) pairs."""
        for reference, value in self.data.copy().items():
            key = reference()
            if key is not None:
                yield key, value

    def get(self, key, default=None):
        """The value of key, or default if there is none."""
        return self.data.get(ref(key), default)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:  # such things cannot be keys
            return False

    def __delitem__(self, key):
        del self.data[ref(key)]

    def setdefault(self, key, default=None):
        """The value of key; sets it to default first if there is none."""
        return self.data.setdefault(ref(key, self._died), default)

    def pop(self, key, *args):
        """Remove key and return its value; without it, the second argument if given, else KeyError."""
        return self.data.pop(ref(key), *args)

    def popitem(self):
        """Remove and return some (key, value) pair."""
        key = None
        while key is None:
            reference, value = self.data.popitem()
            key = reference()
        return key, value

    def copy(self):
        """A dictionary with the same items."""
        return WeakKeyDictionary(self)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = type(self)()
        made.update((key, deepcopy(value, memo)) for key, value in self.items())
        return made

    def keyrefs(self):
        """The weak references to the keys."""
        return [*self.data]


# --- finalizers -----------------------------------------------------------------------------------------------------

class _Call:
    """What a live finalizer is to do. It is not in the finalizer itself, which its callers may keep in cycles."""

    __slots__ = ('target', 'function', 'args', 'kwargs', 'at_exit')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)


class finalize:
    """Call a function when an object dies, or at exit if it is still alive then (unless atexit is false)."""

    __slots__ = ()

    _calls = {}  # live finalizer -> its call, in the order of creation
    _over = None  # whether the program has ended; None: nobody has asked to be told

    def __init__(self, obj, func, /, *args, **kwargs):
        if finalize._over is None:
            import atexit
            atexit.register(finalize._at_exit)
            finalize._over = False
        finalize._calls[self] = _Call(ref(obj, self), func, args, kwargs, True)

    def __call__(self, _=None):
        """Call the function now, unless it is dead; from then on it is."""
        call = self._calls.pop(self, None)
        if call is not None and not finalize._over:
            return call.function(*call.args, **call.kwargs)

    def peek(self):
        """(obj, func, args, kwargs), or None when it is dead."""
        call = self._calls.get(self)
        obj = call and call.target()
        return None if obj is None else (obj, call.function, call.args, call.kwargs)

    def detach(self):
        """Make it dead without a call: (obj, func, args, kwargs), or None if it was dead."""
        found = self.peek()
        return found if found and self._calls.pop(self, None) else None

    @property
    def alive(self):
        """Whether the function is still to be called."""
        return self in self._calls

    @property
    def atexit(self):
        """Is the function to be called at exit, if it is still alive then?"""
        return self.alive and self._calls[self].at_exit

    @atexit.setter
    def atexit(self, value):
        if self.alive:
            self._calls[self].at_exit = bool(value)

    def __repr__(self):
        found = self.peek()
        state = f'for {type(found[0]).__name__!r} at {id(found[0]):#x}' if found else 'dead'
        return f'<{type(self).__name__} object at {id(self):#x}; {state}>'

    @classmethod
    def _at_exit(cls):
        """Call what is left, the latest first; the functions may make further finalizers."""
        try:
            while last := next((self for self, call in reversed(cls._calls.items()) if call.at_exit), None):
                try:
                    last()
                except Exception:
                    sys.excepthook(*sys.exc_info())
        finally:
            finalize._over = True
