# cmath where the argument is zero, infinite or no number: signs, domain errors, and the numbers that remain.
import cmath
import math

inf, nan = math.inf, math.nan
parts = 0.0, -0.0, 1.0, -1.0, inf, -inf, nan


def text(x):
    if isinstance(x, complex):
        return text(x.real) + ',' + text(x.imag)
    if isinstance(x, tuple):
        return ' '.join(map(text, x))
    return format(x, '.10g')


def attempt(function, *args):
    try:
        return text(function(*args))
    except (ValueError, OverflowError) as e:
        return str(e)


for function in (cmath.sqrt, cmath.exp, cmath.log, cmath.log10, cmath.sin, cmath.cos, cmath.tan, cmath.asin, cmath.acos,
                 cmath.atan, cmath.sinh, cmath.cosh, cmath.tanh, cmath.asinh, cmath.acosh, cmath.atanh, cmath.phase, cmath.polar):
    print(function.__name__)
    for real in parts:
        print('  ', *(attempt(function, complex(real, imag)) for imag in parts), sep='  ')

print('rect')
for r in 0.0, -0.0, 1.0, -1.0, inf, -inf:
    print('  ', *(attempt(cmath.rect, r, phi) for phi in (0.0, -0.0, 1.0, 2.3, -2.3, inf, -inf, nan)), sep='  ')
print([attempt(cmath.rect, nan, phi) for phi in (0.0, 1.0, inf, nan)])
print('large', attempt(cmath.exp, 1000), attempt(cmath.exp, 709 + 1j), attempt(cmath.cosh, -1000j + 1000), attempt(cmath.polar, 1e308 + 1e308j))
print('small', attempt(cmath.phase, complex(2.3, 5e-324)), attempt(cmath.phase, complex(1e-300, 1e-300)))
