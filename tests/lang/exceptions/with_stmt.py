# with: order, suppression, several managers, ways out.
class M:
    def __init__(self, name, swallow=False, fail=None): self.name, self.swallow, self.fail = name, swallow, fail
    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter": raise RuntimeError("enter " + self.name)
        return self
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb is not None)
        if self.fail == "exit": raise RuntimeError("exit " + self.name)
        return self.swallow
    def __repr__(self): return f"M({self.name})"
with M("a") as a: print("body", a)
with M("a") as a, M("b") as b, M("c"): print(a, b)
with (M("p") as p, M("q") as q,): print(p, q)
with (M("r")): pass
with (M("s")) as s: print(s)
with M("swallow", True): raise ValueError("gone")
print("next")
try:
    with M("x"): raise ValueError("kept")
except ValueError as e:
    print("caught", e)
try:
    with M("outer"), M("bad", fail="enter"), M("never"): print("no")
except RuntimeError as e:
    print(e)
try:
    with M("outer"), M("bad", fail="exit"): raise ValueError("body")
except RuntimeError as e:
    print(e, repr(e.__context__))
with M("outer", True), M("inner"): raise KeyError("both see")
with M("outer"), M("inner", True): raise KeyError("only inner")
def ways(how):
    for i in range(2):
        with M(f"{how}{i}"):
            if how == "return": return "returned"
            if how == "break": break
            if how == "continue": continue
    return "end"
for how in ("return", "break", "continue", "fall"): print(ways(how))
def suppressed_return():
    with M("z", True):
        raise ValueError
        return 1
    return 2
print(suppressed_return())
class Targets: pass
t = Targets()
class Tup:
    def __enter__(self): return 1, (2, 3)
    def __exit__(self, *a): pass
with Tup() as (x, (y, z)): print(x, y, z)
with Tup() as t.attr, Tup() as [k, *l]: print(t.attr, k, l)
d = {}
with Tup() as d["key"]: print(d)
# __enter__ and __exit__ are looked up on the type.
class Inst: pass
i = Inst()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: None
for obj in (i, 1, None):
    try:
        with obj: pass
    except TypeError as e:
        print(e)
class OnlyEnter:
    def __enter__(self): print("entered")
try:
    with OnlyEnter(): pass
except TypeError as e:
    print(e)
class OnlyExit:
    def __exit__(self, *a): pass
try:
    with OnlyExit(): pass
except TypeError as e:
    print(e)
class Truthy:
    def __enter__(self): return self
    def __exit__(self, *a): return [1]
with Truthy(): raise OSError
print("truthy swallows")
class BadBool:
    def __bool__(self): raise ZeroDivisionError("bool")
class Exit:
    def __enter__(self): return self
    def __exit__(self, *a): return BadBool()
try:
    with Exit(): raise OSError
except ZeroDivisionError as e:
    print(e, repr(e.__context__))
with Exit(): print("result not asked without exception")
# Assignment target failing is inside the with.
try:
    with M("w", True) as (a, b): pass
    print("swallowed unpack error")
except TypeError as e:
    print(e)
def gen():
    with M("gen"):
        yield 1
        yield 2
g = gen(); next(g); g.close()
for v in gen(): pass
import contextlib
@contextlib.contextmanager
def cm(x):
    print("before", x)
    try:
        yield x * 2
    except ValueError as e:
        print("cm caught", e)
    finally:
        print("after", x)
with cm(2) as v: print(v)
with cm(3): raise ValueError("inside")
with contextlib.suppress(KeyError, IndexError): {}["x"]
with contextlib.ExitStack() as st:
    for n in "123": st.enter_context(M("st" + n))
    st.callback(print, "callback", 1)
    print("in stack")
with contextlib.nullcontext(5) as n: print(n)
class Closeable:
    def close(self): print("closed")
with contextlib.closing(Closeable()): print("using")
import io
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print("captured")
print(repr(buf.getvalue()))
# Nested functions: exceptions seen by sys.exc_info in __exit__
import sys
class Info:
    def __enter__(self): pass
    def __exit__(self, *a):
        print(sys.exc_info()[0])
        return True
with Info(): raise LookupError
with Info(): pass
