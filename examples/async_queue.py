"""Producers and consumers as coroutines, with a queue between them. producer_consumer.py does it with threads.

The queue holds four items: put() waits when it is full, get() when it is empty, join() until all is dealt with. Consumers
run for ever, and are cancelled when nothing is left. Coroutines change places only at `await`, so the order of events is
the same at every run."""
import asyncio

ITEMS = 12


async def produce(name, queue, first):
    for item in range(first, ITEMS, 2):
        await queue.put(item)
        print(f'{name} puts {item}, {queue.qsize()} in the queue')


async def consume(name, queue, found):
    while True:
        item = await queue.get()
        await asyncio.sleep(0)  # the work
        found.append(item * item)
        print(f'    {name} has done {item}')
        queue.task_done()


async def main():
    queue, found = asyncio.Queue(maxsize=4), []
    consumers = [asyncio.create_task(consume(name, queue, found)) for name in ('Carol', 'Dan')]
    async with asyncio.TaskGroup() as producers:
        producers.create_task(produce('Alice', queue, 0))
        producers.create_task(produce('Bob', queue, 1))
    await queue.join()
    for consumer in consumers:
        consumer.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)
    print(sorted(found) == [item * item for item in range(ITEMS)])


asyncio.run(main())
