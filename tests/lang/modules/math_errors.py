# math: results to the last digit and error messages.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

import math
t(lambda: math.log()); t(lambda: math.log(1,2,3)); t(lambda: math.hypot(x=1)); t(lambda: math.gcd(1.5)); t(lambda: math.log(x=1)); t(lambda:math.factorial(1.5)); t(lambda:math.comb(-1,2)); t(lambda:math.comb(5,-2)); t(lambda:math.perm(5,-1)); t(lambda:math.perm(2**70)); t(lambda:math.dist((1,2),[1,2])); t(lambda:math.dist((1,2),(1,)))
t(lambda:math.ldexp(1,1.5)); t(lambda:math.ldexp(1,10**30)); t(lambda:math.floor('a')); t(lambda:math.trunc('a')); t(lambda:math.fsum([1e308]*3)); t(lambda:math.fsum([math.inf,-math.inf])); t(lambda:math.fsum([math.inf,1])); t(lambda:math.fsum([.1]*10)); t(lambda:math.isqrt(-1)); t(lambda: math.log(0)); t(lambda: math.log(-10**400)); t(lambda: math.log(10,1)); t(lambda: math.sqrt(-1)); t(lambda: math.exp(1000)); t(lambda: math.pow(0,-1)); t(lambda: math.pow(-1,.5)); t(lambda: math.pow(1e300,2)); t(lambda: math.fmod(1,0)); t(lambda: math.remainder(1,0)); t(lambda: math.atanh(1)); t(lambda: math.gamma(0)); t(lambda: math.gamma(-1)); t(lambda: math.gamma(200)); t(lambda: math.lgamma(-2)); t(lambda: math.lgamma(1e308)); t(lambda: math.acos(2)); t(lambda: math.cosh(1000)); t(lambda: math.prod([1,2],3)); t(lambda: math.prod([2,3],start=1.5)); t(lambda:math.prod(['a',3])); t(lambda:math.prod([2,'a'])); t(lambda:math.isclose(1,1.0000000001,rel_tol=-1)); t(lambda:math.sin('x')); t(lambda:math.sin()); t(lambda:math.atan2(1)); t(lambda:math.ulp(1.0)); t(lambda:math.nextafter(1,2)); t(lambda:math.lcm(4,-6)); t(lambda:math.lcm()); t(lambda:math.gcd()); t(lambda:math.perm(10,3)); t(lambda:math.comb(100,50)); t(lambda:math.perm(30,25));t(lambda:math.factorial(30)); t(lambda:math.modf(-1.5)); t(lambda:math.frexp(-0.0)); t(lambda:math.degrees(1)); t(lambda:math.cbrt(-27)); t(lambda:math.exp2(0.5)); t(lambda:math.log(2**5000)); t(lambda:math.log2(2**5000+1)); t(lambda:math.log10(10**1000)); t(lambda:math.hypot(3,4,12)); t(lambda:math.hypot(math.nan,math.inf)); t(lambda:math.floor(1e300)); t(lambda:math.ceil(-.5)); t(lambda:math.copysign(1,-0.0))
for i in range(-40,60):
    x=i*.37+.01
    for f in (math.gamma, math.lgamma, math.erf, math.erfc):
        t(lambda: f(x))
for x in (-170.5,-180.3,171.6,170.9,1e-300,1e-21,150.5,-140.2,-200.5,23,24,1,2,1e5,1e17,-1e-22,-.5):
    t(lambda:math.gamma(x)); t(lambda:math.lgamma(x))
