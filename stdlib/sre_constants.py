"""Deprecated: the old name of re._constants."""
import warnings

from re import _codes, _constants as _module

warnings.warn(f"module {__name__!r} is deprecated", DeprecationWarning, stacklevel=2)
globals().update({name: value for name, value in {**vars(_codes), **vars(_module)}.items() if name[:2] != '__'})
