# Futures: states, results, callbacks, what is wrong.
import asyncio
import concurrent.futures
import contextvars
from _tools import attempt


async def states():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, future.done(), future.cancelled(), future.get_loop() is loop)
    attempt(future.result)
    attempt(future.exception)
    future.set_result([1, 2])
    print(future, future.done(), future.result(), future.exception())
    attempt(future.set_result, 3)
    attempt(future.set_exception, ValueError())
    print(future.cancel())
    future = loop.create_future()
    future.set_exception(ValueError('bad'))
    print(future, repr(future.exception()))
    attempt(future.result)
    future = loop.create_future()
    attempt(future.set_exception, 3)
    attempt(future.set_exception, StopIteration)
    future.set_exception(KeyError)
    print(repr(future.exception()))
    future = loop.create_future()
    print(future.cancel('why'), future.cancel(), future, future.cancelled())
    attempt(future.result)
    attempt(future.exception)
    attempt(future.set_result, 1)


async def callbacks():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    seen = []
    variable = contextvars.ContextVar('variable', default='outside')
    future.add_done_callback(lambda f: seen.append(('first', f is future, variable.get())))
    context = contextvars.copy_context()
    context.run(variable.set, 'inside')
    future.add_done_callback(lambda f: seen.append(('second', f.result(), variable.get())), context=context)
    unwanted = lambda f: seen.append('unwanted')
    future.add_done_callback(unwanted)
    future.add_done_callback(unwanted)
    print(future.remove_done_callback(unwanted), future.remove_done_callback(unwanted))
    future.set_result('x')
    print(seen)
    await asyncio.sleep(0)
    print(seen)
    future.add_done_callback(lambda f: seen.append('late'))
    print(len(seen))
    await asyncio.sleep(0)
    print(seen[-1])


async def awaiting():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(0.01, future.set_result, 'later')
    print(await future, await future)
    future = loop.create_future()
    loop.call_soon(future.set_exception, ZeroDivisionError('no'))
    try:
        await future
    except ZeroDivisionError as error:
        print('caught', error)
    print(asyncio.isfuture(future), asyncio.isfuture(3), asyncio.isfuture(concurrent.futures.Future()))


async def kinds():
    loop = asyncio.get_running_loop()
    there = concurrent.futures.Future()
    here = asyncio.wrap_future(there)
    print(asyncio.wrap_future(here) is here)
    loop.call_soon(there.set_result, 42)
    print(await here)
    there = concurrent.futures.Future()
    here = asyncio.wrap_future(there)
    here.cancel()
    await asyncio.sleep(0)
    print(there.cancelled())
    there = concurrent.futures.Future()
    here = asyncio.wrap_future(there)
    there.set_exception(LookupError('x'))
    attempt_result = await asyncio.gather(here, return_exceptions=True)
    print(attempt_result)
    there = concurrent.futures.Future()
    here = asyncio.wrap_future(there)
    there.cancel()
    there.set_running_or_notify_cancel()
    print(await asyncio.gather(here, return_exceptions=True), here.cancelled())


async def never_retrieved():
    loop = asyncio.get_running_loop()
    seen = []
    loop.set_exception_handler(lambda loop, context: seen.append((sorted(context), context['message'],
                                                                  repr(context['exception']))))
    future = loop.create_future()
    future.set_exception(ValueError('lost'))
    del future
    print(seen)
    future = loop.create_future()
    future.set_exception(ValueError('seen'))
    future.exception()
    del future
    print(len(seen))


for test in states, callbacks, awaiting, kinds, never_retrieved:
    print('---', test.__name__)
    asyncio.run(test())
