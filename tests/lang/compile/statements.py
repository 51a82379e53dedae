# One of each statement, run.
import types
# closures, classes, generators, with, match
def outer(x):
    y = 1
    def inner():
        nonlocal y
        y += x
        return y
    return inner
f = outer(5); print(f(), f())
class B:
    z = 3
    def __init__(self, v): self.v = v
    def get(self): return super().__repr__() is not None and self.v
    class In:
        q = 4
print(B(7).get(), B.In.q, B.__qualname__, B.In.__qualname__)
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
    finally:
        print("closed")
g = gen(3); print(next(g), g.send("a")); g.close()
print(list(gen(2)), sum(x*x for x in range(5) if x % 2), {k: v for k, v in [(1, 2)]}, {1, 2} == {y for y in (1, 2)})
class CM:
    def __init__(s, n, sw=False): s.n, s.sw = n, sw
    def __enter__(s): print("enter", s.n); return s
    def __exit__(s, *a): print("exit", s.n, a[0]); return s.sw
with CM(1) as a, CM(2, True):
    print(a.n)
    raise ValueError("x")
def ret():
    for i in range(3):
        with CM("r"):
            try:
                return i
            finally:
                print("fin")
print(ret())
def m(v):
    match v:
        case 0: return "zero"
        case [a, b, *rest]: return ("seq", a, b, rest)
        case {"k": val, **kw}: return ("map", val, kw)
        case str() as s if len(s) > 2: return "long " + s
        case str(): return "str"
        case CM(n=q): return ("cm", q)
        case 1 | 2 as w: return ("or", w)
        case (3 | 4) | None: return "34N"
        case _: return "other"
for v in (0, [1, 2, 3], {"k": 1, "z": 2}, "abc", "a", CM(9), 2, 4, None, 5.5): print(m(v))
def kw(a, /, b, *args, c=3, d, **k): return (a, b, args, c, d, k)
print(kw(1, 2, 3, d=4, e=5), kw(*[1, 2], **{"d": 1}), kw(1, *(2, 3), d=4, **{"x": 1}))
x = y = [1]
a, (b, *c), d = 1, (2, 3, 4), 5
print(x is y, a, b, c, d)
print(1 < 2 < 3, 1 < 2 > 3, not (1 in [2]), (lambda q, r=2: q + r)(1))
i = 0
while True:
    i += 1
    if i == 2: continue
    if i > 4: break
else:
    print("no")
print(i, f"{i!r:>5} {i}x{{}}", f"{i=}")
try:
    try: {}["a"]
    except KeyError as e: raise ValueError("v") from e
except (TypeError, ValueError) as e:
    print(repr(e), repr(e.__cause__))
try:
    e
except NameError as n: print(n)
def ub():
    if i < 0: zz = 1
    return zz
try: ub()
except UnboundLocalError as e: print(e)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
except* ValueError as eg: print("V", eg.exceptions)
except* TypeError: print("T")
except* OSError as eg: print("O", eg)
print([y := 1, y**2], (w := 10) + w)
def deco(f):
    print("deco", f.__name__)
    return f
@deco
@deco
def decorated(a: int, b: "x" = 2) -> str:
    "doc"
print(decorated.__annotations__, decorated.__doc__, decorated.__defaults__)
n: int = 5
print(__annotations__)
del n
assert True, "no"
try: assert 0, "msg"
except AssertionError as e: print(e)
def fib(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
print(fib(30))
print({**{"a": 1}, "b": 2}, [*range(3), *"ab"], (*[1], 2), {*[1, 1]})
s = [1, 2, 3, 4, 5]
print(s[1:3], s[::2], s[-1]); s[1:2] = [9, 9]; del s[0]; print(s)
s[0] += 5; B.z += 1; print(s, B.z)
print((lambda: (yield))().__class__)
