# itertools: every function.
import itertools as it, operator
from itertools import *
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
L = lambda x, n=12: list(islice(x, n))
show("""
L(count(), 3), L(count(5, 2), 3), L(count(1.5, 0.5), 3), L(count(2**62 - 1), 3), L(count(10, -3), 4), repr(count(3)), repr(count(3, 2)), next(count(step=5, start=1))
count('a')
L(cycle('ab'), 5), list(cycle([]))
list(repeat(1, 3)), L(repeat('x'), 2), list(repeat(1, 0)), list(repeat(1, -5)), repr(repeat(1, 2)), repr(repeat(1)), list(repeat(object=5, times=2))
repeat()
repeat(1, 'a')
list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([3, 1, 2], max)), list(accumulate([], initial=5)), list(accumulate([1, 2], initial=10)), list(accumulate('abc')), list(accumulate([1, 2], func=lambda a, b: a - b))
list(accumulate([1, 'a']))
list(chain()), list(chain('ab', [1])), list(chain.from_iterable(['ab', 'c'])), list(chain([], (), 'x'))
list(chain(1))
list(chain.from_iterable(5))
list(compress('abcd', [1, 0, 1, 0])), list(compress('abc', [1])), list(compress(data='ab', selectors=[0, 1]))
list(dropwhile(lambda x: x < 3, [1, 5, 2])), list(takewhile(lambda x: x < 3, [1, 2, 5, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, '']))
list(dropwhile(5, [1]))
[(k, list(g)) for k, g in groupby('aabbbca')], [(k, list(g)) for k, g in groupby([1, 3, 2, 4], key=lambda x: x % 2)], [k for k, g in groupby('aab')], list(groupby([]))
list(islice('abcdef', 3)), list(islice('abcdef', 2, 4)), list(islice('abcdef', 0, None, 2)), list(islice('abc', None)), list(islice('abc', 5)), list(islice('abcdef', 1, 5, 3)), list(islice('abc', 0))
islice('a', -1)
islice('a', 1, 2, 0)
islice('a', 'b')
islice('a')
islice('a', 1, 2, 3, 4)
list(pairwise('abcd')), list(pairwise('a')), list(pairwise([]))
list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(max, ['ab', (5, 2)])), list(starmap(lambda *a: a, [(), (1,)]))
list(starmap(pow, [5]))
[list(x) for x in tee([1, 2])], len(tee('a', 3)), tee('a', 0)
tee('a', -1)
tee(5)
list(zip_longest('ab', [1])), list(zip_longest('ab', [1], fillvalue='-')), list(zip_longest()), list(zip_longest('a', 'bc', 'def'))
zip_longest('a', foo=1)
list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product('ab', [])), list(product('a', repeat=0)), len(list(product(range(3), repeat=3)))
product('a', repeat=-1)
list(permutations('abc')), list(permutations([1, 2, 3], 2)), list(permutations('ab', 3)), list(permutations([], 0)), len(list(permutations(range(5))))
permutations('a', -1)
list(combinations('abcd', 2)), list(combinations('abc', 0)), list(combinations('ab', 3)), list(combinations(range(4), 3)), list(combinations_with_replacement('ab', 2)), list(combinations_with_replacement('abc', 1)), list(combinations_with_replacement([], 2))
combinations('a', -1)
combinations('a')
type(count()), type(chain()), type(islice('a', 1)), type(groupby([])), type(tee('a')[0]), type(product())
""")
g = groupby([1, 1, 2, 2]); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
a, b = tee(iter(range(5))); print(next(a), next(a), list(b), list(a)); c, d = tee(a); e, = tee(b, 1); print(list(c), list(e))
def noisy():
    for i in range(3):
        print("make", i, end=" ")
        yield i
x, y = tee(noisy()); print(next(x), next(y), next(x)); del x; print(list(y))
s = islice(noisy(), 1, 2); print(list(s)); i = iter(range(10)); print(list(islice(i, 2, 6, 3)), next(i))
c = chain([1], noisy()); print(next(c), "lazily", next(c)); z = zip_longest([1], noisy()); print(next(z), next(z)); p = cycle(noisy()); print([next(p) for _ in range(5)])
def bad():
    yield 1
    raise KeyError("bad")
for f in (chain(bad()), cycle(bad()), accumulate(bad()), islice(bad(), 5), pairwise(bad()), takewhile(bool, bad()), groupby(bad()), zip_longest(bad()), starmap(print, ((x,) for x in bad())), compress(bad(), [1, 1]), tee(bad())[0]):
    try:
        list(f)
    except KeyError as e:
        print(type(f).__name__, e, end="; ")
print()
print(sum(1 for _ in combinations(range(20), 4)), sum(map(operator.mul, range(10), count(1))), list(map(list, zip(*[iter("abcdef")] * 2))), [n for n in dir(it) if n[0] != "_"])


print('copies of tee() in pickles')
import copy
import pickle
_tee, Block = it._tee, it._tee_dataobject
a, b = tee(range(100))
for _ in range(60):
    next(a)
print(b.__reduce__()[:2] == (_tee, ((),)), b.__reduce__()[2][1], len(b.__reduce__()[2][0].__reduce__()[1][1]))
print(a.__reduce__()[2][0].__reduce__()[1][1:])
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    one, other = pickle.loads(pickle.dumps((a, b), protocol))
    print(next(one), next(other), sum(1 for _ in one), sum(other))
deep = copy.deepcopy(a)
print(sum(deep), sum(a), sum(b))
for state in None, (), (1, 2), (Block(iter('ab'), [], None), -1), (Block(iter('ab'), [], None), 99), \
        (Block(iter('ab'), ['x'], None), 1), (Block(iter('ab'), list(range(57)), Block(iter('zz'), ['n'], None)), 55):
    fresh = _tee(())
    try:
        print(fresh.__setstate__(state), list(fresh))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for arguments in (), (1,), (iter('a'), 5, None), (iter('a'), [], 5), (iter('a'), list(range(58)), None), \
        (iter('a'), [1], Block(iter('b'), [], None)):
    try:
        print(Block(*arguments))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
