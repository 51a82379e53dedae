"""Asynchronous context managers: what contextlib has for `async with`."""
from contextlib import AbstractAsyncContextManager, _GeneratorState, _ends_here, _manager_maker
from functools import wraps

# The classes say that they belong to the public module, which gets them from here when they are asked for.
__name__ = 'contextlib'


def _inside_async(make, func):
    """The coroutine function func, awaited inside an asynchronous context manager that make() returns."""
    @wraps(func)
    async def inner(*args, **kwds):
        async with make():
            return await func(*args, **kwds)
    return inner


class AsyncContextDecorator:
    """Lets an asynchronous context manager be used as a decorator of a coroutine function."""

    def __call__(self, func):
        return _inside_async(lambda: self, func)


class _AsyncGeneratorContextManager(_GeneratorState, AbstractAsyncContextManager, AsyncContextDecorator):
    """The context manager that @asynccontextmanager makes of an asynchronous generator."""

    def __call__(self, func):
        return _inside_async(self._again, func)

    async def __aenter__(self):
        self._origin = None
        async for value in self._steps:
            return value
        raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            async for _ in self._steps:
                raise RuntimeError("generator didn't stop")
            return False
        thrown = typ() if value is None else value
        try:
            await self._steps.athrow(typ, thrown, traceback)
        except BaseException as raised:
            ended = _ends_here(raised, thrown, traceback, StopAsyncIteration, (StopIteration, StopAsyncIteration))
            if ended is None:
                raise
            return ended
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(func):
    """Make an asynchronous context manager of an asynchronous generator function that yields once."""
    return _manager_maker(_AsyncGeneratorContextManager, func)


class aclosing(AbstractAsyncContextManager):
    """Awaits a thing's aclose() at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()

    async def __aenter__(self):
        return self.thing
