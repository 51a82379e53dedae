# Metaclasses, __prepare__, __init_subclass__, __set_name__, __class_getitem__.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)
    def meta_method(cls): return "meta_method of " + cls.__name__
    @property
    def prop(cls): return "prop of " + cls.__name__
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __len__(cls): return 42
    def __iter__(cls): return iter("abc")
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return ("item", k)
    def __getattr__(cls, name): return "dynamic " + name
    def __instancecheck__(cls, x): return x == "fake" or super().__instancecheck__(x)
    def __subclasscheck__(cls, x): return x is int or super().__subclasscheck__(x)
    def __eq__(cls, other): return True
    def __hash__(cls): return 7
    def __add__(cls, other): return ("add", other)
class C(metaclass=Meta, option=1):
    x = 1
    def __init__(self, v=0): self.v = v
c = C(5)
print(c.v, C.prepared, C.meta_method(), C.prop, C, len(C), list(C), 1 in C, 2 in C, C[3], C.whatever)
print(isinstance("fake", C), isinstance(c, C), isinstance(1, C), issubclass(int, C), issubclass(str, C))
print(C == 3, hash(C), C + 1, type(C) is Meta)
try:
    c.meta_method
except AttributeError as e:
    print(e)
class D(C, other=2): pass
print(type(D) is Meta, D().v)

# The most derived metaclass wins; a conflict is an error.
class Meta2(Meta): pass
class E(C, metaclass=Meta2): pass
class F(D, E): pass
print(type(F).__name__)
class Other(type): pass
class G(metaclass=Other): pass
try:
    class H(G, C): pass
except TypeError as e:
    print(e)

# A metaclass may be any callable.
def func_meta(name, bases, ns, **kw): return (name, bases, sorted(k for k in ns if k[0] != "_"), kw)
class U(metaclass=func_meta, k=2): a = 1
print(U)
try:
    class V(metaclass=Meta, **{"metaclass": type}): pass
except TypeError as e:
    print(e)

class Base:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.registry.append((cls.__name__, tag))
class S1(Base): pass
class S2(Base, tag="two"): pass
class S3(S2, tag="three"): pass
print(Base.registry, S3.tag, hasattr(Base, "tag"))
try:
    class S4(Base, unknown=1): pass
except TypeError as e:
    print(e)
try:
    class Plain(x=1): pass
except TypeError as e:
    print(e)

class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
    def __get__(self, obj, cls): return ("got", self.name, obj is None)
class Holder:
    first = Named()
    second = Named()
    alias = second
print(Holder.first, Holder().second, Holder.alias)
Holder.third = Named()
class BadName:
    def __set_name__(self, owner, name): raise ValueError("bad name " + name)
try:
    class X: attr = BadName()
except RuntimeError as e:
    print(type(e).__name__, e, "|", repr(e.__cause__))
except ValueError as e:
    print(e, e.__notes__)

class Generic:
    def __class_getitem__(cls, item): return (cls.__name__, item)
class SubGeneric(Generic): pass
print(Generic[int], SubGeneric[1, 2], Generic[::2])
try:
    Base[int]
except TypeError as e:
    print(e)
try:
    Generic()[1]
except TypeError as e:
    print(e)

# Order: set_name, then init_subclass, then metaclass __init__; decorators last.
order = []
class OM(type):
    def __init__(cls, *a): order.append("meta init")
class OB(metaclass=OM):
    def __init_subclass__(cls): order.append("init_subclass")
order.clear()
class SN:
    def __set_name__(self, o, n): order.append("set_name")
def deco(c):
    order.append("deco")
    return c
@deco
class OC(OB):
    order.append("body")
    n = SN()
print(order)

# __prepare__ with a custom mapping; duplicates seen.
class Multi(dict):
    def __init__(self): self.seen = []
    def __setitem__(self, k, v):
        self.seen.append(k)
        super().__setitem__(k, v)
    def __missing__(self, k):
        if k.startswith("auto_"): return k.upper()
        raise KeyError(k)
class PM(type):
    def __prepare__(name, bases): return Multi()
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, dict(ns))
        cls.seen = [k for k in ns.seen if not k.startswith("__")]
        return cls
class PC(metaclass=PM):
    a = 1
    a = 2
    b = auto_name
    def f(self): pass
print(PC.seen, PC.a, PC.b)
try:
    class BadPrep(metaclass=type("BP", (type,), {"__prepare__": lambda *a: 1})): pass
except TypeError as e:
    print(e)
# __classcell__ must reach type.__new__.
class Lost(type):
    def __new__(m, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(m, name, bases, ns)
try:
    class LC(metaclass=Lost):
        def f(self): return __class__
except RuntimeError as e:
    print(str(e)[:40])
