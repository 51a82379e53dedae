"""Tools for functions, and functions that take functions."""
from _functools import cmp_to_key, partial, reduce

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache',
           'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property']

GenericAlias = type(list[int])

# --- wrappers -------------------------------------------------------------------------------------------------------

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make wrapper look like the function that it wraps; returns wrapper."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped  # last: the update above may have copied another one
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator for a wrapper function: update_wrapper with the wrapped function given first."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- total_ordering -------------------------------------------------------------------------------------------------

def _derived_comparison(name, root, negate, equality):
    """The comparison `name`, made from the comparison `root` that the class has.

    The result of root is negated if `negate`; `equality` is None, or (operation, wanted) to combine it with ==.
    """
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        if negate:
            result = not result
        if equality == 'or ==':
            return result or self == other
        if equality == 'and !=':
            return result and self != other
        return result
    compare.__name__ = name
    compare.__doc__ = getattr(int, name).__doc__
    return compare


# root -> the comparisons that follow from it: (name, negate, what to do with ==)
_CONVERSIONS = {
    '__lt__': [('__gt__', True, 'and !='), ('__le__', False, 'or =='), ('__ge__', True, None)],
    '__le__': [('__ge__', True, 'or =='), ('__lt__', False, 'and !='), ('__gt__', True, None)],
    '__gt__': [('__lt__', True, 'and !='), ('__ge__', False, 'or =='), ('__le__', True, None)],
    '__ge__': [('__le__', True, 'or =='), ('__gt__', False, 'and !='), ('__lt__', True, None)],
}


def total_ordering(cls):
    """Class decorator: fill in the order comparisons that are missing, from one that is there."""
    roots = [op for op in _CONVERSIONS if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = next(op for op in ('__lt__', '__le__', '__gt__', '__ge__') if op in roots)
    for name, negate, equality in _CONVERSIONS[root]:
        if name not in roots:
            setattr(cls, name, _derived_comparison(name, root, negate, equality))
    return cls


# --- partialmethod --------------------------------------------------------------------------------------------------

class partialmethod:
    """partial() for methods: arguments are filled in after self."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        args = [*map(repr, self.args), *(f'{key}={value!r}' for key, value in self.keywords.items())]
        cls = self.__class__
        return f'{cls.__module__}.{cls.__qualname__}({self.func}, {", ".join(args)})'

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            return self.func(cls_or_self, *self.args, *args, **keywords)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    __class_getitem__ = classmethod(GenericAlias)


# --- caches ---------------------------------------------------------------------------------------------------------

from _functools import _lru_cache_wrapper

_info_type = None


def _CacheInfo(hits, misses, maxsize, currsize):
    """Make a CacheInfo tuple; the class is made when somebody asks for the first time."""
    global _info_type
    if _info_type is None:
        from collections import namedtuple
        _info_type = namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], module=__name__)
    return _info_type(hits, misses, maxsize, currsize)


def lru_cache(maxsize=128, typed=False):
    """Decorator that keeps the results of the last maxsize different calls (None: of all)."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorating_function(user_function):
        return _cached(user_function, maxsize, typed)
    return decorating_function


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """Decorator that keeps the results of all calls."""
    return lru_cache(maxsize=None)(user_function)


class _NoLock:
    """Used where there are no threads."""

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


def _new_lock():
    try:
        from _thread import RLock
    except ImportError:
        return _NoLock()
    return RLock()


_NOT_FOUND = object()


class cached_property:
    """A property that is computed once and then kept in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = _new_lock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            store = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f'instance to cache {name!r} property.') from None
        value = store.get(name, _NOT_FOUND)
        if value is not _NOT_FOUND:
            return value
        with self.lock:
            value = store.get(name, _NOT_FOUND)  # another thread may have been faster
            if value is _NOT_FOUND:
                value = self.func(instance)
                try:
                    store[name] = value
                except TypeError:
                    raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance does not "
                                    f'support item assignment for caching {name!r} property.') from None
        return value

    __class_getitem__ = classmethod(GenericAlias)


# --- singledispatch -------------------------------------------------------------------------------------------------

def _merge(sequences):
    """C3: one order that respects the orders of all sequences."""
    result = []
    sequences = [list(s) for s in sequences if s]
    while sequences:
        for sequence in sequences:
            head = sequence[0]
            if not any(head in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError('Inconsistent hierarchy')
        result.append(head)
        for sequence in sequences:
            if sequence[0] is head:
                del sequence[0]
        sequences = [s for s in sequences if s]
    return result


def _linearize(cls, abcs):
    """The order of resolution of cls, with the abstract classes it implements put in where they belong.

    An abstract class stands after the most specific real base that implements it.
    """
    boundary = 0  # bases up to the last one that has abstract classes of its own come first
    for index, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, '__abstractmethods__'):
            boundary = len(cls.__bases__) - index
            break
    abcs = list(abcs)
    explicit = list(cls.__bases__[:boundary])
    abstract = []
    for base in abcs:
        if issubclass(cls, base) and not any(issubclass(b, base) for b in cls.__bases__):
            abstract.append(base)  # cls itself implements it, none of its bases does
    for base in abstract:
        abcs.remove(base)
    other = list(cls.__bases__[boundary:])
    return _merge([[cls], *[_linearize(b, abcs) for b in explicit], *[_linearize(b, abcs) for b in abstract],
                   *[_linearize(b, abcs) for b in other], explicit, abstract, other])


def _compose_mro(cls, types):
    """The resolution order of cls, extended with those of types that it implements without inheriting."""
    bases = set(cls.__mro__)

    def is_related(typ):
        return (typ not in bases and hasattr(typ, '__mro__') and not isinstance(typ, GenericAlias)
                and issubclass(cls, typ))

    related = [typ for typ in types if is_related(typ)]
    # A type is left out when another of them inherits from it: it will come along with that one.
    related = [typ for typ in related if not any(typ is not other and typ in other.__mro__ for other in related)]
    known = set(related)
    extra = []
    for typ in related:
        found = [[s for s in sub.__mro__ if s in known]
                 for sub in typ.__subclasses__() if sub not in bases and issubclass(cls, sub)]
        if not found:
            extra.append(typ)
            continue
        found.sort(key=len, reverse=True)
        for subs in found:
            extra.extend(sub for sub in subs if sub not in extra)
    return _linearize(cls, extra)


def _find_impl(cls, registry):
    """The best implementation for cls among those registered."""
    match = None
    mro = _compose_mro(cls, registry.keys())
    for typ in mro:
        if match is not None:
            # Two unrelated abstract classes that both fit: only the writer of cls could choose.
            if (typ in registry and typ not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, typ)):
                raise RuntimeError(f'Ambiguous dispatch: {match} or {typ}')
            break
        if typ in registry:
            match = typ
    return registry.get(match)


def _union_members(cls):
    """The members of a union of classes, or None if cls is no union."""
    if isinstance(cls, type(int | str)):
        return cls.__args__
    import sys
    typing = sys.modules.get('typing')
    if typing is not None and typing.get_origin(cls) is typing.Union:
        return typing.get_args(cls)
    return None


def _is_valid_dispatch_type(cls):
    if isinstance(cls, type) and not isinstance(cls, GenericAlias):
        return True
    members = _union_members(cls)
    return members is not None and all(
        isinstance(arg, type) and not isinstance(arg, GenericAlias) for arg in members)


def _annotated_type(func):
    """The type in the annotation of a function's first argument, and the argument's name."""
    if not getattr(func, '__annotations__', {}):
        raise TypeError(f'Invalid first argument to `register()`: {func!r}. '
                        'Use either `@register(some_class)` or plain `@register` on an annotated function.')
    from typing import get_type_hints
    argname, cls = next(iter(get_type_hints(func).items()))
    if not _is_valid_dispatch_type(cls):
        if _union_members(cls) is not None:
            raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} not all arguments are classes.')
        raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} is not a class.')
    return cls


def singledispatch(func):
    """Make a generic function: its register() adds implementations for types of the first argument."""
    from types import MappingProxyType
    from weakref import WeakKeyDictionary

    registry = {}
    found = WeakKeyDictionary()
    cache_token = None

    def dispatch(cls):
        """The implementation for arguments of the class."""
        nonlocal cache_token
        if cache_token is not None:
            from abc import get_cache_token
            token = get_cache_token()
            if cache_token != token:
                found.clear()
                cache_token = token
        try:
            return found[cls]
        except KeyError:
            impl = registry[cls] if cls in registry else _find_impl(cls, registry)
            found[cls] = impl
            return impl

    def register(cls, func=None):
        """Add an implementation for a class; also usable as a decorator, with or without the class."""
        nonlocal cache_token
        if _is_valid_dispatch_type(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f'Invalid first argument to `register()`. {cls!r} is not a class or union type.')
            func = cls
            cls = _annotated_type(func)
        for member in _union_members(cls) or (cls,):
            registry[member] = func
        if cache_token is None and any(hasattr(c, '__abstractmethods__') for c in _union_members(cls) or (cls,)):
            from abc import get_cache_token
            cache_token = get_cache_token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = found.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """singledispatch() for methods: the type of the first argument after self decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add an implementation for a class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
