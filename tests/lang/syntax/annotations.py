from __future__ import annotations
# Annotations as text (PEP 563).
import __future__
def f(a: undefined_one, b: list[int] = [], *c: "quoted", d: 1 + 2 = 3, **e: lambda x: x) -> dict[str, int] | None: pass
print(f.__annotations__)
x: not_defined_anywhere
y: int = 5
class C:
    a: ClassVar[int]
    def m(self: C) -> C: return self
    def n(self, x: f"{1}", *, y: a.b.c[d, e:f] = None) -> (1, 2): pass
print(__annotations__, C.__annotations__, C.m.__annotations__, C.n.__annotations__)
def g(a: "it's", b: 'x"y', c: not a, d: a if b else c, e: [i for i in x], f: {**a, 1: 2}, g: a[1:2, ::3], h: a @ b ** -c, i: x.y(z, *w, k=1, **v), j: (a,), k: (), l: -1.5e10, m: b"x", n: ..., o: None, q: (yield_, 1), r: {1, 2}, s: a < b <= c is not d not in e, t: a and b or c, u: ~a, v: (a + b) * c, w: a + b * c, x: "é", y: 0x10, z: 1j): pass
for k, v in g.__annotations__.items(): print(k, v)
print(__future__.annotations.compiler_flag != 0, annotations is __future__.annotations, [n for n in __future__.all_feature_names if n == "annotations"])
