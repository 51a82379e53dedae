# Producers and consumers hand items over through a queue of ten places.
import asyncio


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)


async def consume(queue, results):
    total = 0
    while (item := await queue.get()) is not None:
        total += item
    results.append(total)


async def main():
    queue = asyncio.Queue(10)
    results = []
    consumers = [asyncio.create_task(consume(queue, results)) for _ in range(4)]
    await asyncio.gather(*[produce(queue, 30000) for _ in range(4)])
    for _ in consumers:
        await queue.put(None)
    await asyncio.gather(*consumers)
    print(sum(results))


asyncio.run(main())
