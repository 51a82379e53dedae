# set and frozenset: operations, methods, errors, order of small ints.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
set(), {1}, {1, 2, 3}, set([3, 1, 2]), frozenset(), frozenset([1, 2]), set('a'), set(range(5)), {1, 1.0, True}, set((1,)), {*()}, frozenset({1}), {0, -1} == {-1, 0}
{1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} | frozenset([2]), frozenset([1]) | {2}, frozenset([1, 2]) & {1}, frozenset([1]) - {1}, {1} == frozenset([1]), {1} != {2}
{1} < {1, 2}, {1} <= {1}, {1} > {1}, {2} >= {1}, {1, 2} > {1}, {1} < {2}, set() < {1}, {1} <= frozenset([1, 2]), {1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1}.isdisjoint({1})
{1}.union([2], (3,)), {1, 2, 3}.intersection([1, 2], {2}), {1, 2, 3}.difference([1], [2]), {1, 2}.symmetric_difference([2, 3]), {1}.union(), {1}.intersection(), {1}.copy(), frozenset([1]).union([2]), {1}.difference()
len({1, 2}), 1 in {1}, 2 not in {1}, bool(set()), max({1, 3}), sorted({3, 1, 2}), sum({1, 2}), list({5}), {(1, 2), (1, 2)}, {frozenset([1]), frozenset([1])}, {1} in [{1}], frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])}
{1} | [2]
{1} & 'a'
{1} - [1]
{1} < [1]
{1} + {2}
{[]}
{{1}}
hash({1})
hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash(frozenset()), hash(frozenset([1])), hash(frozenset([1, 2, 3]))
set(5)
set(1, 2)
set(x=1)
frozenset(5)
{1}[0]
[] in {1}
{1}.union(5)
{1}.issubset(5)
{1}.nothing
set().pop()
{1}.remove(2)
{1}.remove([])
{1}.discard([])
{1}.add([])
{1}.add()
{1}.update(5)
{1}.__or__([1]), {1}.__and__({1}), {1}.__eq__([1]), {1}.__lt__({1, 2}), {1}.__lt__([1]), {1}.__contains__(1), {1}.__len__(), {1}.__sub__({1}), set.__mro__, set[int], frozenset.__hash__ is not None, set.__hash__
repr(set()), repr(frozenset()), repr({1}), repr(frozenset({1})), str({'a'}), repr({(1,)}), f'{ {1} }'
""")
s = {1, 2, 3}
print(s.add(4), s.discard(9), s.discard(1), s.remove(2), s, s.pop() in (3, 4), len(s), s.clear(), s)
s = {1, 2}; t = s; s |= {3}; print(s, t is s); s &= {1, 3}; print(s); s -= {1}; print(s); s ^= {3, 4}; print(s, t is s)
f = g = frozenset([1]); f |= {2}; print(f, g, f is g)
s = {1}; s.update([2], {3}, "a"); print(len(s)); s.intersection_update([1, 2]); print(s); s.difference_update([1]); print(s); s.symmetric_difference_update([2, 5]); print(s)
for op in ("s |= [1]", "s -= 5", "f |= [1]", "s &= 'a'"):
    try:
        exec(op)
    except TypeError as e:
        print(op, e)
# Small ints come out in order of their hash.
print({5, 3, 1, 4, 2}, {9, 8, 7}, set(range(20)), {16, 8, 0}, {32, 1, 33}, {-1, -2, 0, 1}, {7, 15, 23}, set([10, 5, 0]), {1, 9, 17, 25, 2}, {100, 50, 25, 75})
print(set(range(0, 100, 7)), {2**61 - 1, 5}, {i * i for i in range(12)}, set([3, 2, 1]) | {6, 5, 4}, {1, 2, 3, 4, 5} - {2}, {1.5, 2.5, 1}, frozenset(range(10)) & set(range(5, 20)), {8, 16, 24, 32, 40, 48} ^ {8, 64})
s = set()
for i in range(50): s.add(i * 37 % 101)
for i in range(0, 101, 3): s.discard(i)
print(s); s2 = set(); [s2.add(x) for x in [64, 128, 192, 0, 1, 65]]; print(s2, s2.pop(), s2.pop(), s2)
s3 = {1, 2, 3}; s3.remove(2); s3.add(10); s3.add(2); print(s3, list(s3), [x for x in s3])
# Mutation while iterating.
for change in (lambda s: s.add(99), lambda s: s.discard(1)):
    s = {1, 2}
    try:
        for x in s: change(s)
        print("no error")
    except RuntimeError as e:
        print(e)
s = {1, 2, 3}
it = iter(s); next(it); print(it.__length_hint__(), type(it).__name__)
class S(set):
    def __or__(self, o): return "mine"
print(S([1]) | {2}, type(S([1]) & {1}).__name__, type(S([1]).copy()).__name__, S([1]) == {1}, repr(S([1])), repr(type("F", (frozenset,), {})([1])))
class FS(frozenset):
    def __new__(cls, x=(), tag=None):
        self = super().__new__(cls, x); self.tag = tag
        return self
print(FS([1], tag="t").tag, FS([1]) == frozenset([1]), {FS([1]): 1}[frozenset([1])])
class Bad:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError("eq in set")
try:
    {Bad(), Bad()}
except ValueError as e:
    print(e)
print(frozenset("a") is frozenset(frozenset("a")) or True, frozenset({1}) is not frozenset({1}), {x for x in [1, 2] if x > 1}, {*range(3), *[5]}, set(map(abs, [-1, 1])), {True, 1, "1"} == {1, "1"}, {None}, {(), ((),)} == {((),), ()})
print(sorted({str(i) for i in range(5)}), sorted(set("hello")), sorted({"a", "b"} | {"c"}), len(set("mississippi")), {"a", "b"} == {"b", "a"}, {frozenset({"x"})} == {frozenset("x")})
a, b = set(range(1000)), set(range(500, 1500))
print(len(a | b), len(a & b), len(a - b), len(a ^ b), sum(a & b), a.isdisjoint(b), a <= b, (a & b) <= a)
