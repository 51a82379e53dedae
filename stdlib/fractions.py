"""Exact rational numbers."""
import math
import operator
import sys
from numbers import Complex, Integral, Rational, Real

__all__ = ['Fraction']


# --- reading --------------------------------------------------------------------------------------------------------

def _digits(text):
    """The value of decimal digits, with single underscores between them; None if it is anything else."""
    groups = text.split('_')
    return int(''.join(groups)) if all(group.isdecimal() for group in groups) else None


def _split_sign(text):
    return (-1, text[1:]) if text[:1] == '-' else (1, text[1:] if text[:1] == '+' else text)


def _read(text):
    """(numerator, denominator) of a text like ' -3/4 ', '1.25', '1e-3' or '1_000'; None if there is no number."""
    sign, rest = _split_sign(text.strip())
    over, slash, under = rest.partition('/')
    if slash:
        parts = _digits(over), _digits(under)
        return None if None in parts else (sign * parts[0], parts[1])
    number, mark, exponent = rest.replace('E', 'e').partition('e')
    whole, _, decimals = number.partition('.')
    exponent_sign, exponent = _split_sign(exponent)
    parts = _digits(whole or '0'), _digits(decimals or '0'), _digits(exponent) if mark else 0
    if None in parts or whole + decimals == '':
        return None
    places = len(decimals.replace('_', ''))
    value = sign * (parts[0] * 10 ** places + parts[1])
    power = exponent_sign * parts[2] - places
    return (value * 10 ** power, 1) if power > 0 else (value, 10 ** -power)


def _is_rational(value):
    # An abstract class takes its time to answer.
    return isinstance(value, (int, Fraction)) or isinstance(value, Rational)


def _is_decimal(value):
    """Whether it is a Decimal; the module is only looked at if a program has loaded it."""
    decimal = sys.modules.get('decimal')
    return decimal is not None and isinstance(value, decimal.Decimal)


def _ratio_of(value):
    """(numerator, denominator), in lowest terms, of what Fraction() takes as its only argument."""
    if _is_rational(value):
        return value.numerator, value.denominator
    if isinstance(value, float) or _is_decimal(value):
        return value.as_integer_ratio()
    if not isinstance(value, str):
        raise TypeError('argument should be a string or a Rational instance')
    ratio = _read(value)
    if ratio is None:
        raise ValueError(f'Invalid literal for Fraction: {value!r}')
    return _reduced(*ratio).as_integer_ratio()


# --- operators ------------------------------------------------------------------------------------------------------

def _with_ints_and_floats(exact, inexact):
    """(__op__, __rop__): exact, on numerators and denominators, for rational numbers; inexact for floats, complex."""
    def operate(self, other):
        if isinstance(other, (int, Fraction)):
            return exact(self._over, self._under, other.numerator, other.denominator)
        if isinstance(other, (float, complex)):
            return inexact(float(self) if isinstance(other, float) else complex(self), other)
        return NotImplemented

    def operate_reversed(self, other):
        if _is_rational(other):
            return exact(other.numerator, other.denominator, self._over, self._under)
        if not isinstance(other, Complex):
            return NotImplemented
        kind = float if isinstance(other, Real) else complex
        return inexact(kind(other), kind(self))

    name = inexact.__name__
    operate.__name__, operate_reversed.__name__ = f'__{name}__', f'__r{name}__'
    return operate, operate_reversed


def _reduced(over, under):
    """The Fraction over / under."""
    if under == 0:
        raise ZeroDivisionError(f'Fraction({over}, 0)')
    common = math.gcd(over, under)
    return _make(Fraction, over // common, under // common) if under > 0 else _make(
        Fraction, -over // common, -under // common)


def _make(cls, over, under):
    """A Fraction of numbers in lowest terms."""
    made = object.__new__(cls)
    made._over, made._under = over, under
    return made


def _add(a, b, c, d):
    return _reduced(a * d + b * c, b * d)


def _subtract(a, b, c, d):
    return _reduced(a * d - b * c, b * d)


def _multiply(a, b, c, d):
    return _reduced(a * c, b * d)


def _divide(a, b, c, d):
    common = math.gcd(a, c) or 1
    return _reduced(a // common * d, c // common * b)


def _divide_down(a, b, c, d):
    return a * d // (b * c)


def _remainder(a, b, c, d):
    return _reduced(a * d % (b * c), b * d)


def _divide_both(a, b, c, d):
    quotient, remainder = divmod(a * d, b * c)
    return quotient, _reduced(remainder, b * d)


def _compared(compare):
    def method(self, other):
        if _is_rational(other):
            return compare(self._over * other.denominator, other.numerator * self._under)
        if not isinstance(other, float):
            return NotImplemented
        # All fractions are as zero is beside an infinity or NaN.
        return compare(self, Fraction(other)) if math.isfinite(other) else compare(0.0, other)
    return method


class Fraction(Rational):
    """A rational number, always in lowest terms: Fraction(3, 4), Fraction('3/4'), Fraction(0.75)."""

    __slots__ = ('_over', '_under')

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            return _make(cls, *_ratio_of(numerator))
        if not _is_rational(numerator) or not _is_rational(denominator):
            raise TypeError('both arguments should be Rational instances')
        reduced = _reduced(numerator.numerator * denominator.denominator,
                           numerator.denominator * denominator.numerator)
        return reduced if cls is Fraction else _make(cls, reduced._over, reduced._under)

    @classmethod
    def from_float(cls, f):
        """The exact value of a float or int."""
        if not isinstance(f, (float, Integral)):
            raise TypeError(f'{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})')
        return cls(f)

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a Decimal or int."""
        if not isinstance(dec, Integral) and not _is_decimal(dec):
            raise TypeError(f'{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})')
        return cls(dec)

    numerator = property(lambda self: self._over)
    denominator = property(lambda self: self._under)

    def as_integer_ratio(self):
        """(numerator, denominator)."""
        return self._over, self._under

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction with a denominator of at most max_denominator."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._under <= max_denominator:
            return _make(Fraction, self._over, self._under)
        # Two neighbours, on either side and ever nearer; rest[0] / rest[1] tells how far the next one is.
        older, newer = (0, 1), (1, 0)
        rest = self._over, self._under
        while True:
            steps, remainder = divmod(*rest)
            if older[1] + steps * newer[1] > max_denominator:
                break
            older, newer = newer, (older[0] + steps * newer[0], older[1] + steps * newer[1])
            rest = rest[1], remainder
        steps = (max_denominator - older[1]) // newer[1]
        last = older[0] + steps * newer[0], older[1] + steps * newer[1]
        return _make(Fraction, *(newer if 2 * rest[1] * last[1] <= self._under else last))

    def __repr__(self):
        return f'{type(self).__name__}({self._over}, {self._under})'

    def __str__(self):
        return str(self._over) if self._under == 1 else f'{self._over}/{self._under}'

    # --- arithmetic ---

    __add__, __radd__ = _with_ints_and_floats(_add, operator.add)
    __sub__, __rsub__ = _with_ints_and_floats(_subtract, operator.sub)
    __mul__, __rmul__ = _with_ints_and_floats(_multiply, operator.mul)
    __truediv__, __rtruediv__ = _with_ints_and_floats(_divide, operator.truediv)
    __floordiv__, __rfloordiv__ = _with_ints_and_floats(_divide_down, operator.floordiv)
    __mod__, __rmod__ = _with_ints_and_floats(_remainder, operator.mod)
    __divmod__, __rdivmod__ = _with_ints_and_floats(_divide_both, divmod)

    def __pow__(self, exponent):
        """Exact for an integer exponent, else a float or a complex number."""
        if not _is_rational(exponent):
            return float(self) ** exponent
        if exponent.denominator != 1:
            return float(self) ** float(exponent)
        power = exponent.numerator
        if power >= 0:
            return _make(Fraction, self._over ** power, self._under ** power)
        return _reduced(self._under ** -power, self._over ** -power)

    def __rpow__(self, base):
        if self._under == 1 and (self._over >= 0 or not _is_rational(base)):
            return base ** self._over
        return Fraction(base) ** self if _is_rational(base) else base ** float(self)

    def __pos__(self):
        return _make(Fraction, self._over, self._under)

    def __neg__(self):
        return _make(Fraction, -self._over, self._under)

    def __abs__(self):
        return _make(Fraction, abs(self._over), self._under)

    # --- rounding ---

    def __floor__(self):
        return self._over // self._under

    def __ceil__(self):
        return -(-self._over // self._under)

    def __trunc__(self):
        return self.__ceil__() if self._over < 0 else self.__floor__()

    __int__ = __trunc__

    def __round__(self, ndigits=None):
        """Round half to even: to an int, or to a Fraction with ndigits decimals."""
        if ndigits is not None:
            unit = Fraction(10) ** ndigits
            return Fraction(round(self * unit)) / unit
        floor = self._over // self._under
        above = 2 * (self._over - floor * self._under) - self._under  # twice the distance from the middle
        return floor + (above > 0 or above == 0 and floor % 2)

    # --- comparing ---

    def __eq__(self, other):
        if _is_rational(other):
            return self._over == other.numerator and self._under == other.denominator
        if isinstance(other, Complex) and other.imag == 0:
            other = other.real
        if not isinstance(other, float):
            return NotImplemented
        return math.isfinite(other) and self == Fraction(other)

    __lt__, __le__ = _compared(operator.lt), _compared(operator.le)
    __gt__, __ge__ = _compared(operator.gt), _compared(operator.ge)

    def __bool__(self):
        return bool(self._over)

    def __hash__(self):
        """The hash of an equal int or float: arithmetic modulo a prime, in which divisors of zero are infinity."""
        prime = sys.hash_info.modulus
        if self._under % prime:
            value = abs(self._over) % prime * pow(self._under, -1, prime) % prime
        else:
            value = sys.hash_info.inf
        value = -value if self._over < 0 else value
        return -2 if value == -1 else value

    # --- copying ---

    def __reduce__(self):
        return type(self), (self._over, self._under)

    def __copy__(self):
        return self if type(self) is Fraction else type(self)(self._over, self._under)

    def __deepcopy__(self, memo):
        return self.__copy__()
