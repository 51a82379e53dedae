"""Processes used as threads are: each has an interpreter, and a lock of the interpreter, of its own."""
from multiprocessing import context, process
from multiprocessing.context import (AuthenticationError, BaseContext, BufferTooShort, ProcessError, TimeoutError)

# What there is, is what the context chosen for the program has.
_names = [name for name in dir(context._default_context) if not name.startswith('_') and name != 'reducer']
globals().update((name, getattr(context._default_context, name)) for name in _names)
__all__ = _names
del _names
SUBDEBUG, SUBWARNING = 5, 25  # levels of logging
