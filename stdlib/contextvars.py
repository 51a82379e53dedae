"""Variables whose values belong to a context: a task, a callback, a thread."""
from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ('Context', 'ContextVar', 'Token', 'copy_context')
