"""The tower of numbers: abstract classes from Number over Complex, Real and Rational to Integral.

What a kind of number must define is listed by names; what follows from that is written out.
"""
from abc import ABCMeta, abstractmethod

__all__ = ['Number', 'Complex', 'Real', 'Rational', 'Integral']


def _alone(self):
    raise NotImplementedError


def _with_other(self, other):
    raise NotImplementedError


def _with_option(self, option=None):
    raise NotImplementedError


def _power(self, exponent, modulus=None):
    raise NotImplementedError


def _abstract(shape, names):
    """Name -> an abstract method with the parameters of shape."""
    methods = {}
    for name in names.split():
        method = type(shape)(shape.__code__, shape.__globals__, name, shape.__defaults__)
        methods[name] = abstractmethod(method)
    return methods


def _abstract_property(name, doc):
    return property(*_abstract(_alone, name).values(), doc=doc)


def _itself(self):
    """The number itself."""
    return +self


class Number(metaclass=ABCMeta):
    """Any number. To check for a number without caring which kind: isinstance(x, Number)."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Arithmetic, conversion to complex, real and imag, conjugate(), abs() and ==."""

    __slots__ = ()
    locals().update(_abstract(_alone, '__complex__ __neg__ __pos__ __abs__ conjugate'))
    locals().update(_abstract(_with_other, '__add__ __radd__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ '
                                           '__rpow__ __eq__'))
    real = _abstract_property('real', 'The real part.')
    imag = _abstract_property('imag', 'The imaginary part.')

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return other + -self


class Real(Complex):
    """Adds order, rounding, division with remainder and conversion to float."""

    __slots__ = ()
    locals().update(_abstract(_alone, '__float__ __trunc__ __floor__ __ceil__'))
    locals().update(_abstract(_with_option, '__round__'))
    locals().update(_abstract(_with_other, '__floordiv__ __rfloordiv__ __mod__ __rmod__ __lt__ __le__'))
    real = property(_itself)
    imag = property(lambda self: 0, doc='Zero: a real number has no imaginary part.')
    conjugate = _itself

    def __complex__(self):
        return complex(float(self))

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self


class Rational(Real):
    """Adds numerator and denominator, in lowest terms, the denominator positive."""

    __slots__ = ()
    numerator = _abstract_property('numerator', 'What is divided.')
    denominator = _abstract_property('denominator', 'What it is divided by.')

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Adds conversion to int, pow() with a modulus, and operations on bits."""

    __slots__ = ()
    locals().update(_abstract(_alone, '__int__ __invert__'))
    locals().update(_abstract(_power, '__pow__'))
    locals().update(_abstract(_with_other, '__lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __or__ '
                                           '__ror__ __xor__ __rxor__'))
    numerator = property(_itself)
    denominator = property(lambda self: 1, doc='One: an integer is divided by nothing.')

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))


for _builtin, _kind in ((complex, Complex), (float, Real), (int, Integral)):
    _kind.register(_builtin)
del _builtin, _kind
