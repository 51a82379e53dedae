x = f"""
{
a} {
 b + 1
:>{
 w}} {c
 }
"""
y = f'''a{b}
{c}{d:{e}}
  {f"q{g}"}''' 'x'
z = (f"a{b}"
  u"v" f'''
  {c}''')
w = u"a" f"{b}c"
f"{x = !r:^20}{y=}{ z = }"
f"{'a' if x else 'b'}{lambda_}{ {1:2}[1] }{(lambda x: 1)}{x!=y}{yield_}"
f"\{x}" rf"\{x}\n"
f"{{}}{{{x}}}\N{REPLACEMENT CHARACTER}"
def g(): f"{yield}{yield 1}{*a, b}{(x:=5)}{x:=5}"
f''
f'{x:}'
f"{é}{b}é{c}"
if x: a;
def f(): return 1;
print(a if b else c, *d, **e); x: int = 3; (y): str; a.b: c
with (a, b): pass
with (a, b) as c: pass
with (a), (b): pass
with (a as b, c as d,): pass
with (yield): pass
with (a, b), c: pass
with (x, y as z): pass
async def f():
    async with (a as b): pass
    async for x in y: await z
    return [x async for y in z if await q]
match = 1; case = 2
match (x): 
    case _: pass
match x, y:
    case (a, b): pass
    case a, *b: pass
    case *_,: pass
    case None | True | -1 | 1-2j | "a" "b" | b"x": pass
    case {**r}: pass
    case {1: x, **r,}: pass
    case A.B(), A.B(c,), A(d=1,): pass
    case (a as b): pass
    case []: pass
    case [x]: pass
    case (): pass
    case {}: pass
match(x, y)
match[x] = 1
match -x
match * x
match: int
print(match, case)
match {}:
    case {}: pass
try: pass
except* A as b: pass
except* (B, C): pass
else: pass
finally: pass
x[a:b, c:d:e, ::, *f, g:=1]
x[*a]; x[*a,]; x[a,]; x[:]; x[a:=1]
lambda: 1; lambda a, /, b=1, *, c, d=2, **e: 0; lambda *a, b: 0; lambda *, a: 0
def f(a, b=1, /, c=2, *d: *e, f, g=1, **h: int) -> x: ...
class A(x, *y, z=1, **w): pass
class B(): pass
@a.b
@(c := d)
async def q(): pass
global a, b
nonlocal c
from .... import a
from ...b.c import (d as e, f,)
from . import *
import a.b.c as d, e
raise A from B
assert a, b
del (a, b), [c], d.e
del (x)
del (a), b
x = y = yield z
x += yield
x @= a, b
not a in b; a not in b is not c
a < b == c >= d != e
a or b or c and d and not e
-a ** -b; (a ** b) ** c; a ** b ** c; await_ ; ~a
1_000; 0x_ff; 0b1; 0o17; 1e5; 1_0.5e-3; 1j; .5; 5.; 00; 1e400; 123456789012345678901234567890; 0xffffffffffffffffffffffff
"a" 'b' """c"""; b'\x00\xff\'"'; r'\n'; u'x'; '\ud800'; '\U0001f600\u00e9\x7f'; "\
x"
{1, *a}; {**a, b: c}; {a: b for c in d}; {a for b in c}; (a for b in c); [*a, b]; (); (a,); a,
f(a for b in c); f(a, (b for c in d)); f(*a, b, *c, d=1, *e, **f, g=2, **h); f(a := 1); f((a) for b in c)
if a:
    pass
elif b: pass
elif c:
    pass
else: pass
while x:
	pass
else:
	pass
for x, *y in a, *b: pass
for (x) in y: break
for x[0], in z: continue
print(1
 + 2) ; \
 y
ªµ = ﬁ
