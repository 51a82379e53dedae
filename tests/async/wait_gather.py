# Waiting for several: gather, wait, as_completed, shield, ensure_future, sleep.
import asyncio
from _tools import attempt, attempt_to


async def after(rounds, result=None, log=None):
    try:
        for _ in range(rounds):
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        if log is not None:
            log.append(('cancelled', result))
        raise
    if isinstance(result, BaseException):
        raise result
    if log is not None:
        log.append(result)
    return result


async def gathering():
    print(await asyncio.gather(), await asyncio.gather(after(3, 'a'), after(1, 'b')))
    coro = after(1, 'same')
    print(await asyncio.gather(coro, coro, after(2, 'x')))
    await attempt_to(asyncio.gather(after(3, 1), after(1, ValueError('first')), after(2, KeyError('second'))))
    print(await asyncio.gather(after(1, 1), after(1, ValueError('v')), after(1, 2), return_exceptions=True))
    log = []
    await attempt_to(asyncio.gather(after(5, 'goes on', log), after(1, ValueError('v'))))
    await after(8)
    print(log)
    attempt(asyncio.gather, 3)
    print(type(asyncio.gather(after(1))).__name__)


async def gather_cancelled():
    log = []
    both = asyncio.gather(after(5, 1, log), after(6, 2, log))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(both.cancel('msg'), both.cancelled())
    await attempt_to(both)
    print(both.cancelled(), log, both.cancel())
    child = asyncio.create_task(after(5))
    both = asyncio.gather(child, after(1, 'one'))
    child.cancel()
    await attempt_to(both)
    child = asyncio.create_task(after(5))
    both = asyncio.gather(child, after(1, 'one'), return_exceptions=True)
    child.cancel('why')
    print(await both)
    both = asyncio.gather(after(5), after(5), return_exceptions=True)
    await asyncio.sleep(0)
    both.cancel()
    await attempt_to(both)

    async def outer():
        await asyncio.gather(after(5, 'i', log), after(5, 'j', log))

    log.clear()
    task = asyncio.create_task(outer())
    await after(3)
    task.cancel()
    await attempt_to(task)
    print(log)


async def waiting():
    tasks = [asyncio.create_task(after(n, n)) for n in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(sorted(t.result() for t in done), len(pending))
    done, pending = await asyncio.wait(tasks)
    print(sorted(t.result() for t in done), len(pending))
    tasks = [asyncio.create_task(after(4)), asyncio.create_task(after(1)), asyncio.create_task(after(2, ValueError()))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending))
    await asyncio.wait(tasks)
    [task.exception() for task in tasks]
    slow = asyncio.create_task(asyncio.sleep(30))
    print([len(part) for part in await asyncio.wait([slow], timeout=0.01)], slow.cancelled())
    print([len(part) for part in await asyncio.wait([slow], timeout=0)])
    waiter = asyncio.create_task(asyncio.wait([slow]))
    await asyncio.sleep(0)
    waiter.cancel()
    await attempt_to(waiter)
    print(slow.done())
    slow.cancel()
    await attempt_to(slow)
    await attempt_to(asyncio.wait([]))
    await attempt_to(asyncio.wait(slow))
    coro = after(0)
    await attempt_to(asyncio.wait([coro]))
    await attempt_to(asyncio.wait([slow], return_when='SOMETIME'))
    await coro


async def as_they_come():
    print([await one for one in asyncio.as_completed([after(3, 'c'), after(1, 'a'), after(2, 'b')])])
    for one in asyncio.as_completed([after(2, 1), after(1, ValueError('x'))]):
        await attempt_to(one)
    for one in asyncio.as_completed([after(1, 'quick'), asyncio.sleep(30)], timeout=0.05):
        await attempt_to(one)
    print(list(asyncio.as_completed([])))
    attempt(list, asyncio.as_completed(asyncio.get_running_loop().create_future()))


async def shielding():
    log = []

    async def outer(inner):
        try:
            return await asyncio.shield(inner)
        except asyncio.CancelledError:
            log.append('outer cancelled')
            raise

    inner = asyncio.create_task(after(4, 'inner', log))
    task = asyncio.create_task(outer(inner))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await attempt_to(task)
    print(await inner, log)
    print(await asyncio.shield(after(1, 'result')))
    await attempt_to(asyncio.shield(after(1, ValueError('e'))))
    inner = asyncio.create_task(after(5))
    outer_future = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel()
    await attempt_to(outer_future)
    print(outer_future.cancelled(), asyncio.shield(inner) is inner)
    seen = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: seen.append(context['message']))
    inner = asyncio.create_task(after(2, ValueError('unseen')))
    outer_future = asyncio.shield(inner)
    outer_future.cancel()
    await attempt_to(outer_future)
    await after(4)
    del inner
    print(seen)


async def ensuring():
    class Awaitable:
        def __await__(self):
            yield
            return 'awaited'

    task = asyncio.ensure_future(Awaitable())
    print(type(task).__name__, await task, asyncio.ensure_future(task) is task)
    attempt(asyncio.ensure_future, 3)
    loop = asyncio.new_event_loop()
    attempt(asyncio.ensure_future, task, loop=loop)
    loop.close()
    coro = after(1)
    attempt(asyncio.ensure_future, coro, loop=loop)
    print(await asyncio.sleep(0, 'now'), await asyncio.sleep(-1, 'past'), await asyncio.sleep(0.001, 'soon'))
    attempt(asyncio.iscoroutine, coro)
    print(asyncio.iscoroutinefunction(after), asyncio.iscoroutinefunction(ensuring), asyncio.iscoroutinefunction(print))


for test in gathering, gather_cancelled, waiting, as_they_come, shielding, ensuring:
    print('---', test.__name__)
    asyncio.run(test())
coro = after(0)
for function in asyncio.create_task, asyncio.gather, asyncio.shield, asyncio.ensure_future, asyncio.current_task:
    attempt(function, *[coro] * (function is not asyncio.current_task))
coro.close()
