# Attributes that descriptors of the class give, asked for again and again while classes and instances change.
from collections import namedtuple


class Loud:
    def __init__(self, text):
        self.text = text

    def __get__(self, instance, owner):
        return self.text, instance is not None, owner.__name__

    def __set__(self, instance, value):
        print("set", value)


class Quiet:
    def __get__(self, instance, owner):
        return "quiet"


class Failing:
    def __get__(self, instance, owner):
        raise AttributeError("failing")


class A:
    loud = Loud("A.loud")
    quiet = Quiet()


class B(A):
    def __getattr__(self, name):
        return "getattr " + name

    failing = Failing()


def ask(objects):
    for o in objects:
        print(o.loud, o.quiet)


a, b = A(), B()
for round in range(3):
    ask([a, b, a])
    if round == 0:
        a.__dict__["loud"] = "hidden by the descriptor"
        a.__dict__["quiet"] = "hides the descriptor"
    if round == 1:
        A.loud = Loud("new")
        B.quiet = 5
for _ in range(3):
    print(b.failing)


class Proxy:
    @property
    def __class__(self):
        return int


class Other:
    pass


for _ in range(3):
    print(isinstance(Proxy(), int), isinstance(Proxy(), str), isinstance(Proxy(), (str, int)), isinstance(Proxy(), Proxy))
    print(isinstance(Other(), (int, str)), isinstance(5, (str, bytes)), isinstance(True, (str, int)))
other = Other()
other.__dict__["__class__"] = int
print(isinstance(other, int), other.__class__ is Other)

P = namedtuple("P", "x y")
p = P(1, 2)
for _ in range(3):
    print(p.x, p.y, p.__class__.__name__, P.x.__doc__)
    if _ == 1:
        P.x = property(lambda self: "property")
