# int: arithmetic at every size, division, shifts, bits, conversion.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
2**62 - 1
2**62
-2**62
-2**62 - 1
2**61 + 2**61
2**61 - 1
2**61
-2**61
-2**61 - 1
4611686018427387903 + 1
-4611686018427387904 - 1
2305843009213693951 + 1
3037000500 * 3037000500
9223372036854775807 + 1
2**63 * 2**63
2**200 // 3**50
2**200 % 3**50
-2**200 // 3**50
-2**200 % 3**50
2**200 // -3**50
2**200 % -3**50
-(2**64)
~(2**64)
abs(-2**64)
divmod(-7, 2)
divmod(7, -2)
divmod(-7, -2)
divmod(2**100, 10**20)
divmod(-2**100, 10**20)
7 // 0
7 % 0
divmod(1, 0)
2**100 // 0
1 / 0
0 / 5
7 / 2
2**1100 / 2**1099
2**1100 / 3
10**400 / 10**399
(2**53 + 1) / 1
-7 / 2
6 / 3
1 << 100
1 << 0
-1 << 65
(2**100) >> 99
-(2**100) >> 99
-1 >> 1000
5 >> 70
1 << -1
1 >> -1
0 << 10**20
1 << 10**20
5 >> 10**20
-5 >> 10**20
2**100 & 2**99
-2**100 & (2**101 - 1)
-1 & 2**70
-2**70 | 5
2**70 ^ -1
~0
True & 5
True + True
True * 3.5
-True
True & False
True | 2
True ^ True
3 ** 0
0 ** 0
0 ** -1
2 ** -3
(-2) ** 3
(-2) ** -3
2 ** 100
(-3) ** 101
7 ** 2 ** 3
pow(2, 10, 1000)
pow(2, -1, 7)
pow(3, 200, 2**64)
pow(2, 1000, 10**9 + 7)
pow(-2, 3, 5)
pow(2, 3, -5)
pow(2, -1, 4)
pow(2, 3, 0)
pow(5, 0, 1)
pow(2, 3, 1)
pow(2, 0.5)
pow(2, 3, 1.5)
pow(2.0, 3, 5)
(10).bit_length(), (0).bit_length(), (-1).bit_length(), (2**100).bit_length(), (-2**62).bit_length(), (255).bit_count(), (-255).bit_count(), (2**100 - 1).bit_count()
(5).as_integer_ratio(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, True.real
(1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-1).to_bytes(2, 'big', signed=True), (-129).to_bytes(2, 'little', signed=True), (5).to_bytes(), (2**100).to_bytes(13, 'big'), (0).to_bytes(0, 'big')
(-1).to_bytes(2, 'big')
(256).to_bytes(1, 'big')
(128).to_bytes(1, 'big', signed=True)
(5).to_bytes(-1, 'big')
(5).to_bytes(1, 'middle')
int.from_bytes(b'\\x04\\x00', 'big'), int.from_bytes(b'\\xff\\xff', 'little', signed=True), int.from_bytes(b'\\xff' * 9, 'big'), int.from_bytes(b'', 'big'), int.from_bytes([1, 2], 'big'), int.from_bytes(b'\\x01')
int.from_bytes('ab', 'big')
int.from_bytes([256], 'big')
int(), int('42'), int('  -42\\n'), int('+7'), int('1_000'), int('0x1f', 16), int('0x1f', 0), int('0b11', 0), int('0o17', 0), int('0', 0), int('00', 0), int('z', 36), int('Zz', 36), int('11', 2), int('ff', 16)
int('017', 0)
int('12', 2)
int('1', 37)
int('1', 1)
int('', 10)
int(' ')
int('1 2')
int('1__0')
int('_1')
int('1.5')
int('abc')
int('0x', 16)
int(b'12'), int(bytearray(b'12')), int('١٢٣')
int(b'x')
int('1\\x00')
int(5.99), int(-5.99), int(1e30), int(True)
int(float('inf'))
int(float('nan'))
int(None)
int(1, 10)
int(1.5, 10)
int([])
int('9' * 50), int('-' + '1' * 30), int('f' * 40, 16)
int(x=5)
int('5', base=8)
int(base=8)
int('123', 2**100)
str(2**200), repr(-10**50), str(10**1000)[:5], len(str(10**1000))
hex(255), hex(-255), hex(2**100), hex(0), oct(8), oct(-8), bin(5), bin(-5), bin(2**70)
hash(1), hash(0), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-2**61), hash(2**100), hash(-2**100), hash(True)
1 == 1.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 10**25 == 1e25, 1 < 1.5, 10**400 > 1e308, -10**400 < float('-inf')
round(15, -1), round(25, -1), round(-15, -1), round(12345, -2), round(5), round(5, 3), round(2**100, -20), round(5, -3), round(55, -2)
int.__add__(1, 2), int.__add__(1, 2.0), (1).__radd__(2), (5).__rsub__(3), int.__divmod__(7, 2), (2).__rpow__(3), (1).__eq__(1.0), (1).__lt__('a')
(3).__bool__(), (3).__index__(), (3).__int__(), (3).__float__(), (3).__floor__(), (3).__ceil__(), (3).__trunc__(), (3).__round__(), (3).__abs__(), (3).__neg__(), (3).__invert__(), (3).__hash__(), (3).__str__(), (3).__format__('05')
isinstance(True, int), type(True + 0), bool(2**100), bool(0), int.__mro__
""")
# The limit on digits of conversions.
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
show("""
int('1' * 4300) % 1000
int('1' * 4301)
str(10**4299)[:3]
str(10**4300)
len(hex(10**5000))
int('1' * 5000, 16) % 1000
int('1_1' * 2500)
f'{10**4300}'
'%d' % 10**1
""")
sys.set_int_max_str_digits(0)
print(len(str(10**5000)), int("7" * 5000) % 10**6)
try:
    sys.set_int_max_str_digits(5)
except ValueError as e:
    print(e)
sys.set_int_max_str_digits(4300)
# Long arithmetic checked against itself.
f = 1
for i in range(1, 200): f *= i
print(f)
for i in range(1, 200): f //= i
print(f)
a, b = 0, 1
for _ in range(500): a, b = b, a + b
print(a)
x = 12345678901234567890123456789
print(x * x - (x - 1) * (x + 1), (x ** 5) // (x ** 4) == x, (x * 7 + 3) % x, x % 97, -x % 97, x // -97, (x << 64) >> 64 == x, x ^ x, x & -x, x | ~x)
n, steps = 27**15, 0
while n != 1 and steps < 3000: n, steps = (n // 2 if n % 2 == 0 else 3 * n + 1), steps + 1
print(steps)
def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x: x, y = y, (y + n // y) // 2
    return x
print(isqrt(10**60), isqrt(2 * 10**100))
s = 0
for i in range(-70, 70): s += (1 << abs(i)) * (1 if i % 3 else -1)
print(s)
print([2**n % 7 for n in range(60, 68)], [(-3)**n for n in range(38, 42)], [10**n // 7 for n in range(17, 21)])
print(sum(2**i for i in range(100)), sum([2**62] * 10), max(2**70, 2**62, -2**80), min(1, 2**70, -2**80), sorted([2**65, -1, 2**62, 3, -2**63]))
