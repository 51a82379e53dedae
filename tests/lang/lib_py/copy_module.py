import copy


class A:
    def __init__(self): self.x = [1]; self.me = self


class S:
    __slots__ = ('a', 'b', '__p')
    def __init__(self): self.a = [1]; self.__p = 5
    def p(self): return self.__p


class SD(S):
    pass


class C:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'


class N(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    def __getnewargs__(self): return tuple(self)


class K:
    def __new__(cls, *, k): self = super().__new__(cls); self.k = k; return self
    def __getnewargs_ex__(self): return (), {'k': self.k}


class L(list):
    pass


class D(dict):
    pass


class G:
    def __getstate__(self): return {'state': 1}
    def __setstate__(self, s): self.got = s


class R:
    def __reduce__(self): return (list, ((1, 2),))


class RS:
    def __reduce__(self): return 'RS'


a = A()
b = copy.copy(a)
print(b is not a, b.x is a.x, b.me is a)
b = copy.deepcopy(a)
print(b is not a, b.x == a.x, b.x is a.x, b.me is b)
for cls in (S, SD):
    s = cls()
    if cls is SD:
        s.extra = {}
    t = copy.copy(s)
    print(t.a is s.a, t.p(), hasattr(t, 'b'), hasattr(t, 'extra'))
    t = copy.deepcopy(s)
    print(t.a is s.a, t.a, t.p())
print(copy.copy(C()), copy.deepcopy(C()))
n = N(1, [2]); print(copy.copy(n), copy.deepcopy(n), copy.deepcopy(n)[1] is n[1], type(copy.copy(n)).__name__)
k = K(k=3); print(copy.copy(k).k, copy.deepcopy(k).k)
l = L([1, [2]]); l.attr = 1; m = copy.copy(l); print(m, m.attr, m[1] is l[1], type(m).__name__); m = copy.deepcopy(l); print(m[1] is l[1], m)
d = D(a=[1]); d.attr = 1; m = copy.deepcopy(d); print(m, m.attr, m['a'] is d['a'])
print(copy.copy(G()).got, copy.deepcopy(G()).got, copy.copy(R()), copy.deepcopy(R()), type(copy.copy(RS())).__name__)
x = [1, (2, [3]), {4: [5]}, {6}, frozenset([7]), 'a', b'b', None, 1.5, 2j, ..., int, len, range(3), bytearray(b'x')]
y = copy.deepcopy(x)
print(x == y, [p is q for p, q in zip(x, y)])
z = copy.copy(x); print(z == x, z is x, [p is q for p, q in zip(x, z)] == [True] * len(x))
t = (1, 2); print(copy.deepcopy(t) is t); t = (1, []); print(copy.deepcopy(t) is t)
r = []; r.append(r); q = copy.deepcopy(r); print(q is not r, q[0] is q)
t = ([],); t[0].append(t); q = copy.deepcopy(t); print(q is not t, q[0][0] is q)
shared = [1]; q = copy.deepcopy([shared, shared]); print(q[0] is q[1], q[0] is shared)
memo = {}; copy.deepcopy(shared, memo); print(len(memo))
f = lambda: 0; print(copy.copy(f) is f, copy.deepcopy(f) is f)
bm = a.__init__; print(copy.copy(iter([1])).__class__.__name__)
m = copy.deepcopy(l.append); print(m.__self__ is l)
try:
    copy.copy((x for x in ()))
except TypeError as e:
    print(e)
e = ValueError(1, [2]); e.note = 3; e2 = copy.deepcopy(e); print(repr(e2), e2.note, e2.args[1] is e.args[1])
print(copy.Error.__mro__[1], copy.error is copy.Error)
s = slice(1, 2); print(copy.copy(s) is s)
