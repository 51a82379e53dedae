# typing: private names that libraries use, as typing_extensions, typing_inspect, pydantic and mypy_extensions do.
import abc
import collections.abc
import inspect
import sys
import typing
from typing import Annotated, Callable, ClassVar, Concatenate, Dict, Final, ForwardRef, Generic, List, Literal, Optional
from typing import ParamSpec, Protocol, Tuple, TypedDict, TypeVar, TypeVarTuple, Union, Unpack

T, P, Ts = TypeVar('T'), ParamSpec('P'), TypeVarTuple('Ts')


def show(*tries):
    for thunk in tries:
        try:
            print(thunk())
        except Exception as e:
            print(type(e).__name__, e)


# --- forms of a library's own ---

class Form(typing._SpecialForm, _root=True):
    def __repr__(self):
        return 'lib.' + self._name


@Form
def ReadOnly(self, parameters):
    """A key that is not assigned to."""
    return typing._GenericAlias(self, (typing._type_check(parameters, f'{self._name} takes one type.'),))


class CallableForm(Form, _root=True):
    def __call__(self, obj, /):
        return obj


@CallableForm
def TypeForm(self, parameters):
    return typing._GenericAlias(self, (parameters,))


class Loose(typing._Final, _root=True):
    __slots__ = ('_name', '_getitem')

    def __init__(self, getitem):
        self._getitem, self._name = getitem, getitem.__name__

    @typing._tp_cache
    def __getitem__(self, parameters):
        print('made', parameters)
        return self._getitem(self, parameters)


@Loose
def Anything(self, parameters):
    return parameters


R = ReadOnly[T]
print(ReadOnly, ReadOnly._name, ReadOnly.__name__, ReadOnly.__doc__, R, R[int])
print(R.__parameters__, R.__args__, R.__origin__)
print(R[int] == ReadOnly[int], hash(R[int]) == hash(ReadOnly[int]), R is ReadOnly[T])
print(typing.get_origin(R), typing.get_args(R))
print(List[R][str], ReadOnly[None], ReadOnly['T'], Optional[ReadOnly[int]], TypeForm(3), TypeForm[int])
print(Anything[int], Anything[int], Anything[[]], isinstance(Anything, typing._Final), isinstance(Union, typing._Final))
show(lambda: ReadOnly[int, str], lambda: ReadOnly(), lambda: isinstance(1, ReadOnly), lambda: List[ReadOnly],
     lambda: ReadOnly[ClassVar[int]], lambda: typing.Self[int])


def derive(base, **kwargs):
    class Derived(base, **kwargs):
        pass
    return Derived.__name__


for cls in (typing._Final, typing._SpecialForm, typing._GenericAlias, typing._SpecialGenericAlias,
            typing._UnionGenericAlias, TypeVar, ParamSpec, TypeVarTuple, ForwardRef):
    show(lambda: derive(cls), lambda: derive(cls, _root=True))


# --- aliases ---

class UnpackAlias(typing._GenericAlias, _root=True):
    def first(self):
        return self.__args__[0]


@Form
def Unpacked(self, parameters):
    return UnpackAlias(self, (parameters,))


U = Unpacked[List[T]]
print(U, U[int], type(U[int]) is UnpackAlias, U[int].first(), U.copy_with((str,)).first())
print(typing._GenericAlias(list, (int,)), typing._GenericAlias(dict, (str, T))[int])
print(typing._GenericAlias(list, int).__args__)
print(*(type(alias).__name__ for alias in (
    Union[int, str], Optional[T], Annotated[int, 1], Callable[[int], str], List[int], List, Concatenate[int, P])))
print(isinstance(Annotated[int, 1], typing._AnnotatedAlias), isinstance(List[int], typing._AnnotatedAlias),
      isinstance(Optional[int], typing._UnionGenericAlias), isinstance(int | str, typing._UnionGenericAlias),
      isinstance(Concatenate[int, P], typing._ConcatenateGenericAlias), isinstance(List, typing._GenericAlias),
      isinstance(List, typing._SpecialGenericAlias), isinstance(List, typing._BaseGenericAlias),
      isinstance(List[int], typing._BaseGenericAlias), isinstance(list[int], typing._BaseGenericAlias))
print(typing._AnnotatedAlias(Annotated[int, 'a'], ('b',)))


class WithDefaults(typing._SpecialGenericAlias, _root=True):
    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, nparams, inst=inst, name=name)
        self._defaults = defaults

    def __setattr__(self, name, value):
        if name in ('_name', '_inst', '_nparams', '_defaults', '__origin__', '__doc__', '__slots__'):
            object.__setattr__(self, name, value)
        else:
            raise AttributeError(name)

    @typing._tp_cache
    def __getitem__(self, params):
        params = params if isinstance(params, tuple) else (params,)
        return self.copy_with((*params, *self._defaults[len(params) - self._nparams:]))


Generator = WithDefaults(collections.abc.Generator, 3, defaults=(type(None), type(None)))
print(Generator, Generator[int], Generator[T][str], Generator[int] == typing.Generator[int, None, None])
print(isinstance((i for i in ()), Generator), Generator._name, Generator._inst, Generator._nparams)
show(lambda: typing._alias(dict, 2, inst=False, name='Dikt')(),
     lambda: typing._alias(dict, 2, inst=False, name='Dikt')[int, str],
     lambda: typing._alias(dict, 2)[int], lambda: List(), lambda: List[int](),
     lambda: typing._alias(list, 1)[int], lambda: typing._alias(list, 1)[int]([1]))

# --- functions ---

print('module' in inspect.signature(typing._type_check).parameters)
show(lambda: typing._type_check(int, 'Int.'), lambda: typing._type_check(None, 'None.'),
     lambda: typing._type_check('T', 'Text.'), lambda: typing._type_check((int,), 'No tuples.'),
     lambda: typing._type_check(ClassVar[int], 'No.'), lambda: typing._type_check(Final[int], 'No.'),
     lambda: typing._type_check(Final[int], 'Yes.', is_argument=False),
     lambda: typing._type_check(ClassVar[int], 'No.', is_argument=False),
     lambda: typing._type_check(Generic, 'No.'),
     lambda: typing._type_check(ClassVar[int], 'Yes.', allow_special_forms=True),
     lambda: typing._type_check('x', 'm', module='sys').__forward_module__)
print(typing._type_convert(None), typing._type_convert('a'), typing._type_convert(3))
print(typing._type_convert('a', module='sys'))
print(*map(typing._type_repr, (int, ..., len, T, List[int], collections.abc.Sized, show)))
print(typing._eval_type(ForwardRef('List["T"]'), globals(), None), typing._eval_type(List['int'], {}, {}),
      typing._eval_type(int, {}, {}))
print(typing._eval_type(ForwardRef('T'), globals(), {}, recursive_guard=frozenset(['T'])))
print(ForwardRef('T')._evaluate(globals(), None, recursive_guard=set()),
      ForwardRef('int')._evaluate({}, {}, frozenset()))
print(typing._collect_parameters((T, List[Tuple[P, T]], int, Unpack[Ts])))
print(list(typing._deduplicate([int, str, int])))
print(typing._is_dunder('__a__'), typing._is_dunder('a'))
print(*map(typing._is_param_expr, (..., [], P, Concatenate[int, P], int)))
show(lambda: typing._check_generic(List, (int,), 1), lambda: typing._check_generic(List, (int, str), 1),
     lambda: typing._check_generic(int, (), 0), lambda: typing._overload_dummy())
print(typing._strip_annotations(List[Annotated[int, 1]]),
      typing._strip_annotations(typing.Required[Annotated[int, 1]]))
print(typing.overload(show) is typing._overload_dummy, typing._ASSERT_NEVER_REPR_MAX_LENGTH, typing._caller(0))
print(*(isinstance(thing, typing._allowed_types) for thing in (show, sys, len, 3, int)))
print(*(hasattr(typing, name) for name in (
    '_collect_type_vars', '_generic_class_getitem', '_get_defaults', '_nothing', 'ReadOnly')))

# --- classes ---


class Movie(TypedDict):
    title: str


class Closes(Protocol):
    name: str

    def close(self): ...


class Meta(type(Protocol)):
    pass


class Both(Closes, Protocol, metaclass=Meta):
    size: int


class Point(typing.NamedTuple):
    x: int


print(type(Movie) is typing._TypedDictMeta, type(Closes) is typing._ProtocolMeta)
print(issubclass(typing._ProtocolMeta, abc.ABCMeta))
print(sorted(typing._get_protocol_attrs(Both)), Both._is_protocol, Both._is_runtime_protocol)
print(typing.runtime_checkable(Both)._is_runtime_protocol, type(Movie).__name__, typing.NamedTupleMeta.__name__)
print({'__init__', '__module__', '_is_protocol', '_is_runtime_protocol', 'name'} - set(typing.EXCLUDED_ATTRIBUTES))
print(sorted(typing._prohibited))

# --- functions that a library sets in typing ---


def collect(args):
    origin = sys._getframe(1).f_locals.get('origin')
    if origin is Generic:
        print('variables of Generic', args)
    return kept(args)


def check(cls, parameters, elen):
    if len(parameters) != elen:
        raise TypeError(f'{cls.__name__}: {len(parameters)} for {elen}')


kept = typing._collect_parameters
typing._collect_parameters, typing._check_generic = collect, check


class Box(Generic[T]):
    pass


print(Box.__parameters__, Box[int])
show(lambda: Box[int, str], lambda: Dict[int], lambda: Generic[T, T])
