# Class statements: bodies, attributes, instances, qualified names, repr.
class Empty: pass
class Doc:
    "the doc"
    attr = 1
    def __init__(self, x=0): self.x = x
    def method(self): return self.x
print(Empty.__name__, Empty.__qualname__, Empty.__module__, Empty.__bases__, Empty.__doc__, Empty.__mro__)
print(Doc.__doc__, Doc.attr, Doc(3).method(), Doc.method(Doc(4)))
d = Doc(1)
print(vars(d), d.__class__ is Doc, type(d) is Doc, isinstance(d, Doc), isinstance(d, object))
d.extra = [1]
d.attr = "instance"
print(d.__dict__, d.attr, Doc.attr, Doc().attr)
del d.attr
print(d.attr)
try:
    del d.attr
except AttributeError as e:
    print(e)
try:
    d.missing
except AttributeError as e:
    print(e, e.name, e.obj is d)
try:
    Doc.missing
except AttributeError as e:
    print(e)
Doc.attr = 2
Doc.later = lambda self: self.x + 100
print(d.attr, d.later())
del Doc.later
print(hasattr(d, "later"))
try:
    del Doc.later
except AttributeError as e:
    print(e)
print(Doc, repr(Doc), str(Doc), type(Doc), f"{Doc}")

# The instance dict can be read, changed and replaced.
d.__dict__["via dict"] = 5
print(getattr(d, "via dict"), sorted(d.__dict__))
d.__dict__ = {"x": 9}
print(d.x, d.method())
try:
    d.__dict__ = 1
except TypeError as e:
    print(e)
del d.__dict__
print(d.__dict__)

# Changing __class__.
class A:
    def who(self): return "A"
class B:
    def who(self): return "B"
a = A()
a.__class__ = B
print(a.who(), type(a).__name__)
for bad in (int, 1):
    try:
        a.__class__ = bad
    except TypeError as e:
        print(e)

# A class body is code: loops, conditions, functions called, names deleted.
class Body:
    total = 0
    for i in range(4):
        total += i
    if total > 3:
        big = True
    else:
        small = True
    del i
    def helper(x): return x * 2
    doubled = helper(total)
    names = sorted(n for n in dir() if not n.startswith("_"))
print(Body.total, Body.big, hasattr(Body, "small"), hasattr(Body, "i"), Body.doubled, Body.names)
class Ann:
    a: int
    b: str = "b"
    c: "forward" = 1
print(Ann.__annotations__, hasattr(Ann, "a"))

class Outer:
    class Inner:
        class Core: pass
        def f(self): pass
print(Outer.Inner.Core, Outer.Inner.f.__qualname__, Outer.Inner().f.__qualname__)
def make():
    class Local: pass
    return Local
print(make(), make() is make(), make().__name__)

# Keyword arguments and starred bases.
bases = (A, B)
class Star(*bases): pass
print(Star.__bases__, Star().who())
class Kw(A, metaclass=type): pass
print(Kw.__bases__)

# type() with three arguments.
T = type("T", (A,), {"z": 1, "f": lambda self: self.z})
print(T, T.__module__, T().f(), T().who(), T.__bases__)
for args in [("T", (1,), {}), (1, (), {}), ("T", [], {}), ("T", (), 1), ("a\0b", (), {})]:
    try:
        print(type(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

# Bases that cannot be inherited.
for base in (bool, type(None), type(...), range, slice, type(lambda: 0), type(len)):
    try:
        type("Sub", (base,), {})
        print("fine")
    except TypeError as e:
        print(e)
try:
    class Dup(A, A): pass
except TypeError as e:
    print(e)
try:
    class Clash(int, str): pass
except TypeError as e:
    print(e)
try:
    int.x = 1
except TypeError as e:
    print(e)
try:
    object().x = 1
except AttributeError as e:
    print(e)
try:
    (1).real = 2
except AttributeError as e:
    print(e)
try:
    [].append = 1
except AttributeError as e:
    print(e)
print(Empty.__subclasses__(), [c.__name__ for c in A.__subclasses__()])
print(issubclass(Star, A), issubclass(A, Star), issubclass(bool, (str, int)), isinstance(1, (str, (float, int))))
A.__name__ = "Renamed"
A.__qualname__ = "Re.Named"
print(A, A.__name__)
A.__doc__ = "new doc"
print(A.__doc__, A.__dict__["__doc__"], type(A.__dict__).__name__)
try:
    A.__dict__["x"] = 1
except TypeError as e:
    print(e)
try:
    A.__name__ = 1
except TypeError as e:
    print(e)
