# Asynchronous generators and what becomes of them when nobody goes on.
import asyncio
from _tools import attempt_to


async def ticks(log, name, count=5):
    try:
        for number in range(count):
            yield number
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        log.append(name)


async def used():
    log = []
    print([n async for n in ticks(log, 'all')], log)
    async for number in ticks(log, 'broken off'):
        if number == 2:
            break
    print(log)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log)
    generator = ticks(log, 'closed')
    print(await anext(generator))
    await generator.aclose()
    print(log)
    print([n async for n in generator])
    print([n * m async for n in ticks(log, 'comprehension', 3) for m in (1, 2) if n])


async def shut_down():
    loop = asyncio.get_running_loop()
    log = []
    generators = [ticks(log, name) for name in 'ab']
    for generator in generators:
        await anext(generator)
    await loop.shutdown_asyncgens()
    print(sorted(log))

    async def bad():
        try:
            yield 1
        finally:
            raise ValueError('while closing')

    seen = []
    loop.set_exception_handler(lambda loop, context: seen.append((context['message'].split(' <')[0],
                                                                  repr(context['exception']), sorted(context))))
    generator = bad()
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        await anext(generator)
    print([str(w.message).split(' <')[0] for w in caught])
    await loop.shutdown_asyncgens()
    print(seen)


async def cancelled():
    log = []

    async def consume():
        async for _ in ticks(log, 'consumed', 100):
            pass

    task = asyncio.create_task(consume())
    for _ in range(5):
        await asyncio.sleep(0)
    task.cancel()
    await attempt_to(task)
    for _ in range(3):
        await asyncio.sleep(0)
    print(log)


async def at_once():
    async def slow():
        await asyncio.sleep(0.01)
        yield 1

    generator = slow()
    print(await asyncio.gather(anext(generator), anext(generator), return_exceptions=True))


for test in used, shut_down, cancelled, at_once:
    print('---', test.__name__)
    asyncio.run(test())
