# Every operator method: plain, reflected, in place, NotImplemented.
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"N({self.v})"
ops = {"add": "+", "sub": "-", "mul": "*", "matmul": "@", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
       "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^"}
def unwrap(x): return x.v if isinstance(x, N) else x
for name, sym in ops.items():
    setattr(N, f"__{name}__", lambda a, b, sym=sym: f"({unwrap(a)} {sym} {unwrap(b)})")
    setattr(N, f"__r{name}__", lambda a, b, sym=sym: f"r({unwrap(b)} {sym} {unwrap(a)})")
a, b = N("a"), N("b")
print(a + b, a - b, a * b, a @ b, a / b, a // b, a % b, a ** b, a << b, a >> b, a & b, a | b, a ^ b)
print(a + 1, a - 1, a * 1, a @ 1, a / 1, a // 1, a % 1, a ** 1, a << 1, a >> 1, a & 1, a | 1, a ^ 1)
print(1 + a, 1 - a, 1 * a, 1 @ a, 1 / a, 1 // a, 1 % a, 1 ** a, 1 << a, 1 >> a, 1 & a, 1 | a, 1 ^ a)
print(1.5 + a, "s" + a, [1] + a, None + a, (1,) * a, {1} | a)
x = a
x += 1
print(x)

class I:
    def __init__(self): self.log = []
for name in ops:
    def inplace(self, other, name=name):
        self.log.append((name, other))
        return self
    setattr(I, f"__i{name}__", inplace)
i = j = I()
i += 1; i -= 2; i *= 3; i @= 4; i /= 5; i //= 6; i %= 7; i **= 8; i <<= 9; i >>= 10; i &= 11; i |= 12; i ^= 13
print(i is j, i.log)
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
u = U()
import math
print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u))
print(divmod(u, 1), divmod(1, u), u ** 2, pow(u, 2), pow(u, 2, 3), 2 ** u)

# Who is asked first: the right operand if its type is a subclass that overrides.
class A:
    def __add__(self, o): return "A.add"
    def __radd__(self, o): return "A.radd"
class B(A):
    def __radd__(self, o): return "B.radd"
class C(A): pass
print(A() + B(), A() + C(), B() + A(), B() + B(), A() + A())
class NI:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
    def __iadd__(self, o): return NotImplemented
class R:
    def __radd__(self, o): return "R.radd"
print(NI() + R())
n = NI()
try:
    n += 1
except TypeError as e:
    print(e)
n += R()
print(n)
class Only: pass
o = Only()
for expr in """o + 1
1 + o
o - o
o * 'a'
o @ o
o / 2
o // 2
o % 2
o ** 2
o << 2
o >> 2
o & 2
o | 2
o ^ 2
-o
+o
~o
divmod(o, 1)
pow(o, 2, 3)
pow(2, o)
pow(2, 3, o)
1 + 'a'
'a' + 1
'a' * 'b'
[] + ()
() + []
[] * 1.5
1 - None
{} | []
{1} - [1]
b'' + ''
'' + b''
-'a'
~1.5
1 @ 2
1.5 % 'x'
'a' - 'b'
1.5 << 1
2 ** 'x'
print >> 1
o[0]
o[0:1]
1[0]
None[0]
len[0]
len(o)
o()
abs(o)
round(o)
int(o)
float(o)
complex(o)
iter(o)
next(o)
o < 1
o <= o
1 > o
o >= 'a'
1 < 'a'
[1] < ['a']
(1, 2) < (1, 'a')
[] < ()
{} < {}
None < None
1j < 2
o in o
1 in 1
'a' in 1
1 in 'a'
b'a' in 'a'
reversed(o)
hash([])
hash({})
hash(set())
hash((1, []))
{[]: 1}
{[]}
{}[[]]
range(o)
[1][o]
[1]['a']
[1][1.0]
(1,)['a']
'a'['b']
'abc'[1.5]
b'a'['x']
[1][5]
(1,)[5]
'a'[5]
b'a'[9]
range(3)[7]
{}['k']
{}[1]
{}[(1, 2)]""".split("\n"):
    try:
        print(expr, "=", eval(expr))
    except Exception as e:
        print(f"{expr}: {type(e).__name__}: {e}")
for stmt in ("o += 1", "o[0] = 1", "del o[0]", "o[1:2] = 3", "(1,)[0] = 2", "'a'[0] = 'b'", "del 'a'[0]", "[1][9] = 1", "del [1][9]",
             "del {}[1]", "range(3)[0] = 1", "a, b = o", "a, b = 1", "a, b = 1, 2, 3", "a, b = [1]", "a, *b, c = [1]", "for q in o: pass", "with o: pass",
             "x = o @ 1", "o **= 2", "b'a'[0] = 1", "None.x = 1", "len.x = 1", "o[0] += 1", "del o.zz", "1 .x", "raise o", "raise 1", "raise Only", "import nope_nope", "from math import nope_nope"):
    try:
        exec(stmt)
        print(stmt, "ok")
    except Exception as e:
        print(f"{stmt}: {type(e).__name__}: {e}")
