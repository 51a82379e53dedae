# complex
inf, nan = float("inf"), float("nan")
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
1j, 1 + 2j, -1j, 1 - 2j, 0j, -0j, complex(0, -0.0), complex(-0.0, 0), 1e20 + 1e-20j, complex(1.5, 2), (1+0j), 3j + 4
complex(nan, inf), complex(-inf, -nan), complex(0, inf), complex(1e16, 1)
(1+2j) + (3-4j), (1+2j) - 1, (1+2j) * (3-4j), (1+2j) / (3-4j), (1+2j) ** 2, (1+2j) ** -1, (1+2j) ** 0.5, 1j ** 2, 2 ** 1j, (1+2j) ** (1+1j), 0j ** 0, 1j * 1j
(1+2j) / 0
0j ** -1
0j ** 1j
(1+2j) // 1
(1+2j) % 1
divmod(1j, 1)
1j < 2
1j == 1j, 1j != 1, 1+0j == 1, 1 == 1+0j, 1.5 == 1.5+0j, 2**53 + 0j == 2**53, True == 1+0j, 1j == 'x'
abs(3+4j), abs(-5j), -(1+2j), +(1+2j), bool(0j), bool(1j), not 0j, abs(complex(inf, nan)), abs(complex(nan, 1))
abs(complex(1e308, 1e308))
(1+2j).real, (1+2j).imag, (1+2j).conjugate(), 5j.imag
hash(1+0j), hash(1j), hash(1+2j), hash(complex(0.5, 0)) == hash(0.5)
complex(), complex(1), complex(1.5), complex(1, 2), complex('1+2j'), complex('1'), complex('j'), complex('-j'), complex(' 1-2j '), complex('(1+2j)'), complex('1e5j'), complex('nan+infj'), complex('1_0j'), complex(1j, 2), complex(1, 2j), complex(1j, 1j), complex(real=1, imag=2)
complex('1 + 2j')
complex('')
complex('abc')
complex('1+2')
complex('1', 2)
complex(1, '2')
complex(None)
complex([])
complex('1j+2')
int(1j)
float(1j)
round(1j)
str(1+2j), repr(-1.5j), f'{1+2j}', f'{1+2j:.2f}', f'{1+2j:>12}', f'{1.5+2j:e}', f'{1+2j:g}', f'{3j:.1f}', '%s' % (1j,), f'{1+2j:+.1f}', f'{1000j:,}'
f'{1j:d}'
f'{1j:010}'
f'{1j:=10}'
'%d' % 1j
'%f' % 1j
complex.__add__(1j, 2), (1j).__radd__(1), (1j).__eq__(1), (1j).__lt__(2), (1j).__complex__(), complex.__mro__
sum([1j, 2, 3.5]), [1j] * 2, {1j: 1}[0+1j], 1j in [1j], type(1j + 1), pow(2, 1j, None)
pow(1j, 2, 3)
1e-3j, 10**30 * 1j, 1j - 1j, 1j * inf, (inf + 1j) * 1j
1j.x
""")
z = 0
for i in range(50): z = z * z + complex(-0.4, 0.6)
print(z)
