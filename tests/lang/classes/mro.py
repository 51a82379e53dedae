# C3 linearisation, super() through diamonds, changing bases.
def names(c): return [k.__name__ for k in c.__mro__]
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass
for k in (K1, K2, K3, Z):
    print(names(k))
print(Z.mro() == list(Z.__mro__))
try:
    class X(A, B): pass
    class Y(B, A): pass
    class Bad(X, Y): pass
except TypeError as e:
    print(e)
try:
    class Bad(O, A): pass
except TypeError as e:
    print(e)

class Base:
    def __init__(self):
        print("Base")
        self.chain = ["Base"]
    def f(self): return ["Base.f"]
class Left(Base):
    def __init__(self):
        print("Left")
        super().__init__()
        self.chain.append("Left")
    def f(self): return ["Left.f"] + super().f()
class Right(Base):
    def __init__(self):
        print("Right")
        super().__init__()
        self.chain.append("Right")
    def f(self): return ["Right.f"] + super().f()
class Both(Left, Right):
    def __init__(self):
        print("Both")
        super().__init__()
        self.chain.append("Both")
    def f(self): return ["Both.f"] + super().f()
b = Both()
print(b.chain, b.f())

# super in its other forms.
print(super(Left, b).f(), super(Right, b).f(), super(Both, b).f())
print(super(Both, Both).f(b))
s = super(Left, b)
print(s.__thisclass__.__name__, s.__self_class__.__name__, s.__self__ is b)
print(repr(super(Left, Both)), str(s)[:35])
class Cls:
    @classmethod
    def make(cls): return ["Cls", cls.__name__]
    @property
    def p(self): return "Cls.p"
    @staticmethod
    def st(): return "Cls.st"
    value = "Cls.value"
class Sub(Cls):
    @classmethod
    def make(cls): return ["Sub"] + super().make()
    @property
    def p(self): return "Sub.p " + super().p
    @staticmethod
    def st(): return "Sub.st " + super(Sub, Sub).st()
    value = "Sub.value"
    def look(self): return super().value
print(Sub.make(), Sub().p, Sub.st(), Sub().look())
for call in (lambda: super(Left, 1), lambda: super(1, b), lambda: super(Both, b).nothing, lambda: super(Left, b).chain):
    try:
        print(call())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
def no_args(): super()
def no_cell(self): super()
for f, args in ((no_args, ()), (no_cell, (1,))):
    try:
        f(*args)
    except RuntimeError as e:
        print(e)
class Deleted:
    def f(self):
        del self
        super()
try:
    Deleted().f()
except RuntimeError as e:
    print(e)
class Wrong:
    def f(self): return super().f
try:
    Wrong.f(3)
except TypeError as e:
    print(e)
class Setter(Base):
    def g(self): super().attr = 1
try:
    Setter().g()
except AttributeError as e:
    print(e)

# Changing __bases__.
class P1:
    def who(self): return "P1"
class P2:
    def who(self): return "P2"
class Child(P1): pass
class Grand(Child): pass
c = Grand()
print(c.who(), names(Grand))
Child.__bases__ = (P2,)
print(c.who(), names(Grand), [k.__name__ for k in P1.__subclasses__()], [k.__name__ for k in P2.__subclasses__()])
Child.__bases__ = (P1, P2)
print(c.who(), names(Grand))
for bad in ((), 1, (Grand,)):
    try:
        Child.__bases__ = bad
    except TypeError as e:
        print(e)

# Method caches notice changes anywhere on the way.
class Q:
    def m(self): return 1
class R(Q): pass
r = R()
def call(): return r.m()
out = [call() for _ in range(3)]
Q.m = lambda self: 2
out.append(call())
R.m = lambda self: 3
out.append(call())
r.m = lambda: 4
out.append(call())
del r.m
out.append(call())
del R.m
out.append(call())
print(out)

# mro() overridden by a metaclass.
class M(type):
    def mro(cls): return [cls, P2, P1, object] if cls.__name__ == "Odd" else super().mro()
class Odd(metaclass=M): pass
print(names(Odd), Odd().who())
# __mro_entries__
class Entry:
    def __mro_entries__(self, bases): return (P1, P2)
class FromEntry(Entry()): pass
print(names(FromEntry), len(FromEntry.__orig_bases__))
