# float: repr, arithmetic, conversion, hex, rounding, special values.
inf, nan = float("inf"), float("nan")
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
0.1, 0.2, 0.1 + 0.2, 1/3, 2/3, 1e16, 1e15, 123456789012345680.0, 1e22, 1e21, 1.5e-7, 0.0001, 0.00001, 1e100, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308
-0.0, 0.0 == -0.0, 1.0, 100.0, 1e5, -1.5, 1234.5678, 3.141592653589793, 2.5e20, 9007199254740993.0, 4.35, 0.3, 1e-10, 12345678.9
inf, -inf, nan, inf - inf, inf * 0, inf + 1, 1 / inf, -1 / inf, nan == nan, nan != nan, nan < 1, inf > 10**400, inf == inf
1e308 * 10, -1e308 * 10, 1e-320 / 10, 1e308 + 1e308
1.0 / 0
1.0 // 0
1.0 % 0
divmod(1.0, 0)
0.0 ** -1
(-8.0) ** (1/3)
(-8.0) ** 2
2.0 ** 1024
2.0 ** 0.5, 0.0 ** 0, nan ** 0, 1 ** nan, inf ** -1, (-inf) ** 3, 2 ** -0.5
7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, -0.0 % 1, 1e20 % 7, divmod(7.5, 2), divmod(-7.5, 2), 5 // inf, -5 // inf, -5 % inf, 5 % -inf, inf // 1, 1.0 // 1e-320
int(2.9), int(-2.9), int(1e20), float(2**53 + 1), float(10**22), float(2**1023)
float(2**1024)
10**400 * 1.0
float(), float('1.5'), float(' -1.5e3\\n'), float('1_0.5_0'), float('.5'), float('5.'), float('1e5'), float('+1')
float('inf'), float('-Infinity'), float('NaN'), float('+nan'), float('iNf'), float('1e400'), float('-1e-400'), float('٣.٥')
float('')
float('abc')
float('1.5.5')
float('1__0')
float('_1')
float('1e')
float('0x1')
float(b'1.5'), float(bytearray(b'2')), float(True), float(5), float(-2**70)
float(b'x')
float(None)
float([])
float('1\\x00')
(0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-1.5).as_integer_ratio(), (1e20).as_integer_ratio(), (0.0).as_integer_ratio()
inf.as_integer_ratio()
nan.as_integer_ratio()
(1.0).is_integer(), (1.5).is_integer(), inf.is_integer(), (1e300).is_integer()
(1.0).hex(), (0.1).hex(), (-0.0).hex(), inf.hex(), nan.hex(), (5e-324).hex(), (1e308).hex(), (2.5).hex()
float.fromhex('0x1.8p3'), float.fromhex('1.8'), float.fromhex('-0x.8p0'), float.fromhex('inf'), float.fromhex(' 0x1p-1074 '), float.fromhex('0x1p-1075'), float.fromhex('0x1.fffffffffffffp1023'), float.fromhex('ABC')
float.fromhex('0x1p1024')
float.fromhex('zz')
float.fromhex('')
float.fromhex(5)
round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(2.675, 2), round(1e20), round(5.015, 2), round(1.005, 2)
round(1234.5678, 2), round(1234.5678, -2), round(1234.5678, 0), round(-1234.5, -3), round(0.1, 20), round(1e300, -299), round(1.5, None), round(1e-5, 3), round(25.0, -1), round(35.0, -1)
round(inf)
round(nan)
round(inf, 2), round(nan, 1), round(1e308, -308)
round(1.7976931348623157e308, -308)
round(1.5, 'x')
hash(1.0), hash(0.5), hash(-0.0), hash(inf), hash(-inf), hash(1e300), hash(0.1), hash(2.0**70) == hash(2**70), hash(-1.0), hash(1.5), hash(-1.5)
1.5 + 1, 1 + 1.5, 1.5 - True, 2 * 1.5, 3 / 1.5, 1.5 < 2, 2 > 1.5, 1.0 == 1, 1.5 == 3/2, 2**53 + 1 > 2.0**53
-1.5, +1.5, abs(-1.5), abs(-0.0), -(-0.0), not 0.0, not 0.1, bool(nan), bool(-0.0)
(1.5).real, (1.5).imag, (1.5).conjugate(), (1.7).__trunc__(), (1.2).__ceil__(), (1.7).__floor__(), (1.5).__round__(), (-1.5).__floor__(), (1.5).__int__(), (1.5).__float__(), (2.0).__pow__(3)
repr(1e23), repr(9.5e-6), repr(123456.789e3), str(0.1 + 0.7), str(1e16 + 2), repr(2.0**63), repr(2.0**-30), repr(1.1e-322), repr(8.41e21), repr(2.0**100), repr(6.02214076e23), repr(5e-5), repr(99999999999999990.0)
float.__add__(1.0, 2), float.__add__(1.0, 'x'), (1.0).__eq__('a'), (1.0).__lt__(2), (1.0).__radd__(2), (1.0).__rdivmod__(7), (5.0).__rmod__(7)
sum([0.1] * 10), sum([0.1] * 10, 0.0), min(1.0, 1), max(1, 1.0), min(nan, 1), max(1, nan), sorted([2.5, -1, 0.0, 1e10, -inf]), [0.0, -0.0].index(-0.0)
float.__name__, float.__mro__, type(1.0 + 1), type(1.0 // 1), 1.0.__class__
""")
x = 0.0
for i in range(1000): x += 0.1
print(x)
x = 1.0
for i in range(50): x = x * 1.1 + 1 / (i + 1)
print(x)
# The whole range of exponents keeps its values exactly.
for e in (-1074, -1022, -500, -256, -255, -254, -1, 0, 1, 52, 255, 256, 257, 258, 500, 1023):
    v = 2.0 ** e
    print(e, v, v * 1.0 == v, float(repr(v)) == v, -v, (v + v) / 2 == v)
print([float(repr(k * 0.37 ** k)) == k * 0.37 ** k for k in range(1, 50)].count(False), [n / 7 for n in range(8)])
import sys
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig)
print(1e0, 1e1, 1e-1, [10.0 ** k for k in range(-6, 24)])
