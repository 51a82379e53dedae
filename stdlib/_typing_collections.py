"""Names of collections in typing: List, Mapping, Tuple, Callable, which classes of the library had before these took
brackets themselves."""
import _typing_aliases
from _typing_aliases import (
    Generic, _BaseGenericAlias, _GenericAlias, _Kind, _NotIterable, _Operand, as_tuple, as_type, as_types,
    check_count, convert, is_signature, remembered, show)

__name__ = 'typing'


class _SpecialGenericAlias(_Kind, _BaseGenericAlias, _Operand, _root=True):
    """The name of a class with brackets: List, Mapping. Built-in types are not instantiated by these names."""

    __iter__ = None
    _kind = property(lambda self: self)

    def __init__(self, origin, nparams, *, inst=True, name=None):
        self.__origin__, self._nparams, self._inst = origin, nparams, inst
        self._name = name or origin.__name__
        self.__doc__ = f'{origin.__module__}.{origin.__qualname__}, with or without types of what is in it.'

    @remembered
    def __getitem__(self, params):
        params = as_types(as_tuple(params), 'Parameters to generic types must be types.')
        _typing_aliases.PUBLIC.get('_check_generic', check_count)(self, params, self._nparams)
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, self)

    def __repr__(self):
        return f'typing.{self._name}'

    def __reduce__(self):
        return self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            raise TypeError('Subscripted generics cannot be used with class and instance checks')
        return issubclass(cls.__origin__ if isinstance(cls, _SpecialGenericAlias) else cls, self.__origin__)

    def __mro_entries__(self, bases):
        return self.bases(self, bases)

    # --- of its aliases ---

    def name(self, alias):
        return self._name

    def text(self, alias):
        return f'{self}[{", ".join(map(show, alias.__args__)) or "()"}]'

    def recipe(self, alias):
        return self, super().recipe(alias)[1]

    def bases(self, alias, bases):
        origin = [] if self.__origin__ in bases else [self.__origin__]
        after = bases[bases.index(alias) + 1:]
        generic = any(isinstance(base, _BaseGenericAlias) or issubclass(base, Generic) for base in after)
        return tuple(origin if generic else [*origin, Generic])


class _TupleType(_SpecialGenericAlias, _root=True):
    @remembered
    def __getitem__(self, params):
        params = as_tuple(params)
        if len(params) > 1 and params[-1] is ...:
            params = (*as_types(params[:-1], 'Tuple[t, ...]: t must be a type.'), ...)
        else:
            params = as_types(params, 'Tuple[t0, t1, ...]: each t must be a type.')
        return self.copy_with(params)


class _CallableGenericAlias(_NotIterable, _root=True):
    """By this name, libraries know a Callable."""


class _CallableType(_SpecialGenericAlias, _root=True):
    """Callable[[int, str], float], whose aliases have flat arguments: int, str, float."""

    _flat = True

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        return self._take((tuple(args) if isinstance(args, (list, tuple)) else (args,), result))

    @remembered
    def _take(self, params):
        args, result = params
        result = as_type(result, 'Callable[args, result]: result must be a type.')
        return self.copy_with((*map(convert, args), result))

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, self)

    def text(self, alias):
        args = signature_first(alias.__args__)
        if args is alias.__args__:
            return super().text(alias)
        return f'typing.Callable[[{", ".join(map(show, args[0]))}], {show(args[1])}]'

    def recipe(self, alias):
        return self, signature_first(alias.__args__)


def signature_first(args):
    """The arguments of a Callable as they are written; as they are if it takes anything, or what a ParamSpec does."""
    return args if len(args) == 2 and is_signature(args[0]) else (list(args[:-1]), args[-1])


# --- the names ------------------------------------------------------------------------------------------------------

# name -> (module, name there, number of types), for those that are called otherwise or are not in _collections_abc
_ORIGINS = {
    'AbstractSet': ('_collections_abc', 'Set', 1), 'AsyncContextManager': ('contextlib', 'AbstractAsyncContextManager', 1),
    'ChainMap': ('collections', 'ChainMap', 2), 'ContextManager': ('contextlib', 'AbstractContextManager', 1),
    'Counter': ('collections', 'Counter', 1), 'DefaultDict': ('_collections', 'defaultdict', 2),
    'Deque': ('_collections', 'deque', 1), 'Dict': ('builtins', 'dict', 2), 'FrozenSet': ('builtins', 'frozenset', 1),
    'List': ('builtins', 'list', 1), 'Match': ('re', 'Match', 1), 'OrderedDict': ('collections', 'OrderedDict', 2),
    'Pattern': ('re', 'Pattern', 1), 'Set': ('builtins', 'set', 1), 'Tuple': ('builtins', 'tuple', -1),
    'Type': ('builtins', 'type', 1)}

# How many types stand in the brackets, where that is not one.
_COUNTS = {'ByteString': 0, 'Hashable': 0, 'Sized': 0, 'AsyncGenerator': 2, 'Callable': 2, 'ItemsView': 2, 'Mapping': 2,
           'MutableMapping': 2, 'Coroutine': 3, 'Generator': 3}


def collection(name):
    """What typing has under a name."""
    module, origin, count = _ORIGINS.get(name) or ('_collections_abc', name, _COUNTS.get(name, 1))
    kind = {'Callable': _CallableType, 'Tuple': _TupleType}.get(name, _SpecialGenericAlias)
    return kind(getattr(__import__(module), origin), count, inst=module != 'builtins', name=name)
