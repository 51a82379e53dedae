"""Every distribution gives CPython's numbers for a seed; states, subclasses with their own source, refused arguments."""
import random, copy, warnings
warnings.simplefilter('ignore')


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e))
    print(r)


r = random.Random(7)
for n in (1, 2, 3, 7, 8, 255, 256, 1 << 40, 10 ** 30): print([r.randrange(n) for _ in range(20)])
for a in ((5,), (2, 9), (0, 100, 7), (100, 0, -7), (5, -5, -1), (-10 ** 20, 10 ** 20, 3), (3, 4), (0, 10, 10),
          (0, 10, 11), (0, 1, -1), (5, 5), (5, 4), (1, 2, 0), (0,), (-3,), (3, None, 2), (1.0,), (1.0, 5.0), (1.5,),
          (1, 5.5), (1, 5, 2.0), (1, 5, 1.5), ('a',), (1, 'b')): print(a, end=' '); tr(r.randrange, *a)
for pop in (range(5), range(22), range(30), range(100), range(10000), 'abcdefghij' * 5, list(range(500)), (1, 2, 3)):
    for k in (0, 1, 2, 3, 5, 6, 10, 20, 22, 30, 60, 100):
        if k <= len(pop): print(r.sample(pop, k))
for c in ([1, 2, 3], [0, 0, 5], [10, 0, 1]): print(r.sample('abc', k=4, counts=c))
for w in (None, [1, 2, 3], [0.5, 0.25, 0], [1e-300, 1, 1], [True, 2.5, 1]): print(r.choices('abc', w, k=20),
                                                                                  r.choices('abc',
                                                                                  cum_weights=w and [1, 3, 6], k=3))
tr(lambda: r.choices('abc', 4)); tr(lambda: r.choices('abc', [1, 2, 'x'])); tr(lambda: r.choices('abc', k=-1))
tr(lambda: r.choices('abc', [1, 1, -5])); tr(lambda: r.choices('abc', k=2.5)); tr(lambda: r.choices('', k=0))
tr(lambda: r.choices('abc', [float('nan')] * 3)); tr(lambda: r.sample([1], 2)); tr(lambda: r.sample([1], -1))
tr(lambda: r.sample({1: 2}, 1)); tr(lambda: r.sample('ab', 1, counts=[1]))
tr(lambda: r.sample('ab', 9, counts=[1, 2])); tr(lambda: r.sample([], 0)); tr(lambda: r.sample([], 0, counts=[]))
for n in range(0, 12): l = list(range(n)); r.shuffle(l); print(l)
for al in (0.1, 0.5, 0.99, 1.0, 1.01, 1.5, 3, 50.5, 1000):
    print(al, [r.gammavariate(al, 2.5) for _ in range(15)], [r.betavariate(al, 0.7) for _ in range(4)],
          [r.weibullvariate(al, 1.3) for _ in range(3)], [r.paretovariate(al) for _ in range(3)],
          [r.expovariate(al) for _ in range(3)], [r.vonmisesvariate(al, al) for _ in range(9)],
          [r.normalvariate(al, 2) for _ in range(9)], [r.gauss(al, 2) for _ in range(3)],
          [r.lognormvariate(0.1, 0.2) for _ in range(3)])
print([r.triangular() for _ in range(5)], [r.triangular(1, 5) for _ in range(5)],
      [r.triangular(1, 5, 2) for _ in range(9)], [r.triangular(1, 5, 1) for _ in range(4)],
      [r.triangular(1, 5, 5) for _ in range(4)], r.triangular(3, 3), r.triangular(3, 3, 3), r.triangular(5, 1, 2),
      r.vonmisesvariate(1, 0), r.vonmisesvariate(1, 1e-7), r.uniform(5, 1), r.uniform(0, 0))
tr(lambda: r.gammavariate(0, 1)); tr(lambda: r.gammavariate(1, -1)); tr(lambda: r.expovariate(0))
tr(lambda: r.betavariate(0, 1)); tr(lambda: r.choice([])); tr(lambda: r.choice({1: 2})); tr(lambda: r.randint(5, 1))
tr(lambda: r.randint(1, 1)); tr(lambda: r.randbytes(5)); tr(lambda: r.randbytes(-1)); tr(lambda: r.randbytes(0))
for s in ('abc', '', 'äö\U0001f600', b'bytes', b''): r.seed(s, version=1); print(r.random(), r.gauss_next)
tr(lambda: r.seed([])); tr(lambda: r.seed((1,))); tr(lambda: r.seed(bytearray(b'q'), 1))
for s in (0, 1, -1, 2 ** 70, 1.5, -0.0, True): r.seed(s); print(s, r.random(), r.getrandbits(100))
r.seed(1); r.gauss(0, 1); st = r.getstate(); print(st[0], len(st[1]), st[2]); q = random.Random(); q.setstate(st)
print(q.gauss(0, 1) == r.gauss(0, 1), q.random() == r.random())
v2 = (2, tuple(x - 2 ** 32 if x > 2 ** 31 else x for x in st[1][:-1]) + st[1][-1:], None); q.setstate(v2)
print(q.random())
tr(lambda: r.setstate((2, ('a',) * 625, None))); tr(lambda: r.setstate((1, 2, 3)))
tr(lambda: r.setstate((3, (1, 2), None))); tr(lambda: r.setstate(()));  tr(lambda: r.setstate((3, 1)))
print(copy.copy(r).random() == copy.deepcopy(r).random(), r.__reduce__()[0], r.__reduce__()[1])


class OnlyRandom(random.Random):
    def random(self): return super().random() ** 2


class Bits(random.Random):
    def getrandbits(self, k): return super().getrandbits(k) | 1


class Both(OnlyRandom):
    def getrandbits(self, k): return 0


class Sub(Bits): pass


class Kw(random.Random):
    def __init_subclass__(cls, tag=None, **kw): super().__init_subclass__(**kw); cls.tag = tag


class Kw2(Kw, tag=5): pass
for k in (OnlyRandom, Bits, Both, Sub, Kw2):
    o = k(3)
    print(k.__name__, [o.randrange(1000) for _ in range(5)], o.choice('abcdef'), o.shuffle(l), l,
          o.randrange(2 ** 60), o.random())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); OnlyRandom(1).randrange(2 ** 54); random.randrange(1.0)
    try: random.randrange(1.5)
    except ValueError: pass
    print([(x.category.__name__, str(x.message)) for x in w])
sr = random.SystemRandom(); tr(sr.getstate); tr(lambda: sr.setstate(1))
print(sr.seed(1, x=2), [0 <= sr.random() < 1 for _ in range(3)], sr.getrandbits(0),
      [sr.getrandbits(k) < 1 << k for k in (1, 7, 8, 9, 64)], len(sr.randbytes(3)))
tr(lambda: sr.getrandbits(-1))
print(random.TWOPI, random.LOG4, random.NV_MAGICCONST, random.SG_MAGICCONST, random.BPF, random.RECIP_BPF)
