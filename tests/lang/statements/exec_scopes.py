# exec, eval and what they see and change; code objects run again; namespaces of one's own.
x = "global"
def f():
    x = "local"
    exec("x = 'exec local'; y = 1")
    return x, "y" in locals(), eval("x"), eval("x", globals())
print(f())
def g():
    ns = {"x": "given"}
    exec("def inner(): return x\nr = inner()", ns)
    return ns["r"], ns["inner"]()
print(g())
def h(a):
    b = 2
    return eval("a + b"), eval("[a for _ in range(2)]", {"a": 9}), [eval("k") for k in range(2)]
print(h(1))
def comp():
    z = 1
    try: return eval("[z for _ in range(1)]")
    except NameError as e: return str(e)
print(comp())
glob, loc = {}, {}
exec("a = 1\nclass C:\n    b = 5\ndef f(): return a", glob, loc)
print(sorted(loc), [k for k in glob if k != "__builtins__"])
try: loc["f"]()
except NameError as e: print(e)
exec("global q\nq = 5", glob, loc); print(glob["q"], "q" in loc)
exec("x = 'changed'"); print(x)
exec("del x")
try: x
except NameError as e: print(e)
x = "back"
code = compile("counter += 1", "c", "exec"); ns = {"counter": 0}
for _ in range(5): exec(code, ns)
print(ns["counter"])
expr = compile("a * b", "e", "eval"); print([eval(expr, {"a": i, "b": i}) for i in range(4)])
class Watch(dict):
    def __getitem__(self, k):
        if k in ("__name__",): return "watched"
        print("get", k, end=" "); return super().__getitem__(k)
    def __setitem__(self, k, v): print("set", k, end=" "); super().__setitem__(k, v)
    def __delitem__(self, k): print("del", k, end=" "); super().__delitem__(k)
exec("m = 1\nn = m + 1\ndel m\nclass K: pass\nfor i in (1, 2): pass", {}, Watch()); print()
print(eval("undefined_thing", {"__builtins__": {"undefined_thing": "from builtins"}}), eval("print", {}) is print)
ns = {}; exec("import math as m; from os.path import join; v = m.pi", ns); print(ns["v"], ns["join"]("a", "b"))
for src, mode in (("x = ", "exec"), ("1; 2", "eval"), ("x=1\ny=2", "single"), ("if 1:", "exec"), ("return 1", "exec"), ("yield 1", "exec"), ("await x", "exec"), ("nonlocal x", "exec"), ("break", "exec"), ("from . import x", "exec")):
    try: exec(compile(src, "<src>", mode)); print("ok")
    except (SyntaxError, ImportError, KeyError) as e: print(src, type(e).__name__, getattr(e, "msg", e))
def closure():
    v = 1
    def inner():
        exec("v = 2")
        return v, sorted(locals())
    return inner()
print(closure())
def shadow(print=print, len=lambda x: "mine"): return eval("len('abc')")
print(shadow(), eval("(lambda: x)()"), eval("[y := 1, y + 1]"), y)
def get_frame_locals():
    a = 1; d = locals(); b = 2
    return sorted(d), sorted(locals()), d is locals()
print(get_frame_locals())
class Body:
    v = 1; exec("w = v + 1"); u = eval("v + w"); k = sorted(n for n in locals() if len(n) == 1)
print(Body.w, Body.u, Body.k)
print(type(compile("1", "f", "eval")).__name__, compile("x", "name.py", "exec").co_filename, eval(compile("lambda a, b=1: 0", "f", "eval")).__code__.co_varnames)
import builtins
builtins.fresh_builtin = "fb"; print(fresh_builtin, eval("fresh_builtin", {})); del builtins.fresh_builtin
print(eval("__name__"), eval("__name__", {"__name__": "given"}), "__builtins__" in globals(), exec("pass") is None)
