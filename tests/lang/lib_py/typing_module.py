import collections, collections.abc, copy, dataclasses, functools, types, typing

for name in typing.__all__:
    if name not in ('Pattern', 'Match'):  # they would load re
        globals()[name] = getattr(typing, name)

T = TypeVar('T'); S = TypeVar('S', bound=int); U = TypeVar('U', covariant=True); C = TypeVar('C', int, str); X = TypeVar('X', contravariant=True)
P = ParamSpec('P'); Ts = TypeVarTuple('Ts')
print(T, S, U, C, X, P, Ts, P.args, P.kwargs, S.__bound__, C.__constraints__, T.__module__, AnyStr, T.__name__)
for x in (Any, Union[int, str], Optional[int], Union[int, None, str], Union[int], Union[int, int], Union[int, Union[str, float]], List[int], Dict[str, List[int]], Tuple[int, ...], Tuple[()], Tuple[int, str], Callable[[int, str], float], Callable[..., int], Callable[[], None], Callable, List, Dict, Tuple, Type[int], Literal[1, 'a', True], Literal[1, 1], ClassVar[int], Final[str], NoReturn, Never, Self, Iterable[T], Mapping[str, T], Generator[int, str, None], Annotated[int, 'meta', 5], Annotated[Annotated[int, 1], 2], Optional['Fwd'], ForwardRef('abc'), Required[int], NotRequired[str], TypeGuard[int], Concatenate[int, P], Callable[P, T], Callable[Concatenate[int, P], T], Unpack[Ts], Tuple[Unpack[Ts]], Deque[int], DefaultDict[str, int], Counter[str], OrderedDict[int, int], ChainMap[int, str], Set[int], FrozenSet[int], AbstractSet[int], ContextManager[int], Union[T, None], LiteralString, TypeAlias, Hashable, Sized, IO[str], BinaryIO, Text, Awaitable[int], Coroutine[int, str, float], AsyncIterator[int], Type, Optional[Callable[[int], str]], Union[List[int], None]):
    print(x, get_origin(x), get_args(x), getattr(x, '__parameters__', '-'))
print(List[T][int], Dict[T, S][str, int], Union[T, S][int, int], Callable[[T], S][int, str], Callable[P, T][[int, str], float], Callable[P, T][..., float], Tuple[T, ...][int], List[List[T]][int], Mapping[T, List[T]][int], list[T][int], Optional[T][str], Annotated[List[T], 'm'][int], Tuple[Unpack[Ts]][int, str], Concatenate[int, P][[str]], dict[str, T][int], Callable[Concatenate[int, P], T][[str], float])
print(List[int] == List[int], Union[int, str] == Union[str, int], hash(Union[int, str]) == hash(Union[str, int]), List[int] != List[str], Literal[1] == Literal[True], Optional[int] == (int | None), List[int] | None, int | List[str], T | None, 'x' | T if False else T | int, Literal[1, 2] == Literal[2, 1], None | T)


class Box(Generic[T]):
    def __init__(self, v: T): self.v = v


class Pair(Box[T], Generic[T, S]):
    pass


class IntBox(Box[int]):
    pass


class MyMap(Mapping[str, T]):
    def __getitem__(self, k): return 1
    def __iter__(self): return iter('a')
    def __len__(self): return 1


class Var(Generic[Unpack[Ts]]):
    pass


class PS(Generic[P]):
    pass


print(Box[int], Box.__parameters__, Pair.__parameters__, Pair[int, str], Pair[T, bool][str], IntBox.__mro__, IntBox.__orig_bases__, Box[int](5).v, Box[int](5).__orig_class__, MyMap.__mro__, MyMap[int], dict(MyMap()), Var[int, str], Var[()], PS[int, str], PS[[int]], PS[...], Box['Fwd'], Box[int].__origin__, issubclass(IntBox, Box))


def err(*fs):
    for f in fs:
        try:
            print('fine', f())
        except Exception as e:
            print(type(e).__name__, e)


err(lambda: Box[int, str], lambda: IntBox[int], lambda: Union[()], lambda: Optional[int, str], lambda: List[int, str], lambda: Dict[int], lambda: Generic[int], lambda: Generic[T, T], lambda: Any(), lambda: isinstance(1, Any), lambda: isinstance(1, List[int]), lambda: isinstance([], List), lambda: isinstance(1, Union[int, str]), lambda: issubclass(int, Union[str, None]), lambda: List(), lambda: Union(), lambda: Callable[int], lambda: Callable[[int], str, 5], lambda: ClassVar[int, str] if False else Final[ClassVar[int]], lambda: Literal[[]], lambda: NoReturn[int], lambda: TypeVar('Q', int), lambda: TypeVar('Q', int, str, bound=int), lambda: TypeVar('Q', covariant=True, contravariant=True), lambda: List[int][str], lambda: Box[int][str], lambda: Generic[T][int], lambda: Annotated[int], lambda: Annotated(), lambda: Concatenate[int], lambda: isinstance(1, Union), lambda: issubclass(int, Optional), lambda: List[Union], lambda: List[ClassVar[int]], lambda: Tuple[(1, 2), 3] if False else Dict[str, (int, int)], lambda: type('Z', (Generic,), {}), lambda: types.new_class('Z', (Union[int, str],)), lambda: types.new_class('Z', (List[T], Generic[S])), lambda: ForwardRef('a b'), lambda: ForwardRef(5), lambda: List[int].nope, lambda: issubclass(list, List), lambda: Callable[[int], str](), lambda: Generic[()], lambda: Protocol[int], lambda: Var[int][str])


@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...


@runtime_checkable
class HasX(Protocol):
    x: int


class NotRuntime(Protocol):
    def f(self): ...


class GP(Protocol[T]):
    def get(self) -> T: ...


class Res:
    def close(self): pass


class XX:
    def __init__(self): self.x = 1


class Impl(Closer):
    pass


print(isinstance(Res(), Closer), issubclass(Res, Closer), isinstance(5, Closer), isinstance(XX(), HasX), isinstance(Res(), HasX), isinstance(5, SupportsInt), isinstance('a', SupportsInt), isinstance(5, SupportsAbs), issubclass(float, SupportsRound), Impl().close(), isinstance(Impl(), Closer), GP[int], GP.__parameters__)
err(lambda: Closer(), lambda: isinstance(1, NotRuntime), lambda: issubclass(int, NotRuntime), lambda: issubclass(XX, HasX), lambda: runtime_checkable(int), lambda: types.new_class('BadP', (Protocol, XX)))


class NT(NamedTuple):
    a: int
    b: str = 'x'
    def hi(self): return self.a


class GNT(NamedTuple, Generic[T]):
    v: T


N2 = NamedTuple('N2', [('q', int), ('r', str)])
print(NT(1), NT(1, 'z').b, NT.__annotations__, NT._field_defaults, NT(3).hi(), N2(1, 'a'), NT.__mro__, GNT[int], GNT(1), NT._fields, isinstance(NT(1), tuple))
err(lambda: types.new_class('B', (NamedTuple,), {}, lambda ns: ns.update(__annotations__={'a': int, 'b': int}, a=1, __module__='m')), lambda: NamedTuple('Z', [], a=int))


class TD(TypedDict):
    a: int
    b: NotRequired[str]


class TD2(TD, total=False):
    c: float
    d: Required[int]


TD3 = TypedDict('TD3', {'x y': int}, total=False)
print(TD(a=1), TD.__annotations__, sorted(TD.__required_keys__), sorted(TD.__optional_keys__), TD.__total__, sorted(TD2.__required_keys__), sorted(TD2.__optional_keys__), TD2.__annotations__, TD3.__annotations__, is_typeddict(TD), is_typeddict(dict), TD.__mro__, TD2.__total__)
err(lambda: isinstance({}, TD), lambda: types.new_class('Z', (TD, int)))
UserId = NewType('UserId', int); print(UserId(5), UserId, UserId.__supertype__, UserId.__name__, UserId | None)
err(lambda: types.new_class('Sub', (UserId,)))


def f(a: int, b: 'str' = None, *args: 'List[Node]', c: Optional['Node'] = None, **kw: "int | None") -> 'Node': ...


class Node:
    child: 'Node'
    items: List['Node'] = []
    count: ClassVar['int'] = 0
    ann: Annotated[int, 'm']
    lst: list['Node']
    non: None


class Sub(Node):
    extra: 'Dict[str, Node]'


print(get_type_hints(f)); print(get_type_hints(Node)); print(get_type_hints(Sub, include_extras=True)); print(get_type_hints(len), get_type_hints(TD), get_type_hints(NT))
err(lambda: get_type_hints(5))


@no_type_check
def ntc(a: 'bad name here'): ...


@overload
def ov(a: int): ...
@overload
def ov(a: str): ...
def ov(a): return a


@final
class Fin: pass


@functools.singledispatch
def sd(a): return 'obj'
@sd.register
def _(a: 'int'): return 'int'
@sd.register
def _(a: Union[str, bytes]): return 'text'


print(get_type_hints(ntc), len(get_overloads(ov)), ov(1), Fin.__final__, cast(int, 'a'), assert_type(1, int), TYPE_CHECKING, sd(1), sd('a'), sd(b''), sd(1.5))
clear_overloads(); print(get_overloads(ov))
err(lambda: assert_never(5))


@dataclasses.dataclass
class DC:
    x: ClassVar[int] = 5
    y: 'ClassVar[int]' = 6
    z: 'typing.ClassVar[int]' = 7
    a: int = 1


print(DC(), [q.name for q in dataclasses.fields(DC)])
print(copy.copy(T) is T, copy.deepcopy(List[int]) == List[int], copy.copy(Union[int, str]), List[int].__class__.__name__, typing.List[int].__origin__, Union[int, str].__module__, Any.__module__, Optional.__name__ if hasattr(Optional, '__name__') else '-', List.__name__, List[int].__name__)


class AnySub(Any):
    pass


print(isinstance(AnySub(), AnySub), AnySub, sorted(set(typing.__all__) - set(dir(typing)) - {'Pattern', 'Match', 'ContextManager', 'AsyncContextManager', 'OrderedDict', 'Counter', 'ChainMap'}))
