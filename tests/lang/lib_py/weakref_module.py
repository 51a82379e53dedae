import weakref, gc, copy
from weakref import *


class O:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'O({self.n})'
    def m(self): return self.n


a, b = O(1), O(2)
r = ref(a); print(r(), r is ref(a), getweakrefcount(a), len(getweakrefs(a)), hash(r) == hash(a), r == ref(a), r == ref(b))
r2 = ref(a, lambda w: print('dead', w() is None)); p = proxy(a); print(p.n, p.m(), type(p) is ProxyType, isinstance(p, ProxyTypes)); del a
print(r(), getweakrefcount(b))
try:
    p.n
except ReferenceError as e:
    print(e)

d = WeakValueDictionary({'x': b}); c = O(3); d['c'] = c; print(sorted(d.keys()), len(d), d['x'], 'c' in d, d.get('zz', 0))
it = iter(d.items()); next(it); del c; print(len(d)); del it; gc.collect(); print(sorted(d), len(d), d.get('c'))
try:
    d['c']
except KeyError as e:
    print('KeyError', e)
print(d.pop('x'), d.pop('x', None), d.setdefault('s', b), list(d.values()), list(d.items()), d.valuerefs()[0](), d.copy().popitem(), repr(d).split(' at')[0])
e = O(9); print(sorted((d | {'e': e}).keys()), sorted(({'e': e} | d).keys())); d |= {'e': e}; print(len(d)); d.update(q=e); print(sorted(d)); del d['q']; print(sorted(copy.copy(d)))
d.clear(); print(len(d))
try:
    d.pop('nope')
except KeyError as ex:
    print('KeyError', ex)

k = WeakKeyDictionary(); k1, k2 = O('k1'), O('k2'); k[k1] = 1; k[k2] = 2; print(len(k), k[k1], k1 in k, 5 in k, k.get(k2), sorted(k.values()), k.items().__class__.__name__)
it = iter(k); next(it); 
del k1; print(len(k)); del it; print(len(k), k.pop(k2), len(k), k.setdefault(k2, 7), k.keyrefs()[0](), k.copy().popitem(), len(k | {b: 1}))
del k[k2]; print(len(k)); k.update({k2: 5}); print(dict(k))
try:
    k[O(1)]
except KeyError as ex:
    print('KeyError')

s = WeakSet([b, k2]); t = O('t'); s.add(t); print(len(s), t in s, 5 in s, sorted(x.n for x in s if x is not b)); del t; print(len(s))
print(s == WeakSet([k2, b]), s - {b} == WeakSet([k2]), (s & [b]) == WeakSet([b]), len(s | [e]), len(s ^ [b, e]), s <= {b, k2, e}, s < {b, k2}, s >= {b}, s > {b}, s.isdisjoint([e]))
s.remove(b); s.discard(b); print(len(s)); s |= [b]; s -= [k2]; print(list(s)); s &= [b, e]; s ^= [e]; print(len(s)); s.pop(); s.pop(); print(len(s))
for f in (s.pop, lambda: s.remove(b)):
    try:
        f()
    except KeyError as ex:
        print('KeyError')
s.add(b)
for x in s:
    x = None
    b2, b = b, None
    del b2
print(len(s), len(s.copy()))

w = WeakMethod(e.m); print(w()(), w == WeakMethod(e.m), hash(w) == hash(WeakMethod(e.m)), w != WeakMethod(O(1).m)); ww = WeakMethod(e.m, lambda q: print('method dead', q() is None))
e = None
print(w(), w == ww)
try:
    WeakMethod(len)
except TypeError as ex:
    print(ex)

f1 = O('f'); fin = finalize(f1, print, 'finalized', sep='_'); print(fin.alive, fin.atexit, fin.peek()[1:], repr(fin).split(' at')[0]); fin.atexit = False; print(fin.atexit); del f1; print(fin.alive, fin(), fin.peek(), fin.detach(), repr(fin).endswith('dead>'))
f1 = O('g'); fin = finalize(f1, lambda x: x * 2, 21); print(fin(), fin()); fin = finalize(f1, print); print(fin.detach()[2:], fin.alive)
keep = O('h'); finalize(keep, print, 'at exit 1'); finalize(keep, print, 'at exit 2'); x = finalize(keep, print, 'never'); x.atexit = False
