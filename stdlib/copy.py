"""Shallow and deep copies of any object: copy(x), deepcopy(x).

A class can say how it is copied with __copy__ and __deepcopy__(memo), or by the reduction that pickle uses.
"""
from _operator import is_not
from _weakref import ReferenceType
from copyreg import dispatch_table

__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    """An object cannot be copied."""


error = Error


def _same(x):
    return x


# Types whose objects hold nothing that could be changed, or are shared on purpose: they are their own copies.
_atoms = frozenset([
    bool, int, float, complex, str, bytes, range, type, property, type(None), type(...), type(NotImplemented),
    type(_same), type(_same.__code__), type(len), type([].append), ReferenceType,
])
_shallow = dict.fromkeys([*_atoms, tuple, frozenset, slice], _same)
_shallow |= {kind: kind.copy for kind in (list, dict, set, bytearray)}


def copy(x):
    """A new object of the same type that holds the same things as x."""
    kind = type(x)
    copier = _shallow.get(kind)
    if copier is None:
        if issubclass(kind, type):
            return x
        copier = getattr(kind, '__copy__', None)
        if copier is None:
            return _again(x, kind, None)
    return copier(x)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of x and, recursively, of all that it holds; what is shared or cyclic in x is so in the copy."""
    kind = type(x)
    if kind in _atoms:
        return x
    if memo is None:
        memo = {}  # id -> copy
    else:
        known = memo.get(id(x), _nil)
        if known is not _nil:
            return known
    made = _deep.get(kind, _deep_object)(x, memo)
    if made is not x:
        memo[id(x)] = made
        memo.setdefault(id(memo), []).append(x)  # if x died, another object could get its id
    return made


def _deep_list(x, memo):
    made = memo[id(x)] = []
    for item in x:
        made.append(item if type(item) in _atoms else deepcopy(item, memo))
    return made


def _deep_dict(x, memo):
    made = memo[id(x)] = {}
    for key, value in x.items():
        made[key if type(key) in _atoms else deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deep_tuple(x, memo):
    items = [item if type(item) in _atoms else deepcopy(item, memo) for item in x]
    if id(x) in memo:
        return memo[id(x)]  # it was copied meanwhile: it holds itself
    return tuple(items) if any(map(is_not, x, items)) else x


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


def _deep_object(x, memo):
    if isinstance(x, type):
        return x
    copier = getattr(x, '__deepcopy__', None)
    return _again(x, type(x), memo) if copier is None else copier(memo)


_deep = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple, type(_same.__get__(0)): _deep_method}


def _again(x, kind, memo):
    """An object made from the reduction of x, which may be a string: then x is a global; deep if there is a memo."""
    if kind in dispatch_table:
        reduction = dispatch_table[kind](x)
    elif (reduce_ex := getattr(x, '__reduce_ex__', None)) is not None:
        reduction = reduce_ex(4)
    elif hasattr(x, '__reduce__'):
        reduction = x.__reduce__()
    else:
        raise Error(f'un({"shallow" if memo is None else "deep"})copyable object of type {kind}')
    return x if isinstance(reduction, str) else _made(x, memo, *reduction)


def _made(x, memo, make, arguments, state=None, items=None, pairs=None):
    if memo is None:
        part, made = _same, make(*arguments)
    else:
        part = lambda value: deepcopy(value, memo)
        made = memo[id(x)] = make(*map(part, arguments))
    if state is not None:
        _set_state(made, part(state))
    for item in items or ():
        made.append(part(item))
    for key, value in pairs or ():
        made[part(key)] = part(value)
    return made


def _set_state(obj, state):
    """Give an object the state that its reduction carried."""
    if hasattr(obj, '__setstate__'):
        obj.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if attributes is not None:
        obj.__dict__.update(attributes)
    for name, value in (slots or {}).items():
        setattr(obj, name, value)
