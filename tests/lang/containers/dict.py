# dict: order, methods, views, merging, mutation while iterating.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
{}, {'a': 1}, dict(), dict(a=1, b=2), dict([('a', 1), ('b', 2)]), dict({'a': 1}), dict({'a': 1}, b=2), dict([['x', 1]]), dict(('ab', 'cd')), dict(zip('ab', [1, 2])), dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), {1: 'a', 1.0: 'b', True: 'c'}, {'a': 1, 'a': 2}
{'a': 1}['a'], {1: 2}.get(1), {1: 2}.get(3), {1: 2}.get(3, 'd'), {1: 2}.pop(1), {1: 2}.pop(3, 'd'), {}.setdefault('k', []), {'k': 1}.setdefault('k', 2), {'a': 1}.copy(), len({1: 2}), bool({}), 1 in {1: 2}, 2 not in {1: 2}
{}['missing']
{1: 2}[3]
{}[None]
{}[(1, 2)]
{}[[]]
{[]: 1}
{}.get([])
[] in {}
{}.pop('x')
{}.pop()
{}.popitem()
dict(5)
dict([1, 2])
dict(['abc'])
dict([(1, 2, 3)])
dict([('a', 1)], [('b', 2)])
dict(**{1: 2})
{}.update(5)
{}.update([1])
{}.update(1, 2)
{}.fromkeys()
dict.fromkeys(5)
hash({})
{} < {}
{} + {}
{}.nothing
{1: 2} | {3: 4}, {1: 2} | {1: 3}, {1: 2}.__or__([(1, 2)]), {1: 2} == {1: 2.0}, {1: 2} == {1: 3}, {1: 2, 3: 4} == {3: 4, 1: 2}, {} == [], {1: 2} != {}
{} | [(1, 2)]
{'a': 1}.keys(), {'a': 1}.values(), {'a': 1}.items(), list({'a': 1, 'b': 2}), list({'a': 1}.items()), list(reversed({'a': 1, 'b': 2})), list(reversed({'a': 1, 'b': 2}.items())), list(reversed({'a': 1, 'b': 2}.values())), {}.keys(), {}.values(), {}.items()
sorted({'a': 1}.keys() | {'b'}), {'a': 1, 'b': 2}.keys() & {'a'}, {'a': 1, 'b': 2}.keys() - {'a'}, {'a': 1}.keys() ^ {'a', 'b'}, {'a': 1}.keys() == {'a'}, {'a': 1}.keys() <= {'a', 'b'}, {'a': 1}.keys().isdisjoint('b'), {'a': 1}.items() & {('a', 1)}, ('a', 1) in {'a': 1}.items(), ('a', 2) in {'a': 1}.items(), 1 in {'a': 1}.values(), {'a': 1}.items() == {('a', 1)}, {'a': 1}.keys() == {'a': 2}.keys(), {'a': 1}.values() == {'a': 1}.values(), len({1: 2}.items()), {'a': 1}.keys() & 'a', {'a': 1}.keys() > set(), {1: 2}.keys().mapping
{'a': []}.items() & {1}
{'a': []}.items() | {1}
{1: 2}.keys()[0]
{1: 2}.keys() + {3}
dict.__mro__, dict[str, int], {}.__class__, {1: 2}.__contains__(1), {1: 2}.__len__(), {1: 2}.__getitem__(1), {1: 2}.__eq__({1: 2}), {1: 2}.__iter__().__next__(), {1: 2}.__or__({3: 4}), {1: 2}.__repr__()
{1: {2: {3: [4]}}}, {'k': (1,)}, {(1, 2): 3}, {None: None, True: False}, {1.5: 2}, {b'x': 1}, {frozenset([1]): 1}, {range(2): 1}, {int: 1}, {len: 1}[len]
""")
d = {"b": 1, "a": 2, "c": 3}
print(list(d), d.pop("a"), d.popitem(), d); d["a"] = 9; d["b"] = 0; print(d)
d.update({"z": 1}, y=2); d.update([("x", 3)]); d.update(); d |= {"w": 4}; d |= [("v", 5)]; print(d)
del d["z"]; print(d, d.clear(), d)
try:
    del d["gone"]
except KeyError as e:
    print("KeyError", e)
d = {i: i * i for i in range(10)}
for i in range(0, 10, 2): del d[i]
d[0] = "again"; print(d, list(d.items())[0], next(iter(d)))
k, v, it = d.keys(), d.values(), d.items()
d["new"] = 1; print(len(k), list(k)[-1], list(v)[-1], list(it)[-1], "new" in k)
# Mutation while iterating.
def grow(d): d["more"] = 1
def shrink(d): d.pop(next(iter(d)))
def swap(d): d.pop(2, None); d[len(d) + 7] = 7
for change in (grow, shrink, swap):
    for view in ("keys", "values", "items"):
        d = {1: 1, 2: 2}
        try:
            for x in getattr(d, view)(): change(d)
            print(change.__name__, view, "no error")
        except RuntimeError as e:
            print(change.__name__, view, e)
d = {1: 1}
for x in d: d[x] = 5
print(d)
# Keys with the same hash, odd hashes and equalities.
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return isinstance(o, H) and self.n == o.n
    def __repr__(self): return f"H{self.n}"
d = {H(i): i for i in range(12)}
print(d[H(7)], H(99) in d, len(d), list(d)[:3]); [d.pop(H(i)) for i in range(0, 12, 3)]; print(d)
class Bad:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError("eq")
try:
    {Bad(): 1, Bad(): 2}
except ValueError as e:
    print(e)
try:
    {1: 0}[Bad()]
except ValueError as e:
    print(e)
class Mutating:
    def __hash__(self): return 5
    def __eq__(self, o): md.clear(); return False
md = {}
md[Mutating()] = 1
try:
    print(md.get(Mutating(), "gone"))
except RuntimeError as e:
    print(e)
# The first key stays, the last value wins.
d = {1: "int"}; d[True] = "bool"; d[1.0] = "float"; print(d)
# Many keys, deletion and reinsertion keep order.
d = {}
for i in range(1000): d[f"k{i}"] = i
for i in range(0, 1000, 3): del d[f"k{i}"]
for i in range(0, 30, 3): d[f"k{i}"] = -i
print(len(d), list(d)[:3], list(d)[-3:], d["k1"], d["k3"], "k33" in d, sum(d.values()))
print({**{"a": 1}, "b": 2, **{"a": 3, "c": 4}}, dict(d, k1="new")["k1"], {k: v for k, v in d.items() if v < 3 and v > 0})
class D(dict):
    def __getitem__(self, k): return "overridden"
x = D(a=1); print(x["a"], x.get("a"), dict(x), {**x}, x == {"a": 1}, "{a}".format_map(x), "%(a)s" % x, repr(x))
class M:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print(dict(M()), {**M()}, (lambda **k: k)(**M())); d = {}; d.update(M()); print(d)
import sys
d = {"self": None}; d["self"] = d; print(d, len(repr(d)))
class KeyErr(dict):
    def __missing__(self, k): self[k] = v = k * 2; return v
m = KeyErr(); print(m["ab"], m, m.get("zz"), m.pop("ab"))
