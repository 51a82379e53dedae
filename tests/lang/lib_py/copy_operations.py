"""Copies of all kinds of objects, by every way in which a class can be copied; reductions of protocols 0 and 1."""
import copy, copyreg, weakref, types, collections, fractions


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e))
    print(r)


class O: pass


def name(x): return getattr(x, '__name__', x)


def mk(t):
    class R:
        def __reduce__(self): return t
    R.__qualname__ = 'R'; return R()


class NoReduce:
    def __getattribute__(self, n):
        if n.startswith('__reduce'): raise AttributeError(n)
        return super().__getattribute__(n)


tr(copy.copy, NoReduce()); tr(copy.deepcopy, NoReduce())


class M(type): pass


class Cls(metaclass=M):
    def __copy__(self): return 1
    def m(self): pass


print(copy.copy(Cls) is Cls, copy.deepcopy(Cls) is Cls, copy.deepcopy([Cls])[0] is Cls)
c = Cls(); c.bound = c.m; d = copy.deepcopy(c)
print(d.bound.__self__ is d, d.bound.__func__ is c.bound.__func__, type(copy.copy(c.m)).__name__)
r = weakref.ref(c); print(copy.copy(r) is r, copy.deepcopy(r) is r)


class Deep:
    def __init__(s, n): s.n = n
    def __deepcopy__(s, memo): print('deep', s.n, type(memo).__name__); return Deep(s.n + 1)


x = Deep(1); l = copy.deepcopy([x, x, (x,)]); print(l[0] is l[1], l[2][0] is l[0], l[0].n)
memo = {id(x): 'given'}; print(copy.deepcopy([x, {1: x}], memo), len(memo))


class Inst:
    def __deepcopy__(self): pass


i = Inst(); i.__deepcopy__ = lambda memo: 'from instance'; print(copy.deepcopy(i)); i.__copy__ = lambda: 'no'
print(type(copy.copy(i)).__name__)


class T(tuple): pass
t = T([[1]]); u = copy.deepcopy(t); print(type(u).__name__, u, u[0] is t[0])
print(copy.copy(t) == t, copy.copy(t) is t)


class Fz(frozenset): pass
f = Fz([(1, 2)]); print(copy.deepcopy(f) == f, type(copy.deepcopy(f)).__name__)
s = {1, (2, 3)}; print(copy.deepcopy(s) == s, copy.copy(s) is s, copy.copy(frozenset(s)) == s)
e = KeyError('a'); e.x = [1]; e2 = copy.deepcopy(e); print(e2.args, e2.x, e2.x is e.x)
n = collections.namedtuple('N', 'a b')(1, [2]); print(copy.copy(n), copy.deepcopy(n), copy.deepcopy(n).b is n.b)
for v in (collections.OrderedDict(a=[1]), collections.defaultdict(list, a=[1]), collections.deque([[1]], 3),
          collections.Counter('ab'), collections.ChainMap({'a': [1]}), collections.UserList([[1]]), bytearray(b'a'),
          slice([1], 2), range(3), types.SimpleNamespace(a=[1]), {}.keys):
    for f in (copy.copy, copy.deepcopy):
        w = f(v); print(type(w).__name__, w == v, w is v)
for v in ({}.keys(), iter([1, [2]]), (i for i in ()), open('/dev/null'), types, object(), type.__dict__,
          enumerate([1])):
    for f in (copy.copy, copy.deepcopy):
        try: print(type(f(v)).__name__)
        except TypeError as x: print(x)
a = []; b = [a, (a,)]; a.append(b); z = copy.deepcopy(b); print(z[0][0] is z, z[1][0] is z[0]); d = {}; d['me'] = d
d[('t', 1)] = d; y = copy.deepcopy(d); print(y['me'] is y, y is d)
st = []
for _ in range(100): st = [st]
print(len(repr(copy.deepcopy(st))))
# reductions of old protocols


class S1: __slots__ = 'a'


class S2:
    __slots__ = ('a', '__p', '__weakref__')
    def __getstate__(self): return 5


class L(list): pass


class D1(int): pass
for o in (O(), S1(), S2(), L([1]), D1(3), 5, [1], object(), S1, 1j, int | str):
    for p in (0, 1):
        tr(lambda: [name(r) for r in (o.__reduce_ex__(p)[0], *o.__reduce_ex__(p)[1], *o.__reduce_ex__(p)[2:])])
o = O(); o.v = 1; r = o.__reduce_ex__(0); print(r[0](*r[1]).__class__.__name__, r[2]); l = L([1, 2])
r = l.__reduce_ex__(1); print(r[0](*r[1]), type(r[0](*r[1])).__name__); r = D1(7).__reduce_ex__(0)
print(r[0](*r[1]))


class P: __slots__ = ('__a', '_b', '__c__')


class _Q(P): __slots__ = ['__z', '__dict__']


class __(_Q): __slots__ = ('__y',)
print(copyreg._slotnames(P), copyreg._slotnames(_Q), copyreg._slotnames(__), copyreg._slotnames(O), P.__slotnames__,
      copyreg._slotnames(int))
