# Iterators of C modules, caches and getters: results, reprs, errors and what happens in between.
import itertools as it, operator, functools, copy, errno, atexit, heapq, bisect
from collections import deque, defaultdict, Counter, namedtuple, OrderedDict


def show(*exprs):
    for e in exprs:
        try: print(e, "->", repr(eval(e)))
        except Exception as x: print(e, "->", type(x).__name__ + ":", x)

take = lambda n, i: list(it.islice(i, n))
log = []
def gen(n):
    for i in range(n):
        log.append(i)
        yield i

show("take(3, it.count())", "take(3, it.count(5, -2))", "take(3, it.count(0.5, 0.25))", "it.count(3)", "it.count(1, 2)", "take(2, it.count(2**61 - 1))",
     "take(7, it.cycle('abc'))", "list(it.cycle([]))", "it.repeat(1, 3)", "it.repeat('x')", "list(it.repeat(1, -1))", "operator.length_hint(it.repeat(1, 5))",
     "list(it.chain('ab', [], (1,)))", "list(it.chain.from_iterable(['ab', 'c']))", "list(it.compress('abcd', [1, 0, 1]))",
     "list(it.dropwhile(lambda x: x < 3, [1, 3, 1]))", "list(it.takewhile(lambda x: x < 3, [1, 3, 1]))", "list(it.filterfalse(None, [0, 1, '']))",
     "list(it.starmap(pow, [(2, 3), [3, 2]]))", "list(it.pairwise('abcd'))", "list(it.pairwise('a'))", "list(it.zip_longest('abc', [1], fillvalue='-'))",
     "list(it.accumulate([1, 2, 3]))", "list(it.accumulate([3, 1, 2], max))", "list(it.accumulate([1, 2], initial=10))", "list(it.accumulate([], initial=1))",
     "list(it.product('ab', [1, 2]))", "list(it.product('ab', repeat=2))", "list(it.product())", "list(it.product('a', []))",
     "list(it.permutations('abc'))", "list(it.permutations('abc', 2))", "list(it.permutations('ab', 3))", "list(it.permutations([], 0))",
     "list(it.combinations('abcd', 3))", "list(it.combinations('ab', 0))", "list(it.combinations_with_replacement('abc', 2))",
     "[(k, list(g)) for k, g in it.groupby('aabbbc')]", "[(k, list(g)) for k, g in it.groupby([1, 3, 2, 4], lambda x: x % 2)]",
     "[list(x) for x in it.tee([1, 2, 3], 3)]", "it.tee([], 0)", "list(it.islice(range(10), 2, 8, 3))", "list(it.islice(range(10), None, None, 4))",
     "copy.copy(it.count(3))", "list(copy.copy(it.chain('ab')))", "it.count(3).__reduce__()", "it.repeat(1, 2).__reduce__()")
g = gen(10); it.islice(g, 3, 6); list(it.islice(g, 2, 4)); print(log, next(g)); log.clear()
groups = [g for k, g in it.groupby("aab")]; print([list(g) for g in groups])
a, b = it.tee(gen(200)); print(sum(1 for _ in zip(range(150), a)), next(b), len(log), next(copy.copy(b)), sum(b), sum(a))
s = it.starmap(lambda *a: a, iter([(1, 2), 3])); print(next(s)); show("next(s)")

show("operator.itemgetter(1)('abc')", "operator.itemgetter(0, 2)('abc')", "operator.itemgetter(slice(1))('abc')", "operator.itemgetter('a')", "operator.itemgetter(1, 'b')",
     "operator.attrgetter('real')(5)", "operator.attrgetter('__class__.__name__', 'imag')(5)", "operator.attrgetter('a.b')", "operator.attrgetter('x')(1)",
     "operator.methodcaller('split', ',', maxsplit=1)('a,b,c')", "operator.methodcaller('upper')", "operator.methodcaller('f', 1, k=2)",
     "operator.concat([1], [2])", "operator.countOf([1, 2, 1], 1)", "operator.indexOf('abc', 'c')", "operator.length_hint(iter([1, 2]))", "operator.call(max, 1, 2)",
     "operator.not_([])", "operator.is_(None, None)", "operator.iadd([1], [2])", "operator.index(True)", "operator.matmul(1, 2)", "operator.delitem([1], 0)")

class Sub(functools.partial): pass
def f(*args, **kw): return args, kw
p = functools.partial(f, 1, a=2)
show("p(3, b=4)", "p(a=5)", "p.func is f", "p.args, p.keywords", "functools.partial(p, 9, c=3)(0)", "functools.partial(int, base=2)", "functools.partial(int, base=2)('101')",
     "functools.partial(print, 1, sep='-')", "repr(Sub(int, 1))", "p.x", "setattr(p, 'x', 1)", "p.x", "delattr(p, 'args')", "copy.copy(p)(7)", "functools.partial(1)", "functools.partial()")
calls = []
@functools.lru_cache(maxsize=3)
def sq(x, *, k=0): calls.append(x); return x * x + k
for x in (1, 2, 3, 1, 4, 2, 1): sq(x)
print(calls, sq.cache_info(), sq.cache_parameters())
print(sq(1.0), sq(1, k=0), sq(k=1, x=2) if False else sq(2, k=1), sq.cache_info()); sq.cache_clear(); print(sq.cache_info(), sq.__wrapped__.__name__, sq.__name__)
@functools.lru_cache(None, typed=True)
def ident(x): return x
print(ident(1), ident(1.0), ident(True), ident(1), ident.cache_info()); show("ident([])")
@functools.lru_cache(0)
def none(x): return x
print(none(1), none(1), none.cache_info())
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())
class M:
    @functools.lru_cache(maxsize=None)
    def m(self, x): return x + 1
m = M(); print(m.m(1), m.m(1), M.m.cache_info())
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), functools.reduce(operator.add, [1, 2, 3], 10))
k = functools.cmp_to_key(lambda a, b: a - b); print(k(1) < k(2), k(1) == k(1), k(3).obj); show("k(1) < 2", "k()", "k(1, 2)", "hash(k(1))")

show("deque([1, 2, 3], 2)", "deque([1]) == deque([1])", "deque([1]) < deque([2])", "deque([1]) == [1]", "hash(deque())", "deque([1, 2])[0]", "deque([1, 2])[-3]",
     "deque([[]])", "deque().maxlen, deque((), 4).maxlen", "deque([1, 2]) * 2", "deque(maxlen=2).__reduce__()[1]", "copy.copy(deque([1], 3))", "1 in deque([1])", "deque(iterable='ab', maxlen=1)")
d = deque([1, 2]); d.append(d); print(d); i = iter(deque([1, 2, 3])); next(i); print(i.__length_hint__(), list(reversed(deque('abc'))))
d = deque([1, 2]); i = iter(d); d.append(1); show("next(i)"); i = iter(d)
dd = defaultdict(list, {1: [2]}, x=[3]); dd['new'].append(1); print(dd, dd.default_factory, dd.copy(), dd | {5: 6}, type({} | dd).__name__); dd.default_factory = None; show("dd['no']", "defaultdict(int)", "defaultdict(None, a=1)", "dd.__missing__(3)")
class DD(defaultdict):
    def __missing__(self, key): return key * 2
print(DD()['ab'], len(DD()))
print(Counter('abracadabra').most_common(2), Counter([1, 1.0, True]))
P = namedtuple('P', 'x y'); print(P(1, 2), P.x, P(1, 2).y, P._fields, P(1, 2)._replace(x=5)); show("P(1, 2).__class__.x.__get__(3)", "P.x.__set__(P(1, 2), 3)", "P(1)")

h = [5, 3, 8, 1]; heapq.heapify(h); print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h, heapq.nlargest(2, h), heapq.nsmallest(2, h, key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])))
show("heapq.heappop([])", "heapq.heappush((), 1)", "heapq.heapify([1, 'a'])", "bisect.bisect([1, 2, 2, 3], 2)", "bisect.bisect_left([1, 2, 2, 3], 2)", "bisect.bisect([1, 2], 5, lo=-1)", "bisect.bisect([3, 2, 1], -2, key=lambda x: -x)")
l = [1, 3]; bisect.insort(l, 2); bisect.insort_left(l, 3.0); print(l)
print(errno.ENOENT, errno.errorcode[errno.EAGAIN], len(errno.errorcode) > 100, errno.EWOULDBLOCK == errno.EAGAIN)
atexit.register(print, "bye", end="!\n"); atexit.register(lambda: print("first")); atexit.unregister(f); print(atexit._ncallbacks())
@atexit.register
def last(): print("registered last")
