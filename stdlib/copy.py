"""Shallow and deep copies of any object: copy(x), deepcopy(x).

A class can say how it is copied with __copy__ and __deepcopy__(memo), or by the reduction that pickle uses.
"""
from copyreg import dispatch_table

__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    """An object cannot be copied."""


error = Error


def _own(obj):
    return obj


def _atomic(obj, memo):
    return obj


# Types whose objects never change, or are shared on purpose: a copy is the object itself.
_immutable = (type(None), int, float, bool, complex, str, bytes, type, range, property, type(...),
              type(NotImplemented), type(len), type(_own))
_atomic_deep = set(_immutable)


def _builtin_copiers():
    import _weakref
    copiers = dict.fromkeys((*_immutable, slice, tuple, frozenset, _weakref.ReferenceType, type(_own.__code__)), _own)
    for kind in (list, dict, set, bytearray):
        copiers[kind] = kind.copy
    _atomic_deep.add(_weakref.ReferenceType)
    _atomic_deep.add(type(_own.__code__))
    return copiers


_copiers = _builtin_copiers()


def copy(x):
    """A new object of the same type that holds the same things as x."""
    cls = type(x)
    copier = _copiers.get(cls)
    if copier is not None:
        return copier(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, '__copy__', None)
    if copier is not None:
        return copier(x)
    reduced = _reduce(x, cls)
    if isinstance(reduced, str):
        return x
    return _reconstruct(x, None, *reduced)


def _reduce(x, cls):
    """What x reduces to: a string (x is a global) or a tuple to rebuild it from."""
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, '__reduce_ex__', None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, '__reduce__', None)
    if reductor:
        return reductor()
    raise Error(f'un(deep)copyable object of type {cls}')


def deepcopy(x, memo=None, _nil=[]):
    """A copy of x and, recursively, of all that it holds; what is shared or cyclic in x is so in the copy."""
    cls = type(x)
    if cls in _atomic_deep:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        done = memo.get(key, _nil)
        if done is not _nil:
            return done
    copier = _deep_copiers.get(cls)
    result = copier(x, memo) if copier is not None else _deep_general(x, cls, memo)
    if result is not x:
        memo[key] = result
        _keep_alive(x, memo)
    return result


def _deep_general(x, cls, memo):
    """Deep copy of an object whose type has no copier here."""
    if issubclass(cls, type):
        return x
    copier = getattr(x, '__deepcopy__', None)
    if copier is not None:
        return copier(memo)
    reduced = _reduce(x, cls)
    if isinstance(reduced, str):
        return x
    return _reconstruct(x, memo, *reduced)


def _keep_alive(x, memo):
    """Keep x alive as long as the memo, or another object could get its id."""
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deepcopy_list(x, memo):
    result = []
    memo[id(x)] = result
    append = result.append
    for item in x:
        append(deepcopy(item, memo))
    return result


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # A cycle through the tuple may have copied it meanwhile.
    if id(x) in memo:
        return memo[id(x)]
    if all(old is new for old, new in zip(x, items)):
        return x
    return tuple(items)


def _deepcopy_dict(x, memo):
    result = {}
    memo[id(x)] = result
    for key, value in x.items():
        result[deepcopy(key, memo)] = deepcopy(value, memo)
    return result


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deep_copiers = _deepcopy_dispatch = {
    list: _deepcopy_list,
    tuple: _deepcopy_tuple,
    dict: _deepcopy_dict,
    type(Error().with_traceback): _atomic,
    type(_keep_alive.__get__(0)): _deepcopy_method,
}


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None):
    """Make an object from its reduction; deep if there is a memo."""
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    result = func(*args)
    if deep:
        memo[id(x)] = result
    if state is not None:
        _set_state(result, deepcopy(state, memo) if deep else state)
    if listiter is not None:
        for item in listiter:
            result.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            result[key] = value
    return result


def _set_state(obj, state):
    """Give an object the state that its reduction carried."""
    if hasattr(obj, '__setstate__'):
        obj.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        obj.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(obj, name, value)
