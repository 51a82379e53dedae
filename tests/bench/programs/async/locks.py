# Tasks that take turns by a lock, a semaphore and an event.
import asyncio


async def take_turns(lock, n, order):
    for i in range(n):
        async with lock:
            order.append(i)
            await asyncio.sleep(0)


async def follow(events, order):
    for event in events:
        await event.wait()
        order.append(len(order))


async def main():
    order = []
    for lock in asyncio.Lock(), asyncio.Semaphore(2):
        await asyncio.gather(*[take_turns(lock, 3000, order) for _ in range(4)])
    events = [asyncio.Event() for _ in range(10000)]
    followers = [asyncio.create_task(follow(events, order)) for _ in range(2)]
    for event in events:
        event.set()
        await asyncio.sleep(0)
    await asyncio.gather(*followers)
    print(len(order), sum(order))


asyncio.run(main())
