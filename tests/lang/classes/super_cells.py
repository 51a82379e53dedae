# super() and __class__ in nested functions, comprehensions, lambdas, static and class methods, generators.
class Base:
    def f(self, *a): return ("Base.f", a)
    @classmethod
    def c(cls): return ("Base.c", cls.__name__)
    @property
    def p(self): return "Base.p"
    def __getitem__(self, k): return ("Base[]", k)
    def __len__(self): return 3
    def __call__(self, x): return ("Base()", x)
class D(Base):
    def f(self, *a): return super().f(*a, "D")
    def lam(self): return (lambda s: super(D, s).f())(self)
    def inner(self):
        def g(): return super(__class__, self).f("inner")
        return g()
    def inner2(self):
        def g(me): return super().f("inner2")
        return g(self)
    def comp(self): return [super(D, self).f(i) for i in range(2)]
    def gen(self):
        yield super().f("gen")
        yield from (x for x in super().f("gen2"))
    @classmethod
    def c(cls): return super().c(), __class__.__name__
    @staticmethod
    def s(): return __class__.__name__
    @property
    def p(self): return super().p + "+D"
    def __getitem__(self, k): return super().__getitem__(k * 2)
    def __len__(self): return super().__len__() + 1
    def __call__(self, x): return super().__call__(x + 1)
    def rebind(self, other):
        self = other
        return super().f("rebound")
    def default(self, cls=None): return __class__ is D
    async def co(self): return super().f("co")
    def kw(self, /, **kw): return super().f(*kw.items())
    def cell(self):
        def deep(): return __class__
        return deep().__name__
d = D()
print(d.f(1), d.lam(), d.inner(), d.inner2(), d.comp() , list(d.gen()), D.c(), d.s(), d.p, d[2], len(d), d(5), d.default(), d.kw(a=1), d.cell(), sep="\n")
print(d.rebind(D()), end=" ")
try: d.rebind(5)
except TypeError as e: print(e)
try: d.co().send(None)
except StopIteration as e: print(e.value)
class E(D):
    def f(self, *a): return super().f(*a, "E")
    class Inner(Base):
        def f(self): return super().f("Inner"), __class__.__qualname__
print(E().f(), E.Inner().f(), E.c())
try:
    class F(Base):
        def comp(self): return [super().f(i) for i in range(2)]
    F().comp()
except (TypeError, RuntimeError) as e: print(type(e).__name__, e)
def outside(self): return super().f()
D.outside = outside
try: d.outside()
except RuntimeError as e: print(e)
def with_cell():
    class __class__: pass
    def f(self): return __class__.__name__
    return f(1)
print(with_cell())
class G(Base):
    x = 1
    def get(self): return x if "x" in globals() else "no global x"
    f2 = lambda self: super().f("lambda in body")
    del x
print(G().get(), G().f2(), hasattr(G, "x"), "__classcell__" in vars(G))
class Meta(type):
    def __new__(m, n, b, ns):
        print(n, "__classcell__" in ns, end="; ")
        return super().__new__(m, n, b, ns)
    def __call__(cls, *a): return ("meta call", super().__call__(*a).__class__.__name__)
class H(metaclass=Meta):
    def f(self): return __class__
class I(metaclass=Meta): pass
print(H(), I())
class Diamond1(Base):
    def f(self, *a): return ("1",) + super().f(*a)
class Diamond2(Base):
    def f(self, *a): return ("2",) + super().f(*a)
class Both(Diamond1, Diamond2):
    def f(self, *a): return ("both",) + super().f(*a)
print(Both().f(0), super(Diamond1, Both()).f(), super(Both, Both).f(Both()))
s = super(D, d)
print(s.__self__ is d, s.__thisclass__, s.__self_class__, s.f("s"), s.p, repr(s)[:20])
try: s[1]
except TypeError as e: print(e)
try: len(s)
except TypeError as e: print(e)
print(s.__getitem__(1), s.__len__(), s.__class__, isinstance(s, super))
u = super(D); print(u.__self__, u.__get__(d, D).f("unbound"), type(u.__get__(d)).__name__)
class Slots(Base):
    __slots__ = ()
    def f(self): return super().f()
print(Slots().f())
class Prop(Base):
    @Base.p.getter
    def p(self): return super().p * 2
print(Prop().p)
class Init:
    def __init__(self, **kw): self.rest = kw
class A1(Init):
    def __init__(self, a, **kw): super().__init__(**kw); self.a = a
class A2(Init):
    def __init__(self, b, **kw): super().__init__(**kw); self.b = b
class A12(A1, A2):
    def __init__(self, **kw): super().__init__(**kw)
x = A12(a=1, b=2, c=3); print(x.a, x.b, x.rest)
class Sub(A12):
    def __init_subclass__(cls, **kw): super().__init_subclass__(); print("init_subclass", cls.__name__, kw)
class SubSub(Sub, k=1): pass
class New(int):
    def __new__(cls, v): return super().__new__(cls, v + 1)
    def __add__(self, o): return type(self)(super().__add__(o))
print(New(1), New(1) + 5, type(New(1) + 5).__name__)
