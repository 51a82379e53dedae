# list: methods, slices, sorting, mutation while in use.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
[], [1, 'a', None], list(), list('abc'), list(range(3)), list((1, 2)), list({1: 2}), [[]] * 2, [0] * 3, 2 * [1], [1] * 0, [1] * -1, [1] + [2], [1, 2] == [1, 2], [1] != [2], [1, 2] < [1, 3]
[1, 2, 3][0], [1, 2, 3][-1], [1, 2, 3][1:], [1, 2, 3][:-1], [1, 2, 3][::-1], [1, 2, 3, 4][::2], [1, 2, 3][5:], [1, 2, 3][-99:99], [1, 2, 3][2:0:-1], [1, 2, 3, 4, 5][-2::-2], [1][None:None:None], [1, 2, 3][True]
[1, 2][2]
[1, 2][-3]
[1, 2]['a']
[1, 2][::0]
[1, 2][10**20]
[1, 2][-10**20:10**20]
[1] + (2,)
[1] * 'a'
[1] * 10**20
[1, 2].index(2), [1, 2, 1].index(1, 1), [1, 2, 1].count(1), [1, 2].copy(), [3, 1, 2].index(1, -2), [1, True, 1.0].count(1)
[1, 2].index(5)
[1, 2].index(1, 1)
[].pop()
[1].pop(5)
[1].pop('a')
[1].remove(2)
[1].index()
[].insert(1)
[1].append()
[1].extend(5)
[3, 'a'].sort()
[1].sort(None)
[1].sort(key=5)
[1].sort(foo=1)
[1, 2].sort(key=lambda x: 1/0)
list(5)
list([1], [2])
hash([])
[1, 2] < [1, 'a']
[1].nothing
1 in [1], 3 not in [1], [] in [[]], None in [0], len([1, 2]), bool([]), bool([0]), max([1, 3, 2]), min([2, 1]), sum([1, 2]), sorted([2, 1]), list(reversed([1, 2])), any([]), all([])
[1].__add__([2]), [1].__mul__(2), [1].__contains__(1), [1].__len__(), [1].__getitem__(0), [1].__eq__([1]), [1].__eq__(1), [1].__lt__([2]), [1].__rmul__(2), [1, 2].__reversed__().__next__(), [1].__iter__().__next__(), [].__hash__, list.__mro__, list.__class_getitem__(int), list[int], repr([1].__sizeof__() > 0)
""")
l = [1]
print(l.append(2), l.extend("ab"), l.extend([]), l.insert(0, 0), l.insert(99, "end"), l.insert(-1, "x"), l)
print(l.pop(), l.pop(0), l.pop(-1), l.remove("a"), l, l.reverse(), l, l.clear(), l)
l = list(range(10))
l[2:5] = "xyz"; print(l); l[2:5] = []; print(l); l[1:1] = [7, 8, 9]; print(l); l[::2] = [0] * len(l[::2]); print(l)
l[:] = range(5); print(l); l[-1:] = [8, 9, 10]; print(l); l[5:2] = ["odd"]; print(l); l[100:] = [1]; print(l); l[::-1] = list(l); print(l)
del l[0]; del l[-1]; del l[1:3]; print(l); del l[::2]; print(l); del l[5:]; del l[:]; print(l)
l = [1, 2, 3]
for f in (lambda: l.__setitem__(slice(None, None, 2), [1]), lambda: l.__setitem__(slice(0, 1), 5), lambda: l.__setitem__(5, 1), lambda: l.__setitem__("a", 1), lambda: l.__delitem__(9), lambda: l.__delitem__(slice(None, None, 0)), lambda: l.__iadd__(5), lambda: l.__imul__("x"), lambda: l.__setitem__(slice(None, None, -1), iter([1]))):
    try:
        f(); print("ok", l)
    except Exception as e:
        print(type(e).__name__, e)
l[1:2] = l; print(l); l += l; print(l); l *= 2; print(len(l)); l[:] = l[::-1]; l = [1, 2]; l.extend(l); print(l); l[2:2] = (x * 10 for x in range(2)); print(l); l += "xy"; print(l)
m = l; m += [0]; print(m is l); m = m + [1]; print(m is l)
# Sorting: stable, key called once each, reverse keeps stability, exceptions leave the items.
data = [("b", 2), ("a", 1), ("b", 1), ("a", 2)]
print(sorted(data), sorted(data, key=lambda x: x[0]), sorted(data, key=lambda x: x[0], reverse=True), sorted(data, key=lambda x: (x[1], x[0]), reverse=True))
calls = []
print(sorted([3, 1, 2], key=lambda x: calls.append(x) or -x), calls)
l = list("qwertyuiopasdfghjklzxcvbnm"); l.sort(); print("".join(l)); l.sort(reverse=True); print("".join(l))
l = [(i * 7919) % 1009 for i in range(1000)]; s = sorted(l); print(s[:5], s[-5:], all(a <= b for a, b in zip(s, s[1:])), sorted(l, reverse=True) == s[::-1])
l = list(range(200)) + list(range(100, 0, -1)) + [5] * 50; print(sum(i * v for i, v in enumerate(sorted(l))))
l = [1.5, 1, True, 0.5, 2**70, -2**70]; l.sort(); print(l)
l = [3, 2, 1]
def evil(x):
    l.append(9)
    return x
try:
    l.sort(key=evil)
except ValueError as e:
    print(e, l)
def see(x):
    print(l, end=" ")
    return x
l = [2, 1]; l.sort(key=see); print(l)
class Cmp:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): Cmp.n += 1; return self.v < o.v
    def __repr__(self): return f"C{self.v}"
l = [Cmp(i % 5) for i in range(8)]; print(sorted(l), Cmp.n > 0)
try:
    l = [3, 1, "a", 2]; l.sort()
except TypeError as e:
    print(e, sorted(map(str, l)))
print(sorted("hello world".split(), key=str.upper), sorted([[2], [1, 5], []]), sorted({"b": 1, "a": 2}), sorted((i for i in (3, 1))), sorted(["b", "A", "c"], key=str.lower))
import functools
print(sorted([5, 2, 8], key=functools.cmp_to_key(lambda a, b: b - a)))
# Growing while iterating; reversed and iterators over changing lists.
l = [1, 2, 3]
it = iter(l); next(it); l.clear(); print(list(it)); l.append(5); print(list(it), it.__length_hint__())
l = [1, 2, 3]; r = reversed(l); l.pop(); print(list(r))
l = [1, 2, 3]; print([l.pop() for _ in l], l)
n = []; n.append(n); print(n, n == n, len(n), n[0] is n)
a = [[0] * 2] * 2; a[0][0] = 1; print(a)
