# SyntaxErrors of the compiler with their places.
cases = r'''
return
yield 1
await x
break
continue
class A: return 1
def f():\n global x\n x = 1\n global x
def f():\n x = 1\n global x
def f():\n print(x)\n global x
def f(x):\n global x
def f(x):\n nonlocal x
def f():\n nonlocal x
nonlocal x
def f():\n x: int\n global x
def f():\n global x\n x: int = 1
def f():\n def g():\n  nonlocal zz\n  zz = 1
def f():\n x=1\n def g():\n  x=2\n  nonlocal x
def f():\n x=1\n def g():\n  global x\n  nonlocal x
def f(a, a): pass
def f(a, *, a): pass
lambda a, *a: 1
async def f():\n yield from x
async def f():\n return 1\n yield 2
async def f():\n yield 2\n return 1
def f(): await x
def f(): [await x for x in y]
def f(): [x async for x in y]
[x async for x in y]
def f():\n async for x in y: pass
def f():\n async with x: pass
async for x in y: pass
async with x: pass
def f(): return [(yield 1) for x in y]
def f(): return {(yield 1) for x in y}
def f(): return {(yield 1): 2 for x in y}
def f(): return ((yield 1) for x in y)
def f(): return [(yield from x) for x in y]
class A: yield 1
[x := 1 for x in y]
[[x := 1 for z in y] for x in y]
[[a for b in c] for a in (b := 1)]
[i for i in (j := x)]
[a for a in b if (x := 1) for x in y]
class A: [x := 1 for z in y]
(yield) = 1
a, *b, *c = x
*a, *b = x
[*a, *b] = x
*a = x
del *a
try: pass\nexcept: pass\nexcept A: pass
def f(): from x import *
class A: from x import *
x = 1\nfrom __future__ import division
from __future__ import nope
from __future__ import braces
"doc"\nfrom __future__ import annotations\nx=1
def f(): from __future__ import division
__debug__ = 1
del __debug__
def __debug__(): pass
def f(__debug__): pass
class __debug__: pass
import __debug__
import x as __debug__
for __debug__ in x: pass
x.__debug__ = 1
f(__debug__=1)
(__debug__ := 1)
__debug__ += 1
with x as __debug__: pass
f(a=1, a=2)
f(**a, *b)
f(a=1, b)
try: pass\nexcept* A: break
for x in y:\n try: pass\n except* A: break
for x in y:\n try: pass\n except* A: continue
def f():\n try: pass\n except* A: return
for x in y:\n try: pass\n except* A:\n  for z in y: break
match x:\n case a: pass\n case b: pass
match x:\n case _: pass\n case b: pass
match x:\n case a | b: pass
match x:\n case [a, a]: pass
match x:\n case [a] | [b]: pass
match x:\n case {1: a, 1: b}: pass
match x:\n case {**a, **b}: pass
match x:\n case C(x=1, x=2): pass
match x:\n case [*a, *b]: pass
match x:\n case (a, b) as a: pass
match x:\n case __debug__: pass
x: int = yield
def f():\n x: (yield)
from __future__ import annotations\ndef f():\n x: (yield)
from __future__ import annotations\nx: (y := 1)
from __future__ import annotations\nasync def f():\n x: (await y)
class A:\n def f(self):\n  nonlocal __class__
while 0: continue
if 1: break
while 1:\n def f(): break
for x in y:\n class A: continue
try: pass\nfinally: continue
for x in y:\n try: pass\n finally: continue
def f():\n global a, b\n a = 1\n nonlocal b
global x\nx = 1
x = 1\nglobal x
print(x)\nglobal x
def f():\n for x in y: pass\n global x
def f():\n import x\n global x
def f():\n def x(): pass\n global x
def f():\n with a as x: pass\n global x
def f():\n lambda: x\n global x
def f():\n x += 1\n global x
def f():\n del x\n global x
a = *b
a = *b,
*a
*a,
print(*a)
f(*)
return *a
def f(): return *a, b
x = (*a)
(*a, b)
{*a: 1}
for *a in b: pass
for *a, in b: pass
for x in *a, b: pass
a[*b]
a[*b] = 1
del a[*b]
def f(*args: *Ts): pass
assert (1, 'x')
1 is 1
x is 'a'
'a'['b']
1[2]
1()
[1, 2](3)
None[1]
{1}[0]
lambda: (yield)
[lambda: (yield) for x in y]
'''
import warnings
warnings.simplefilter("error")
for line in cases.strip().split("\n"):
    src = line.replace("\\n", "\n")
    try:
        compile(src, "<t>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    except Exception as e:
        print(repr(src), type(e).__name__, e)
# nesting
def nest(n): 
    s = ""
    for i in range(n): s += " " * i + "for x%d in y:\n" % i
    return s + " " * n + "pass"
for n in (19, 20, 21):
    try: compile(nest(n), "<t>", "exec"); print(n, "ok")
    except SyntaxError as e: print(n, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
