"""Weak references and containers of them: the objects in them may die, and then leave the container."""
import _collections_abc
import itertools
import sys
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref
from _weakrefset import WeakSet

ProxyTypes = (ProxyType, CallableProxyType)

__all__ = ['ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType', 'ProxyType',
           'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet', 'WeakMethod', 'finalize']

_collections_abc.MutableSet.register(WeakSet)


class WeakMethod(ref):
    """A weak reference to a bound method, alive as long as its object and its function are."""

    __slots__ = ('_func_ref', '_meth_type', '_alive', '__weakref__')

    def __new__(cls, meth, callback=None):
        try:
            obj = meth.__self__
            func = meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None

        def died(_):
            self = self_ref()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, obj, died)
        self._func_ref = ref(func, died)
        self._meth_type = type(meth)
        self._alive = True
        self_ref = ref(self)
        return self

    def __call__(self):
        obj = super().__call__()
        func = self._func_ref()
        if obj is None or func is None:
            return None
        return self._meth_type(func, obj)

    def _same(self, other):
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return self._same(other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


class _WeakMapping(_collections_abc.MutableMapping):
    """What the two dictionaries share: removals are put off while somebody iterates."""

    def _begin(self):
        self._iterating += 1

    def _end(self):
        self._iterating -= 1
        if not self._iterating and self._pending:
            self._commit()

    def __len__(self):
        return len(self.data) - len(self._pending)

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def __copy__(self):
        return self.copy()

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        result = self.copy()
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        result = self.__class__()
        result.update(other)
        result.update(self)
        return result

    def update(self, other=None, /, **kwargs):
        """Set items from a mapping or an iterable of pairs, then from the keywords."""
        if other is not None:
            for key, value in (other.items() if hasattr(other, 'items') else dict(other).items()):
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value



class KeyedRef(ref):
    """A weak reference to a value that knows the value's key."""

    __slots__ = ('key',)

    def __new__(type, ob, callback, key):
        self = ref.__new__(type, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


class WeakValueDictionary(_WeakMapping):
    """A dictionary whose entries go when their values die."""

    def __init__(self, other=(), /, **kw):
        def remove(wr, selfref=ref(self)):
            self = selfref()
            if self is None:
                return
            if self._iterating:
                self._pending.append(wr.key)
            elif self.data.get(wr.key) is wr:
                del self.data[wr.key]

        self._remove = remove
        self._pending = []
        self._iterating = 0
        self.data = {}
        self.update(other, **kw)

    def _commit(self):
        while self._pending:
            key = self._pending.pop()
            wr = self.data.get(key)
            if wr is not None and wr() is None:
                del self.data[key]

    def __getitem__(self, key):
        if self._pending:
            self._commit()
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        if self._pending:
            self._commit()
        del self.data[key]

    def __contains__(self, key):
        wr = self.data.get(key)
        return wr is not None and wr() is not None

    def __setitem__(self, key, value):
        if self._pending:
            self._commit()
        self.data[key] = KeyedRef(value, self._remove, key)

    def get(self, key, default=None):
        """The value of key, or default if there is none."""
        wr = self.data.get(key)
        value = None if wr is None else wr()
        return default if value is None else value

    def copy(self):
        """A dictionary with the same items."""
        result = WeakValueDictionary()
        for key, value in self.items():
            result[key] = value
        return result

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[deepcopy(key, memo)] = value
        return result

    def items(self):
        """Iterate over the (key, value) pairs."""
        self._begin()
        try:
            for key, wr in self.data.items():
                value = wr()
                if value is not None:
                    yield key, value
        finally:
            self._end()

    def keys(self):
        """Iterate over the keys."""
        for key, _ in self.items():
            yield key

    __iter__ = keys

    def values(self):
        """Iterate over the values."""
        for _, value in self.items():
            yield value

    def valuerefs(self):
        """The weak references to the values."""
        return list(self.data.values())

    def itervaluerefs(self):
        """Iterate over the weak references to the values."""
        self._begin()
        try:
            yield from self.data.values()
        finally:
            self._end()

    def popitem(self):
        """Remove and return some (key, value) pair."""
        if self._pending:
            self._commit()
        while True:
            key, wr = self.data.popitem()
            value = wr()
            if value is not None:
                return key, value

    def pop(self, key, *args):
        """Remove key and return its value; without it, the second argument if given, else KeyError."""
        if self._pending:
            self._commit()
        wr = self.data.pop(key, None)
        value = None if wr is None else wr()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def setdefault(self, key, default=None):
        """The value of key; sets it to default first if there is none."""
        value = self.get(key)
        if value is None:
            self[key] = default
            return default
        return value


class WeakKeyDictionary(_WeakMapping):
    """A dictionary whose entries go when their keys die."""

    def __init__(self, dict=None):
        self.data = {}

        def remove(key, selfref=ref(self)):
            self = selfref()
            if self is None:
                return
            if self._iterating:
                self._pending.append(key)
            else:
                self.data.pop(key, None)

        self._remove = remove
        self._pending = []
        self._iterating = 0
        if dict is not None:
            self.update(dict)

    def _commit(self):
        while self._pending:
            self.data.pop(self._pending.pop(), None)

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __contains__(self, key):
        try:
            wr = ref(key)
        except TypeError:
            return False
        return wr in self.data

    def get(self, key, default=None):
        """The value of key, or default if there is none."""
        return self.data.get(ref(key), default)

    def copy(self):
        """A dictionary with the same items."""
        result = WeakKeyDictionary()
        for key, value in self.items():
            result[key] = value
        return result

    def __deepcopy__(self, memo):
        from copy import deepcopy
        result = self.__class__()
        for key, value in self.items():
            result[key] = deepcopy(value, memo)
        return result

    def items(self):
        """Iterate over the (key, value) pairs."""
        self._begin()
        try:
            for wr, value in self.data.items():
                key = wr()
                if key is not None:
                    yield key, value
        finally:
            self._end()

    def keys(self):
        """Iterate over the keys."""
        for key, _ in self.items():
            yield key

    __iter__ = keys

    def values(self):
        """Iterate over the values."""
        for _, value in self.items():
            yield value

    def keyrefs(self):
        """The weak references to the keys."""
        return list(self.data)

    def popitem(self):
        """Remove and return some (key, value) pair."""
        while True:
            wr, value = self.data.popitem()
            key = wr()
            if key is not None:
                return key, value

    def pop(self, key, *args):
        """Remove key and return its value; without it, the second argument if given, else KeyError."""
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        """The value of key; sets it to default first if there is none."""
        return self.data.setdefault(ref(key, self._remove), default)


class finalize:
    """Call a function when an object dies, or at exit if it is still alive then (unless atexit is false)."""

    __slots__ = ()

    class _Info:
        __slots__ = ('weakref', 'func', 'args', 'kwargs', 'atexit', 'index')

    _registry = {}  # live finalizer -> its info
    _shutdown = False
    _index_iter = itertools.count()
    _registered_with_atexit = False

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered_with_atexit:
            import atexit
            atexit.register(finalize._exitfunc)
            finalize._registered_with_atexit = True
        info = finalize._Info()
        info.weakref = ref(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        info.index = next(finalize._index_iter)
        finalize._registry[self] = info

    def __call__(self, _=None):
        """If alive, mark it dead and call the function."""
        info = finalize._registry.pop(self, None)
        if info is not None and not finalize._shutdown:
            return info.func(*info.args, **(info.kwargs or {}))
        return None

    def detach(self):
        """If alive, mark it dead and return (obj, func, args, kwargs)."""
        found = self.peek()
        if found is not None and finalize._registry.pop(self, None):
            return found
        return None

    def peek(self):
        """If alive, return (obj, func, args, kwargs)."""
        info = finalize._registry.get(self)
        obj = None if info is None else info.weakref()
        if obj is None:
            return None
        return obj, info.func, info.args, info.kwargs or {}

    @property
    def alive(self):
        """Whether the function is still to be called."""
        return self in finalize._registry

    @property
    def atexit(self):
        """Whether it should be called at exit."""
        info = finalize._registry.get(self)
        return info is not None and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = finalize._registry.get(self)
        if info is not None:
            info.atexit = bool(value)

    def __repr__(self):
        info = finalize._registry.get(self)
        obj = None if info is None else info.weakref()
        if obj is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        return f'<{type(self).__name__} object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>'

    @classmethod
    def _exitfunc(cls):
        """At exit: call what is left, the latest first."""
        try:
            while True:
                pending = [(info.index, f) for f, info in cls._registry.items() if info.atexit]
                if not pending:
                    break
                try:
                    max(pending, key=_first)[1]()
                except Exception:
                    sys.excepthook(*sys.exc_info())
        finally:
            finalize._shutdown = True


def _first(pair):
    return pair[0]
