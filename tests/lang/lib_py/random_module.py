import random, copy
from random import *

for s in (0, 42, -7, 10 ** 30, 1.5, None):
    if s is not None:
        seed(s)
        print(s, [uniform(0, 1) for _ in range(3)], getrandbits(70))
seed(1); print(randint(1, 6), randrange(100), randrange(5, 50, 5), randrange(50, 5, -7), choice('abcdef'), choices('abc', k=5), choices('abc', [1, 2, 3], k=4), choices([1, 2], cum_weights=[1, 5], k=3))
l = list(range(20)); shuffle(l); print(l)
print(sample(range(100), 5), sample(range(10 ** 6), 10), sample('abcdefgh', 3), sample(['a', 'b'], counts=[3, 4], k=5), sample(range(30), 30))
print(uniform(1, 5), triangular(), triangular(0, 10, 2), triangular(3, 3, 3), normalvariate(1, 2), normalvariate())
print(gauss(0, 1), gauss(0, 1), gauss(5, .1), lognormvariate(0, 1), expovariate(2), vonmisesvariate(1, 4), vonmisesvariate(0, 0))
print(gammavariate(2, 3), gammavariate(1, 2), gammavariate(.5, 2), betavariate(1, 2), betavariate(.5, .5), paretovariate(3), weibullvariate(1, 1.5))
print(randbytes(10), randbytes(0), getrandbits(0), getrandbits(1), randrange(2 ** 200))
state = getstate(); a = [gauss(0, 1) for _ in range(3)]; setstate(state); print(a == [gauss(0, 1) for _ in range(3)], state[0], len(state[1]))
r = Random(5); q = Random(5); print(r.random() == q.random(), r.getstate() == q.getstate(), copy.copy(r).random() == q.random())
r.seed('abc', version=1); print(r.random()); r.seed('', version=1); print(r.random()); r.seed(b'xy', 1); print(r.random())
for f in (lambda: randrange(0), lambda: randrange(5, 5), lambda: randrange(5, 1, 2), lambda: randrange(1, 5, 0), lambda: choice([]), lambda: sample([1], 2),
          lambda: sample({1}, 1), lambda: choices([1, 2], [1]), lambda: choices([1, 2], 5), lambda: choices([1], [0]), lambda: choices([1], [1], cum_weights=[1]),
          lambda: choices([1], [float('inf')]), lambda: gammavariate(0, 1), lambda: seed([]), lambda: setstate((9, 1, 1)), lambda: sample([1], counts=[1, 2], k=1),
          lambda: sample([1], counts=[0], k=1), lambda: sample([1], counts=[1.5], k=1), lambda: randrange(5, step=2), lambda: getrandbits(-1), lambda: choices([], k=1)):
    try:
        print(f())
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)


class OnlyRandom(Random):
    def random(self): return super().random() / 2


class Bits(Random):
    def getrandbits(self, k): return super().getrandbits(k) | 1


o = OnlyRandom(3); print(o.randrange(1000), o.randint(1, 10), o.choice('abc')); b = Bits(3); print(b.randrange(1000))
sr = SystemRandom(); print(0 <= sr.random() < 1, 0 <= sr.getrandbits(20) < 2 ** 20, len(sr.randbytes(5)), 1 <= sr.randint(1, 3) <= 3, sr.seed(5))
try:
    sr.getstate()
except NotImplementedError as e:
    print(e)
