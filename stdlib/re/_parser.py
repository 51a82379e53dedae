"""Names that programs look for here; patterns are read by the module _re."""
from ._constants import *
from ._constants import error

SPECIAL_CHARS = '.\\[{()*+?^$|'
REPEAT_CHARS = '*+?{'
