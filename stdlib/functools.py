"""Tools for functions, and functions that take functions."""
from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce
from _thread import RLock

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache',
           'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property']

GenericAlias = type(list[int])
_absent = object()

# --- wrappers -------------------------------------------------------------------------------------------------------

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make wrapper look like the function that it wraps; returns wrapper."""
    for name in assigned:
        value = getattr(wrapped, name, _absent)
        if value is not _absent:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped  # last: the update above may have copied another one
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator for a wrapper function: update_wrapper with the wrapped function given first."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- total_ordering -------------------------------------------------------------------------------------------------

def _derived_comparison(name, root):
    """The comparison `name` for a class that has `root`. If they look in opposite directions, root is negated; then
    only what is said about equal objects may still be wrong."""
    opposite = name[2] != root[2]
    root_holds_for_equal = (root[3] == 'e') != opposite
    holds_for_equal = name[3] == 'e'

    def compare(self, other):
        holds = getattr(type(self), root)(self, other)
        if holds is NotImplemented:
            return holds
        if opposite:
            holds = not holds
        if holds_for_equal == root_holds_for_equal:
            return holds
        return holds or self == other if holds_for_equal else holds and self != other
    compare.__name__ = name
    compare.__qualname__ = f'_{name[2:4]}_from_{root[2:4]}'
    compare.__doc__ = getattr(int, name).__doc__
    return compare


_ORDERINGS = '__lt__', '__le__', '__gt__', '__ge__'

# They are in the module under their qualified names: so they can be pickled.
_derived = {(name, root): _derived_comparison(name, root) for name in _ORDERINGS for root in _ORDERINGS if name != root}
globals().update((compare.__qualname__, compare) for compare in _derived.values())


def total_ordering(cls):
    """Class decorator: fill in the order comparisons that are missing, from one that is there."""
    missing = [name for name in _ORDERINGS if getattr(cls, name, None) is getattr(object, name)]
    if len(missing) == len(_ORDERINGS):
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = next(name for name in _ORDERINGS if name not in missing)  # the first one there
    for name in missing:
        setattr(cls, name, _derived[name, root])
    return cls


# --- methods --------------------------------------------------------------------------------------------------------

def _check_method(func):
    if not (callable(func) or hasattr(func, '__get__')):
        raise TypeError(f'{func!r} is not callable or a descriptor')


def _is_abstract(self):
    return getattr(self.func, '__isabstractmethod__', False)


class partialmethod:
    """partial() for methods: arguments are filled in after self."""

    __class_getitem__ = classmethod(GenericAlias)
    __isabstractmethod__ = property(_is_abstract)

    def __init__(self, func, /, *args, **keywords):
        _check_method(func)
        if isinstance(func, partialmethod):
            func, args, keywords = func.func, func.args + args, func.keywords | keywords
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        kind = type(self)
        args = ', '.join(map(repr, self.args))
        keywords = ', '.join(f'{key}={value!r}' for key, value in self.keywords.items())
        return f'{kind.__module__}.{kind.__qualname__}({self.func}, {args}, {keywords})'

    def __get__(self, obj, cls=None):
        func = self.func
        bound = func.__get__(obj, cls) if hasattr(func, '__get__') else func
        if bound is func:
            return self._function().__get__(obj, cls)  # it does not bind itself
        method = partial(bound, *self.args, **self.keywords)
        if hasattr(bound, '__self__'):
            method.__self__ = bound.__self__
        return method

    def _function(self):
        def method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **self.keywords | keywords)
        method.__isabstractmethod__ = self.__isabstractmethod__
        method._partialmethod = self
        return method


class cached_property:
    """A property that is computed once and then kept in the instance's __dict__, where it is found first."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, func):
        self.func, self.__doc__ = func, func.__doc__
        self.attrname, self.lock = None, RLock()

    def __set_name__(self, owner, name):
        if self.attrname not in (None, name):
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        if not hasattr(instance, '__dict__'):
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f'instance to cache {self.attrname!r} property.') from None
        with self.lock:
            return self._computed(instance, instance.__dict__, self.attrname)

    def _computed(self, instance, store, name):
        if name in store:  # another thread was faster
            return store[name]
        value = self.func(instance)
        try:
            store[name] = value
        except TypeError:
            raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support item "
                            f'assignment for caching {name!r} property.') from None
        return value


# --- caches ---------------------------------------------------------------------------------------------------------

def __getattr__(name):
    """_CacheInfo, what cache_info() returns, is made when somebody asks for the first time."""
    if name != '_CacheInfo':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    global _CacheInfo
    from collections import namedtuple
    _CacheInfo = namedtuple('CacheInfo', 'hits misses maxsize currsize', module=__name__)
    return _CacheInfo


def _make_info(*numbers):
    from functools import _CacheInfo
    return _CacheInfo(*numbers)


_between = object()


def _make_key(args, kwds, typed):
    """What tells calls apart; caches of other packages use it."""
    key = (*args, _between, *sum(kwds.items(), ())) if kwds else args
    if typed:
        return (*key, *map(type, args), *map(type, kwds.values()))
    return key[0] if len(key) == 1 and type(key[0]) in (int, str) else key


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _make_info)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def lru_cache(maxsize=128, typed=False):
    """Decorator that keeps the results of the last maxsize different calls (None: of all)."""
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)  # used without brackets
    if not (maxsize is None or isinstance(maxsize, int)):
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    limit = None if maxsize is None else max(maxsize, 0)
    return lambda user_function: _cached(user_function, limit, typed)


def cache(user_function, /):
    """Decorator that keeps the results of all calls."""
    return _cached(user_function, None, False)


# --- singledispatch -------------------------------------------------------------------------------------------------
# A class that is not registered itself gets the implementation of the first class in its order of resolution. In that
# order also stand, where they belong, the abstract classes that it implements without deriving from them.

def _merged(orders):
    """Yields one order that keeps to all of them: C3, the rule by which classes order their bases."""
    while orders := [order for order in orders if order]:
        not_first = {kind for order in orders for kind in order[1:]}
        first = next((order[0] for order in orders if order[0] not in not_first), None)
        if first is None:
            raise RuntimeError('Inconsistent hierarchy')
        yield first
        orders = [order[1:] if order[0] is first else order for order in orders]


def _order_with(cls, abstract):
    """The order of resolution of cls with some abstract classes in it. One stands with the bases of the class that is
    the first to implement it: after those that are abstract themselves, before the others."""
    bases = cls.__bases__
    new = [kind for kind in abstract if issubclass(cls, kind) and not any(issubclass(base, kind) for base in bases)]
    others = [kind for kind in abstract if kind not in new]
    end = max((i for i, base in enumerate(bases, 1) if hasattr(base, '__abstractmethods__')), default=0)
    parts = [bases[:end], new, bases[end:]]
    return [*_merged([[cls], *(_order_with(kind, others) for part in parts for kind in part), *parts])]


def _implemented(cls, kinds):
    """Those of the classes that cls implements without deriving from them, and none that another one derives from."""
    mro = cls.__mro__
    found = [kind for kind in kinds if kind not in mro and _is_class(kind) and issubclass(cls, kind)]
    found = [kind for kind in found if not any(kind is not other and kind in other.__mro__ for other in found)]
    ordered = {}
    for kind in found:
        # Further classes that cls implements say how those that they derive from are to be ordered.
        hints = [[base for base in derived.__mro__ if base in found]
                 for derived in kind.__subclasses__() if derived not in mro and issubclass(cls, derived)]
        for hint in sorted(hints, key=len, reverse=True) or [[kind]]:
            ordered.update(dict.fromkeys(hint))
    return [*ordered]


def _best(cls, registry):
    """The best implementation for a class that is not registered."""
    order = _order_with(cls, _implemented(cls, registry))
    place = next(i for i, kind in enumerate(order) if kind in registry)
    kind, rivals = order[place], order[place + 1:place + 2]
    for rival in rivals:
        # Two unrelated abstract classes that both fit: only the writer of cls could choose.
        if rival in registry and not {kind, rival} & {*cls.__mro__} and not issubclass(kind, rival):
            raise RuntimeError(f'Ambiguous dispatch: {kind} or {rival}')
    return registry[kind]


def _is_class(kind):
    return isinstance(kind, type) and not isinstance(kind, GenericAlias)


def _members(kind):
    """The members of a union, or None."""
    if isinstance(kind, type(int | str)):
        return kind.__args__
    import sys
    typing = sys.modules.get('typing')
    return typing.get_args(kind) if typing and typing.get_origin(kind) is typing.Union else None


def _is_dispatchable(kind):
    return _is_class(kind) or all(map(_is_class, _members(kind) or [None]))


def _annotated(func):
    """The class (or union) in the annotation of a function's first argument."""
    if not getattr(func, '__annotations__', None):
        raise TypeError(f'Invalid first argument to `register()`: {func!r}. '
                        'Use either `@register(some_class)` or plain `@register` on an annotated function.')
    from typing import get_type_hints
    for name, kind in get_type_hints(func).items():
        if _is_dispatchable(kind):
            return kind
        complaint = 'is not a class.' if _members(kind) is None else 'not all arguments are classes.'
        raise TypeError(f'Invalid annotation for {name!r}. {kind!r} {complaint}')


def singledispatch(func):
    """Make a generic function: its register() adds implementations for types of the first argument."""
    from abc import get_cache_token
    from types import MappingProxyType
    from weakref import WeakKeyDictionary

    registry, found = {object: func}, WeakKeyDictionary()
    token = None  # changes when somebody registers with an abstract class; not watched until there is one here

    def dispatch(cls):
        """The implementation for arguments of the class."""
        nonlocal token
        if token is not None and token != get_cache_token():
            token = get_cache_token()
            found.clear()
        implementation = found.get(cls)
        if implementation is None:
            implementation = found[cls] = registry[cls] if cls in registry else _best(cls, registry)
        return implementation

    def register(cls, func=None):
        """Add an implementation for a class; also usable as a decorator, with or without the class."""
        nonlocal token
        if func is None and _is_dispatchable(cls):
            return lambda function: register(cls, function)
        if func is None:
            cls, func = _annotated(cls), cls
        elif not _is_dispatchable(cls):
            raise TypeError(f'Invalid first argument to `register()`. {cls!r} is not a class or union type.')
        for kind in _members(cls) or [cls]:
            registry[kind] = func
            if token is None and hasattr(kind, '__abstractmethods__'):
                token = get_cache_token()
        found.clear()
        return func

    def generic(*args, **kw):
        if args:
            return dispatch(args[0].__class__)(*args, **kw)
        raise TypeError(f'{name} requires at least 1 positional argument')

    name = getattr(func, '__name__', 'singledispatch function')
    generic.dispatch, generic.register, generic._clear_cache = dispatch, register, found.clear
    generic.registry = MappingProxyType(registry)
    return update_wrapper(generic, func)


class singledispatchmethod:
    """singledispatch() for methods: the type of the first argument after self decides."""

    __isabstractmethod__ = property(_is_abstract)

    def __init__(self, func):
        _check_method(func)
        self.func, self.dispatcher = func, singledispatch(func)

    def register(self, cls, method=None):
        """Add an implementation for a class."""
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch

        def bound(*args, **kwargs):
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)
        bound.register, bound.__isabstractmethod__ = self.register, self.__isabstractmethod__
        return update_wrapper(bound, self.func)
