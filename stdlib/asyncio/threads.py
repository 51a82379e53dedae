"""Calls that block, out of the event loop's way."""
import contextvars
import functools
from asyncio import events

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Call the function in another thread, with a copy of the current context; return its result."""
    call = functools.partial(contextvars.copy_context().run, func, *args, **kwargs)
    return await events.get_running_loop().run_in_executor(None, call)
