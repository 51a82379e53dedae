# Assignment: targets of all kinds, unpacking, order of evaluation, augmented, annotated, del.
a = b = c = [1]
print(a is b is c)
a, b = 1, 2
a, b = b, a
print(a, b)
(a, (b, c)), d = (1, [2, 3]), 4
print(a, b, c, d)
[a, b], c = "xy", "z"
print(a, b, c)
a, *b = range(4); print(a, b)
*a, b = range(4); print(a, b)
a, *b, c = range(2); print(a, b, c)
(a, *b), *c = [[1, 2, 3], 4, 5]; print(a, b, c)
[*a] = "ab"; print(a)
*a, = (); print(a)
a, = [9]; print(a)
() = []; [] = ()
x, y = {"k": 1, "l": 2}; print(x, y)
x, y = (i for i in range(2)); print(x, y)
for i, (j, *k) in [(1, (2, 3, 4)), (5, "ab")]: print(i, j, k)
def log(x):
    print(x, end=" ")
    return x
class O:
    def __init__(self, n): self.__dict__["n"] = n
    def __getattr__(self, k): print(f"{self.n}.get {k}", end=" "); return 10
    def __setattr__(self, k, v): print(f"{self.n}.set {k}={v}", end=" ")
    def __delattr__(self, k): print(f"{self.n}.del {k}", end=" ")
    def __getitem__(self, k): print(f"{self.n}[{k}]", end=" "); return 20
    def __setitem__(self, k, v): print(f"{self.n}[{k}]={v}", end=" ")
    def __delitem__(self, k): print(f"{self.n}.del[{k}]", end=" ")
def o(n):
    print("make", n, end=" ")
    return O(n)
o("a").x, o("b")[log("k")], *o("c").y = log(1), log(2), log(3), log(4); print()
o("a")[log("i")] = o("b").z = log("v"); print()
o("a").x += log(5); print()
o("a")[log("i")] += log(6); print()
o("s")[log(1):log(2)] = log("slice"); print()
o("s")[log(1):log(2):log(3), log(4)] += 1; print()
del o("a").x, o("b")[log("k")], o("c")[log(1):]; print()
print({log("k1"): log("v1"), log("k2"): log("v2")}, [log(1), log(2)], (log(3) if log(0) else log(4)), log(1) < log(2) < log(3), log(5) + log(6) * log(7))
i = 0
lst = [0, 0, 0]
i, lst[i] = 1, 5; print(i, lst)
i = 0
i = lst[i] = 2; print(i, lst)
d = {}
k = d[log("key")] = log("value"); print(k, d)
# Augmented assignment: in place for lists, new for immutable values.
l = m = [1]; l += [2]; print(m); l = l + [3]; print(m, l)
t = u = (1,); t += (2,); print(t, u)
s = "a"; s += "b"; s *= 3; print(s)
n = 7; n -= 1; n *= 3; n //= 2; n **= 2; n %= 50; n <<= 2; n >>= 1; n |= 1; n &= 0xFF; n ^= 3; n /= 2; print(n)
tup = ([1],)
try:
    tup[0] += [2]
except TypeError as e:
    print(e, tup)
def f():
    class C: v = [1]
    c = C(); c.v += [2]; return C.v, c.__dict__
print(f())
l = [1, 2, 3]; l[1:] += [9]; l[0] *= 5; print(l)
d = {"x": 1}; d["x"] += 1; d.setdefault("y", []).append(1); print(d)
# Annotations
a1: int = 5
a2: "undefined name" = 1
a3: list[int]
(a4): int = 3
obj = type("T", (), {})()
obj.attr: str = "x"
d["ann"]: int = 4
print(__annotations__, a1, obj.attr, d["ann"])
def g():
    x: undefined_name_here = 1
    y: int
    try:
        y
    except UnboundLocalError as e:
        print(e)
    return x
print(g())
x: int = 1, 2
y: tuple = 1, *[2]
print(x, y)
# del
l = list(range(6)); del l[0], l[-1]; print(l); del l[1:3]; print(l); del (l[0], l[0:0]); print(l)
p = q = r = 1
del p, (q, [r])
print("p" in globals(), "q" in globals(), "r" in globals())
# Walrus
if (n := len("abc")) > 2: print(n)
print((y := 5) + y, [z := 1, z + 1], (w := 3, 4), w)
while (v := l.pop() if l else None) is not None: print("popped", v)
def kw(**k): return k
print(kw(a=(q := 2)), q, {(s := 1): (t := 2)}, s, t, (lambda: (inner := 9))(), "inner" in globals())
print(f"{(fx := 10)}", fx, f"{fx:=5}")
x = 1, 2, ; print(x)
x = yield_ = 3
print(x, yield_)
a = [1, 2, 3]; a[0], a[1], a[2] = a[2], a[0], a[1]; print(a)
for a[0] in range(3): pass
print(a)
for d["loop"] in "ab": pass
for obj.item in [5]: pass
print(d["loop"], obj.item)
with open("/dev/null") as obj.f: pass
print(obj.f.closed)
