# sys.getrefcount through assignments, containers, calls, closures, exceptions, generators, frames.
import sys
rc = sys.getrefcount
class C: pass
def d(o, base): return rc(o) - base
o = C(); base = rc(o)
print(base)
a = o; print("name", rc(o) - base); del a; print(rc(o) - base)
l = [o]; print("list", rc(o) - base); l2 = [o, o]; print(rc(o) - base); l.append(o); print(rc(o) - base); l.pop(); l2.clear(); print(rc(o) - base); l = None; print(rc(o) - base)
t = (o, o, o); print("tuple", rc(o) - base); del t; print(rc(o) - base)
x = {o: o}; print("dict", rc(o) - base); x.clear(); print(rc(o) - base); x["k"] = o; x["k"] = 1; print(rc(o) - base)
s = {o}; print("set", rc(o) - base); s.discard(o); print(rc(o) - base)
h = C(); h.attr = o; print("attribute", rc(o) - base); h.attr = None; print(rc(o) - base); h.attr = o; del h; print(rc(o) - base)
C.cls = o; print("class attribute", rc(o) - base); del C.cls; print(rc(o) - base)
def f(p): return rc(p) - base
print("argument", f(o), f(p=o), f(*[o]), f(**{"p": o}))
def g(*args): return rc(o) - base
print("*args", g(o), g(o, o), g(*[o]))
def k(**kw): return rc(o) - base
print("**kw", k(a=o), k(a=o, b=o))
print("after calls", rc(o) - base)
def default(x=o): pass
print("default", rc(o) - base); del default; print(rc(o) - base)
def closure():
    v = o
    def inner(): return v
    return inner
c = closure(); print("closure", rc(o) - base); c(); print(rc(o) - base); del c; print(rc(o) - base)
lam = lambda: o
print("global in lambda", rc(o) - base)
def gen(x):
    yield 1
    y = x
    yield 2
it = gen(o); print("generator", rc(o) - base); next(it); print(rc(o) - base); next(it); print(rc(o) - base); it.close(); print(rc(o) - base); del it
it = iter([o]); print("iterator", rc(o) - base); next(it); print(rc(o) - base); next(it, None); print(rc(o) - base); del it
for v in [o, o]: pass
print("loop variable", rc(o) - base); del v; print(rc(o) - base)
print("comprehension", [rc(q) - base for q in [o]], rc(o) - base)
m = o.__class__; b = C.__init__
def method_refs():
    class M:
        def m(self): return rc(self)
    i = M()
    n = rc(i)
    bound = i.m
    return rc(i) - n, i.m() - n, bound() - n
print("method", method_refs())
try:
    raise ValueError(o)
except ValueError as e:
    print("exception", rc(o) - base)
print(rc(o) - base)
def raiser(p): raise ValueError
try:
    raiser(o)
except ValueError as e:
    print("traceback keeps the frame", rc(o) - base)
print(rc(o) - base)
def swallow(p):
    try:
        raise KeyError(p)
    except KeyError:
        return 1
swallow(o); print("swallowed", rc(o) - base)
def deep(n, p): return rc(p) - base if n == 0 else deep(n - 1, p)
print("recursion", deep(0, o), deep(5, o) - deep(0, o), rc(o) - base)
a = b = c = o; print("chained", rc(o) - base); a, b, c = 1, 2, 3; print(rc(o) - base)
a, b = o, o; a, b = b, a; print("swap", rc(o) - base); del a, b
a, *b = o, o, o; print("star", rc(o) - base); del a, b; print(rc(o) - base)
print("conditional", (o if o else None) is o, (o or 1) is o, (o and o) is o, rc(o) - base)
print("expression", [o][0] is o, (o, 1)[0] is o, {1: o}[1] is o, rc(o) - base)
w = [o] * 10; print("repeat", rc(o) - base); w2 = w + w; print(rc(o) - base); w3 = w[2:5]; print(rc(o) - base); w.sort(key=id); w.reverse(); del w[1:3]; print(rc(o) - base); del w, w2, w3; print(rc(o) - base)
z = dict.fromkeys("abc", o); print("fromkeys", rc(o) - base); y = dict(z); print(rc(o) - base); y.update(z); z.pop("a"); print(rc(o) - base); del y, z; print(rc(o) - base)
p = map(lambda x: x, [o]); print("map", rc(o) - base); list(p); del p; print(rc(o) - base)
import functools
p = functools.partial(f, o); print("partial", rc(o) - base, p()); del p; print(rc(o) - base)
class Slots:
    __slots__ = ("a",)
i = Slots(); i.a = o; print("slot", rc(o) - base); i.a = 1; print(rc(o) - base); i.a = o; del i; print(rc(o) - base)
class P:
    @property
    def v(self): return o
print("property", P().v is o, rc(o) - base)
class Ctx:
    def __enter__(self): return o
    def __exit__(self, *a): pass
with Ctx() as r: print("with", rc(o) - base)
del r; print(rc(o) - base)
match o:
    case C() as captured: print("match", rc(o) - base)
del captured; print(rc(o) - base)
exec("e = o"); print("exec", rc(o) - base); exec("del e"); print(eval("o") is o, rc(o) - base)
def ret(p): return p
ret(o); ret(ret(o)); print("returned", rc(o) - base); kept = ret(o); print(rc(o) - base); del kept
async def co(p): return p
cr = co(o); print("coroutine", rc(o) - base); cr.close(); print(rc(o) - base); del cr
print("end", rc(o) - base, rc(C()) , rc([]))
