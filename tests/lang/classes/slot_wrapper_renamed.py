# A built-in type's special method under another name.
class Shown(int):
    def __repr__(self):
        return 'Shown!'


Shown.__str__ = int.__repr__
print(str(Shown(5)), Shown(5), f'{Shown(5)}', repr(Shown(5)))


class Twisted(int):
    __add__ = int.__sub__
    __lt__ = int.__gt__
    __len__ = int.__int__
    __hash__ = int.__index__


a, b = Twisted(7), Twisted(3)
print(a + b, a < b, a > b, len(a), hash(a))


class Wrapped:
    @classmethod
    def c(cls, x: int) -> str:
        'doc of c'

    @staticmethod
    def s(y: float):
        'doc of s'


for name in ('c', 's'):
    method = Wrapped.__dict__[name]
    print(method.__name__, method.__doc__, method.__annotations__, sorted(vars(method)))
