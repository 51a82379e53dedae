# Reductions and states of the iterators of itertools and collections; copies go on where the original stands.
import copy
import heapq
import itertools
from collections import deque
from itertools import (accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile,
                       groupby, islice, permutations, product, repeat, starmap, takewhile, tee, zip_longest)

makers = {
    'combinations': lambda: combinations('abcd', 2),
    'combinations 0': lambda: combinations('abcd', 0),
    'combinations none': lambda: combinations('ab', 3),
    'replacement': lambda: combinations_with_replacement('abc', 2),
    'permutations': lambda: permutations('abc'),
    'permutations 2': lambda: permutations('abc', 2),
    'permutations none': lambda: permutations('abc', 4),
    'product': lambda: product('ab', [0, 1]),
    'product empty': lambda: product('ab', []),
    'product 0': lambda: product(),
    'islice': lambda: islice(list(range(20)), 2, 15, 3),
    'islice all': lambda: islice(list(range(4)), None),
    'accumulate': lambda: accumulate([1, 2, 3, 4]),
    'accumulate initial': lambda: accumulate([1, 2, 3, 4], initial=10),
    'accumulate none': lambda: accumulate([None, None, 3], lambda a, b: b),
    'zip_longest': lambda: zip_longest('abc', 'x', fillvalue='-'),
    'chain': lambda: chain('ab', 'cd'),
    'compress': lambda: compress('abcd', [1, 0, 1, 1]),
    'takewhile': lambda: takewhile(str.isalpha, 'ab1c'),
    'dropwhile': lambda: dropwhile(str.isalpha, 'ab1c'),
    'starmap': lambda: starmap(pow, [(2, 3), (3, 2)]),
    'repeat': lambda: repeat('x', 3),
    'deque': lambda: iter(deque([1, 2, 3])),
    'deque reversed': lambda: reversed(deque([1, 2, 3])),
}
for name, make in makers.items():
    total = len(list(make()))
    results = []
    for taken in range(total + 2):
        it = make()
        for _ in range(taken):
            next(it, None)
        results.append(list(copy.deepcopy(it)) == list(it))
    print(name, total, all(results) or results)

for it in (combinations('abc', 2), permutations('ab'), product('ab', '12'), combinations_with_replacement('ab', 2)):
    print(it.__reduce__()[1:])
    next(it)
    print(it.__reduce__()[1:])
    for state in ([0], (0,), (0, 'a'), ((0, 1), (1,)), (100, -100)):
        try:
            print(it.__setstate__(state), list(it))
        except (TypeError, ValueError) as e:
            print(type(e).__name__)
    list(it)
    print(it.__reduce__()[1:])

c = cycle('abc')
print(next(c), c.__reduce__()[2])
print(''.join(islice(copy.deepcopy(c), 7)), ''.join(islice(c, 7)))
print(''.join(islice(copy.deepcopy(c), 7)), ''.join(islice(c, 7)))
for state in ((), ((), 1), ([], 1, 2), [1]):
    try:
        c.__setstate__(state)
    except TypeError as e:
        print(e)

g = groupby('aabbc')
print(g.__reduce__()[2:])
key, group = next(g)
print(key, next(group))
print([(k, ''.join(v)) for k, v in copy.deepcopy(g)])
print(''.join(group), [(k, ''.join(v)) for k, v in g])
g = groupby([1, 2], str)
next(g)
print(g.__reduce__()[2:])

a, b = tee('abc')
c, d = tee(a)
print(c is a, d is a, next(c), next(d), list(b))


class Copyable:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __copy__(self):
        return 'copy'


print(tee(Copyable(), 3)[1:])

it = iter(deque('abc'))
next(it)
print(it.__reduce__()[1])
print(list(type(it)(deque('abc'), 1)), list(type(it)(deque('abc'), 5)), list(type(reversed(deque()))(deque('abc'), 2)))
try:
    type(it)([])
except TypeError as e:
    print(e)


class Named(chain):
    def __init__(self, *args, name=None):
        self.name = name


print(list(Named('ab', 'c', name='n')), Named(name=1).name)
try:
    chain('a', name=1)
except TypeError as e:
    print(e)


class Clearing(int):
    def __lt__(self, other):
        heap.clear()
        return NotImplemented


heap = [Clearing(0)]
try:
    heapq.heappushpop(heap, 1)
except IndexError as e:
    print(e)
