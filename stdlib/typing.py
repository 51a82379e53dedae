"""Type hints: the names for types that have none, generic classes, and functions to read the hints.

Nothing here checks types when a program runs. How aliases work is in _typing_aliases, variables are in
_typing_variables, protocols, named tuples and other classes that are made in special ways in _typing_classes. Most
programs need few of the names, so those that are not in _typing_aliases are made when somebody asks for them.
"""
import _collections_abc as _abc
import _typing_aliases
import sys

from _typing_aliases import (
    Annotated, ClassVar, Final, ForwardRef, Generic, GenericAlias as _ClassAlias, Literal, LiteralString, Never,
    NoReturn, NoneType, NotRequired, Optional, Required, Self, TypeAlias, TypeGuard, Union, UnionType as _UnionType,
    Unpack, _AnnotatedAlias, _BaseGenericAlias, _GenericAlias, _SpecialForm, change_arguments as _change_arguments,
    look_up as _look_up)

__all__ = [
    'AbstractSet', 'Annotated', 'Any', 'AnyStr', 'AsyncContextManager', 'AsyncGenerator', 'AsyncIterable',
    'AsyncIterator', 'Awaitable', 'BinaryIO', 'ByteString', 'Callable', 'ChainMap', 'ClassVar', 'Collection',
    'Concatenate', 'Container', 'ContextManager', 'Coroutine', 'Counter', 'DefaultDict', 'Deque', 'Dict', 'Final',
    'ForwardRef', 'FrozenSet', 'Generator', 'Generic', 'Hashable', 'IO', 'ItemsView', 'Iterable', 'Iterator',
    'KeysView', 'List', 'Literal', 'LiteralString', 'Mapping', 'MappingView', 'Match', 'MutableMapping',
    'MutableSequence', 'MutableSet', 'NamedTuple', 'Never', 'NewType', 'NoReturn', 'NotRequired', 'Optional',
    'OrderedDict', 'ParamSpec', 'ParamSpecArgs', 'ParamSpecKwargs', 'Pattern', 'Protocol', 'Required', 'Reversible',
    'Self', 'Sequence', 'Set', 'Sized', 'SupportsAbs', 'SupportsBytes', 'SupportsComplex', 'SupportsFloat',
    'SupportsIndex', 'SupportsInt', 'SupportsRound', 'TYPE_CHECKING', 'Text', 'TextIO', 'Tuple', 'Type', 'TypeAlias',
    'TypeGuard', 'TypeVar', 'TypeVarTuple', 'TypedDict', 'Union', 'Unpack', 'ValuesView', 'assert_never', 'assert_type',
    'cast', 'clear_overloads', 'dataclass_transform', 'final', 'get_args', 'get_origin', 'get_overloads',
    'get_type_hints', 'is_typeddict', 'no_type_check', 'no_type_check_decorator', 'overload', 'reveal_type',
    'runtime_checkable']

_typing_aliases.PUBLIC = globals()
del _typing_aliases

TYPE_CHECKING = False
Text = str


# --- names that are found later -------------------------------------------------------------------------------------

_LATER = {name: module for module, names in (
    ('_typing_aliases', '_Final _UnionGenericAlias'),
    ('_typing_variables',
     'AnyStr CT_co Concatenate KT ParamSpec ParamSpecArgs ParamSpecKwargs T T_co T_contra TypeVar TypeVarTuple VT '
     'VT_co V_co _ConcatenateGenericAlias'),
    ('_typing_classes',
     'BinaryIO IO NamedTuple NamedTupleMeta NewType Protocol SupportsAbs SupportsBytes SupportsComplex SupportsFloat '
     'SupportsIndex SupportsInt SupportsRound TextIO TypedDict _ProtocolMeta _TypedDictMeta is_typeddict '
     'runtime_checkable'),
    ('_typing_collections',
     'AbstractSet AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable ChainMap '
     'Collection Container ContextManager Coroutine Counter DefaultDict Deque Dict FrozenSet Generator Hashable '
     'ItemsView Iterable Iterator KeysView List Mapping MappingView Match MutableMapping MutableSequence MutableSet '
     'OrderedDict Pattern Reversible Sequence Set Sized Tuple Type ValuesView'),
) for name in names.split()}


# What is private in CPython, and libraries use: a text, which takes no time when typing is imported.
_PRIVATE = """
    EXCLUDED_ATTRIBUTES _CallableGenericAlias _SpecialGenericAlias _alias _allowed_types _caller _check_generic
    _collect_parameters _deduplicate _eval_type _get_protocol_attrs _is_dunder _is_param_expr _prohibited _tp_cache
    _type_check _type_convert _type_repr"""


def __getattr__(name):
    source = _LATER.get(name) or name in _PRIVATE.split() and '_typing_private'
    if not source:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    module = __import__(source)
    made = module.collection(name) if source == '_typing_collections' else getattr(module, name)
    return globals().setdefault(name, made)  # one for all threads


def __dir__():
    return sorted({*globals(), *_LATER, *_PRIVATE.split()})


# --- Any, and what once were modules ---------------------------------------------------------------------------------

class _AnyMeta(type):
    def __instancecheck__(cls, obj):
        if cls is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(obj)

    def __repr__(cls):
        return 'typing.Any' if cls is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type. As a base class: attributes that nobody knows of have any type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls, *args, **kwargs)


class _Submodule(type):
    """A class in sys.modules, of what once were modules here."""

    def __getattribute__(cls, name):
        own = type.__getattribute__(cls, '__dict__')
        if name not in ('__dict__', '__module__') and (name in own or name in own['__all__']):
            import warnings
            warnings.warn(f'{cls.__name__} is deprecated, import directly from typing instead. {cls.__name__} will be removed '
                          'in Python 3.12.', DeprecationWarning, stacklevel=2)
        return type.__getattribute__(cls, name)

    def __getattr__(cls, name):
        if name not in cls.__dict__['__all__']:
            raise AttributeError(f'type object {cls.__name__!r} has no attribute {name!r}')
        return getattr(sys.modules[__name__], name)


class io(metaclass=_Submodule):
    """The types of files."""

    __all__ = ['IO', 'TextIO', 'BinaryIO']


class re(metaclass=_Submodule):
    """The types of regular expressions."""

    __all__ = ['Pattern', 'Match']


for _submodule in io, re:
    _submodule.__name__ = f'{__name__}.{_submodule.__name__}'
    sys.modules[f'{__name__}.{_submodule.__qualname__}'] = _submodule
del _submodule


# --- what type checkers understand ----------------------------------------------------------------------------------

def cast(typ, val):
    """The value itself; a type checker takes it for one of the type."""
    return val


def assert_type(val, typ, /):
    """The value itself; a type checker complains if it is not of the type."""
    return val


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg, /):
    """Raises an error; a type checker complains if this can be reached."""
    text = repr(arg)
    if len(text) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        text = text[:_ASSERT_NEVER_REPR_MAX_LENGTH] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {text}')


def reveal_type(obj, /):
    """Print the type of a value, and return the value."""
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def _mark(thing, attribute, value):
    """Set an attribute, unless it is something that takes none."""
    try:
        setattr(thing, attribute, value)
    except (AttributeError, TypeError):
        pass
    return thing


def final(f):
    """Decorator: not to be overridden, not to be subclassed."""
    return _mark(f, '__final__', True)


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(),
                        **kwargs):
    """Decorator: what is decorated makes classes that are like dataclasses."""
    said = {'eq_default': eq_default, 'order_default': order_default, 'kw_only_default': kw_only_default,
            'field_specifiers': field_specifiers, 'kwargs': kwargs}

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = said
        return cls_or_fn
    return decorator


_overloads = {}  # (module, qualified name) -> {line: function}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError('You should not call an overloaded function. A series of @overload-decorated functions '
                              'outside a stub module should always be followed by an implementation that is not '
                              '@overload-ed.')


def overload(func):
    """Decorator: one of several signatures of a function."""
    try:
        plain = getattr(func, '__func__', func)
        lines = _overloads.setdefault((plain.__module__, plain.__qualname__), {})
        lines[plain.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # it is no function
    return _overload_dummy


def get_overloads(func):
    """The overloads of a function."""
    plain = getattr(func, '__func__', func)
    return [*_overloads.get((plain.__module__, plain.__qualname__), {}).values()]


def clear_overloads():
    """Forget all overloads."""
    _overloads.clear()


def no_type_check(arg):
    """Decorator: the annotations are no type hints."""
    if isinstance(arg, type):
        for name in dir(arg):
            member = getattr(arg, name)
            own = (getattr(member, '__qualname__', None) == f'{arg.__qualname__}.{getattr(member, "__name__", None)}'
                   and getattr(member, '__module__', None) == arg.__module__)
            if own and isinstance(member, type):
                no_type_check(member)
            elif own:
                _mark(getattr(member, '__func__', member), '__no_type_check__', True)
    return _mark(arg, '__no_type_check__', True)


def no_type_check_decorator(decorator):
    """Decorator for decorators: what they decorate gets no_type_check, too."""
    from functools import wraps
    return wraps(decorator)(lambda *args, **kwds: no_type_check(decorator(*args, **kwds)))


# --- reading hints --------------------------------------------------------------------------------------------------

def get_origin(tp):
    """The class that an alias is of: get_origin(List[int]) is list."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, _ClassAlias)) or getattr(type(tp), 'is_part', False):
        return tp.__origin__
    return Generic if tp is Generic else _UnionType if isinstance(tp, _UnionType) else None


def get_args(tp):
    """The arguments of an alias: get_args(Dict[str, int]) is (str, int)."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if not isinstance(tp, (_GenericAlias, _ClassAlias, _UnionType)):
        return ()
    if getattr(tp, '__origin__', None) is not _abc.Callable:
        return tp.__args__
    from _typing_collections import signature_first
    return signature_first(tp.__args__)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class (with its bases), function or module, texts in them looked up."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    is_class = isinstance(obj, type)
    scopes = _class_scopes(obj, globalns, localns) if is_class else [_plain_scope(obj, globalns, localns)]
    hints = {}
    for annotations, names, inner_names, kind in scopes:
        for name, hint in annotations.items():
            if isinstance(hint, str):
                hint = ForwardRef(hint, **kind)
            hint = _look_up(NoneType if hint is None else hint, names, inner_names)
            hints[name] = hint if include_extras else _strip_annotations(hint)
    return hints


def _class_scopes(cls, globalns, localns):
    """For each class, the last in the order of lookup first: its annotations and where their names are looked up."""
    kind = {'is_argument': False, 'is_class': True}
    for base in reversed(cls.__mro__):
        annotations = base.__dict__.get('__annotations__', {})
        if not isinstance(annotations, _abc.Mapping):
            continue  # the descriptor of a class in C
        module = getattr(sys.modules.get(base.__module__), '__dict__', {}) if globalns is None else globalns
        inside = dict(vars(base)) if localns is None else localns
        if globalns is None and localns is None:
            # The module comes first, so that a method cannot hide a type of the same name.
            module, inside = inside, module
        yield annotations, module, inside, kind


def _plain_scope(obj, globalns, localns):
    import types
    is_module = isinstance(obj, types.ModuleType)
    if globalns is None:
        function = obj
        while hasattr(function, '__wrapped__'):
            function = function.__wrapped__
        globalns = vars(obj) if is_module else getattr(function, '__globals__', {})
    annotations = getattr(obj, '__annotations__', None)
    if annotations is None:
        # Those that may have annotations have none; what cannot have any is a mistake.
        if not is_module and not isinstance(obj, (
                types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodDescriptorType,
                types.MethodWrapperType, types.WrapperDescriptorType)):
            raise TypeError(f'{obj!r} is not a module, class, method, or function.')
        annotations = {}
    return annotations, globalns, globalns if localns is None else localns, {'is_argument': not is_module}


def _strip_annotations(t):
    """A type without Annotated, Required and NotRequired."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if getattr(t, '__origin__', None) in (Required, NotRequired):
        return _strip_annotations(t.__args__[0])
    return _change_arguments(t, _strip_annotations)
