print("init pkg", __name__, __package__, __path__[0].endswith("pkg"))
from . import first
from .first import value as exported
__all__ = ["exported", "first", "lazy"]
_private = "private"
version = "1.0"
def __getattr__(name):
    if name == "lazy": return "lazily made"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
