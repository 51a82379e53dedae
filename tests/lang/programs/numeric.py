# Digits of pi and e, Mandelbrot, linear equations with fractions of our own, Newton, integrals, random walks, bignum checks.
def pi_digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else: q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
from itertools import islice
print("".join(map(str, islice(pi_digits(), 120))))
def e_digits(n):
    scale, term, total, k = 10 ** (n + 10), 10 ** (n + 10), 0, 1
    while term: total += term; term //= k; k += 1
    return total // 10 ** 10
print(e_digits(100))
def mandel(w, h, limit=30):
    for y in range(h):
        row = ""
        for x in range(w):
            c = complex(-2.2 + 3 * x / w, -1.2 + 2.4 * y / h); z = 0j; n = 0
            while abs(z) < 2 and n < limit: z = z * z + c; n += 1
            row += " .:-=+*#%@"[n * 9 // limit]
        yield row
print("\n".join(mandel(60, 20)))
from math import gcd, sqrt, isqrt, fsum, sin, pi
class Frac:
    __slots__ = ("n", "d")
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError(f"Frac({n}, 0)")
        g = gcd(n, d) * (-1 if d < 0 else 1); self.n, self.d = n // g, d // g
    @staticmethod
    def of(x): return x if isinstance(x, Frac) else Frac(x)
    def __add__(self, o): o = Frac.of(o); return Frac(self.n * o.d + o.n * self.d, self.d * o.d)
    def __sub__(self, o): return self + -Frac.of(o)
    def __neg__(self): return Frac(-self.n, self.d)
    def __mul__(self, o): o = Frac.of(o); return Frac(self.n * o.n, self.d * o.d)
    def __truediv__(self, o): o = Frac.of(o); return Frac(self.n * o.d, self.d * o.n)
    def __rsub__(self, o): return Frac.of(o) - self
    def __rtruediv__(self, o): return Frac.of(o) / self
    __radd__, __rmul__ = __add__, __mul__
    def __eq__(self, o): o = Frac.of(o); return (self.n, self.d) == (o.n, o.d)
    def __lt__(self, o): o = Frac.of(o); return self.n * o.d < o.n * self.d
    def __bool__(self): return self.n != 0
    def __float__(self): return self.n / self.d
    def __repr__(self): return str(self.n) if self.d == 1 else f"{self.n}/{self.d}"
def solve(a, b):
    n = len(a); m = [[Frac.of(x) for x in row] + [Frac.of(y)] for row, y in zip(a, b)]
    for i in range(n):
        p = next((r for r in range(i, n) if m[r][i]), None)
        if p is None: raise ArithmeticError("singular")
        m[i], m[p] = m[p], m[i]; m[i] = [x / m[i][i] for x in m[i]]
        for r in range(n):
            if r != i and m[r][i]: f = m[r][i]; m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [row[-1] for row in m]
print(solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3]), solve([[1, 2], [3, 4]], [5, 6]), sum(Frac(1, k) for k in range(1, 21)), float(Frac(1, 3)), Frac(2, -4), 1 - Frac(1, 3), sorted([Frac(1, 2), Frac(1, 3), 1 / Frac(2)]))
n = 8; print(solve([[Frac(1, i + j + 1) for j in range(n)] for i in range(n)], [1] * n))
try: solve([[1, 2], [2, 4]], [1, 2])
except ArithmeticError as e: print(e)
def newton(f, df, x, eps=1e-13):
    for step in range(50):
        dx = f(x) / df(x); x -= dx
        if abs(dx) < eps: return x, step
print(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0), newton(lambda x: x ** 3 - x - 2, lambda x: 3 * x * x - 1, 1.5))
def simpson(f, a, b, n=100): h = (b - a) / n; return h / 3 * fsum((f(a + i * h) * (1 if i in (0, n) else 4 if i % 2 else 2)) for i in range(n + 1))
print(round(simpson(sin, 0, pi), 10), round(simpson(lambda x: 1 / x, 1, 2), 10), round(simpson(sqrt, 0, 4, 1000), 5))
import random
random.seed(42); x = y = 0; seen = {(0, 0)}
for _ in range(1000):
    dx, dy = random.choice([(1, 0), (-1, 0), (0, 1), (0, -1)]); x, y = x + dx, y + dy; seen.add((x, y))
print(x, y, len(seen), random.random(), random.randint(1, 100), random.sample(range(50), 5), random.gauss(0, 1), [random.randrange(10) for _ in range(10)])
def is_prime(n):
    if n < 2 or n % 2 == 0: return n == 2
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if a % n == 0: continue
        v = pow(a, d, n)
        if v in (1, n - 1): continue
        for _ in range(s - 1):
            v = v * v % n
            if v == n - 1: break
        else: return False
    return True
print([n for n in range(100) if is_prime(n)], is_prime(2**89 - 1), is_prime(2**89 + 1), is_prime(10**18 + 9))
def rsa():
    p, q, e = 2**89 - 1, 2**107 - 1, 65537; n, phi = p * q, (p - 1) * (q - 1); d = pow(e, -1, phi); m = int.from_bytes(b"secret message", "big"); c = pow(m, e, n)
    return c % 10**12, pow(c, d, n).to_bytes(14, "big")
print(rsa(), isqrt(10**50 - 1), [sum(map(int, str(2**k))) for k in (10, 100, 1000)], sum(int(d) ** 2 for d in str(3**300)))
a, b = 3**500, 7**300; print(a % b == a - a // b * b, gcd(a * 12, b * 18), (a * b) // a == b, len(str(a * b)), (a ^ b) ^ b == a, (a << 77) >> 77 == a, int(str(a)) == a, int(hex(b), 16) == b, -a // b == -(a // b) - 1, divmod(-a, b)[1] > 0)
