"""Decimal arithmetic, as the General Decimal Arithmetic Specification has it."""
try:
    from _decimal import *
    from _decimal import __doc__
except ImportError:
    from _pydecimal import *

__version__ = '1.70'  # of the specification
__libmpdec_version__ = '2.5.1'  # what results are compared with
