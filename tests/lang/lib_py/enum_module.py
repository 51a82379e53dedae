import enum, copy, sys, warnings
from enum import *
warnings.simplefilter('ignore')


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def hello(self): return f'hello {self.name}'
    @property
    def upper(self): return self.name.upper()
    @classmethod
    def make(cls): return cls(2)
    @staticmethod
    def st(): return 'st'


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(1), Color['GREEN'], list(Color), len(Color), Color.CRIMSON is Color.RED, dict(Color.__members__), Color)
print(Color.RED.hello(), Color.RED.upper, Color.make(), Color.st(), Color.RED in Color, isinstance(Color.RED, Color), Color.RED == 1, Color.RED != Color.GREEN, hash(Color.RED) == hash('RED'), list(reversed(Color)), bool(Color.RED), f'{Color.RED:>12}|{Color.RED!r}', Color.RED.GREEN)
for f in (lambda: Color(5), lambda: Color['x'], lambda: setattr(Color, 'RED', 5), lambda: setattr(Color.RED, 'name', 5), lambda: setattr(Color.RED, 'value', 5), lambda: delattr(Color, 'RED'), lambda: Color.zz, lambda: 1 in Color, lambda: Color.RED < Color.GREEN, lambda: Color.name, lambda: Enum('X', 'a b', type=5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def bad(src):
    try:
        ns = dict(globals())
        exec(src, ns)
        print('fine', ns.get('E') and list(ns['E']))
    except Exception as e:
        print(type(e).__name__, e)


bad('class E(Enum):\n A=1\n A=2'); bad('class E(Color): pass'); bad('class E(Enum):\n mro=1'); bad('class E(Enum):\n _foo_=1'); bad('class E(int, Enum):\n a="x"'); bad('class E(Enum, int):\n a=1')
bad('class E(Enum):\n _ignore_=["x","y"]\n x=1\n y=2\n z=3'); bad('class E(Enum):\n _order_="A B"\n A=1\n B=2'); bad('class E(Enum):\n _order_="B A"\n A=1\n B=2'); bad('@unique\nclass E(Enum):\n A=1\n B=1\n C=1'); bad('@unique\nclass E(Enum):\n A=1\n B=2')
bad('@verify(UNIQUE)\nclass E(Enum):\n A=1\n B=1'); bad('@verify(CONTINUOUS)\nclass E(Enum):\n A=1\n B=5'); bad('@verify(NAMED_FLAGS)\nclass E(Flag):\n A=1\n B=2\n C=12\n D=16\n F=96'); bad('@verify(CONTINUOUS)\nclass E(Flag):\n A=1\n B=8'); bad('@verify(NAMED_FLAGS)\nclass E(Flag):\n A=1\n C=3'); bad('class E(Enum):\n A=auto()\n def _generate_next_value_(*a): return 1')
bad('class E(StrEnum):\n A=1'); bad('class E(StrEnum):\n A="x", 5'); bad('class E(StrEnum):\n A=b"x", "ascii"\n B=auto()')


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()
    T = (auto(), 'x')


print(list(Auto))


class Named(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return (name, start, count, last)
    A = auto()
    B = auto()


print(list(Named))


class I(IntEnum):
    ONE = 1
    TWO = 2


class S(StrEnum):
    ALPHA = auto()
    BETA = 'b'


class MixS(str, Enum):
    X = 'x'


class MixI(int, Enum):
    X = 1


class F2(float, Enum):
    X = 1.5


print(I.ONE, repr(I.ONE), I.ONE + 1, I.ONE == 1, I(2), f'{I.ONE}', '%d' % I.TWO, I.ONE < I.TWO, [10, 20, 30][I.ONE], isinstance(I.ONE, int), S.ALPHA, repr(S.ALPHA), S.BETA.upper(), S('b'), f'{S.BETA}', str(MixS.X), f'{MixS.X}', MixS.X == 'x', repr(MixS.X), str(MixI.X), f'{MixI.X}', MixI.X + 1, repr(F2.X), F2.X * 2)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.39e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def density(self): return round(self.mass / self.radius ** 3)


print(Planet.EARTH.mass, Planet.MARS.density, Planet((6.4e23, 3.39e6)))


class WithNew(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj
    A = (1, 'first')
    B = (2, 'second')


print(WithNew.A, WithNew.B.label, WithNew(2), WithNew.A.value)


class Miss(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value):
        if value == 'bad': return 5
        if value == 'err': raise KeyError('k')
        return cls.A if value == 'alpha' else None


print(Miss('alpha'))
for v in ('bad', 'err', 'zip'):
    try:
        Miss(v)
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))


class Base(Enum):
    def shared(self): return 'shared ' + self.name
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw); print('init_subclass', cls.__name__, list(cls.__members__), kw)


class Derived(Base):
    X = 1


print(Derived.X.shared())
A = Enum('Animal', 'CAT DOG'); print(list(A), A.__module__, A.__qualname__, list(Enum('N', ['a', 'b'], start=5)), list(Enum('P', {'q': 7})), list(Enum('P', [('q', 8), ('r', 9)])), list(IntEnum('II', 'x,y')), list(Flag('FF', 'a b c')), list(Enum('T', 'a', type=int)), Enum('M', 'a', module='mm', qualname='q.M').__module__, list(Enum('Empty', ())))


class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RWX = 7


print(Perm.R, repr(Perm.R | Perm.W), list(Perm), Perm.RWX, Perm.R in Perm.RWX, ~Perm.R, Perm.R & Perm.W, bool(Perm(0)), Perm(0), repr(Perm(0)), list(Perm.RWX), Perm(6), Perm(6).name, Perm.R ^ Perm.RWX, len(Perm.RWX), Perm.R | Perm.W is Perm(6), Perm(6).value, str(Perm(6)), Perm)
for f in (lambda: Perm(8), lambda: Perm('a'), lambda: Perm.R | 1, lambda: 1 in Perm.R, lambda: Perm(-1), lambda: Perm(-9)):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class IF(IntFlag):
    A = 1
    B = 2


print(repr(IF(8)), repr(IF(9)), repr(IF.A | 8), repr(~IF.A), repr(IF(-1)), repr(IF(-4)), repr(~IF(8)), len(IF(3)), IF(0), repr(IF(0)), IF(9).name, IF.A + 1, IF.A | IF.B, repr(2 | IF.A), f'{IF.A}', IF.A == 1, repr(IF.A & 3), list(IF(11)))
for b in (STRICT, CONFORM, EJECT, KEEP):
    X = Flag('X', 'a b', boundary=b)
    try:
        print(b, X._boundary_, repr(X(5)), repr(X(-1)), repr(X(-6)))
    except ValueError as e:
        print(e)


class FA(Flag):
    A = auto()
    B = auto()
    C = 8
    D = auto()
    AB = A | B


print(list(FA), FA.AB, FA.AB.value, FA.A | FA.C, list(FA.C | FA.A), list(FA.__members__))


class Unordered(Flag):
    B = 2
    A = 1


print(list(Unordered(3)), Unordered(3), list(Unordered))


class Unh(Enum):
    A = [1]
    B = {}
    C = [1]


print(Unh([1]), Unh({}), Unh.C is Unh.A, list(Unh))


class Mem(Enum):
    @member
    def f(): return 1
    x = nonmember(5)
    lam = lambda self: 2
    y = member(6)
    class Inner: pass
    z = property(lambda self: 'z')


print([m.name for m in Mem], Mem.x, Mem.f.value(), Mem.y.lam(), Mem.y)


class Ov(Enum):
    value = 1
    name = 2
    def __str__(self): return 'str!'


print([str(x) for x in Ov], Ov.value, Ov['name'].value, f'{Ov.name}')


class Shadow(Enum):
    @enum.property
    def first(self): return f'{self.name} first'


class Sh2(Shadow):
    first = 1
    second = 2


print(Sh2.first, Sh2.second.first, Sh2.first.first)
for m in (Color.RED, I.ONE, Perm.R | Perm.W):
    print(copy.copy(m) is m, copy.deepcopy(m) is m)
print(dir(Color), dir(Color.RED), dir(Perm))
print(enum.show_flag_values(11), enum.bin(5), enum.bin(-5), enum.bin(0), enum.bin(5, 8), enum.bin(-5, 8), enum.bin(-1), repr(auto()), enum.EnumMeta is EnumType, list(EnumCheck))


@global_enum
class G(Enum):
    GA = 1


@global_enum
class GF(IntFlag):
    GX = 1
    GY = 2


print(repr(GA), GA, repr(GX | GY), GX | GY, repr(GF(0)), str(GF(0)))
print(issubclass(IntFlag, ReprEnum), IntFlag.__mro__, IntEnum.__mro__, type(Color), Color.__doc__ is None, Color.RED._sort_order_, Color.RED.__objclass__)
match Color(2):
    case Color.RED: print('red')
    case Color.GREEN: print('green')


class Hash(Enum):
    A = 1
    def __eq__(self, o): return isinstance(o, Hash)
    def __hash__(self): return 5


print(hash(Hash.A), {Color.RED: 1}[Color.CRIMSON])
