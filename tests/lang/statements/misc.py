# assert, del, pass, import forms, ternaries, boolean evaluation, exec/eval/compile.
try:
    assert 0
except AssertionError as e:
    print(repr(e))
try:
    assert 1 == 2, "message"
except AssertionError as e:
    print(repr(e))
try:
    assert False, (1, 2)
except AssertionError as e:
    print(repr(e))
assert True, 1 / 0 if False else "not evaluated"
print(__debug__)
print(eval("1 + 2"), eval("x + y", {"x": 1, "y": 2}), eval("x", {"x": 1}, {"x": "local"}), eval("  3"), eval(b"4"))
ns = {}
exec("a = 1\ndef f(): return a\nclass C: pass", ns)
print(ns["a"], ns["f"](), ns["C"].__name__, ns["C"].__module__, sorted(k for k in ns if k[0] != "_"), "__builtins__" in ns)
g, l = {}, {}
exec("y = 1\nglobal z\nz = 2", g, l)
print(l, g["z"])
code = compile("a = 5; a * 2", "<src>", "exec")
print(code.co_filename, code.co_name, exec(code))
e = compile("a + 1", "<e>", "eval")
print(eval(e, {"a": 10}), eval(e, None, {"a": 20}))
exec(compile("1 + 1; 'shown'; None", "<s>", "single"))
try:
    compile("1\n2", "<s>", "single")
except SyntaxError as e:
    print(e.msg)
exec(compile("for i in range(2): i\n", "<s>", "single"))
def local_exec():
    v = 1
    exec("v = 2; w = 3")
    print(v, eval("v + 1"), locals())
local_exec()
class Map(dict):
    def __missing__(self, k): return f"<{k}>"
print(eval("anything", {}, Map()))
print(eval("[x for x in range(3)]"), eval("(lambda: 5)()"), eval("__builtins__ is not None", {}), eval("len('abc')", {"__builtins__": {"len": lambda s: "mine"}}))
try:
    eval("len", {"__builtins__": {}})
except NameError as e:
    print(e)
for bad in ("x =", "def f(): pass", "", "a b", "(", "x = 1", "import os", "  ", "1\n2", "\n1", "pass"):
    try:
        print(repr(bad), eval(bad))
    except SyntaxError as e:
        print(repr(bad), type(e).__name__, e.msg, e.lineno, e.offset)
for args in (("1",), (1, "f", "eval"), ("1", "f", "bad"), ("1", 2, "eval"), ("a\0b", "f", "exec"), (b"\xff", "f", "exec")):
    try:
        print(compile(*args))
    except (TypeError, ValueError, SyntaxError) as e:
        print(type(e).__name__, str(e)[:70])
for args in (("1", 1), ("1", {}, 1), (1,), ("1", None, [])):
    try:
        print(eval(*args))
    except TypeError as e:
        print(e)
try:
    exec("x", 5)
except TypeError as e:
    print(e)
# Boolean operators return operands; conditions are evaluated once.
class T:
    def __init__(self, v): self.v = v
    def __bool__(self): print("bool", self.v, end=" "); return bool(self.v)
    def __repr__(self): return f"T({self.v})"
print(T(1) and T(2)); print(T(0) and T(2)); print(T(1) or T(2)); print(T(0) or T(0) or T(3)); print(not T(1)); print("y" if T(0) else "n")
if T(1) and not T(0): print("then")
while T(0): pass
print([x for x in range(2) if T(x)], T(0) and T(1) or T(2))
if (T(0) or T(1)) and (T(1) and T(0)): print("no")
else: print("else")
assert T(1), "fine"
# import forms
import math, os.path as p, collections.abc
from math import sqrt as root, floor
from os import (path, sep,)
print(math.floor(2.5), root(16), floor(-0.5), p.basename("/a/b"), sep, collections.abc.Sized.__name__)
def in_function():
    import string
    from math import pi as π
    return string.digits, round(π, 2)
print(in_function())
from string import *
print(ascii_lowercase[:3], "capwords" in globals(), "_re" in globals())
try:
    from math import nothing
except ImportError as e:
    print(type(e).__name__, e.name)
try:
    import os.nothing
except ModuleNotFoundError as e:
    print(e)
try:
    import math.x
except ModuleNotFoundError as e:
    print(e)
__import__("sys").stdout.write("via __import__\n")
# Semicolons, line continuation, long conditions.
a = 1; b = 2; print(a + b);
if a: b = 3; print(b)
total = 1 + \
    2 + \
    3
print(total, (1 +
    # comment inside
    2), [1,
2,
], {"a":
    1})
class A: x = 1; y = 2
def one(): return 1; return 2
print(A.y, one())
if True:
	tab = 1
print(tab)
lambda_ = lambda x, *y, z=1, **k: (x, y, z, k)
print(lambda_(1, 2, z=3, w=4), (lambda: (yield))().__class__.__name__, (lambda x=lambda: 3: x())())
print(1 if 2 else 3 if 4 else 5, (lambda: 1 if 0 else 2)(), [*((1, 2) if 1 else ())], ... is Ellipsis, NotImplemented is NotImplemented, __name__)
"a docstring-like expression"
1, 2
...
print(*[1, 2], *(), sep="-", **{"end": "!\n"})
