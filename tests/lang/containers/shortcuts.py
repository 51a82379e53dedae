# Containers and texts where a frequent case has a way of its own: it must not differ from the others.
from collections import Counter


class Deleting(Counter):
    def __delitem__(self, key):
        print("del", key)


class Counting(Counter):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 10)


print(Counter("abca"), Deleting("abca"), sorted(Counting("abca").items()))


class Equal:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == getattr(other, "n", other)

    def __lt__(self, other):
        return self.n > other.n

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"E{self.n}"


print(sorted([(Equal(1), 2), (Equal(2), 1), (Equal(1), 1)]), sorted([(1,), (), (1, 2), (0.5, "a")]))
print(sorted([(1, "b"), (1, "a"), (True, "c"), (1.0, "0")]), sorted([("a", None), ("b", None)]))
for broken in ([(1, "a"), (1, 2)], [(1, None), (1, None), (1, 3)], [(1,), [1]]):
    try:
        print(sorted(broken))
    except TypeError as e:
        print(e)
print([1, "a", 2.0] == [True, "a", 2], ["ab"] == ["a" + "b"], [float("nan")] == [float("nan")], "x" in ["y", "x"])

numbers = list(range(10))
seen = []
for n in map(lambda x: x, numbers):
    seen.append(n)
    if len(numbers) < 13:
        numbers.append(n * 100)
print(seen)


class Growing:
    def __init__(self, to):
        self.to = to

    def __hash__(self):
        if len(self.to) < 4:
            self.to.append(Growing(self.to))
        return 1


grown = []
grown.append(Growing(grown))
print(len(set(grown)), set([3, 1, 2, 1]), set((7, 7)), len({1, 1.0, True, "1"}), {0.0} == {0}, {-0.0} | {0})
s = set()
for i in range(40):
    s.add(i * 7 % 40)
    if i % 3 == 0:
        s.discard(i)
print(s, s & set(range(0, 90, 5)), s - {1, 2, 3}, s ^ {100, 1})
a, *b = (1, 2, 3)
*c, d = (1,)
print(a, b, c, d)
try:
    a, b, *c = (1,)
except ValueError as e:
    print(e)
print(list(range(3)), list(range(2**61 - 2, 2**61 + 2)), sum(range(2**62, 2**62 + 3)), list(range(5, 0, -2)))
print(all([1, True, "x"]), all([True, 0]), any([False, ""]), any([None, 3]))
pairs = {"a": 1, "b": 2}
kept = [item for item in pairs.items()]
for k, v in pairs.items():
    print(k, v)
print(kept)
try:
    for k, v in pairs.items():
        pairs[k + "x"] = v
except RuntimeError as e:
    print(e)

data = bytes(range(7))
for sep in (1, 2, 3, 7, 8, -1, -2, -3, -7, -8, 0):
    print(data.hex(":", sep), bytearray(data).hex("-", sep))
print(b"".hex(), b"".hex(":"), b"\xff".hex("."), b", ".join([b"a", bytearray(b"b"), b""]), b"".join([]), b"-".join([b"x"]))
try:
    b",".join([b"a", "b"])
except TypeError as e:
    print(e)
grow = bytearray(b"ab")
grow += b"cd"
try:
    grow += grow
except BufferError as e:
    print(e)
grow.extend(grow)
view = memoryview(grow)
for change in (lambda: grow.append(1), lambda: grow.extend(b"x")):
    try:
        change()
    except BufferError as e:
        print(e)
del view
for bad in (256, -1, "a", 2**70):
    try:
        grow.append(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
grow.append(True)
print(grow)

for value in (0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1e15 + 0.5, 123456789.987654321, 1e22, 5e-324, 1 / 3):
    print("%.0f %.1f %.2f %.15f %.20f" % (value, value, value, value, value), f"{value:.3f}", round(value, 2), round(value, 0))
for text in ("0", "-0", "+1.5", ".5", "5.", "123456789012345", "1234567890123456", "0.1", "0.000000000000001", "-3.14e2", "1_0.5"):
    print(repr(float(text)))
for text in ("", ".", "1.2.3", "--1", "1e", "in", "infinit", "1 2"):
    try:
        print(float(text))
    except ValueError as e:
        print(e)
print(float("INF"), float("-infinity"), float(" nan "), hex(-255), bin(10), oct(2**61), hex(2**70), f"{255:X} {5:b}")
print("  a\tb\x1fc\x1cd \u2003e ".split(), " a b c ".split(None, 1), "a\u3000b".split(), "".split(), "\x7f x".split())
