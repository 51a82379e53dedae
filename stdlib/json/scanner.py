"""What reads a value: make_scanner(decoder) gives a function of (text, index)."""
try:
    from _json import Scanner as c_make_scanner
    make_scanner = c_make_scanner
except ImportError:
    from ._plain import make_scanner
    c_make_scanner = None

__all__ = ['make_scanner']
