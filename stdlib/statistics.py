"""Averages, spread and relations of data. Sums are exact (fractions), results are rounded once, at the end."""
import math
import sys
from fractions import Fraction

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean', 'harmonic_mean',
           'linear_regression', 'mean', 'median', 'median_grouped', 'median_high', 'median_low', 'mode', 'multimode',
           'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    """The data does not allow the question, such as the mean of nothing."""


def __getattr__(name):
    # What linear_regression() answers; named tuples take their time to load.
    if name != 'LinearRegression':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from collections import namedtuple
    return globals().setdefault(name, namedtuple(name, ('slope', 'intercept'), module=__name__))  # one for all threads


def __dir__():
    return sorted({*globals(), 'LinearRegression'})


def _need(condition, message):
    if not condition:
        raise StatisticsError(message)


# --- exact sums -----------------------------------------------------------------------------------------------------

def _ratio(x):
    """(numerator, denominator) of any real number; (x, None) if it is not finite."""
    try:
        return x.as_integer_ratio()
    except (OverflowError, ValueError):
        return x, None
    except AttributeError:
        if hasattr(x, 'numerator') and hasattr(x, 'denominator'):
            return x.numerator, x.denominator
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _gives_way(narrow, wide):
    """Whether a result of values of both types is of the second one."""
    return (narrow is int or issubclass(wide, narrow) or issubclass(narrow, int)
            or issubclass(narrow, Fraction) and issubclass(wide, float))


def _wider(kind, other):
    """The type of a result of values of two types."""
    if other is kind or other is int or other is bool or _gives_way(other, kind) and not _gives_way(kind, other):
        return kind
    if not _gives_way(kind, other):
        raise TypeError(f"don't know how to coerce {kind.__name__} and {other.__name__}")
    return other


class _Totals:
    """The exact sum of data, and of their squares, with their number and the type that results should have."""

    def __init__(self, data):
        self.kind = last = int
        self.numerators = {}  # by denominator, so that few fractions are added
        for x in data:
            if type(x) is not last:
                last = type(x)
                self.kind = _wider(self.kind, last)
            over, under = _ratio(x)
            if under in self.numerators:
                self.numerators[under].append(over)
            else:
                self.numerators[under] = [over]
        self.count = sum(map(len, self.numerators.values()))
        self.sum = self.add_up(sum, 1)

    def squares(self):
        return self.add_up(lambda numerators: sum([over * over for over in numerators]), 2)

    def add_up(self, add, power):
        if None in self.numerators:
            return add(self.numerators[None])  # an infinity or NaN decides
        return sum([Fraction(add(over), under ** power) for under, over in self.numerators.items()], Fraction(0))

    def value(self, exact):
        """An exact result as a value of the type of the data."""
        kind = float if issubclass(self.kind, int) and exact.denominator != 1 else self.kind
        if type(exact) is kind:
            return exact
        if self.is_decimal():
            return kind(exact.numerator) / exact.denominator if isinstance(exact, Fraction) else kind(exact)
        return kind(exact)

    def root(self, exact):
        """The square root of an exact result, correctly rounded."""
        if not isinstance(exact, Fraction):
            return math.nan
        if self.is_decimal():
            decimal = sys.modules['decimal']
            with decimal.localcontext() as context:
                context.prec += 10
                root = (decimal.Decimal(exact.numerator) / exact.denominator).sqrt()
            return +root
        over, under = exact.as_integer_ratio()
        # More bits than a float has, and the last one set if something is cut off: so the rounding cannot go wrong.
        shift = max(0, 60 - (over.bit_length() - under.bit_length()) // 2)
        over <<= 2 * shift
        root = math.isqrt(over // under)
        return (root | (root * root * under != over)) / (1 << shift)

    def is_decimal(self):
        decimal = sys.modules.get('decimal')
        return decimal is not None and issubclass(self.kind, decimal.Decimal)


def _not_negative(values):
    for x in values:
        _need(not x < 0, 'harmonic mean does not support negative values')
        yield x


# --- averages -------------------------------------------------------------------------------------------------------

def mean(data):
    """The arithmetic mean."""
    totals = _Totals(data)
    _need(totals.count, 'mean requires at least one data point')
    return totals.value(totals.sum / totals.count)


def _sized(data):
    return data if hasattr(data, '__len__') else list(data)


def fmean(data, weights=None):
    """The arithmetic mean as a float, faster than mean; weighted, if there are weights."""
    data = _sized(data)
    if weights is None:
        _need(len(data), 'fmean requires at least one data point')
        return math.fsum(data) / len(data)
    weights = list(weights)
    weighted = math.fsum([x * weight for x, weight in zip(data, weights)])
    _need(len(data) == len(weights), 'data and weights must be the same length')
    total = math.fsum(weights)
    _need(total, 'sum of weights must be non-zero')
    return weighted / total


def geometric_mean(data):
    """The n-th root of the product."""
    try:
        return math.exp(fmean([math.log(x) for x in data]))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers') from None


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals; weighted, if there are weights."""
    data = _sized(data)
    _need(len(data), 'harmonic_mean requires at least one data point')
    if len(data) == 1 and weights is None:
        if not _is_real(data[0]):
            raise TypeError('unsupported type')
        return next(_not_negative(data))
    weights = [1] * len(data) if weights is None else _sized(weights)
    _need(len(weights) == len(data), 'Number of weights does not match data size')
    total_weight = _Totals(_not_negative(weights)).sum
    try:
        totals = _Totals(weight / x if weight else 0 for weight, x in zip(weights, _not_negative(data)))
    except ZeroDivisionError:
        return 0
    _need(not totals.sum <= 0, 'Weighted sum must be positive')
    return totals.value(total_weight / totals.sum)


def _is_real(x):
    from numbers import Real
    decimal = sys.modules.get('decimal')
    return isinstance(x, Real) or decimal is not None and isinstance(x, decimal.Decimal)


# --- values in their order ------------------------------------------------------------------------------------------

def _middle(data):
    """(sorted data, index of the lower middle value, index of the upper one)"""
    data = sorted(data)
    _need(data, 'no median for empty data')
    return data, (len(data) - 1) // 2, len(data) // 2


def median(data):
    """The middle value; of an even number of values, the mean of the middle two."""
    data, low, high = _middle(data)
    return data[low] if low == high else (data[low] + data[high]) / 2


def median_low(data):
    """The middle value; of an even number of values, the smaller of the middle two."""
    data, low, _ = _middle(data)
    return data[low]


def median_high(data):
    """The middle value; of an even number of values, the larger of the middle two."""
    data, _, high = _middle(data)
    return data[high]


def median_grouped(data, interval=1.0):
    """The median of values that stand for classes of that width, by interpolation."""
    from bisect import bisect_left, bisect_right
    data, _, high = _middle(data)
    below = bisect_left(data, data[high])
    through = bisect_right(data, data[high], below)
    try:
        width, value = float(interval), float(data[high])
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    return value - width / 2.0 + width * (len(data) / 2 - below) / (through - below)


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 values that cut the data into n parts of the same probability."""
    _need(n >= 1, 'n must be at least 1')
    data = sorted(data)
    _need(len(data) > 1, 'must have at least two data points')
    if method not in ('exclusive', 'inclusive'):
        raise ValueError(f'Unknown method: {method!r}')
    # Inclusive: the data has the least and the largest value there can be. Exclusive: it is a sample.
    outside = 1 if method == 'exclusive' else 0
    cuts = []
    for i in range(1, n):
        place = i * (len(data) - 1 + 2 * outside)
        index = place // n - outside
        index = min(max(index, 0), len(data) - 2) if outside else index
        part = place - (index + outside) * n
        cuts.append((data[index] * (n - part) + data[index + 1] * part) / n)
    return cuts


def _frequencies(data):
    """Value -> how often, in the order of their first occurrence."""
    counts = {}
    for value in iter(data):
        counts[value] = counts.get(value, 0) + 1
    return counts


def mode(data):
    """The most common value; of several, the one that came first."""
    counts = _frequencies(data)
    _need(counts, 'no mode for empty data')
    return max(counts, key=counts.get)


def multimode(data):
    """All the most common values, in the order of their first occurrence."""
    counts = _frequencies(data)
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


# --- spread ---------------------------------------------------------------------------------------------------------

def _spread(name, data, center, sample):
    """(totals, exact variance); a sample has one degree of freedom less than a population."""
    if center is None:
        totals = _Totals(data)
        squares = totals.sum  # if it is not finite, that is all there is to say
        if totals.count and isinstance(squares, Fraction):
            squares = totals.squares() - totals.sum * totals.sum / totals.count
    else:
        totals = _Totals((x - center) * (x - center) for x in data)
        squares = totals.sum
    needed, points = (2, 'two data points') if sample else (1, 'one data point')
    _need(totals.count >= needed, f'{name} requires at least {points}')
    return totals, squares / (totals.count - sample)


def variance(data, xbar=None):
    """The variance of a sample."""
    totals, exact = _spread('variance', data, xbar, True)
    return totals.value(exact)


def pvariance(data, mu=None):
    """The variance of a whole population."""
    totals, exact = _spread('pvariance', data, mu, False)
    return totals.value(exact)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    totals, exact = _spread('stdev', data, xbar, True)
    return totals.root(exact)


def pstdev(data, mu=None):
    """The standard deviation of a whole population."""
    totals, exact = _spread('pstdev', data, mu, False)
    return totals.root(exact)


# --- two variables --------------------------------------------------------------------------------------------------

def _check_pairs(what, x, y):
    _need(len(x) == len(y), f'{what} requires that both inputs have same number of data points')
    _need(len(x) > 1, f'{what} requires at least two data points')


def _deviations(values):
    """(mean, how far each value is above it)"""
    center = math.fsum(values) / len(values)
    return center, [value - center for value in values]


def _product(a, b):
    return math.fsum([p * q for p, q in zip(a, b)])


def covariance(x, y, /):
    """The covariance of a sample of two variables."""
    _check_pairs('covariance', x, y)
    return _product(_deviations(x)[1], _deviations(y)[1]) / (len(x) - 1)


def correlation(x, y, /):
    """Pearson's coefficient, from -1 to 1."""
    _check_pairs('correlation', x, y)
    x, y = _deviations(x)[1], _deviations(y)[1]
    together = _product(x, y)
    apart = math.sqrt(_product(x, x) * _product(y, y))
    _need(apart, 'at least one of the inputs is constant')
    return together / apart


def linear_regression(x, y, /, *, proportional=False):
    """(slope, intercept) of the line with the least squared distances; proportional: through the origin."""
    _check_pairs('linear regression', x, y)
    x_mean, y_mean = 0.0, 0.0
    if not proportional:
        (x_mean, x), (y_mean, y) = _deviations(x), _deviations(y)
    together, apart = _product(x, y), _product(x, x)
    _need(apart, 'x is constant')
    slope = together / apart
    line = sys.modules[__name__].LinearRegression
    return line(slope=slope, intercept=0.0 if proportional else y_mean - slope * x_mean)


# --- the normal distribution ----------------------------------------------------------------------------------------

# Wichura, Algorithm AS 241: rational approximations of the inverse, (numerator, denominator), highest power first.
_CENTRAL = ((2.50908_09287_30122_6727e+3, 3.34305_75583_58812_8105e+4, 6.72657_70927_00870_0853e+4,
             4.59219_53931_54987_1457e+4, 1.37316_93765_50946_1125e+4, 1.97159_09503_06551_4427e+3,
             1.33141_66789_17843_7745e+2, 3.38713_28727_96366_6080e+0),
            (5.22649_52788_52854_5610e+3, 2.87290_85735_72194_2674e+4, 3.93078_95800_09271_0610e+4,
             2.12137_94301_58659_5867e+4, 5.39419_60214_24751_1077e+3, 6.87187_00749_20579_0830e+2,
             4.23133_30701_60091_1252e+1, 1.0))
_MIDDLE = ((7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1,
            1.27045_82524_52368_38258e+0, 3.64784_83247_63204_60504e+0, 5.76949_72214_60691_40550e+0,
            4.63033_78461_56545_29590e+0, 1.42343_71107_49683_57734e+0),
           (1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2,
            1.48103_97642_74800_74590e-1, 6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e+0,
            2.05319_16266_37758_82187e+0, 1.0))
_TAIL = ((2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3,
          2.65321_89526_57612_30930e-2, 2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e+0,
          5.46378_49111_64114_36990e+0, 6.65790_46435_01103_77720e+0),
         (2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7, 1.84631_83175_10054_68180e-5,
          7.86869_13114_56132_59100e-4, 1.48753_61290_85061_48525e-2, 1.36929_88092_27358_05310e-1,
          5.99832_20655_58879_37690e-1, 1.0))


def _quotient(numerator_and_denominator, r):
    """The value at r of a polynomial divided by another."""
    values = []
    for coefficients in numerator_and_denominator:
        value = 0.0
        for coefficient in coefficients:
            value = value * r + coefficient
        values.append(value)
    return values


def _standard_inverse(p):
    """Where the probability of a smaller value is p, for mean 0 and deviation 1."""
    from_middle = p - 0.5
    if abs(from_middle) <= 0.425:
        over, under = _quotient(_CENTRAL, 0.180625 - from_middle * from_middle)
        return over * from_middle / under
    r = math.sqrt(-math.log(p if from_middle <= 0.0 else 1.0 - p))
    over, under = _quotient(_MIDDLE, r - 1.6) if r <= 5.0 else _quotient(_TAIL, r - 5.0)
    return math.copysign(over / under, from_middle)


class NormalDist:
    """A normal distribution with mean mu and standard deviation sigma."""

    __slots__ = ('_mean', '_deviation')

    def __init__(self, mu=0.0, sigma=1.0):
        _need(not sigma < 0.0, 'sigma must be non-negative')
        self._mean, self._deviation = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution that fits the data."""
        data = list(data)
        deviation = stdev(data)
        return cls(mean(data), deviation)

    # --- what it is ---

    mean = property(lambda self: self._mean, doc='The mean.')
    median = property(lambda self: self._mean, doc='The median: the mean.')
    mode = property(lambda self: self._mean, doc='The mode: the mean.')
    stdev = property(lambda self: self._deviation, doc='The standard deviation.')
    variance = property(lambda self: self._deviation * self._deviation, doc='The square of the standard deviation.')

    def _spread_for(self, method):
        _need(self._deviation, f'{method}() not defined when sigma is zero')
        return self._deviation

    def pdf(self, x):
        """The density at x."""
        variance = self._spread_for('pdf') * self._deviation
        distance = x - self._mean
        return math.exp(distance * distance / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """The probability of a value of at most x."""
        return 0.5 * (1.0 + math.erf((x - self._mean) / (self._spread_for('cdf') * math.sqrt(2.0))))

    def inv_cdf(self, p):
        """The x whose cdf is p."""
        _need(not (p <= 0.0 or p >= 1.0), 'p must be in the range 0.0 < p < 1.0')
        _need(not self._deviation <= 0.0, 'cdf() not defined when sigma at or below zero')
        return self._mean + _standard_inverse(p) * self._deviation

    def quantiles(self, n=4):
        """The n - 1 values that cut the distribution into n parts of the same probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def zscore(self, x):
        """How many standard deviations x is above the mean."""
        return (x - self._mean) / self._spread_for('zscore')

    def samples(self, n, *, seed=None):
        """n random values."""
        import random
        source = random if seed is None else random.Random(seed)
        return [source.gauss(self._mean, self._deviation) for _ in range(n)]

    def overlap(self, other):
        """How much two distributions have in common: the area under both densities, 0 to 1."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        narrow, wide = sorted((self, other), key=lambda each: (each._deviation, each._mean))
        _need(narrow._deviation, 'overlap() not defined when sigma is zero')
        distance = abs(wide._mean - narrow._mean)
        more = wide.variance - narrow.variance
        if not more:
            return 1.0 - math.erf(distance / (2.0 * narrow._deviation * math.sqrt(2.0)))
        # The densities cross at two places, the solutions of a quadratic equation.
        center = narrow._mean * wide.variance - wide._mean * narrow.variance
        apart = math.sqrt(distance * distance + more * math.log(wide.variance / narrow.variance))
        apart *= narrow._deviation * wide._deviation
        differences = [abs(wide.cdf(x) - narrow.cdf(x)) for x in ((center + apart) / more, (center - apart) / more)]
        return 1.0 - (differences[0] + differences[1])

    # --- arithmetic: with another distribution, as the sum of independent variables ---

    def _combine(self, other, sign):
        if isinstance(other, NormalDist):
            return NormalDist(self._mean + sign * other._mean, math.hypot(self._deviation, other._deviation))
        return NormalDist(self._mean + sign * other, self._deviation)

    def __add__(self, other):
        return self._combine(other, 1)

    __radd__ = __add__

    def __sub__(self, other):
        return self._combine(other, -1)

    def __rsub__(self, other):
        return -(self - other)

    def __mul__(self, factor):
        return NormalDist(self._mean * factor, self._deviation * math.fabs(factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor):
        return NormalDist(self._mean / divisor, self._deviation / math.fabs(divisor))

    def __pos__(self):
        return self * 1

    def __neg__(self):
        return self * -1

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __hash__(self):
        return hash(self.__getstate__())

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mean!r}, sigma={self._deviation!r})'

    def __getstate__(self):
        return self._mean, self._deviation

    def __setstate__(self, state):
        self._mean, self._deviation = state
