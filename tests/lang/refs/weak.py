# Weak references, WeakValueDictionary and friends, finalize.
import weakref, gc
class C:
    def __init__(self, n=0): self.n = n
    def m(self): return self.n
    def __repr__(self): return f"C{self.n}"
c = C(1)
r = weakref.ref(c)
print(r() is c, r == weakref.ref(c), r is weakref.ref(c), type(r).__name__, weakref.getweakrefcount(c), hash(r) == hash(c))
r2 = weakref.ref(c, lambda ref: print("callback", ref is r2, ref()))
r3 = weakref.ref(c, lambda ref: print("second callback"))
print(weakref.getweakrefcount(c), len(weakref.getweakrefs(c)))
del c
print(r(), r2(), r == r2, repr(r)[-6:])
try:
    hash(r3)
except TypeError as e:
    print(e)
p = weakref.proxy(o := C(5))
print(p.n, p.m(), p == o, type(p).__name__, repr(p)[:2] == "C5" or "proxy" in repr(p)); p.n = 6; print(o.n)
del o
try:
    p.n
except ReferenceError as e:
    print(e)
for bad in (1, "s", (), [], {}, None, int, len, lambda: 0, {1}, frozenset(), 1.5, object(), (x for x in []), C.m, b""):
    try:
        weakref.ref(bad); print("ok", type(bad).__name__)
    except TypeError as e:
        print(e)
class L(list): pass
l = L(); print(weakref.ref(l)() is l)
try:
    weakref.ref()
except TypeError as e:
    print(e)
d = weakref.WeakValueDictionary()
a, b = C(1), C(2)
d["a"], d["b"] = a, b
print(len(d), d["a"], sorted(d.keys()), d.get("z"), "a" in d)
del a
print(len(d), list(d.items()), d.get("a"))
k = weakref.WeakKeyDictionary()
k[b] = "value"; print(len(k), k[b], b in k); del b; print(len(k), len(d))
s = weakref.WeakSet(); x = C(3); s.add(x); print(len(s), x in s); del x; print(len(s))
y = C(9)
f = weakref.finalize(y, print, "finalized", 1, sep="-")
print(f.alive, f.peek()[2]); del y; print(f.alive, f())
z = C(4); f = weakref.finalize(z, lambda: "result"); print(f(), f(), f.alive)
wm = weakref.WeakMethod(z.m); print(wm()(), wm() == z.m); del z; print(wm())
# Weak references and cycles.
a = C("cycle"); a.self = a; r = weakref.ref(a, lambda ref: print("cycle callback")); del a
print(r() is not None); gc.collect(); print(r())
class Del:
    def __del__(self): print("del sees", wr() is not None)
o = Del(); wr = weakref.ref(o); del o
class Sub(weakref.ref):
    def __new__(cls, o, tag): return super().__new__(cls, o)
    def __init__(self, o, tag): super().__init__(o); self.tag = tag
o = C(7); sr = Sub(o, "tag"); print(sr().n, sr.tag, sr is not Sub(o, "t2"), isinstance(sr, weakref.ref), weakref.ReferenceType is weakref.ref)
def raising(ref): raise ValueError
refs = [weakref.ref(C(i)) for i in range(3)]; print([q() for q in refs])
o = C(8); cb = weakref.ref(o).__callback__; print(cb)
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)
e1, e2 = Eq(1), Eq(1); print(weakref.ref(e1) == weakref.ref(e2), {weakref.ref(e1): 1}[weakref.ref(e2)])
