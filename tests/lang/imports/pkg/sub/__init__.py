print("init pkg.sub", __name__, __package__)
from ..first import value
from .. import version
from . import leaf as leaf_module
