# Emulating containers, numbers, callables, context managers; conversions.
class Seq:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, k):
        print("get", k, end=" | ")
        return self.items[k]
    def __setitem__(self, k, v):
        print("set", k, v)
        self.items[k] = v
    def __delitem__(self, k):
        print("del", k)
        del self.items[k]
s = Seq(1, 2, 3, 4)
print(s[0], s[-1], s[1:3], s[::2], s[:], s[1:], s[:-1])
s[0] = 9
s[1:3] = ["x"]
s[0] += 1
del s[0]
del s[:1]
print(s.items)
class Key:
    def __getitem__(self, k): return k
k = Key()
print(k[1, 2], k[()], k[1:2, ::3, ...], k[None], k[*(1, 2), 3], k["a":"b"], k[1:2], k[(1, 2)], k[x := 5], x)
print(list(Seq(7, 8)), [*Seq(5)], tuple(Seq(1, 2)), list(reversed(Seq(1, 2))), 2 in Seq(1, 2))
a, b = Seq(1, 2)
print(a, b)
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), sum(It(5)), max(It(4)), [*It(2)], dict(zip("ab", It(2))), sorted(It(3)), "-".join(map(str, It(3))))
class BadIter:
    def __iter__(self): return 5
for f in (list, iter, sum, lambda x: [y for y in x]):
    try:
        f(BadIter())
    except TypeError as e:
        print(e)
class Rev:
    def __reversed__(self): return iter("rev")
print(list(reversed(Rev())))
class NoRev(dict):
    __reversed__ = None
try:
    reversed(NoRev())
except TypeError as e:
    print(e)
class Missing(dict):
    def __missing__(self, key): return f"missing {key}"
m = Missing(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, len(m))
# Numbers.
class Idx:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
i = Idx(2)
print([10, 20, 30][i], "abc"[i], (1, 2, 3)[i:], range(i), list(range(Idx(3))), [0] * i, "ab" * i, i.__index__(), hex(Idx(255)), bin(i), oct(i), chr(Idx(65)), int(i), float(i), complex(i), bytes(Idx(2)), 1 << 3, round(1.2345, i), divmod(7, 2), [1, 2, 3].pop(Idx(0)), "abc".center(Idx(5), "*"))
class BadIdx:
    def __index__(self): return "x"
for f in (lambda: [1][BadIdx()], lambda: range(BadIdx()), lambda: int(BadIdx()), lambda: hex(1.5), lambda: [1] * 1.5, lambda: chr(1.5), lambda: "a"[None:1.5]):
    try:
        f()
    except TypeError as e:
        print(e)
class Num:
    def __int__(self): return 42
    def __float__(self): return 4.25
    def __complex__(self): return 1 + 2j
n = Num()
print(int(n), float(n), complex(n), "%d %f" % (n, n), "%.1f" % n)
class BadNum:
    def __int__(self): return 1.5
    def __float__(self): return "x"
    def __complex__(self): return 1
for f in (int, float, complex):
    try:
        f(BadNum())
    except TypeError as e:
        print(e)
class Tr:
    def __trunc__(self): return 7
try:
    print(int(Tr()))
except TypeError as e:
    print(e)
# str, repr, format, bytes.
class R:
    def __repr__(self): return "R!"
class S(R):
    def __str__(self): return "S!"
    def __format__(self, spec): return f"<{spec}>"
    def __bytes__(self): return b"bytes!"
print(R(), str(R()), repr(S()), str(S()), [S()], {S(): S()}, f"{S()} {S()!r} {S()!s} {S():spec}", format(S()), format(S(), "x"), "{:>{}}".format(S(), 5), bytes(S()), "%s %r" % (S(), S()))
try:
    format(R(), "x")
except TypeError as e:
    print(e)
for name, value in (("__str__", 1), ("__repr__", None), ("__format__", 5), ("__bytes__", "x")):
    Bad = type("Bad", (), {name: lambda self, *a: value})
    try:
        {"__str__": str, "__repr__": repr, "__format__": format, "__bytes__": bytes}[name](Bad())
    except TypeError as e:
        print(e)
class Ctx:
    def __enter__(self): return "entered"
    def __exit__(self, *a): return True
with Ctx() as v:
    print(v)
    raise ValueError
class Call:
    def __call__(self, *a, **k): return a, k
print(Call()(1, 2, x=3), callable(Call()), callable(1), callable(len), callable(Call), list(map(Call(), [1, 2])))
class LH:
    def __init__(self, h): self.h = h
    def __length_hint__(self): return self.h
    def __iter__(self): return iter([1, 2])
print(list(LH(5)), list(LH(0)), list(LH(NotImplemented)))
for h in (-1, "x", 2**70):
    try:
        list(LH(h))
    except Exception as e:
        print(type(e).__name__, e)
