"""Every operation of the weak containers, with live and dead elements; finalizers."""
import weakref, copy, gc
from weakref import *


class O:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'O({self.n})'
    def __eq__(self, o): return isinstance(o, O) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def m(self): return self.n


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e).split(' at 0x')[0], str(e.__cause__))
    print(r)


def names(x): return sorted(map(repr, x))
objs = [O(i) for i in range(6)]; same = O(1)
# sets
for cls in (WeakSet, type('Sub', (WeakSet,), {})):
    for a in ([], objs[:3], objs[1:5]):
        for b in ([], objs[:2], objs[2:], [same], WeakSet(objs[1:3]), set(objs[:3]), objs[:1] * 3):
            for op in 'union intersection difference symmetric_difference __or__ __and__ __sub__ __xor__ issubset issuperset __le__ __lt__ __ge__ __gt__ __eq__ __ne__ isdisjoint __ior__ __iand__ __isub__ __ixor__ update intersection_update difference_update symmetric_difference_update'.split():
                x = cls(a); r = getattr(x, op)(b)
                print(op, type(r).__name__, names(r) if isinstance(r, WeakSet) else r, r is x, names(x))
s = WeakSet(objs); s ^= s; print(len(s)); s |= objs; s -= s; print(len(s)); s |= objs; s &= s; print(len(s))
tr(s.remove, O(99)); tr(s.add, 5); tr(lambda: s | 5); tr(lambda: s | [5]); tr(lambda: s < [5])
print(5 in s, same in s, s.discard(O(99))); tr(hash, s); tr(lambda: WeakSet(5)); tr(lambda: WeakSet([1]))
while s: s.pop()
tr(s.pop); t = WeakSet([O(5)]); print(len(t), list(t)); k = O('k'); t.add(k); t.add(k); print(len(t))
it = iter(t); print(next(it)); del k; print(len(t), list(it), len(t), bool(t))
ks = [O(i) for i in range(5)]; t = WeakSet(ks)
for x in t:
    if ks: ks.pop()
    x = None
print(len(t)); t = WeakSet(objs); t.tag = [1]; u = copy.copy(t); print(u == t, u.tag is t.tag, len(u))
print(WeakSet[int], copy.deepcopy(WeakSet([objs[0]])) is None)
# value dictionaries
d = WeakValueDictionary({'a': objs[0]}, b=objs[1]); v = O('v'); d['v'] = v; w = WeakValueDictionary([('p', v)])
print(names(d.items()), names(d), names(d.values()), len(d), 'a' in d, 'zz' in d, d.get('a'), d.get('zz'),
      d.get('zz', 3), d['a'], names(d.valuerefs()[0:0]), [r() for r in d.itervaluerefs()])
for x in d.items(): pass
it = iter(d.keys()); next(it); del x, v; print(sorted(d), len(d), len(w), d.get('v'), 'v' in d); tr(lambda: d['v'])
tr(lambda: d.__delitem__('v')); tr(d.pop, 'v'); tr(d.pop, 'v', 8); tr(d.pop, 'a')
tr(lambda: d.setdefault('b', objs[3])); tr(lambda: d.setdefault('n', objs[3])); tr(lambda: d.setdefault('q'))
tr(lambda: d.update(q=5)); tr(lambda: d.update(5)); tr(lambda: d.update([1]))
d.update({'x': objs[4]}, y=objs[5])
print(names(d.items()), names((d | {'z': objs[0]}).items()), names(({'z': objs[0], 'x': objs[1]} | d).items()))
tr(lambda: d | 5); tr(lambda: d | [('a', 1)]); d |= [('m', objs[2])]
print(names(d.items()), type(d.copy()).__name__, type(copy.copy(d)).__name__,
      names(copy.deepcopy(d).items()) == names(d.items()), d.copy() == d, dict(d) == d, d == {})
while d: print(d.popitem())
tr(d.popitem); d['a'] = objs[0]; d['a'] = objs[1]; print(len(d), d['a']); d.clear(); print(len(d))


class SubV(WeakValueDictionary):
    def __setitem__(self, k, v): print('set'); super().__setitem__(k, v)


q = SubV(a=objs[0]); q['b'] = objs[1]; q.update(c=objs[2])
print(len(q), type(q.copy()).__name__, type(q | {}).__name__, type({} | q).__name__)
x = O('old'); q['k'] = x; q['k'] = objs[0]; del x; print(q['k'])
r = weakref.KeyedRef(objs[0], None, 'key'); print(r.key, r())
# key dictionaries
d = WeakKeyDictionary({objs[0]: 'a', objs[1]: 'b'}); v = O('v'); d[v] = 1
print(names(d.items()), names(d), names(d.values()), len(d), objs[0] in d, same in d, d[same], 5 in d, d.get(objs[0]),
      d.get(objs[5]), d.get(objs[5], 3), [r() for r in d.keyrefs()])
tr(d.get, 5); tr(lambda: d[5]); tr(lambda: d.__setitem__(5, 1))
it = d.items(); next(it); del v; print(len(d), len(list(it)), len(d)); tr(lambda: d[objs[5]])
tr(lambda: d.__delitem__(objs[5])); tr(d.pop, objs[5]); tr(d.pop, objs[5], 8); tr(d.pop, objs[0])
tr(d.setdefault, objs[1], 9); tr(d.setdefault, objs[2], 9); tr(lambda: d.update({5: 1})); tr(lambda: d.update(a=1))
tr(lambda: d.update([(objs[3], 3)])); tr(lambda: d.update())
print(names(d.items()), names((d | {objs[4]: 4}).items()), names(({objs[1]: 'first', objs[4]: 4} | d).items()),
      d == {objs[1]: 'b', objs[2]: 9, objs[3]: 3}, d == d.copy())
l = [1]; d[objs[0]] = l; e = copy.deepcopy(d)
print(e[objs[0]] is l, copy.copy(d)[objs[0]] is l, d.copy()[objs[0]] is l)
while d: d.popitem()
tr(d.popitem); print(WeakKeyDictionary().get(objs[0], 1)); d |= {objs[0]: 1}; print(len(d)); d.clear()
print(len(d)); ks = [O(i) for i in range(9)]
for i, k in enumerate(ks): d[k] = i
k = None; n = 0
for key in d: n += 1; ks.clear(); key = None
print(n, len(d))
# methods
o = O('o'); wm = WeakMethod(o.m, lambda r: print('died', r() is None))
print(wm()(), wm == WeakMethod(o.m), wm != WeakMethod(o.m), wm == 5, wm == ref(o), hash(wm) == hash(WeakMethod(o.m)))
wn = WeakMethod(o.m); del o; print(wm(), wm == wn, wm == wm, wm != wn); tr(WeakMethod, len); tr(WeakMethod, 5)
# finalizers
o = O('f'); f = finalize(o, lambda *a, **k: (a, k), 1, x=2)
print(f.alive, f.atexit, f.peek()[2:], f.detach()[2:], f.alive, f.detach(), f.peek(), f.atexit, f()); f.atexit = 1
print(f.atexit)
f = finalize(o, print, 'gone'); f.atexit = 0; print(f.atexit); del o; print(f.alive, f())


class C: pass
c = C(); f = finalize(c, lambda: 1 / 0); print(repr(f).split(';')[1].split(' at')[0])
try: f()
except ZeroDivisionError as e: print(e)
keep = C(); finalize(keep, print, 'first'); finalize(keep, lambda: finalize(keep, print, 'late'))
g = finalize(keep, print, 'never'); g.atexit = False; finalize(keep, print, 'last')
tr(lambda: finalize(5, print)); tr(lambda: finalize())


print('deep copies have the same elements')
import copy
class Element:
    pass
class SetWithSlots(weakref.WeakSet):
    __slots__ = 'slot',
elements = [Element(), Element()]
for kind in weakref.WeakSet, SetWithSlots:
    original = kind(elements)
    original.x = ['x']
    if kind is SetWithSlots:
        original.slot = ['slot']
    made = copy.deepcopy(original)
    print(type(made) is kind, made == original, len(made), made.x, made.x is original.x, getattr(made, 'slot', None))
    made.discard(elements[0])
    print(len(made), len(original))
