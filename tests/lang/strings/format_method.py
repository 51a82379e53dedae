# str.format: fields, attributes, items, nesting, conversions; format() on str; format_map; string.Formatter.
class P:
    def __init__(self): self.x, self.d, self.l = 5, {"k": "v", "1": "one"}, [10, [20, 30]]
    def __repr__(self): return "P()"
p = P()
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
'{} {}'.format(1, 2), '{1} {0}'.format('a', 'b'), '{a} {b}'.format(a=1, b=2), '{0} {a} {0}'.format('z', a=3), '{{}}'.format(), '{{{}}}'.format(5), 'a{}b{}c'.format(1, 2), ''.format(), '{0}{0}'.format('x')
'{0.x} {0.d[k]} {0.l[1][0]} {0.d[1]}'.format(p)
'{0.x} {0.d[k]} {0.l[1][0]}'.format(p), '{p.x:>5}|{p!r:<6}|'.format(p=p), '{[k]}'.format({'k': 1}), '{.x}'.format(p), '{0[0]}'.format([7]), '{a[b c]}'.format(a={'b c': 1}), '{0[-1]}'.format({'-1': 'neg'})
'{!r} {!s} {!a}'.format('é', 'é', 'é'), '{0!r:>8}'.format('x'), '{:{}}'.format('a', 5), '{:{w}.{p}f}'.format(3.14159, w=8, p=2), '{0:{1}{2}}'.format('x', '*^', 7), '{:{}{}}'.format(1, '>', 4)
'{:5}|{:<5}|{:>5}|{:^5}|{:*^5}|{:.2}|{:5.1}|'.format('abc', 'abc', 'abc', 'abc', 'abc', 'abc', 'abc')
'{:s} {:10s}|{:é>4}'.format('a', 'b', 'c'), '{:%}'.format(0.5), '{:,}'.format(10000), '{:b}'.format(5), '{:c}'.format(9731), '{:#x}'.format(255), '{:+}'.format(3)
'{} {}'.format(1)
'{1}'.format(1)
'{a}'.format()
'{a}'.format(b=1)
'{0} {}'.format(1, 2)
'{} {0}'.format(1, 2)
'{'.format()
'}'.format()
'{0'.format(1)
'{0!}'.format(1)
'{0!x}'.format(1)
'{0!rr}'.format(1)
'{0.}'.format(1)
'{0[}'.format(1)
'{0[]}'.format([1])
'{0[a]}'.format([1])
'{0[5]}'.format([1])
'{0.nothing}'.format(1)
'{:d}'.format('x')
'{:=5}'.format('x')
'{:+}'.format('x')
'{: }'.format('x')
'{:#}'.format('x')
'{:,}'.format('x')
'{:05}'.format('x')
'{:0<5}'.format('x')
'{:.3d}'.format(5)
'{:z}'.format('x')
'{:>>>}'.format('x')
'{:10.}'.format('x')
'{!r:>10}{:{}}'.format(1, 2, 3)
'{:{:{}}}'.format(1, 2, 3)
'{0:{0:{0}}}'.format(1)
'{a.b.c}'.format(a=1)
'{ }'.format(1)
'{0 }'.format(1)
'{a b}'.format(**{'a b': 7})
'{:}'.format(5), '{!s:}'.format(5), '{0:}'.format(None), '{}'.format(None), '{}'.format([1, 'a']), '{}'.format(int)
'{:5}'.format(None)
'{:5}'.format([])
'{a}{b}'.format_map({'a': 1, 'b': 2})
'{a}'.format_map({})
'{0}'.format_map({'0': 1})
'{x}'.format_map(5)
format('abc', '>6'), format('abc', ''), format('é☃', '^6'), format('abc', '.1'), format('abcdef', '8.3') + '|', format('', '3') + '|', format('a', '\\u2603<3')
format('abc', 'd')
format('abc', 5)
format(5, 'q')
format()
'{:10}|{:<10}|{:^10}'.format(True, False, 5), '{!s:10}|'.format(True), '{:d}'.format(True), '{:.1f}'.format(True)
""")
class Default(dict):
    def __missing__(self, k): return "{" + k + "}"
print("{a} {b}".format_map(Default(a=1)))
class Fmt:
    def __format__(self, spec): return "F" + spec
    def __getattr__(self, n): return "attr " + n
    def __getitem__(self, k): return f"item {k!r}"
print("{0} {0:abc} {0.zz} {0[1]} {0[x]} {0:{0}}".format(Fmt()))
