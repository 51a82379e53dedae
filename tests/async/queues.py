# Queues.
import asyncio
from _tools import attempt, attempt_to, plain


async def rounds(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def basics():
    queue = asyncio.Queue()
    print(queue, queue.qsize(), queue.empty(), queue.full(), queue.maxsize)
    for item in 'abc':
        queue.put_nowait(item)
    print(queue, plain(repr(queue)))
    print(queue.get_nowait(), await queue.get(), queue.qsize())
    queue.get_nowait()
    attempt(queue.get_nowait)
    queue = asyncio.Queue(2)
    await queue.put(1)
    await queue.put(2)
    print(queue.full(), queue)
    attempt(queue.put_nowait, 3)
    for kind in asyncio.LifoQueue, asyncio.PriorityQueue:
        queue = kind()
        for item in 3, 1, 2:
            await queue.put(item)
        print(kind.__name__, [queue.get_nowait() for _ in range(3)])
    print(asyncio.Queue[int])


async def hand_over():
    queue = asyncio.Queue(1)
    log = []

    async def produce(name):
        for number in range(3):
            await queue.put((name, number))

    async def consume():
        while True:
            log.append(await queue.get())
            queue.task_done()

    consumer = asyncio.create_task(consume())
    await asyncio.gather(produce('a'), produce('b'))
    await queue.join()
    print(log)
    await rounds(1)
    print(queue)
    consumer.cancel()
    await attempt_to(consumer)
    print(queue)
    waiting = [asyncio.create_task(queue.get()) for _ in range(3)]
    await rounds(1)
    print(queue)
    for item in 'xyz':
        await queue.put(item)
    print(await asyncio.gather(*waiting))


async def several():
    """More producers and consumers than places."""
    queue = asyncio.Queue(2)
    got = []

    async def produce(first):
        for number in range(first, 40, 4):
            await queue.put(number)

    async def consume():
        while (item := await queue.get()) is not None:
            got.append(item)

    consumers = [asyncio.create_task(consume()) for _ in range(3)]
    await asyncio.gather(*map(produce, range(4)))
    for _ in consumers:
        await queue.put(None)
    await asyncio.wait_for(asyncio.gather(*consumers), 20)
    print(sorted(got) == list(range(40)), queue)


async def joining():
    queue = asyncio.Queue()
    await queue.join()
    attempt(queue.task_done)
    for item in range(2):
        queue.put_nowait(item)
    task = asyncio.create_task(queue.join())
    for _ in range(2):
        await rounds(2)
        print(task.done())
        await queue.get()
        queue.task_done()
    await task
    print(queue)


async def cancelled():
    queue = asyncio.Queue(1)
    getters = [asyncio.create_task(queue.get()) for _ in range(2)]
    await rounds(1)
    getters[0].cancel()
    queue.put_nowait('for the second')
    print(await getters[1])
    await attempt_to(getters[0])
    getters = [asyncio.create_task(queue.get()) for _ in range(2)]
    await rounds(1)
    queue.put_nowait('item')
    getters[0].cancel()  # when it was woken
    print(await getters[1])
    await attempt_to(getters[0])
    queue.put_nowait('full')
    putters = [asyncio.create_task(queue.put(item)) for item in 'pq']
    await rounds(1)
    print(queue)
    putters[0].cancel()
    print(await queue.get())
    await putters[1]
    print(await queue.get(), queue)
    await attempt_to(putters[0])


async def own_order():
    class Unique(asyncio.Queue):
        def _init(self, maxsize):
            self._queue = {}

        def _put(self, item):
            self._queue[item] = True

        def _get(self):
            return self._queue.popitem()[0]

    queue = Unique()
    for item in 'aba':
        await queue.put(item)
    print(queue.qsize(), await queue.get(), await queue.get(), queue.empty())


for test in basics, hand_over, several, joining, cancelled, own_order:
    print('---', test.__name__)
    asyncio.run(test())
