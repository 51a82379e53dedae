# Barriers.
import asyncio
from _tools import attempt, attempt_to, plain


async def rounds(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def together():
    barrier = asyncio.Barrier(3)
    print(plain(barrier), barrier.parties, barrier.n_waiting, barrier.broken)
    log = []

    async def work(name):
        for lap in range(3):
            number = await barrier.wait()
            log.append((lap, name, number))

    tasks = [asyncio.create_task(work(name)) for name in 'abc']
    await asyncio.gather(*tasks)
    print([lap for lap, _, _ in log] == sorted(lap for lap, _, _ in log))
    print([sorted(number for lap, _, number in log if lap == n) for n in range(3)])
    first = asyncio.create_task(barrier.wait())
    await rounds(2)
    print(barrier.n_waiting, plain(barrier))
    second = asyncio.create_task(barrier.wait())
    async with barrier as number:
        print('in the block', number)
    print(await first, await second, barrier.n_waiting)
    attempt(asyncio.Barrier, 0)
    print(await asyncio.Barrier(1).wait())


async def reset():
    barrier = asyncio.Barrier(3)
    tasks = [asyncio.create_task(barrier.wait()) for _ in range(2)]
    await rounds(2)
    await barrier.reset()
    print(plain(barrier))
    for task in tasks:
        await attempt_to(task)
    print(plain(barrier))
    print(sorted(await asyncio.gather(*[barrier.wait() for _ in range(3)])))
    await barrier.reset()
    print(plain(barrier))


async def abort():
    barrier = asyncio.Barrier(2)
    task = asyncio.create_task(barrier.wait())
    await rounds(2)
    await barrier.abort()
    await attempt_to(task)
    print(plain(barrier), barrier.broken, barrier.n_waiting)
    await attempt_to(barrier.wait())
    await barrier.reset()
    print(plain(barrier))
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))


async def cancelled():
    barrier = asyncio.Barrier(2)
    task = asyncio.create_task(barrier.wait())
    await rounds(2)
    task.cancel()
    await attempt_to(task)
    print(plain(barrier))
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))


for test in together, reset, abort, cancelled:
    print('---', test.__name__)
    asyncio.run(test())
