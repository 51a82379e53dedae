# f-strings: nesting, conversions, format specs, =, quoting, braces.
x, y, name, pi = 5, 2, "wörld", 3.14159265
d = {"k": "v", "a b": 1}
print(f"", f"plain", f"{x}", f"a{x}b{y}c", f"{x}{y}", f"{{}}", f"{{{x}}}", f"{{{{", f"}}}}")
print(f"{name!r} {name!s} {name!a} {name!r:>12} {name:^11}|{name:*<8}|{name:.3}")
print(f"{pi:.2f} {pi:10.3f}|{pi:<10.1f}|{pi:+.1e} {x:05d} {x:b} {x:#x} {1234567:,} {1234567.891:_.1f} {0.256:.1%}")
print(f"{x=} {x = } {x+y=} {name=} {name=!s} {pi=:.2f} { x = !r:>5} {d['k']=} {len(name)=}")
w, p = 10, 3
print(f"{pi:{w}.{p}f}|{pi:{w}}|{name:{'>'}{w}}|{pi:{'.' + str(p) + 'f'}}|{x:{y}{'d'}}|{name!r:{w + 2}}")
print(f"{'nested ' + f'{x + 1}'} {[f'{i}' for i in range(3)]}")
print(f'{d["k"]} {d["a b"]}', f"{d['k']}", f"""{d["k"]} {d['a b']}""", f'''{"'"} {'"'}''')
print(f"{ {'a': 1}['a'] } { {1, 2} == {2, 1} } {(lambda q: q * 2)(4)} {[1, 2][0]} {x if y else 'no'} {x and y} {not x} {-x} {x < y} {x != y} {x == 5} {x >= 1 <= 9}")
print(f"{x:>{w}}" f"{y}" "plain {x}" r"\n" rf"\{x}\n" fr"{x}\t" F"{x}" Rf"\{y}")
print(f"{'a' 'b'}", f"{x,}", f"{x, y}", f"{*[1, 2], 3}", f"{(yield_ := 4)}", yield_, f"{x!r}", f"{x:}", f"{'':5}|", f"{None} {True} {...}")
print(f"""multi
{x
+ y}
{
name
}""")
class F:
    def __format__(self, spec): return f"<{spec!r}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
o = F()
print(f"{o} {o:} {o:abc} {o!s:>5} {o!r} {o:{x}{y}} {o:%Y-%m-%d %H:%M} {o:a{'b'}c}")

def f():
    a = 1
    return f"{a} {(lambda: a)()} {[a for _ in range(2)]} {a!r:{a}}"
print(f())
def gen():
    v = f"{(yield 1)} {(yield 2)}"
    yield v
g = gen(); next(g); g.send("A"); print(g.send("B"))
print(f"\u00e9 \x41 \{x} {'é☃'}", f"\\{x}", f"{x}\n".encode(), rf"\n{x}")
print(f"{3.0} {1e100} {10**20} {1j} {[1.0, 'a']} {b'x'} {x:n} {True:d} {True} {'a':>3s} {ord('a'):c} {255:X} {-5:+d} {5: d} {-0.0:.1f} {1e-7} {float('inf'):>6} {float('nan'):06}")
print("%s" % f"{x}%", f"{x:%}", f"{'%'}", f"{x}%d" % 3)
print(f"{x!r}" == repr(x), f"{name}" is name, len(f"{'a' * 1000}"), f"{x}" f"{y}" == "52")
for src in ("f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{x!}'", "f'{x!z}'", "f'{x:'", "f'{x!r'", "f'{a b}'", "f'{x=!}'", "f'{lambda x: 1}'", "f'{*x}'", "f'{x:{y:{w}}}'", "f'{\\n}'", "f'{#}'", "f'{x;y}'", "f'{)}'", "f'{(}'", "f'{x:d'", "f'{1 2}'", "f'{x +}'", "f'{x!rr}'", "f'{=}'", "f'{:x}'", "f'{!r}'", "fb'x'", "f'a' b'b'", "f'{import x}'", "f'{x=y}'"):
    try:
        print(src, "->", eval(src))
    except (SyntaxError, NameError, ValueError, TypeError) as e:
        print(src, "->", type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
for spec in ("d", "x", "s", ".2", "zz", ",d", "10", "e", "c", "%", "n", ",_", "-^5"):
    for value in (5, 2.5, "s", None):
        try:
            print(repr(f"{value:{spec}}"), end=" ")
        except (ValueError, TypeError) as e:
            print(e, end=" ")
    print()
