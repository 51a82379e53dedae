"""Telling coroutines from other things."""
import functools
import os
import sys
import types
from collections.abc import Coroutine

__all__ = ('iscoroutinefunction', 'iscoroutine')

_CO_COROUTINE = 0x80
_is_coroutine = object()  # the attribute of that name marks functions that return awaitable objects
_quick_types = {types.CoroutineType, types.GeneratorType}  # and whatever was found to be one


def iscoroutine(obj):
    """Is it what a coroutine function returns (or a generator, as coroutines once were)?"""
    kind = type(obj)
    if kind in _quick_types:
        return True
    if not isinstance(obj, (Coroutine, types.GeneratorType)):
        return False
    if len(_quick_types) < 100:
        _quick_types.add(kind)
    return True


def iscoroutinefunction(func):
    """Is it a function that is defined with async def, or marked as one?"""
    if getattr(func, '_is_coroutine', None) is _is_coroutine:
        return True
    while isinstance(func, (types.MethodType, functools.partial)):
        func = func.__func__ if isinstance(func, types.MethodType) else func.func
    return isinstance(func, types.FunctionType) and bool(func.__code__.co_flags & _CO_COROUTINE)


def _is_debug_mode():
    """Does the way the interpreter was started ask for debug mode?"""
    if sys.flags.dev_mode:
        return True
    return not sys.flags.ignore_environment and bool(os.environ.get('PYTHONASYNCIODEBUG'))


def _name_of(coro):
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None)
    return f'{name}()' if name else f'<{type(coro).__name__} without __name__>()'


def _format_coroutine(coro):
    """How a coroutine is shown in the repr of its task."""
    state = {prefix: [getattr(coro, prefix + what, None) for what in ('code', 'frame', 'running')]
             for prefix in ('cr_', 'gi_')}
    code, frame, running = next((found for found in state.values() if found[0]), (None, None, False))
    if not code:
        return _name_of(coro) + ' running' * bool(running or any(found[2] for found in state.values()))
    file = code.co_filename or '<empty co_filename>'
    if frame is None:
        return f'{_name_of(coro)} done, defined at {file}:{code.co_firstlineno}'
    return f'{_name_of(coro)} running at {file}:{frame.f_lineno}'
