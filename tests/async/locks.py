# Locks: Lock, Event, Condition, Semaphore, BoundedSemaphore.
import asyncio
from _tools import attempt, attempt_to, plain


async def rounds(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def lock():
    lock = asyncio.Lock()
    print(plain(lock), lock.locked(), await lock.acquire(), lock.locked())
    order = []

    async def take(name):
        async with lock:
            order.append(name)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(take(name)) for name in 'abc']
    await rounds(2)
    print(plain(lock), order)
    lock.release()
    print(lock.locked())
    late = asyncio.create_task(take('late'))
    await asyncio.gather(*tasks, late)
    print(order, plain(lock))
    attempt(lock.release)
    await lock.acquire()
    tasks = [asyncio.create_task(take(name)) for name in 'de']
    await rounds(1)
    tasks[0].cancel()
    lock.release()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(order, lock.locked())
    await lock.acquire()
    tasks = [asyncio.create_task(take(name)) for name in 'fg']
    await rounds(1)
    lock.release()
    tasks[0].cancel()  # when it was woken
    await asyncio.gather(*tasks, return_exceptions=True)
    print(order, lock.locked())
    async with lock as value:
        print(value)


async def event():
    event = asyncio.Event()
    print(plain(event), event.is_set())
    waiting = [asyncio.create_task(event.wait()) for _ in range(3)]
    await rounds(1)
    print(plain(event))
    waiting[1].cancel()
    event.set()
    print(await asyncio.gather(*waiting, return_exceptions=True), plain(event), await event.wait())
    event.clear()
    print(event.is_set())
    waiting = asyncio.create_task(event.wait())
    await rounds(1)
    event.set()
    event.clear()
    print(await waiting)


async def condition():
    condition = asyncio.Condition()
    print(plain(condition))
    order = []

    async def wait(name):
        async with condition:
            order.append((name, await condition.wait()))

    tasks = [asyncio.create_task(wait(name)) for name in 'abcd']
    await rounds(2)
    print(plain(condition))
    async with condition:
        condition.notify()
    await rounds(3)
    print(order)
    async with condition:
        condition.notify(2)
        print(order, condition.locked())
    await rounds(3)
    print(order)
    async with condition:
        condition.notify_all()
    await asyncio.gather(*tasks)
    print(order)
    await attempt_to(condition.wait())
    attempt(condition.notify)
    value = 0

    async def until(wanted):
        async with condition:
            return await condition.wait_for(lambda: value >= wanted and f'at {value}')

    tasks = [asyncio.create_task(until(n)) for n in (1, 2)]
    for value in range(3):
        async with condition:
            condition.notify_all()
        await rounds(2)
    print(await asyncio.gather(*tasks))
    task = asyncio.create_task(wait('x'))
    await rounds(1)
    task.cancel()
    await attempt_to(task)
    print(condition.locked())
    task = asyncio.create_task(wait('y'))
    await rounds(2)
    await condition.acquire()
    task.cancel()
    await rounds(2)
    task.cancel()
    await rounds(2)
    print(task.done())
    condition.release()
    await attempt_to(task)
    print(condition.locked())
    shared = asyncio.Lock()
    first, second = asyncio.Condition(shared), asyncio.Condition(shared)
    async with first:
        print(second.locked())


async def semaphore():
    semaphore = asyncio.Semaphore(2)
    print(plain(semaphore), semaphore.locked())
    running = most = 0

    async def work():
        nonlocal running, most
        async with semaphore:
            running += 1
            most = max(most, running)
            await rounds(2)
            running -= 1

    await asyncio.gather(*[work() for _ in range(7)])
    print(most, plain(semaphore))
    await semaphore.acquire()
    await semaphore.acquire()
    print(semaphore.locked(), plain(semaphore))
    tasks = [asyncio.create_task(semaphore.acquire()) for _ in range(3)]
    await rounds(1)
    print(plain(semaphore))
    tasks[0].cancel()
    semaphore.release()
    await rounds(2)
    print([task.done() for task in tasks])
    semaphore.release()
    tasks[2].cancel()  # woken just now
    await rounds(2)
    print([task.cancelled() for task in tasks], semaphore.locked(), plain(semaphore))
    await asyncio.gather(*tasks, return_exceptions=True)
    attempt(asyncio.Semaphore, -1)
    bounded = asyncio.BoundedSemaphore(1)
    attempt(bounded.release)
    async with bounded:
        print(plain(bounded))
    print(plain(bounded))
    zero = asyncio.Semaphore(0)
    task = asyncio.create_task(zero.acquire())
    await rounds(1)
    zero.release()
    print(await task)


async def other_loops():
    lock = asyncio.Lock()
    await lock.acquire()
    task = asyncio.create_task(lock.acquire())
    await rounds(1)

    def in_thread():
        async def use():
            try:
                await lock.acquire()
            except RuntimeError as error:
                print(plain(error))
        asyncio.run(use())

    await asyncio.to_thread(in_thread)
    lock.release()
    print(await task)


for test in lock, event, condition, semaphore, other_loops:
    print('---', test.__name__)
    asyncio.run(test())
attempt(asyncio.Lock, loop=1)
