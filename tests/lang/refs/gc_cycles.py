# The cycle collector: what it finds, in which order, with finalizers and resurrection.
import gc, sys
gc.collect()
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)
a = N("self"); a.me = a; del a
print("before"); gc.collect(); print("after")
# (Which of two goes first is up to the collector.)
ended = []
class Pair:
    def __init__(self, name): self.name = name
    def __del__(self): ended.append(self.name)
a, b = Pair("a"), Pair("b"); a.other, b.other = b, a; del a
print(b.other.name); del b; print(gc.collect() > 0, sorted(ended))
l = []; l.append(l); del l; print(gc.collect() > 0, gc.collect())
d = {}; d["d"] = d; d["n"] = N("in dict cycle"); del d; gc.collect()
t = ([],); t[0].append(t); t[0].append(N("in tuple cycle")); del t; gc.collect()
def f():
    def g(): return g
    g.n = N("function cycle")
f(); gc.collect()
class K: pass
K.me = K; K.n = N("class cycle"); del K; gc.collect()
class P:
    def m(self): pass
p = P(); p.bound = p.m; p.n = N("bound method cycle"); del p; gc.collect()
def gen():
    me = yield
    n = N("generator cycle")
    yield
g = gen(); next(g); g.send(g); del g; gc.collect()
try:
    raise ValueError
except ValueError as e:
    exc = e; exc.n = N("exception cycle"); exc.self = exc
del exc; gc.collect()
# A finalizer may resurrect.
saved = []
class R:
    def __init__(self): self.me = self
    def __del__(self): print("resurrecting"); saved.append(self)
R(); gc.collect(); print(len(saved), saved[0].me is saved[0]); saved[0].me = None; saved.clear(); gc.collect(); print("quiet")
# Disabled, thresholds, counts.
print(gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.get_threshold(), len(gc.get_count()), gc.get_debug())
gc.set_threshold(500, 5, 5); print(gc.get_threshold()); gc.set_threshold(700, 10, 10)
print(gc.is_tracked([]), gc.is_tracked(1), gc.is_tracked("a"), gc.is_tracked(N), gc.is_tracked(P()))
for bad in (lambda: gc.collect(5), lambda: gc.collect(-1), lambda: gc.collect("x"), lambda: gc.set_threshold()):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# Automatic collection happens while allocating.
class A:
    count = 0
    def __init__(self): self.me = self
    def __del__(self): A.count += 1
for _ in range(5000): A()
print(A.count > 3000); gc.collect(); print(A.count)
# Reachable things stay.
keep = []; keep.append(keep); x = [keep, {}]; x[1]["x"] = x; gc.collect(); print(len(x), x[1]["x"] is x, keep[0] is keep)
r = [1]; refs = gc.get_referents([r, 5]); print(any(q is r for q in refs), any(q is x for q in gc.get_referrers(keep)), any(o is r for o in gc.get_objects()))
print(gc.garbage, sorted(gc.get_stats()[0]), len(gc.get_stats()))
log = []
def cb(phase, info): log.append((phase, sorted(info)))
gc.callbacks.append(cb); gc.collect(); gc.callbacks.remove(cb); print(log)
# Large rings
class Node:
    alive = 0
    def __init__(self): Node.alive += 1
    def __del__(self): Node.alive -= 1
nodes = [Node() for _ in range(1000)]
for i, n in enumerate(nodes): n.next, n.prev = nodes[(i + 1) % 1000], nodes[i - 1]
del n, nodes; gc.collect(); print(Node.alive)
gc.freeze(); print(gc.get_freeze_count() > 0); gc.unfreeze(); print(gc.get_freeze_count())
