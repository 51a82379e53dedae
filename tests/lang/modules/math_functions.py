# math: every function, its special values and errors.
import math
inf, nan = math.inf, math.nan
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
math.pi, math.e, math.tau, math.inf, math.nan
math.sqrt(16), math.sqrt(2), math.sqrt(0.0), math.sqrt(10**300), math.sqrt(inf)
math.sqrt(-1)
math.sqrt('a')
math.exp(0), math.exp(1), math.exp(-inf), math.exp(-1000), math.exp2(10), math.expm1(1e-10)
math.exp(1000)
math.log(1), math.log(10), math.log(8, 2), math.log(10**400), math.log2(8), math.log2(2**2000), math.log10(1000), math.log10(10**400), math.log1p(1e-10), math.log(inf), math.log(100, 10)
math.log(0)
math.log(-1)
math.log(0.0)
math.log(2, 0)
math.log(2, 1)
math.log()
math.log10(-5)
math.log1p(-1)
math.sin(0), math.cos(0), math.tan(0), round(math.sin(1), 12), round(math.cos(1), 12), math.asin(1), math.acos(1), math.atan(1), math.atan2(1, 1), math.atan2(-1, -1), math.atan2(0, -1), math.atan2(-0.0, -1), math.atan2(0.0, 0.0), math.sinh(0), math.cosh(0), math.tanh(1), math.asinh(1), math.acosh(1), math.atanh(0.5)
math.sin(inf)
math.asin(2)
math.acosh(0.5)
math.atanh(1)
math.cosh(1000)
math.floor(1.5), math.floor(-1.5), math.ceil(1.5), math.ceil(-1.5), math.trunc(1.9), math.trunc(-1.9), math.floor(5), math.ceil(10**20), math.floor(1e20)
math.floor(inf)
math.ceil(nan)
math.floor('x')
math.trunc('x')
math.fabs(-2), math.fabs(-0.0), math.copysign(1, -0.0), math.copysign(-3, 2), math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, inf), math.modf(1.25), math.modf(-1.25), math.modf(inf), math.frexp(8), math.frexp(0.1), math.frexp(0), math.frexp(inf), math.ldexp(0.5, 4), math.ldexp(1, -1074), math.ldexp(1, -2000), math.remainder(7, 4), math.remainder(5, 2)
math.fmod(1, 0)
math.fmod(inf, 1)
math.ldexp(1, 2000)
math.ldexp(1, 1.5)
math.remainder(1, 0)
math.gcd(), math.gcd(12), math.gcd(12, 18), math.gcd(12, 18, 8), math.gcd(-12, 18), math.gcd(0, 0), math.gcd(2**100, 6**50), math.lcm(), math.lcm(4, 6), math.lcm(2, 3, 5), math.lcm(0, 5), math.lcm(-4, 6)
math.gcd(1.5, 2)
math.gcd('a')
math.factorial(0), math.factorial(5), math.factorial(20), math.factorial(30), math.factorial(100) % 10**9
math.factorial(-1)
math.factorial(5.0)
math.factorial('a')
math.comb(5, 2), math.comb(50, 25), math.comb(5, 6), math.comb(5, 0), math.comb(100, 50), math.perm(5, 2), math.perm(5), math.perm(5, 6), math.perm(30, 10)
math.comb(-1, 2)
math.comb(2, -1)
math.perm(-1)
math.comb(1.5, 1)
math.isqrt(0), math.isqrt(15), math.isqrt(16), math.isqrt(10**40), math.isqrt(2**200 - 1), math.isqrt(2**64 - 1)
math.isqrt(-1)
math.isqrt(1.5)
math.fsum([0.1] * 10), math.fsum([1e308, 1, -1e308]), math.fsum([]), math.fsum([1e16, 1, 1e-16]), math.prod([1, 2, 3]), math.prod([]), math.prod([1.5, 2]), math.prod([2**40] * 3), math.prod([1, 2], start=10), math.prod(range(1, 21)), math.prod(['a', 2]) if 0 else 0
math.fsum([inf, -inf])
math.fsum([1e308, 1e308])
math.fsum(['a'])
math.prod(['a'])
math.isnan(nan), math.isnan(1), math.isinf(-inf), math.isfinite(1), math.isfinite(nan), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9), math.isclose(inf, inf), math.isclose(nan, nan)
math.isclose(1, 2, rel_tol=-1)
math.hypot(3, 4), math.hypot(), math.hypot(1, 2, 3), math.hypot(-5), math.hypot(inf, nan), math.dist([1, 2], [4, 6]), math.dist((0,), (5,))
math.dist([1], [1, 2])
math.dist(1, 2)
math.degrees(math.pi), math.radians(180), math.pow(2, 10), math.pow(2, 0.5), math.pow(nan, 0), math.pow(1, nan), math.pow(-1, inf), math.cbrt(27), math.cbrt(-8), math.nextafter(1, 2), math.nextafter(0, 1), math.nextafter(1, -inf), math.ulp(1), math.ulp(0), math.ulp(1e300), math.ulp(inf)
math.pow(-1, 0.5)
math.pow(0, -1)
math.pow(10, 400)
math.gamma(5), round(math.gamma(0.5), 12), round(math.lgamma(10), 12), round(math.erf(0.5), 12), round(math.erfc(0.5), 12), round(math.lgamma(0.5), 12), math.erf(inf)
math.gamma(0)
math.gamma(-1)
math.gamma(200)
math.lgamma(0)
math.nothing
math.sqrt()
math.sqrt(1, 2)
math.sin(x=1)
""")
class I:
    def __index__(self): return 5
class F:
    def __float__(self): return 2.5
    def __floor__(self): return "floor!"
    def __ceil__(self): return "ceil!"
    def __trunc__(self): return "trunc!"
print(math.sqrt(I()), math.factorial(I()), math.gcd(I(), 10), math.fabs(F()), math.floor(F()), math.ceil(F()), math.trunc(F()), math.isqrt(I()))
print(sorted(n for n in dir(math) if n[0] != "_"))
