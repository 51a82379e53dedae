"""How callbacks and stacks are shown."""
import functools
import reprlib
import sys
import traceback
import types
from asyncio import constants


def _innermost(func):
    """The function behind partial objects, methods and decorators."""
    while True:
        if isinstance(func, (functools.partial, functools.partialmethod)):
            func = func.func
        elif isinstance(func, types.MethodType):
            func = func.__func__
        elif hasattr(func, '__wrapped__'):
            func = func.__wrapped__
        else:
            return func


def _get_function_source(func):
    """(file name, line) of a function written in Python, else None."""
    code = getattr(_innermost(func), '__code__', None)
    return (code.co_filename, code.co_firstlineno) if code is not None else None


def _format_args_and_kwargs(args, kwargs):
    """The arguments of a call, shortened."""
    parts = [*map(reprlib.repr, args), *(f'{name}={reprlib.repr(value)}' for name, value in kwargs.items())]
    return f"({', '.join(parts)})"


def _format_callback(func, args, kwargs, suffix=''):
    """A call of the function, as it would be written."""
    text = _format_args_and_kwargs(args, kwargs) + suffix
    while isinstance(func, functools.partial):
        text = _format_args_and_kwargs(func.args, func.keywords) + text
        func = func.func
    name = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    return name + text


def _format_callback_source(func, args):
    """The same, and where the function is defined."""
    place = _get_function_source(func)
    at = ' at {}:{}'.format(*place) if place else ''
    return _format_callback(func, args, {}) + at


def extract_stack(f=None, limit=None):
    """The stack that ends with frame `f` or the caller's, oldest first. The limit is debug mode's if there is none."""
    summary = traceback.StackSummary.extract(traceback.walk_stack(f or sys._getframe(1)), lookup_lines=False,
                                             limit=constants.DEBUG_STACK_DEPTH if limit is None else limit)
    summary.reverse()
    return summary
