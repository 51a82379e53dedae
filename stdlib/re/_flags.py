"""The flags of regular expressions."""
import enum

__name__ = 're'


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    """The flags of patterns, each with a long and a short name."""

    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128

    __str__ = object.__str__
    _numeric_repr_ = hex
