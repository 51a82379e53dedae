# iter, next, enumerate, zip, map, filter, reversed, sorted, sum, min, max, any, all.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate('ab', start=-1)), list(enumerate([], 2**62)), list(enumerate('ab', 2**63 - 1)), list(enumerate(iterable='a'))
enumerate(5)
enumerate('a', 'b')
enumerate('a', 1.5)
list(zip()), list(zip('ab')), list(zip('ab', [1, 2])), list(zip('abc', [1])), list(zip([1], 'ab', (True, False))), list(zip(*[(1, 2), (3, 4)])), list(zip('ab', 'cd', strict=True)), list(zip(strict=True))
list(zip('ab', 'c', strict=True))
list(zip('a', 'bc', strict=True))
list(zip('a', 'b', 'cd', strict=True))
list(zip('ab', 'cd', 'e', strict=True))
zip(1)
zip('a', 1)
zip('a', foo=1)
list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(None.__class__, [])), list(map(int, '12')), list(map(max, [1, 5], [3, 2]))
map(str)
map(str, 5)
list(map(5, [1]))
list(map(lambda x: 1 / x, [0]))
list(filter(None, [0, 1, '', 'a', None, []])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(str.isdigit, 'a1')), list(filter(bool, [0, 2]))
filter(None)
filter(None, 5)
list(filter(5, [1]))
list(reversed('ab')), list(reversed([1, 2])), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({1: 2}))
reversed({1})
reversed(5)
reversed(iter([]))
sorted([3, 1]), sorted('ba'), sorted([1, 2], reverse=True), sorted([1, -2], key=abs), sorted([]), sorted({2: 0, 1: 0}), sorted(['b', 'A'], key=str.lower), sorted([1, 2], key=None)
sorted(5)
sorted([1, 'a'])
sorted([1], key=5)
sorted([1], foo=5)
sorted([1], lambda x: x)
sum([]), sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum([1], 10), sum([1], start=5), sum((True, True)), sum([2**62, 2**62]), sum([1j, 2]), sum({1: 2}), sum([0.1] * 3), sum([1, 2.5, 2**70]), sum(range(10)), sum([(1,), (2,)], ())
sum(['a'])
sum(['a'], 'b')
sum([b'a'], b'')
sum([bytearray()], bytearray())
sum(5)
sum([1], 'a')
min([1, 2]), max([1, 2]), min(1, 2), max(1, 2, 3), min('ab'), max('ab'), min([1, -2], key=abs), max('a', 'bb', key=len), min([], default=0), max([], default=None), min([3], default=0), max(1, 1.0), max(1.0, 1), min((1, 2), (0, 5)), max([[1], [2]]), min({3: 0, 1: 0}), max(['b', 'a'], key=None), max(range(5), key=lambda x: -x)
min()
min(5)
max([])
max(())
min(1, 'a')
max([1], key=5)
max(1, 2, default=3)
min([1], foo=1)
any([]), any([0]), any([0, 1]), all([]), all([1]), all([1, 0]), any(x > 2 for x in range(5)), all('ab')
any(5)
all()
any([1], [2])
next(iter([1])), next(iter([]), 'd'), list(iter([1])), next(iter('a'))
next(iter([]))
next([])
next(5)
next()
iter(5)
iter(len)
iter(5, 6)
iter()
iter([], 1)
list(iter(lambda: 1, 1)), list(iter([1, 2, 3].pop, 1))
type(iter([])).__name__, type(iter(())).__name__, type(iter('')).__name__, type(iter('é')).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(range(0))).__name__, type(iter(b'')).__name__, type(iter({}.items())).__name__, type(iter({}.values())).__name__, type(enumerate([])).__name__, type(zip()).__name__, type(map(str, [])).__name__, type(filter(None, [])).__name__, type(reversed([])).__name__, type(reversed('')).__name__, type(iter(len, 1)).__name__, type(iter(bytearray())).__name__
""")
z = zip([1, 2], [3]); print(next(z), next(z, "done"), next(z, "done"))
a = iter([1, 2, 3]); b = iter([10]); print(list(zip(a, b)), next(a)); a = iter([1, 2]); b = iter([9, 8, 7]); list(zip(b, a)); print(next(b, "consumed"))
e = enumerate("xy"); print(next(e), list(e), list(e), iter(e) is e)
def boom():
    yield 1
    raise ValueError("mid")
for f in (lambda: list(zip(boom(), [1, 2])), lambda: list(map(str, boom())), lambda: sum(boom()), lambda: max(boom()), lambda: sorted(boom()), lambda: [*boom()], lambda: any(x > 5 for x in boom()), lambda: list(enumerate(boom())), lambda: dict.fromkeys(boom()), lambda: set(boom()), lambda: ",".join(map(str, boom()))):
    try:
        f()
    except ValueError as ex:
        print(ex, end=" ")
print()
def stop(x): raise StopIteration
print(list(map(stop, [1, 2])))
try:
    next(map(lambda x: x, iter([])))
except StopIteration:
    print("StopIteration")
it = iter([1, 2, 3, 4]); print([(x, next(it)) for x in it]); it = iter("abcdef"); print(list(zip(it, it, it)))
calls = []
def f(x): calls.append(x); return x
m = map(f, [1, 2, 3]); print(calls); next(m); print(calls); print(any(map(f, [0, 0, 5, 6])), calls, all(map(f, [1, 0, 7])), calls)
n = [3, 1, 2]; print(min(n, key=f), max(n, key=f), len(calls), sorted(n, key=f), n)
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("value")
try:
    next(It())
except StopIteration as ex:
    print(ex.value)
print(list(It()), list(zip(It(), [1])), [*map(str, It())], max(It(), default="none"))
import operator
print(operator.length_hint([1, 2]), operator.length_hint(iter([1, 2])), operator.length_hint(iter(range(5))), operator.length_hint(zip(), 7), operator.length_hint(iter({1: 2})), operator.length_hint(reversed([1])))
