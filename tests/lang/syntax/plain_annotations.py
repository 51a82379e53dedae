# Annotations evaluated as expressions, where and in which order.
log = []
def n(x):
    log.append(x)
    return x
def f(a: n("a") = n("da"), /, b: n("b") = n("db"), *c: n("c"), d: n("d") = n("dd"), **e: n("e")) -> n("ret"): pass
print(log, f.__annotations__); log.clear()
x: n("x ann") = n("x value"); print(log, __annotations__); log.clear()
class C:
    a: n("C.a") = n("value")
    b: n("C.b")
    __c: n("private")
print(log, C.__annotations__, C.__dict__.get("b")); log.clear()
def g():
    local: n("never") = n("local value")
    other: n("never either")
    return log
print(g()); log.clear()
class O: pass
o = O(); d = {}
o.attr: n("attr ann") = n("attr value"); d[n("key")]: n("item ann") = n("item value"); (paren): n("paren ann") = n("paren value")
print(log, "paren" in __annotations__, d); log.clear()
o.noval: n("evaluated"); d[n("k2")]: n("evaluated too"); print(log)
try:
    unbound: int
    unbound
except NameError as e: print(e)
del __annotations__
try:
    y: int = 1
except NameError as e: print(e)
def h(a: int | None, b: list[str], c: "fwd", *, d: tuple[int, ...] = ()) -> None: pass
print(h.__annotations__)
h.__annotations__ = {"z": 1}; print(h.__annotations__); del h.__annotations__; print(h.__annotations__)
C.__annotations__["new"] = 1; print(list(C.__annotations__)); print(O.__annotations__)
lam = lambda x: x; print(lam.__annotations__)
for bad in ("def f(*): pass", "x: int: str", "(a, b): int", "[a]: int", "a, b: int", "f(): int = 1", "1: int", "def f(a: int b): pass", "lambda x: int: 1", "x: int = ", "def f(): global z; z: int = 1", "x: yield 1", "a: int, b: int", "x.y: int += 1"):
    try: compile(bad, "<s>", "exec"); print(bad, "ok")
    except SyntaxError as e: print(bad, "->", e.msg)
