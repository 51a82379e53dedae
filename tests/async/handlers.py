# What becomes of errors that nobody handles; debug mode.
import asyncio
import logging
import sys
import time
import warnings
from _tools import attempt


async def own_handler():
    loop = asyncio.get_running_loop()
    seen = []

    def handle(loop, context):
        seen.append({name: repr(what).split(' ')[0] for name, what in sorted(context.items())})

    def fail():
        1 / 0

    loop.set_exception_handler(handle)
    print(loop.get_exception_handler() is handle)
    loop.call_soon(fail)
    await asyncio.sleep(0.001)
    print(seen.pop())

    async def bad():
        raise ValueError('lost')

    task = asyncio.create_task(bad())
    await asyncio.sleep(0)
    del task
    print(seen.pop())
    loop.call_exception_handler({'message': 'by hand', 'extra': 1})
    print(seen.pop())
    attempt(loop.set_exception_handler, 3)
    loop.set_exception_handler(None)
    print(loop.get_exception_handler())


async def default_handler():
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({'message': 'the message', 'one': 1, 'two': 'zwei'})
    loop.call_exception_handler({'message': 'with an exception', 'exception': ValueError('v')})
    loop.default_exception_handler({})
    future = loop.create_future()
    future.set_exception(LookupError('never retrieved'))
    del future

    def fail(argument):
        raise KeyError(argument)

    loop.call_soon(fail, 'k')
    await asyncio.sleep(0.001)

    def bad_handler(loop, context):
        raise RuntimeError('in the handler')

    loop.set_exception_handler(bad_handler)
    loop.call_soon(fail, 'k')
    await asyncio.sleep(0.001)


async def destroyed():
    loop = asyncio.get_running_loop()

    async def wait():
        await loop.create_future()

    task = asyncio.create_task(wait(), name='forgotten')
    await asyncio.sleep(0)
    del task
    import gc
    gc.collect()


def never_awaited():
    async def nobody_awaits():
        pass

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        nobody_awaits()
    print([str(w.message) for w in caught])


async def debugging():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    loop.set_debug(True)
    attempt(loop.call_soon, 3)
    attempt(loop.call_soon, own_handler)
    attempt(loop.call_later, 0, 3)
    attempt(loop.run_in_executor, None, own_handler)
    future = loop.create_future()
    print('created at' in repr(future))
    task = asyncio.create_task(asyncio.sleep(0))
    print('created at' in repr(task))
    await task
    loop.slow_callback_duration = 0.01
    loop.call_soon(time.sleep, 0.02)
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def handling():
    """A handler is called while the error of a callback is being handled, and so is the one behind it."""
    loop = asyncio.get_running_loop()
    seen = []

    def handler(loop, context):
        seen.append(sys.exc_info()[1])
        raise LookupError('in the handler')

    class Log(logging.Handler):
        def emit(self, record):
            error = record.exc_info[1]
            print(record.getMessage().splitlines()[0], repr(error), repr(error.__context__))

    log = Log()
    logging.getLogger('asyncio').addHandler(log)
    loop.set_exception_handler(handler)
    loop.call_soon(int, 'x')
    await asyncio.sleep(0)
    print(seen, sys.exc_info())
    logging.getLogger('asyncio').removeHandler(log)


for test in own_handler, default_handler, destroyed, debugging, handling:
    print('---', test.__name__)
    print('---', test.__name__, file=sys.stderr)
    asyncio.run(test())
never_awaited()
