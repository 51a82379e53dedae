"""Where results are rounded: quotients of large ints, sums, gamma, ratios. Some in full, digests of many."""
import math
import random

r = random.Random(20)


def digest(values):
    h = 0
    for v in values:
        for c in v:
            h = (h * 31 + ord(c)) % (2 ** 61 - 1)
    return h


def text(function, *args):
    try:
        v = function(*args)
    except (ArithmeticError, ValueError) as e:
        return repr(e)
    return v.hex() if isinstance(v, float) else repr(v)


def quotient(a, b):
    return text(lambda: a / b)


def bits(n):
    return r.getrandbits(n) | 1 << (n - 1)


# int / int: also in the middle between two floats, near the largest and among the smallest
for a, b in ((2 ** 54 + 1, 1), (2 ** 54 + 2, 1), (2 ** 54 + 3, 1), (2 ** 54 + 6, 1), (10 ** 400, 10 ** 399), (-10 ** 400, 3 * 10 ** 399),
             (2 ** 1024 - 2 ** 970, 1), (2 ** 1024 - 2 ** 970 - 1, 1), (1, 2 ** 1074), (1, 2 ** 1075), (1, 2 ** 1075 - 1), (3, 2 ** 1075),
             (5, 2 ** 1076), (7, 2 ** 1076), (2 ** 53 - 1, 2 ** 1074), (2 ** 54 - 1, 2 ** 1075), (2 ** 54 + 1, 2 ** 1076), (-1, 2 ** 2000), (10 ** 30, -7)):
    print(quotient(a, b))
print(digest(quotient(bits(r.randrange(54, 1200)), bits(r.randrange(1, 1200))) for _ in range(1000)))
print(digest(quotient(bits(r.randrange(1, 70)), bits(r.randrange(1015, 1085)) | 1) for _ in range(1000)))

# fsum: cancellation, halves decided by the smallest item, subnormals, overflow
for items in ([1.0, 2.0 ** -53], [1.0, 2.0 ** -53, 2.0 ** -1074], [1.0, 2.0 ** -53, -2.0 ** -1074], [1e308, 1e308, -1e308], [1.7e308, -1.7e308, 5e-324],
              [5e-324] * 3, [-0.0], [math.inf, 1e308, 1e308], [math.nan, math.inf], [math.inf, -math.inf, math.nan], [1e16, 1.0, -1e16] * 700, [-1e-5] * 5000):
    print(text(math.fsum, items))
for low, high in ((-20, 20), (-320, 300), (0, 1)):
    values = [[r.uniform(-1, 1) * 10.0 ** r.randrange(low, high) for _ in range(r.randrange(30))] for _ in range(300)]
    print(digest(text(math.fsum, v + [-x for x in v[:20]]) for v in values))

# gamma and lgamma, digit by digit
for x in (0.5, 1.5, 4.25, 23.0, 24.0, 100.5, 139.9, 140.1, 171.6, 171.7, -0.5, -10.25, -170.5, -177.9, -199.5, 1e-15, -1e-15, 1e-30, 1e17):
    print(text(math.gamma, x), text(math.lgamma, x))
print(digest(text(math.gamma, x) + text(math.lgamma, x) for x in (r.uniform(-200, 200) for _ in range(2000))))

print(digest(text(math.ulp, r.uniform(-1, 1) * 2.0 ** r.randrange(-1080, 1024)) for _ in range(500)))
print([text(math.ulp, x) for x in (0.0, 5e-324, 2.0 ** -1022, 1.0, -3.0, 1.7976931348623157e308, math.inf, math.nan)])
print(digest(text((r.uniform(-1, 1) * 2.0 ** r.randrange(-1080, 1024)).as_integer_ratio) for _ in range(500)))
print(digest(text(lambda a, b: divmod(a, b), r.uniform(-1e3, 1e3), r.uniform(-1, 1) * 10.0 ** r.randrange(-20, 20)) for _ in range(1000)))
special = (0.0, -0.0, 1.0, -2.5, math.inf, -math.inf, math.nan, 1e308)
print(digest(text(lambda: complex(a, b) / complex(c, d)) for a in special for b in special for c in special for d in special))
