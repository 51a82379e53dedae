"""Calls that run in other threads, and their results."""
from concurrent.futures._base import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, BrokenExecutor,
                                      CancelledError, Executor, Future, InvalidStateError, TimeoutError,
                                      as_completed, wait)

__all__ = ('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError', 'BrokenExecutor',
           'Future', 'Executor', 'wait', 'as_completed', 'ThreadPoolExecutor')


def __getattr__(name):
    if name == 'ThreadPoolExecutor':
        from concurrent.futures.thread import ThreadPoolExecutor
        globals()[name] = ThreadPoolExecutor
        return ThreadPoolExecutor
    if name == 'ProcessPoolExecutor':
        raise NotImplementedError('concurrent.futures.ProcessPoolExecutor is not supported: there is no multiprocessing')
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def __dir__():
    return [*__all__, '__doc__']
