# Decimals: operators, precision, all rounding modes, special values; numbers of one word and of many.
from decimal import *

D = Decimal
print(D('1.1') + D('2.2'), D('1.10') - 2, 3 * D('0.5'), 7 / D(4), D(7) // 2, D(-7) // 2, D(-7) % 2, divmod(D('7.5'), 2))
print(D(1) / 3, D(2) / D(3), D(10) / D('2.5'), D('1.000') / 8, D(100) / D('1E+2'), D('1E+2') / 10)
print(-D('0'), +D('-0'), -D('1.50'), abs(D('-2.5')), D('-0').copy_abs(), 0 - D('0.00'))
print(D(2) ** 10, D('1.1') ** 5, D(2) ** -3, D(9) ** D('0.5'), D('-2') ** 3, D(0) ** 3, pow(D(7), 30, 13))
print(D('9' * 19) + 1, D('9' * 19) * 2, D('9' * 10) * D('9' * 10), D('9' * 28) + 1, D('9' * 28) * D('9' * 28))
print(D(10 ** 18) + D('1E-10'), D('1E+20') - D('1E-20'), D(5) + D('1E-40'), D('123456789012345678901234567890') - 1)

# Every rounding mode, at, below and above a half, with both signs.
MODES = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)
NUMBERS = [D(s) for s in '0.4 0.5 0.6 1.5 2.5 5.01 10.1 99.5 -0.5 -1.5 -2.5 -5.1 -99.5'.split()]
for mode in MODES:
    print(f'{mode:16}', *(n.quantize(D(1), rounding=mode) for n in NUMBERS))
for mode in MODES:
    c = Context(prec=3, rounding=mode)
    print(f'{mode:16}', c.add(D('99.95'), D('0.001')), c.multiply(D('1.005'), 1), c.divide(2, 3), c.divide(-2, 3),
          c.subtract(D('1'), D('1E-30')), c.sqrt(2), c.plus(D('-123.5')))

# A result for each kind of operands.
SPECIAL = [D(s) for s in 'Infinity -Infinity NaN 0 -0 3 -0.5'.split()]
c = Context(traps=[])
for name in 'add subtract multiply divide divide_int remainder power max min'.split():
    print(name, *(getattr(c, name)(a, b) for a in SPECIAL for b in SPECIAL))
print(c)

# Large ones: identities that any error would break.
with localcontext() as c:
    for c.prec in 40, 400, 4000, 40000:
        a, b = D(2).sqrt(), D(3).sqrt()
        product = a * b
        print(c.prec, len(str(product)), abs(product * product - 6) < D(10) ** (4 - c.prec), (product / a - b).adjusted() <= 3 - c.prec,
              hash(a), hash(product / 7))
    c.prec = 30000
    n, m = D(3 ** 31000 + 1), D(7 ** 9000 + 5)
    q, r = divmod(n, m)
    print(q * m + r == n, 0 <= r < m, int(q) == (3 ** 31000 + 1) // (7 ** 9000 + 5), hash(q))
    print(D(3 ** 3100).sqrt() == 3 ** 1550, (n * 0).is_zero(), n.compare(n + 1), (n % 10 ** 40))
