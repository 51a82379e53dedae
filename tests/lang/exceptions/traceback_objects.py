# Traceback and frame objects reached from exceptions; lines of statements over several lines; traceback module.
import sys, traceback
def lines(e):
    out, tb = [], e.__traceback__
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out[1:]
def check(f):
    try: f()
    except Exception as e: print(f.__name__, type(e).__name__, lines(e))
def multi():
    return (1 +
            2 +
            None)
def call():
    return helper(
        1,
        2,
        boom())
def helper(*a): return a
def boom(): raise ValueError
def loop():
    for i in range(3):
        if i == 2:
            raise KeyError
def cond():
    x = (1 if True
         else 2)
    return x.missing
def comp():
    return [boom()
            for _ in range(1)
            ]
def gen():
    g = (boom() for _ in range(1))
    for _ in g: pass
def nested():
    def inner():
        def core():
            boom()
        core()
    inner()
def tryfin():
    try:
        boom()
    finally:
        x = 1
def reraise():
    try:
        boom()
    except ValueError:
        raise
def reraise_as():
    try:
        boom()
    except ValueError as e:
        raise e
def from_other():
    try:
        boom()
    except ValueError as e:
        raise TypeError from e
def with_stmt():
    with open("/dev/null") as f:
        boom()
def deco():
    @boom
    def f(): pass
def default():
    def f(a=1,
          b=boom()): pass
def cls():
    class C:
        x = 1
        y = boom()
def assign():
    (a,
     b) = 1, 2, 3
def dictionary():
    return {
        "a": 1,
        "b": boom(),
    }
def lam(): (lambda:
            boom())()
def assertion():
    assert (1 ==
            2), "no"
def delete():
    d = {}
    del d[
        "k"]
def star(): helper(*
                   5)
def string(): return ("a"
                      "b" + 1)
def yield_from():
    def g(): yield from h()
    def h(): yield boom()
    list(g())
def prop():
    class P:
        @property
        def v(self): return boom()
    P().v
def special():
    class S:
        def __add__(self, o): return boom()
        def __iter__(self): return self
        def __next__(self): boom()
    for x in S(): pass
def builtin(): sorted([2, 1], key=lambda v: boom())
def recursion(n=2):
    if n: recursion(n - 1)
    boom()
def executed(): exec("\n\nboom()")
def match():
    match [1]:
        case [x] if boom(): pass
def chained(): return (1
                       < 2
                       < None)
def global_name():
    return (undefined_a,
            undefined_b)
for f in (multi, call, loop, cond, comp, gen, nested, tryfin, reraise, reraise_as, from_other, with_stmt, deco, default, cls, assign, dictionary, lam, assertion, delete, star, string, yield_from, prop, special, builtin, recursion, executed, match, chained, global_name): check(f)
try: nested()
except ValueError as e:
    tb = e.__traceback__
    print(tb.tb_frame is sys._getframe(), tb.tb_lasti >= 0, tb.tb_next.tb_frame.f_back is tb.tb_frame, sorted(tb.tb_next.tb_frame.f_locals), tb.tb_next.tb_frame.f_code is nested.__code__)
    print([(f.name, f.line) for f in traceback.extract_tb(tb)][1:], traceback.format_exception_only(e), traceback.format_tb(tb, 1)[0].split("\n")[1])
    tb.tb_next = None; print(len(traceback.extract_tb(e.__traceback__)))
    try: tb.tb_next = tb
    except ValueError as v: print(v)
    for bad in (5, "x"):
        try: tb.tb_next = bad
        except TypeError as v: print(v)
import types
t = types.TracebackType(None, sys._getframe(), 0, 42); print(t.tb_lineno, t.tb_next)
e = ValueError("with tb").with_traceback(t)
try: raise e
except ValueError as v: print([x.tb_lineno == 42 for x in (v.__traceback__, v.__traceback__.tb_next)])
