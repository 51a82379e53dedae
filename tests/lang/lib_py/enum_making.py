# What code of a program sees while the members of its enumeration are made.
import enum
import warnings
from enum import Enum, Flag, IntEnum, StrEnum, auto, member, nonmember


class Planet(Enum):
    FIRST = 1
    SECOND = 2
    THIRD = 2

    def __init__(self, value):
        cls = type(self)
        self.before = len(cls.__members__) > 0 and cls.FIRST, len(cls.__members__)


print([(each, each.before) for each in Planet.__members__.values()])


class Chained(Enum):
    ONE = 'one'
    TWO = 'two'

    def __new__(cls, text):
        made = object.__new__(cls)
        made._value_ = text
        made.previous = cls.ONE if text == 'two' else None
        return made


print([(each, each.previous) for each in Chained], Chained('two'), Chained.__new__ is Enum.__new__)


class Numbered(int):
    def __new__(cls, number):
        made = int.__new__(cls, number * 2)
        made.known = sorted(getattr(cls, '_member_map_', ()))
        return made


class Doubled(Numbered, Enum):
    A = 1
    B = 2


print([(int(each), each.value, each.known) for each in Doubled])


class Hiding(IntEnum):
    name = 1
    value = 2
    real = 3
    plain = 4


print(Hiding.name, Hiding.value, Hiding.real, Hiding.plain.name, Hiding.name.value, Hiding.name.name)

for body in ('A = 1; A = 2', 'A = auto(); A = auto()', 'A = 1\n def A(self): pass',
             'A = nonmember(1); A = 2', 'A = 1; A = nonmember(2)', 'A = auto(); A = None', 'mro = 1',
             '_x = 1; _y_ = 2', '__z = 1', '_ignore_ = "A"; A = 1; B = A', 'A = 1; _ignore_ = ["A"]',
             '_E__q_ = 1; _x = 2; __ = 3; ___ = 4; _ = 5', '__order__ = "A B"; B = 1; A = 2', 'A = 1, auto()'):
    try:
        exec(f'class E(Enum):\n {body}')
        print([*E.__members__.items()], sorted(name for name in vars(E) if name[0] != '_'), getattr(E, '_E__z', None))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')

    class Outer(Enum):
        class Inner:
            pass
        other = member(len)
        kept = nonmember(3)
print([(each.category.__name__, each.lineno, each.filename == __file__) for each in caught], [*Outer.__members__], Outer.kept)


class Perm(Flag):
    R = auto()
    W = auto()
    RW = R | W
    X = 8


print([*Perm], [*Perm.__members__.items()], Perm.X | Perm.R, ~Perm.RW, Perm(3) is Perm.RW)
print([*enum.Enum('Made', 'a b a2')], [*IntEnum('Made', [('x', 5), ('y', 5), ('z', 7)]).__members__.values()])
print(StrEnum('S', 'UP DOWN').UP.upper(), repr(StrEnum('S', {'a': 'b'})('b')))


class Mixed(float, Enum):
    HALF = 0.5
    ALSO = '0.5'
    LIST = float(3)


print([*Mixed.__members__.items()], Mixed.HALF + 1, f'{Mixed.HALF}', str(Mixed.HALF), repr(Mixed.LIST))


class Unhashable(Enum):
    A = [1]
    B = [2]
    C = [1]


print([*Unhashable.__members__.items()], Unhashable([2]))
for base in Planet, IntEnum('Some', 'a'):
    try:
        class More(base):
            pass
    except TypeError as e:
        print(e)


print('a class that only has the metaclass')


class Shows(metaclass=enum.EnumMeta):
    def show(self):
        return f'shown: {self._name_}'


class Shown(Shows, enum.Enum):
    A = 1


class Doubled(enum.Enum):
    A = 1

    @enum.property
    def big(self):
        return self._value_ * 2


print(Shown.A, Shown.A.show(), len(Shown), Shown(1) is Shown.A)
for name in 'value', 'big':
    try:
        print(getattr(Doubled.A, name), getattr(Doubled, name))
    except AttributeError as e:
        print(e, e.name)
    try:
        setattr(Doubled.A, name, 3)
    except AttributeError as e:
        print(e)
