"""A codec that refuses everything: to find conversions that nobody asked for."""
from ._parts import parts as _parts


def _refuse(input, errors='strict'):
    raise UnicodeError('undefined encoding')


globals().update(_parts('undefined', _refuse, _refuse))
