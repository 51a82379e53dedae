import copy
from collections import namedtuple, defaultdict
from dataclasses import *


@dataclass
class P:
    x: int
    y: int = 5
    z: list = field(default_factory=list)


p = P(1)
print(p, p == P(1), p == P(2), p != P(1), P.__doc__, P.__match_args__, P.__init__.__annotations__, P.__init__.__qualname__, P(1, 2, [3]), P(x=1, z=0), p == 5, P.y)
try:
    hash(p)
except TypeError as e:
    print(e)
for f in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, q=1)):
    try:
        f()
    except TypeError as e:
        print(e)


@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = 'x'
    c: float = field(default=1.0, compare=False, repr=False)


print(F(1) < F(2), F(1, 'a') <= F(1, 'b'), F(1) > F(0), F(1) >= F(1), hash(F(1)) == hash(F(1, 'x', 2.0)), F(1) == F(1, 'x', 9.0), F(1), {F(1): 2}[F(1)])
for f in (lambda: setattr(F(1), 'a', 2), lambda: setattr(F(1), 'new', 2), lambda: delattr(F(1), 'a'), lambda: F(1) < 5):
    try:
        f()
    except (FrozenInstanceError, TypeError) as e:
        print(type(e).__name__, e)


def bad(src):
    try:
        exec(src, dict(globals()))
        print('fine')
    except Exception as e:
        print(type(e).__name__, e)


bad('@dataclass\nclass A:\n x: list = []'); bad('@dataclass\nclass A:\n x: int = 1\n y: int'); bad('@dataclass\nclass A(F):\n q: int = 1'); bad('@dataclass(frozen=True)\nclass A(P):\n q: int = 1'); bad('@dataclass(order=True, eq=False)\nclass A: pass')
bad('@dataclass\nclass A:\n x = field()'); bad('field(default=1, default_factory=int)'); bad('@dataclass(order=True)\nclass A:\n x: int\n def __lt__(s, o): pass'); bad('@dataclass(frozen=True)\nclass A:\n def __setattr__(s, n, v): pass'); bad('@dataclass(unsafe_hash=True)\nclass A:\n def __hash__(s): pass'); bad('@dataclass(weakref_slot=True)\nclass A: pass'); bad('@dataclass(slots=True)\nclass A:\n __slots__=("x",)\n x: int'); bad('@dataclass\nclass A:\n x: InitVar[int] = field(default_factory=int)'); bad('@dataclass\nclass A:\n _: KW_ONLY\n a: int\n __: KW_ONLY\n b: int'); bad('@dataclass\nclass A:\n x: int = field(default=1, kw_only=True)\n y: int')


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Derived(Base):
    c: int = 3
    a: str = 'new a'


print(Derived(), Derived('q', 1, 2), [f.name for f in fields(Derived)], [f.type.__name__ for f in fields(Derived)])


@dataclass
class Kw:
    a: int
    _: KW_ONLY
    b: int = 1
    c: int


print(Kw(1, c=2), Kw.__match_args__, Kw.__doc__)


@dataclass(kw_only=True)
class Kw2:
    a: int = 1
    b: int = field(kw_only=False)


print(Kw2(5, a=2))


@dataclass
class Init:
    a: int
    iv: InitVar[int]
    iv2: InitVar[str] = 'd'
    s: 'InitVar[int]' = 7
    total: int = field(init=False)
    def __post_init__(self, iv, iv2, s): self.total = self.a + iv; print('post', iv, iv2, s)


i = Init(1, 2); print(i, [f.name for f in fields(i)], InitVar[int], InitVar[list[int]])
print(replace(p, x=9), replace(i, iv=5))
for f in (lambda: replace(i), lambda: replace(i, iv=1, total=2), lambda: replace(5), lambda: asdict(5), lambda: astuple(P), lambda: fields(5)):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
NT = namedtuple('NT', 'q')


@dataclass
class Deep:
    p: P
    l: list
    d: dict
    n: NT
    t: tuple


d = Deep(P(1), [P(2)], {'k': P(3)}, NT(P(4)), (1, P(5))); a = asdict(d); print(a, a['l'] is d.l, astuple(d), asdict(P(1), dict_factory=list), astuple(P(1), tuple_factory=list))
dd = defaultdict(list); dd['a'] = P(1); print(is_dataclass(P), is_dataclass(p), is_dataclass(5), is_dataclass(int))


@dataclass(slots=True)
class S:
    x: int
    y: int = 2
    z: list = field(default_factory=list)


s = S(1); print(s, S.__slots__, hasattr(s, '__dict__'), s.y)
try:
    s.new = 1
except AttributeError as e:
    print(e)


@dataclass(slots=True, frozen=True, weakref_slot=True)
class SF:
    x: int


print(SF(1), SF.__slots__, copy.copy(SF(3)), copy.deepcopy(SF(3)))
try:
    SF(1).x = 2
except FrozenInstanceError as e:
    print(e)


@dataclass
class Rec:
    me: object = None


r = Rec(); r.me = r; print(r)


@dataclass(repr=False, eq=False, init=False)
class Plain:
    x: int = 1


print(Plain() == Plain(), Plain().x, Plain.__doc__, '__repr__' in Plain.__dict__, hash(Plain()) != 0)


@dataclass(unsafe_hash=True)
class UH:
    a: int
    b: int = field(default=0, hash=False)


print(hash(UH(1, 2)) == hash(UH(1, 3)), UH(1, 2) == UH(1, 3))


@dataclass(eq=False)
class Own:
    x: int
    def __repr__(self): return 'own'


print(Own(1))
M = make_dataclass('M', ['a', ('b', int), ('c', int, 5)], namespace={'hi': lambda self: self.a})
print(M(1, 2), M(1, 2).hi(), M.__doc__, M.__annotations__)
for args in (('M', ['a', 'a']), ('M', ['for']), ('M', ['1a']), ('M', [('a',)])):
    try:
        make_dataclass(*args)
    except TypeError as e:
        print(e)
f = fields(P)[1]; print(f.name, f.type, f.default, f.default_factory is MISSING, f.init, f.repr, f.hash, f.compare, f.metadata, f.kw_only, f._field_type, P.__dataclass_params__)
print(repr(field(default=1, metadata={'a': 1})).replace(repr(MISSING), 'MISSING'))


@dataclass
class Meth:
    self: int
    x: int = 1


print(Meth(3))


@dataclass
class G:
    v: list[int]
    w: 'str' = 'a'
    o: int | None = None


print(G.__doc__, G([1]))
match P(1, 2):
    case P(1, b): print('b', b)


class Desc:
    def __set_name__(self, owner, name): print('set_name', name)
    def __get__(self, obj, cls): return 5 if obj is None else obj._v
    def __set__(self, obj, v): obj._v = v


@dataclass
class WithDesc:
    v: int = Desc()


print(WithDesc(), WithDesc(3))
