# Decimals: money to the cent, functions with 28 digits, pi to 1000.
from decimal import Decimal, ROUND_HALF_UP, getcontext, localcontext

CENT = Decimal('0.01')
total, rate = Decimal(0), Decimal('0.0725')
for i in range(100_000):
    price = Decimal(i % 1000) / 8 + CENT
    tax = (price * rate).quantize(CENT, rounding=ROUND_HALF_UP)
    total += price - tax
    if total > 1_000_000:
        total /= 3
print(total)


def pi(precision):
    with localcontext(prec=precision + 2) as context:
        last, term, total, n, na, d, da = 0, Decimal(3), Decimal(3), 1, 0, 0, 24
        while total != last:
            last = total
            n, na = n + na, na + 8
            d, da = d + da, da + 32
            term = term * n / d
            total += term
        context.prec -= 2
        return +total


for _ in range(20):
    digits = str(pi(1000))
print(digits[-20:])
x = Decimal(2)
for i in range(2000):
    x = (x.ln() + x.sqrt() + Decimal(i).exp().log10()).copy_abs() + 1
print(+x, getcontext().prec)
print(sum(Decimal(str(i)) * Decimal('1.1') for i in range(50_000)))
