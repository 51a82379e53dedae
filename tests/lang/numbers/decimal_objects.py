# Decimals among other objects: constructors, conversions, comparison, hashes, subclasses, pickles, other modules.
from decimal import *
from fractions import Fraction
import copy, json, math, numbers, operator, pickle, random, statistics, sys

D = Decimal
print(D(), D(5), D(-2 ** 70), D(True), D(0.1), D(-0.0), D(float('inf')), D((0, (1, 2, 3), -2)), D([1, [0], 5]), D((0, (), 'n')), D((1, (), 'F')), D(value='7'))
for wrong in (None, {}, b'1', 1j, (), (0, (1,)), (2, (1,), 0), (0, (10,), 0), (0, 1, 0), (0, (1,), 'x'), (0, (1,), 1.5)):
    try:
        print(D(wrong))
    except (TypeError, ValueError) as e:
        print(wrong, type(e).__name__, e)
print(D.from_float(0.1), D.from_float(7), getcontext().create_decimal(0.1), getcontext().create_decimal_from_float(1e300), D(2.0 ** -1074).adjusted(), D(1.7e308).adjusted())
print(int(D('-7.9')), float(D('1.1')), complex(D('2.5')), bool(D('0.0')), bool(D('NaN')), math.floor(D('-1.5')), math.ceil(D('1.2')), math.trunc(D('9.9')),
      round(D('2.5')), round(D('3.5')), round(D('1.235'), 2), round(D('1234.5'), -2), hasattr(D, '__index__'))
print(float(D('1e400')), float(D('-1e-400')), float(D('0.1' + '0' * 30 + '1')), float(D('123456789012345678')), float(D('NaN')), D('0.25').as_integer_ratio(), D('-1E+3').as_integer_ratio(),
      D('3.14').as_integer_ratio(), int(D('1e30')), int(D('1e-30')))
for name in ('__int__', '__float__', '__round__', '__floor__', 'as_integer_ratio', '__hash__'):
    for special in ('NaN', 'sNaN', '-Infinity'):
        try:
            result = getattr(D(special), name)()
            print(name, special, 'nan' if special == 'NaN' else result)
        except (ValueError, OverflowError, TypeError) as e:
            print(name, special, type(e).__name__, e)

# Comparison and hashes are those of all numbers.
for a in (D('1.5'), D(3), D('0.1'), D('1E+5'), D('-0')):
    print(a, *(op(a, b) for b in (1.5, 3, Fraction(3, 2), 0.1, 10 ** 5, 0, D('1.50'), True) for op in (operator.eq, operator.lt, operator.ge)))
print(D('1.5') == 1.5 + 0j, D(1) == 1j, D('0.1') == Fraction(1, 10), Fraction(1, 3) < D('0.34'), 2 < D('2.1') < 2.2, D('Infinity') > 10 ** 400, D('-Infinity') < Fraction(1, 7))
print(all(hash(D(x)) == hash(x) for x in (0, 1, -1, 2 ** 61 - 1, 2 ** 61, 10 ** 50, -3 ** 99, 0.5, -1.75, 2.0 ** 80, float('inf'), float('-inf'))),
      hash(D('0.1')) == hash(Fraction(1, 10)), hash(D('1E+100')) == hash(10 ** 100), hash(D('-123.456')) == hash(Fraction(-123456, 1000)), hash(D('1.0')) == hash(D('1.00')))
print({D('1.0'): 'a', 1: 'b', 1.0: 'c'}, sorted([D('2.5'), 1, 3.5, D('-1'), Fraction(1, 2)]), max(D(1), 2.5), sum([D('0.1')] * 10), D('0.10') in [0.1, Fraction(1, 10)])
for wrong in (lambda: D(1) + 1.5, lambda: 1.5 * D(1), lambda: D(1) + 'x', lambda: D(1) < 'x', lambda: D(1) < 1j, lambda: D(1) ** 1.5, lambda: D(1) & 1, lambda: D(1).compare('1'),
              lambda: D(1).exp(1), lambda: D(1).quantize(1, 'x'), lambda: getcontext().add(1, '2'), lambda: D('1', 5), lambda: pow(D(1), 2, '3'), lambda: round(D(1), 'x'), lambda: D(1).x,
              lambda: Fraction(1, 2) + D(1)):
    try:
        print(wrong())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)

# Subclasses, copies, pickles.
class Money(Decimal):
    def __new__(cls, value, currency='EUR'):
        self = super().__new__(cls, value)
        self.currency = currency
        return self
    def __add__(self, other):
        return Money(super().__add__(other), self.currency)
m = Money('2.50')
print(m, repr(m), m.currency, m + 1, type(m + 1).__name__, (m + 1).currency, type(m - 1).__name__, type(-m).__name__, type(Money.from_float(0.5)).__name__, type(m.real).__name__, m.imag)
m.note = 'x' * 3
big = Money('1' * 60, 'USD')
big.note = 'y'
print(m.__dict__, big.__dict__, big, D(big), type(D(big)).__name__, type(copy.deepcopy(m)).__name__, copy.copy(m) is m, m.__reduce__(), type(pickle.loads(pickle.dumps(m))).__name__)
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    for text in ('1.50', '-0', 'sNaN12', '1' * 50 + 'E-7', '-Infinity'):
        assert str(pickle.loads(pickle.dumps(D(text), protocol))) == str(D(text))
d = D('1.5')
print(d is D(d), copy.copy(d) is d, copy.deepcopy(d) is d, d.conjugate() is d, d.canonical() is d, isinstance(d, numbers.Number), isinstance(d, numbers.Real), issubclass(D, object))
print(DecimalTuple(0, (1,), -1), d.as_tuple()._replace(sign=1), D(d.as_tuple()), MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY, HAVE_THREADS, HAVE_CONTEXTVAR)
match d:
    case Decimal():
        print('a Decimal', d)

# Other modules.
print(Fraction(D('0.125')), Fraction.from_decimal(D('1.1')), statistics.mean([D('0.5'), D('0.75')]), statistics.median([D(3), D(1)]), statistics.stdev([D('1.5'), D('2.5'), D('4')]),
      statistics.fmean([D('1.5'), 2]), math.sqrt(D('2.25')), math.fsum([D('0.1')] * 10), math.isnan(D('NaN')), math.prod([D('1.1'), 2]), math.copysign(1, D('-0')))
print(json.loads('[1.10, 2e3]', parse_float=D), json.dumps({'a': 1}, default=str), json.dumps([D('1.5')], default=float))
try:
    json.dumps(D(1))
except TypeError as e:
    print(e)
random.seed(3)
print(random.choice([D(1), D(2)]) in (1, 2), sorted(random.sample([D(1), D(2)], 2)))
print(f'{d!r} {d!s:>6}', '{0:.1f}'.format(d), d.__class__.__name__, d.__class__.__module__, Context.__module__, InvalidOperation.__module__)
