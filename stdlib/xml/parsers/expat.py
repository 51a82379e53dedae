"""The parser of the library libexpat, under its documented name."""

import sys

from pyexpat import *

for _part in (errors, model):
    sys.modules[__name__ + _part.__name__.removeprefix('pyexpat')] = _part
del _part, sys
