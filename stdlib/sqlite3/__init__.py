"""Databases by SQLite, through the interface of PEP 249; everything is in sqlite3.dbapi2.

connect(":memory:") or connect(path) gives a Connection, whose execute() gives a Cursor.
"""

from sqlite3.dbapi2 import *


def __getattr__(name):
    """The alias of str that Python 2 needed another type for."""
    if name != 'OptimizedUnicode':
        raise AttributeError(f"module 'sqlite3' has no attribute '{name}'")
    from warnings import warn

    warn('OptimizedUnicode is another name of str, and will be gone in Python 3.12.', DeprecationWarning, stacklevel=2)
    return str
