import heapq, bisect, random, sys
from heapq import *
random.seed(4)
data = [random.randrange(1000) for _ in range(200)]
h = []
for x in data:
    heappush(h, x)
print(all(h[(i - 1) // 2] <= h[i] for i in range(1, len(h))), [heappop(h) for _ in range(200)] == sorted(data))
h = data[:]; heapify(h); print(h[:10], heapreplace(h, -5), heappushpop(h, -9), heappushpop(h, 500), h[0])
for f in (lambda: heappop([]), lambda: heapreplace([], 1)):
    try:
        f()
    except IndexError as e:
        print('IndexError', e)
print(heappushpop([], 3), nlargest(3, data), nsmallest(3, data), nlargest(0, data), nsmallest(1, []), nlargest(1, [5]), nsmallest(500, data) == sorted(data))
words = 'the quick brown fox jumps over the lazy dog and runs away'.split()
print(nlargest(4, words, key=len), nsmallest(4, words, key=len), nlargest(4, iter(words), key=len), nsmallest(4, iter(words), key=len), nsmallest(3, (), key=len))
print(list(merge([1, 4, 9], [2, 3], [], [0, 10])), list(merge('ace', 'bd', key=ord)), list(merge([9, 4], [7, 1], reverse=True)), list(merge(['dog', 'horse'], ['cat', 'fish', 'kangaroo'], key=len)), list(merge()))
print(list(merge([(1, 'a'), (1, 'b')], [(1, 'c')], key=lambda t: t[0])), list(merge([(1, 'a'), (1, 'b')], [(1, 'c')], key=lambda t: t[0], reverse=True)))
from bisect import *
a = [1, 2, 2, 2, 5, 8]
print(bisect_left(a, 2), bisect_right(a, 2), bisect.__name__ , bisect_left(a, 0), bisect_right(a, 9), bisect_left(a, 2, 2), bisect_right(a, 2, 0, 2), bisect_left(a, 3, hi=2))
insort(a, 3); insort_left(a, 2); insort_right(a, 10); print(a)
p = [('a', 1), ('b', 3), ('c', 5)]
print(bisect_left(p, 3, key=lambda t: t[1]), bisect_right(p, 3, key=lambda t: t[1])); insort(p, ('x', 3), key=lambda t: t[1]); insort_left(p, ('y', 3), key=lambda t: t[1]); print(p)
try:
    bisect_left(a, 1, -1)
except ValueError as e:
    print(e)


class Long:
    """A sequence whose places are large numbers."""
    def __len__(self):
        return sys.maxsize

    def __getitem__(self, index):
        return index

    def insert(self, index, item):
        print('insert', index, item)


insort(Long(), sys.maxsize - 2)
insort_left(Long(), sys.maxsize - 2)
print(bisect_right(Long(), sys.maxsize - 5))
