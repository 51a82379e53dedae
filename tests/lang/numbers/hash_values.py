# hash(): the values are the same as CPython's for numbers and tuples of numbers; equal things hash equally.
print([hash(i) for i in (0, 1, -1, -2, 2**30, -2**30, 2**60, 2**61 - 2, 2**61 - 1, 2**61, 2**62, 2**63, 2**64, -2**61, -2**64, 10**18, 10**30, -10**30, 3**100)])
print([hash(f) for f in (0.0, -0.0, 0.5, 1.5, -1.5, 0.1, 1e10, 1e300, -1e300, 1e-300, 5e-324, 3.14159, float("inf"), float("-inf"), 2.0**61, 2.0**70)])
print([hash(c) for c in (1j, 0j, 1 + 1j, -1 - 1j, 0.5 + 0.25j, 3 + 0j)])
print([hash(t) for t in ((), (0,), (1,), (1, 2), (1, 2, 3), (-1,), (1.5, 2), ((),), ((1, 2), 3), (True, False), tuple(range(100)))])
print([hash(s) for s in (frozenset(), frozenset([0]), frozenset([1, 2, 3]), frozenset([(1, 2)]), frozenset(range(50)))])
print([hash(r) for r in (range(0), range(5), range(1, 10, 2))] != [], hash(range(5)) == hash((5, 0, 1)), hash(range(0)) == hash((0, None, None)), hash(range(7, 8)) == hash((1, 7, None)))
print(hash(True), hash(False), hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(2**70) == hash(2.0**70), hash("") == hash(b""), hash("a") == hash("a" * 1), hash("é") == hash("\xe9"))
class I(int): pass
class F(float): pass
class S(str): pass
class T(tuple): pass
print(hash(I(5)) == 5, hash(F(0.5)) == hash(0.5), hash(S("x")) == hash("x"), hash(T((1, 2))) == hash((1, 2)), {I(5): 1}[5], {S("k"): 2}["k"], {T((1,)): 3}[(1,)])
class Obj: pass
o = Obj(); print(hash(o) == hash(o), hash(o) == id(o) >> 4 or True, hash(o) != hash(Obj()) or True, isinstance(hash(None), int), hash(int) == hash(int), hash(len) == hash(len), hash(NotImplemented) == hash(NotImplemented))
nan = float("nan"); print(hash(nan) == hash(nan), len({nan, nan}), isinstance(hash(nan), int))
for bad in ([], {}, set(), bytearray(), slice(1), ([],), frozenset, {1: 2}.keys(), memoryview(bytearray(b"x"))):
    try: hash(bad); print("hashable", type(bad).__name__)
    except (TypeError, ValueError) as e: print(e)
print(len({1, 1.0, True, 1 + 0j}), len({0, 0.0, -0.0, False}), {1: "a"}[True], {0.0: "zero"}[-0.0], {2**61 - 1: "p", 0: "z"}, {-1: "a", -2: "b"}[-2])
