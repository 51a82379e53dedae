"""Names that programs look for here; patterns are compiled by the module _re."""
import _re

from ._codes import *
from ._constants import *
from ._constants import error


def isstring(obj):
    return isinstance(obj, (str, bytes))


def compile(p, flags=0):
    """A new Pattern."""
    return _re.compile(p, int(flags))
