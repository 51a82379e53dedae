# Rich comparison: reflection, fallbacks, __eq__/__hash__ rules, truth, containment.
class L:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return f"{self.n} lt"
    def __le__(self, o): return f"{self.n} le"
    def __eq__(self, o): return f"{self.n} eq"
    def __ne__(self, o): return f"{self.n} ne"
    def __gt__(self, o): return f"{self.n} gt"
    def __ge__(self, o): return f"{self.n} ge"
a, b = L("a"), L("b")
print(a < b, a <= b, a == b, a != b, a > b, a >= b)
print(a < 1, 1 < a, 1 <= a, 1 == a, 1 != a, 1 > a, 1 >= a)
class Sub(L): pass
class Over(L):
    def __lt__(self, o): return "Over lt"
    def __gt__(self, o): return "Over gt"
    def __eq__(self, o): return "Over eq"
print(a < Sub("s"), a < Over("o"), a == Over("o"), Over("o") == a, a > Over("o"))
class NI:
    def __lt__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
n, m = NI(), NI()
print(n == n, n == m, n != m, n == 1, n != 1)
for f in (lambda: n < m, lambda: n > m, lambda: n <= m, lambda: n < 1):
    try:
        print(f())
    except TypeError as e:
        print(e)
# __ne__ is derived from __eq__.
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, E) and self.v == o.v
print(E(1) == E(1), E(1) != E(1), E(1) != E(2), E(1) == 1)
try:
    hash(E(1))
except TypeError as e:
    print(e, E.__hash__)
class EH(E):
    def __hash__(self): return hash(self.v)
print(len({EH(1), EH(1), EH(2)}), {EH(1): "x"}[EH(1)], EH(3) in [EH(3)])
class EK(EH):
    def __eq__(self, o): return super().__eq__(o)
    __hash__ = EH.__hash__
print(hash(EK(5)) == hash(5))
class NoHash:
    __hash__ = None
try:
    {NoHash()}
except TypeError as e:
    print(e)
for value in ("x", 1.5, None):
    class BadHash:
        def __hash__(self): return value
    try:
        hash(BadHash())
    except TypeError as e:
        print(e)
class Neg:
    def __hash__(self): return -1
class Big:
    def __hash__(self): return 2**100 + 5
class T:
    def __hash__(self): return True
print(hash(Neg()), hash(Big()) == hash(2**100 + 5), hash(T()))
# Truth of comparison results is only asked where needed.
class Loud:
    def __init__(self, v): self.v = v
    def __bool__(self):
        print("bool", self.v)
        return self.v
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return Loud(self.v)
    def __eq__(self, o): return Loud(self.v)
x = Cmp(True) < 1
print(type(x).__name__)
y = Cmp(True) < Cmp(False) < 3
print(type(y).__name__)
print(Cmp(True) in [1, Cmp(True)], [Cmp(False)] == [Cmp(False)], [Cmp(True)].index(5))
# Identity comes first in containers.
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], (nan,) == (nan,), {1: nan} == {1: nan}, [nan].count(nan), [nan].index(nan), float("nan") in [nan], {nan: 1}[nan], len({nan, nan}), len({nan, float("nan")}))
# Chained comparisons evaluate each operand once and stop early.
def v(x):
    print("v", x, end="; ")
    return x
print(v(1) < v(2) < v(3)); print(v(3) < v(2) < v(1)); print(v(1) < v(3) > v(2) == v(2) != v(5) in [v(5)] is not None)
print(1 < 2 < 3 < 4 > 3 >= 3 == 3, not 1 == 2, 1 in [1] == True)
# Orders of containers.
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], (1, "a") < (1, "b"), "a" < "b", "a" < "B", "" < "a", b"a" < b"b")
print([1, 2] == [1, 2], [1, 2] == (1, 2), (1,) == (1,), [1] != [1.0], {1, 2} == {2, 1}, {1} == frozenset([1]), {1: 2} == {1.0: 2.0}, "a" == b"a")
print({1} < {1, 2}, {1} <= {1}, {1} > {2}, {1, 2} >= {1}, {1} < {1}, {1, 3} > {1, 2})
print(1 == 1.0 == True == 1 + 0j, 0 == False == 0.0 == -0.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**30 == 1e30, 1 < 1.5 < 2, 2**70 > 1e20, -2**70 < -1e20, 10**400 > 1e308, float("inf") > 10**400)
# Containment protocols.
class Con:
    def __contains__(self, x): return "yes" if x == 1 else ""
class It:
    def __iter__(self): return iter([1, 2, 3])
class Get:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
class NoCon:
    __contains__ = None
    def __iter__(self): return iter([1])
print(1 in Con(), 2 in Con(), 2 in It(), 5 in It(), 30 in Get(), 31 in Get(), 4 not in It())
try:
    1 in NoCon()
except TypeError as e:
    print(e)
# bool()
class BL:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class BB(BL):
    def __bool__(self): return not self.n
for o in (BL(0), BL(1), BB(0), BB(1)):
    print(bool(o), not o, "t" if o else "f", o and 1 is None or "or")  if isinstance(o, BB) else print(bool(o), not o)
for bad in (1, "x", None):
    class BadBool:
        def __bool__(self): return bad
    try:
        if BadBool(): pass
    except TypeError as e:
        print(e)
for bad in (-1, "x", 2**70, 1.0):
    class BadLen:
        def __len__(self): return bad
    for f in (len, bool):
        try:
            print(f(BadLen()))
        except Exception as e:
            print(f.__name__, type(e).__name__, e)
