print("init pkg.sub.leaf", __name__, __package__)
from ..first import bump
from . import __name__ as parent
from .. import first
from .. import first as same
assert first is same
