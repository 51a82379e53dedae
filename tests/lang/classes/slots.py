# __slots__
class S:
    __slots__ = ("a", "b")
    def __init__(self, a): self.a = a
s = S(1)
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), S.__slots__)
try:
    s.b
except AttributeError as e:
    print(e)
s.b = 2
print(s.b)
del s.b
try:
    del s.b
except AttributeError as e:
    print(e)
for name in ("c", "__dict__"):
    try:
        setattr(s, name, 1)
    except AttributeError as e:
        print(e)
print(S.a, type(S.a).__name__, S.a.__get__(s, S), S.a.__name__, S.a.__objclass__ is S)
S.a.__set__(s, 10)
print(s.a)
try:
    S.a.__get__(1, int)
except TypeError as e:
    print(e)
class One:
    __slots__ = "single"
o = One(); o.single = 1
print(o.single)
class Sub(S): pass
sub = Sub(1)
sub.anything = 2
print(sub.a, sub.anything, sub.__dict__)
class Sub2(S):
    __slots__ = ["c"]
t = Sub2(1); t.c = 3; t.b = 2
print(t.a, t.b, t.c, hasattr(t, "__dict__"))
class WithDict:
    __slots__ = ("x", "__dict__")
w = WithDict(); w.x = 1; w.y = 2
print(w.x, w.y, w.__dict__)
class Empty:
    __slots__ = ()
try:
    Empty().x = 1
except AttributeError as e:
    print(e)
class Mangled:
    __slots__ = ("__private", "_Mangled__other")
    def __init__(self): self.__private = 5
    def get(self): return self.__private
print(Mangled().get(), sorted(n for n in vars(Mangled) if n.startswith("_Mangled")))
class Desc:
    __slots__ = {"x": "doc of x", "y": None}
print(sorted(Desc.__slots__), Desc.x.__get__.__name__)
errors = {
    "conflict": lambda: type("X", (), {"__slots__": ("a",), "a": 1}),
    "not str": lambda: type("X", (), {"__slots__": (1,)}),
    "not identifier": lambda: type("X", (), {"__slots__": ("a b",)}),
    "dict twice": lambda: type("X", (), {"__slots__": ("__dict__", "__dict__")}),
    "dict again": lambda: type("X", (Sub,), {"__slots__": ("__dict__",)}),
    "int": lambda: type("X", (int,), {"__slots__": ("a",)}),
    "tuple": lambda: type("X", (tuple,), {"__slots__": ("a",)}),
    "layout": lambda: type("X", (S, Desc), {}),
    "empty int": lambda: type("X", (int,), {"__slots__": ()}).__name__,
    "str": lambda: type("X", (str,), {"__slots__": ("a",)}).__name__,
    "list": lambda: type("X", (list,), {"__slots__": ("a",)}).__name__,
}
for name, make in errors.items():
    try:
        print(name, make())
    except (TypeError, ValueError) as e:
        print(name, "->", e)
import weakref
try:
    weakref.ref(s)
except TypeError as e:
    print(e)
class WR:
    __slots__ = ("__weakref__",)
r = WR()
print(weakref.ref(r)() is r)
class L(list):
    __slots__ = ("tag",)
l = L([1, 2]); l.tag = "t"
print(l, l.tag, hasattr(l, "__dict__"))
# Slots and __class__ assignment.
class A1:
    __slots__ = ("p", "q")
class A2:
    __slots__ = ("p", "q")
class A3:
    __slots__ = ("p",)
a = A1(); a.p = 1
a.__class__ = A2
print(a.p, type(a).__name__)
try:
    a.__class__ = A3
except TypeError as e:
    print(e)
# Values in slots are released.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
s2 = S(D("slot"))
s2.a = D("second")
del s2.a
s2.a = D("third")
del s2
