"""Random numbers: the Mersenne twister of _random, and the distributions made of it.

For a seed, every function gives the numbers that CPython gives: the algorithms, the order of their draws and that of
their roundings are fixed. Where a distribution has a standard form, a function below draws it and a method scales it.
"""
import _random
from _bisect import bisect_right
from functools import reduce
from itertools import accumulate
from math import acos, ceil, cos, e, exp, floor, isfinite, log, pi, sin, sqrt
from operator import index
from os import register_at_fork, urandom

__all__ = ['Random', 'SystemRandom', 'betavariate', 'choice', 'choices', 'expovariate', 'gammavariate', 'gauss',
           'getrandbits', 'getstate', 'lognormvariate', 'normalvariate', 'paretovariate', 'randbytes', 'randint',
           'random', 'randrange', 'sample', 'seed', 'setstate', 'shuffle', 'triangular', 'uniform',
           'vonmisesvariate', 'weibullvariate']

TWOPI = 2.0 * pi
LOG4 = log(4.0)
NV_MAGICCONST = 4 * exp(-0.5) / sqrt(2.0)
SG_MAGICCONST = 1.0 + log(4.5)
BPF = 53  # bits in a float
RECIP_BPF = 2 ** -BPF
_ONE = 1  # tells a step that was given from the default

# --- standard forms -------------------------------------------------------------------------------------------------

def _normal(random):
    """Mean 0, deviation 1: the ratio of two uniform numbers (Kinderman and Monahan, 1977)."""
    while True:
        numerator = random()
        denominator = 1.0 - random()
        z = NV_MAGICCONST * (numerator - 0.5) / denominator
        if z * z / 4.0 <= -log(denominator):
            return z


def _exponential(random):
    """Mean 1."""
    return -log(1.0 - random())  # random() may be 0


def _gamma(random, alpha):
    """Shape alpha, scale 1."""
    if alpha == 1.0:
        return _exponential(random)
    return _gamma_above_1(random, alpha) if alpha > 1.0 else _gamma_below_1(random, alpha)


def _gamma_above_1(random, alpha):
    """Rejection from a log-logistic distribution (Cheng, 1977)."""
    slope = sqrt(2.0 * alpha - 1.0)
    offset = alpha - LOG4
    rise = alpha + slope
    while True:
        u = random()
        if u <= 1e-7 or u >= 0.9999999:
            continue
        w = 1.0 - random()
        logit = log(u / (1.0 - u)) / slope
        x = alpha * exp(logit)
        bound = offset + rise * logit - x
        z = u * u * w
        if bound + SG_MAGICCONST - 4.5 * z >= 0.0 or bound >= log(z):
            return x


def _gamma_below_1(random, alpha):
    """Rejection from two pieces, a power on the left and an exponential on the right (Ahrens and Dieter's GS)."""
    total = (e + alpha) / e
    while True:
        place = total * random()
        if place <= 1.0:
            x = place ** (1.0 / alpha)
            accept = exp(-x)
        else:
            x = -log((total - place) / alpha)
            accept = x ** (alpha - 1.0)
        if random() <= accept:
            return x


def _von_mises(random, kappa):
    """The cosine of the distance from the mean angle (Best and Fisher, 1979)."""
    s = 0.5 / kappa
    r = s + sqrt(1.0 + s * s)
    while True:
        z = cos(pi * random())
        d = z / (r + z)
        u = random()
        if u < 1.0 - d * d or u <= (1.0 - d) * exp(d):
            inverse = 1.0 / r
            return (inverse + z) / (1.0 + inverse * z)


# --- arguments ------------------------------------------------------------------------------------------------------

def _number_of(seed, version):
    """What the twister is seeded with: itself, for texts a number."""
    if isinstance(seed, (str, bytes)) and version == 1:
        points = [*map(ord, seed)] if isinstance(seed, str) else [*seed]
        start = points[0] << 7 if points else 0
        return reduce(lambda x, point: (1000003 * x ^ point) & 0xFFFFFFFFFFFFFFFF, points, start) ^ len(seed)
    if isinstance(seed, (str, bytes, bytearray)) and version == 2:
        data = seed.encode() if isinstance(seed, str) else seed
        return int.from_bytes(data + _sha512(data), 'big')
    if seed is None or isinstance(seed, (int, float, str, bytes, bytearray)):
        return seed
    raise TypeError('The only supported seed types are: None,\nint, float, str, bytes, and bytearray.')


def _sha512(data):
    from hashlib import sha512
    return sha512(data).digest()


def _whole(value, what):
    """An argument of randrange as an int; floats with an integer value still work, with a warning."""
    try:
        return index(value)
    except TypeError:
        number = int(value)
    from warnings import warn
    if number != value:
        warn('randrange() will raise TypeError in the future', DeprecationWarning, 3)
        raise ValueError(f'non-integer {what} for randrange()')
    warn('non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a '
         'subsequent version', DeprecationWarning, 3)
    return number


def _cumulated(weights):
    try:
        return [*accumulate(weights)]
    except TypeError:
        if isinstance(weights, int):
            raise TypeError(f'The number of choices must be a keyword argument: k={weights!r}') from None
        raise


# --- generators -----------------------------------------------------------------------------------------------------

class Random(_random.Random):
    """A generator of random numbers; random() and getrandbits() may be overridden to use another source."""

    VERSION = 3  # of the state

    def __init__(self, x=None):
        self.seed(x)

    def seed(self, a=None, version=2):
        """Start the sequence that belongs to a number or a text; without one, an unpredictable sequence."""
        super().seed(_number_of(a, version))
        self.gauss_next = None

    def setstate(self, state):
        """Go back to a state that getstate returned."""
        version = state[0]
        if version == 3:
            _, twister, self.gauss_next = state
        elif version == 2:
            _, signed, self.gauss_next = state
            try:
                twister = tuple(number % 0x100000000 for number in signed)
            except ValueError as error:
                raise TypeError from error
        else:
            raise ValueError(f'state with version {version} passed to Random.setstate() of version {self.VERSION}')
        super().setstate(twister)

    def getstate(self):
        """The state, to be given to setstate later."""
        return self.VERSION, super().getstate(), self.gauss_next

    def __reduce__(self):
        return type(self), (), self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __getstate__(self):
        return self.getstate()

    # _below(n) is a random int in range(n), n > 0. A subclass that overrides random() alone has it made from that.

    def _below(self, n):
        draw, bits = self.getrandbits, n.bit_length()
        while (number := draw(bits)) >= n:
            pass
        return number

    _below_of_bits = _below

    def _below_of_floats(self, n):
        random, floats = self.random, 1 << BPF
        if n >= floats:
            from warnings import warn
            warn('Underlying random() generator does not supply \nenough bits to choose from a population range '
                 'this large.\nTo remove the range limitation, add a getrandbits() method.')
            return floor(random() * n)
        limit = (floats - floats % n) / floats  # the rest would make small numbers more likely
        while (number := random()) >= limit:
            pass
        return floor(number * floats) % n

    def __init_subclass__(cls, /, **kwargs):
        ways = {'_below': None, 'getrandbits': cls._below_of_bits, 'random': cls._below_of_floats}
        way = next(way for kind in cls.__mro__ for name, way in ways.items() if name in kind.__dict__)
        if way:
            cls._below = way

    # Integers and bytes

    def randint(self, a, b):
        """A random int from a to b, both included."""
        return self.randrange(a, b + 1)

    def randrange(self, start, stop=None, step=_ONE):
        """A random item of range(start, stop, step)."""
        first = _whole(start, 'arg 1')
        if stop is None:
            if step is not _ONE:
                raise TypeError('Missing a non-None stop argument')
            if first <= 0:
                raise ValueError('empty range for randrange()')
            return self._below(first)
        end, stride = _whole(stop, 'stop'), _whole(step, 'step')
        if stride == 0:
            raise ValueError('zero step for randrange()')
        count = -((first - end) // stride)
        if count > 0:
            return first + stride * self._below(count)
        where = f' ({first}, {end}, {count})' if stride == 1 else ''
        raise ValueError('empty range for randrange()' + where)

    def randbytes(self, n):
        """n random bytes."""
        return self.getrandbits(8 * n).to_bytes(n, 'little')

    # Sequences

    def choice(self, seq):
        """A random item of a sequence."""
        size = len(seq)
        if size == 0:
            raise IndexError('Cannot choose from an empty sequence')
        return seq[self._below(size)]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """k items of a sequence, with repetition; weights say how likely each item is."""
        random, n = self.random, len(population)
        if weights is None and cum_weights is None:
            size = float(n)
            return [population[floor(random() * size)] for _ in range(k)]
        if weights is None:
            sums = cum_weights
        elif cum_weights is None:
            sums = _cumulated(weights)
        else:
            raise TypeError('Cannot specify both weights and cumulative weights')
        if len(sums) != n:
            raise ValueError('The number of weights does not match the population')
        total = sums[-1] + 0.0
        if total <= 0.0:
            raise ValueError('Total of weights must be greater than zero')
        if not isfinite(total):
            raise ValueError('Total of weights must be finite')
        return [population[bisect_right(sums, random() * total, 0, n - 1)] for _ in range(k)]

    def sample(self, population, k, *, counts=None):
        """k items of a sequence, no position twice; counts says how often each item is in the population."""
        from _collections_abc import Sequence
        if not isinstance(population, Sequence):
            raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
        if counts is not None:
            return self._sample_counted(population, k, [*accumulate(counts)])
        n, below = len(population), self._below
        if not 0 <= k <= n:
            raise ValueError('Sample larger than population or is negative')
        table = 4 ** ceil(log(3 * k, 4)) if k > 5 else 0  # entries of a set of k positions
        if n > 21 + table:
            positions = {}
            while len(positions) < k:
                positions[below(n)] = None
            return [population[position] for position in positions]
        pool, chosen = list(population), []
        for _ in range(k):
            position = below(len(pool))
            pool[position], pool[-1] = pool[-1], pool[position]
            chosen.append(pool.pop())
        return chosen

    def _sample_counted(self, population, k, sums):
        if len(sums) != len(population):
            raise ValueError('The number of counts does not match the population')
        total = sums.pop()
        if not isinstance(total, int):
            raise TypeError('Counts must be integers')
        if total <= 0:
            raise ValueError('Total of counts must be greater than zero')
        return [population[bisect_right(sums, position)] for position in self.sample(range(total), k)]

    def shuffle(self, x):
        """Put a list into a random order."""
        below = self._below
        for size in range(len(x), 1, -1):
            i = below(size)
            x[size - 1], x[i] = x[i], x[size - 1]

    # Distributions

    def uniform(self, a, b):
        """A random number from a to b."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A random number from low to high, most likely near mode (by default the middle)."""
        u = self.random()
        if mode is None:
            peak = 0.5
        elif high == low:
            return low
        else:
            peak = (mode - low) / (high - low)
        if u > peak:
            return high + (low - high) * sqrt((1.0 - u) * (1.0 - peak))
        return low + (high - low) * sqrt(u * peak)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """Normal distribution with mean mu and standard deviation sigma."""
        return mu + _normal(self.random) * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Normal distribution, faster than normalvariate: two draws give two numbers, one is kept."""
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            angle = self.random() * TWOPI
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z, self.gauss_next = cos(angle) * radius, sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """Log normal distribution: its logarithm is normal with mu and sigma."""
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        """Exponential distribution with mean 1 / lambd."""
        return _exponential(self.random) / lambd

    def weibullvariate(self, alpha, beta):
        """Weibull distribution with scale alpha and shape beta."""
        return alpha * _exponential(self.random) ** (1.0 / beta)

    def paretovariate(self, alpha):
        """Pareto distribution with shape alpha."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def gammavariate(self, alpha, beta):
        """Gamma distribution (not the gamma function) with shape alpha and scale beta."""
        if alpha > 0.0 and beta > 0.0:
            return _gamma(self.random, alpha) * beta
        raise ValueError('gammavariate: alpha and beta must be > 0.0')

    def betavariate(self, alpha, beta):
        """Beta distribution, between 0 and 1: the share of one gamma distributed number in two."""
        share = self.gammavariate(alpha, 1.0)
        return share / (share + self.gammavariate(beta, 1.0)) if share else 0.0

    def vonmisesvariate(self, mu, kappa):
        """Circular distribution with mean angle mu and concentration kappa."""
        if kappa <= 1e-6:
            return TWOPI * self.random()
        distance = acos(_von_mises(self.random, kappa))
        return (mu + distance if self.random() > 0.5 else mu - distance) % TWOPI


class SystemRandom(Random):
    """Random numbers from the operating system; they cannot be seeded."""

    def random(self):
        """A random number from 0 to 1, without 1."""
        return self.getrandbits(BPF) * RECIP_BPF

    def getrandbits(self, k):
        """An int of k random bits."""
        if k < 0:
            raise ValueError('number of bits must be non-negative')
        surplus = -k % 8
        return int.from_bytes(urandom((k + surplus) // 8), 'big') >> surplus

    def randbytes(self, n):
        """n random bytes."""
        return urandom(n)

    def seed(self, *args, **kwds):
        """Does nothing."""

    def getstate(self, *args, **kwds):
        """Refused."""
        raise NotImplementedError('System entropy source does not have state.')

    setstate = getstate


# The functions of the module are methods of one generator.
_inst = Random()
globals().update({_name: getattr(_inst, _name) for _name in __all__ if not _name.endswith('andom') or _name == 'random'})
register_at_fork(after_in_child=_inst.seed)  # or parent and child would draw the same numbers
