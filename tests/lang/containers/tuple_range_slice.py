# tuple, range, slice.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
(), (1,), (1, 2), tuple(), tuple('ab'), tuple([1]), tuple({1: 2}), (1,) + (2,), (1, 2) * 2, 2 * (1,), (1, 2)[0], (1, 2)[-1], (1, 2, 3)[1:], (1, 2, 3)[::-1], (1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), 1 in (1,), len((1, 2)), (1, 2, 1).count(1), (1, 2).index(2)
(1, 2).index(5)
(1, 2)[5]
(1, 2)['a']
(1,) + [2]
tuple(5)
(1,).__setitem__(0, 1)
hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), hash((1, (2, 3))) == hash((1, (2, 3))), (1, 2).__hash__() == hash((1, 2))
hash((1, 2, 3)), hash(()), hash((1,)), hash((0, -1, True)), hash((1.5, None)) is not None
tuple[int, ...], ((1,),), (((),),), tuple(range(5))[1:4:2], (None,), (1, 'a', [2]), max((1, 2)), sorted((2, 1)), (*'ab', *(1, 2)), tuple((1, 2)) is not None
range(5), range(1, 5), range(1, 10, 2), range(5, 0, -1), range(0), range(3, 3), range(True), list(range(5)), list(range(5, 0, -2)), list(range(0, -5, -2)), list(range(2, 10, 3))
range(5)[0], range(5)[-1], range(10)[2:5], range(10)[::2], range(10)[::-1], range(10)[5:2:-1], range(0, 10, 3)[1:], range(5)[10:], range(5)[-3:]
range(5)[5]
range(5)[-6]
range(5)['a']
range(1, 2, 0)
range(1.5)
range('a')
range(None)
range(5).__setattr__('start', 1)
len(range(10)), len(range(0, 10, 3)), len(range(10, 0, -3)), len(range(0)), len(range(5, 0)), bool(range(0)), bool(range(1))
len(range(2**100))
range(2**100)[2**99], range(2**100)[-1], 2**99 in range(2**100), range(2**64, 2**64 + 3), list(range(2**64, 2**64 + 2)), range(-2**70, 2**70, 2**69)[3]
3 in range(5), 5 in range(5), 3.0 in range(5), 3.5 in range(5), 'a' in range(5), 4 in range(0, 10, 2), 5 in range(0, 10, 2), -1 in range(0, -5, -1), True in range(2)
range(5).index(3), range(0, 10, 2).index(4), range(5).count(3), range(5).count(9), range(5).start, range(5).stop, range(5).step
range(5).index(9)
range(5).index('a')
range(5) == range(0, 5), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], range(1) != range(2), hash(range(3)) == hash(range(0, 3)), range(0, 1, 5) == range(0, 1, 9)
list(reversed(range(5))), list(reversed(range(0, 10, 3))), list(iter(range(3))), sum(range(101)), max(range(5)), min(range(5)), sorted(range(3), reverse=True), list(map(str, range(3))), tuple(range(2)), set(range(3)) == {0, 1, 2}
range(3) < range(4)
range(3) + range(3)
range(3).append(1)
slice(1), slice(1, 2), slice(1, 2, 3), slice(None), slice('a', 'b'), slice(1, 2).start, slice(1, 2).stop, slice(1, 2).step, slice(1, 2) == slice(1, 2), slice(1) == slice(2), slice(1, 2) < slice(1, 3)
slice()
slice(1, 2, 3, 4)
hash(slice(1))
slice(None).indices(5), slice(1, -1).indices(5), slice(None, None, -1).indices(5), slice(-100, 100, 2).indices(5), slice(10, 0, -3).indices(5), slice(5, 2).indices(10), slice(0, 10**30).indices(10**25), slice(-3, None).indices(5), slice(None, -10, -1).indices(5)
slice(1, 2, 0).indices(5)
slice('a').indices(5)
slice(1).indices(-1)
slice(1).indices('a')
slice(1.5).indices(3)
""")
t = ([1], 2); t[0].append(9); print(t)
a = 1, 2; b = a; a += (3,); print(a, b)
x, y = y, x = 1, 2; print(x, y)
class P(tuple): pass
print(P([1, 2]), P((1,)) == (1,), P([1]) + (2,), type(P([1])[:]).__name__, hash(P((1, 2))) == hash((1, 2)))
it = iter(range(3)); print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(range(2**70))).__name__)
for i in range(3):
    i += 10
    print(i, end=" ")
r = range(10); print(r is r[:], r[2:] == range(2, 10), [*r[::3]], r[1:9:2][::-1])
print(all(list(range(a, b, c)) == list(range(a, b, c))[:] and len(range(a, b, c)) == len(list(range(a, b, c))) for a in range(-3, 4) for b in range(-3, 4) for c in (-2, -1, 1, 3)))
s = "abcdefgh"
print([s[slice(*args)] for args in ((2,), (2, 5), (None, None, 2), (-3, None), (None, -3), (5, 1, -1), (None, None, -2), (100,), (-100, 3), (6, 2))])
print(all([list(range(7))[a:b:c] == [list(range(7))[i] for i in range(*slice(a, b, c).indices(7))] for a in (None, -9, -3, 0, 2, 9) for b in (None, -9, -3, 0, 2, 9) for c in (None, -2, -1, 1, 3)]))


print('iterators: state is the index from the beginning')
import pickle
for numbers in range(2, 30, 3), range(2**70, 2**70 + 9), range(9, -9, -4):
    it = iter(numbers)
    next(it), next(it)
    print(it.__reduce__(), it.__length_hint__())
    for index in 5, 1, 99, -4, len(numbers) - 1:
        it.__setstate__(index)
        copy = pickle.loads(pickle.dumps(it))
        print(index, it.__reduce__()[2], it.__length_hint__(), list(it), list(copy), next(it, 'end'))
    for bad in 'a', None:
        try:
            it.__setstate__(bad)
        except TypeError:
            print('TypeError')
