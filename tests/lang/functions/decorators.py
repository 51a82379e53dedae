# Decorators: order, arguments, classes, any expression.
log = []
def tag(name):
    log.append(f"eval {name}")
    def deco(f):
        log.append(f"apply {name}")
        return f
    return deco
@tag("one")
@tag("two")
@tag("three")
def f(): return "f"
print(f(), log)
log.clear()
@tag("c1")
@tag("c2")
class C:
    log.append("body")
    @tag("m")
    def m(self): pass
print(log)

def twice(f):
    def wrapper(*args, **kw): return f(*args, **kw), f(*args, **kw)
    wrapper.__wrapped__ = f
    return wrapper
@twice
def add(a, b=1): return a + b
print(add(1), add(1, b=5), add.__wrapped__(1), add.__name__)

import functools
def trace(f):
    @functools.wraps(f)
    def wrapper(*args):
        print("call", f.__name__, args)
        return f(*args)
    return wrapper
@trace
def fact(n):
    "factorial"
    return n * fact(n - 1) if n else 1
print(fact(3), fact.__name__, fact.__doc__, fact.__wrapped__.__name__, fact.__qualname__)

# Any expression is allowed (PEP 614).
table = {"x": [twice]}
@table["x"][0]
def g(): return 1
print(g())
@lambda f: f()
def value(): return 42
print(value)
@(wrapped := twice)
def h(): return 2
print(h(), wrapped is twice)
@str
class Text: pass
print(type(Text).__name__, Text)

# Replacing by something that is not callable; None.
@type
def kind(): pass
print(kind.__name__)
def none(f): pass
@none
def gone(): pass
print(gone)

class Count:
    def __init__(self, f): self.f, self.calls = f, 0
    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)
    def __get__(self, obj, cls=None): return self if obj is None else functools.partial(self, obj)
@Count
def counted(x): return x * 2
print(counted(2), counted(3), counted.calls)
class K:
    @Count
    def method(self, x): return x + 1
k = K()
print(k.method(1), k.method(2), K.method.calls)

class P:
    def __init__(self): self._v = 1
    @property
    def v(self): "the v"; return self._v
    @v.setter
    def v(self, value): self._v = value * 10
    @v.deleter
    def v(self): self._v = None
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls, x
    @functools.lru_cache(maxsize=None)
    def cached(self, x):
        print("computing", x)
        return x * x
    @functools.cached_property
    def once(self):
        print("once")
        return 7
p = P()
p.v = 5
print(p.v, P.v.__doc__)
del p.v
print(p.v, P.s(1), p.s(2), P.c(3) == (P, 3), p.c(4) == (P, 4))
print(p.cached(3), p.cached(3), P.cached.cache_info())
print(p.once, p.once, vars(p))

# The decorator raising leaves the name unbound.
def explode(f): raise ValueError("no " + f.__name__)
try:
    @explode
    def never(): pass
except ValueError as e:
    print(e, "never" in globals())
print(staticmethod(len)("abc"))
