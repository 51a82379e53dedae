# Cancellation at every await point: no lock stays held, no item is lost.
#
# A scenario is a coroutine that makes some objects and returns the tasks that use them, the victim first, and a function
# that checks the objects when all is over. It is run again and again, the victim being cancelled after k rounds of the
# loop for k = 0, 1, 2, ... until it is done before that.
import asyncio

MOST = 60


async def rounds(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def cancel_at(scenario, k):
    """Whether the victim was still there to be cancelled."""
    tasks, check = await scenario()
    victim = tasks[0]
    await rounds(k)
    was_cancelled = victim.cancel()
    results = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 20)
    for result in results[1:]:
        if isinstance(result, BaseException):
            print(f'  k={k}: another task failed: {result!r}')
    problem = check(results)
    if problem:
        print(f'  k={k}: {problem}')
    return was_cancelled


def try_all(scenario):
    for k in range(MOST):
        if not asyncio.run(cancel_at(scenario, k)):
            break
    print(f'{scenario.__name__}:', 'ends by itself after some rounds' if 0 < k < MOST - 1 else f'k={k}')


def start(*coros):
    return [asyncio.create_task(coro) for coro in coros]


async def lock():
    lock = asyncio.Lock()

    async def use():
        for _ in range(3):
            async with lock:
                await rounds(2)

    return start(use(), use(), use()), lambda _: lock.locked() and 'the lock is held'


async def semaphore():
    semaphore = asyncio.BoundedSemaphore(2)

    async def use():
        for _ in range(2):
            async with semaphore:
                await rounds(2)

    def check(_):
        if semaphore.locked() or semaphore._value != 2:
            return 'the semaphore has not got its number back'

    return start(*[use() for _ in range(4)]), check


async def condition():
    condition = asyncio.Condition()
    given = taken = 0

    async def take():
        nonlocal taken
        async with condition:
            await condition.wait_for(lambda: given > taken)
            taken += 1

    async def give():
        nonlocal given
        for _ in range(2):
            await rounds(2)
            async with condition:
                given += 1
                condition.notify()

    def check(results):
        if condition.locked():
            return 'the lock is held'
        if given - taken != isinstance(results[0], asyncio.CancelledError):
            return f'{given} given, {taken} taken'

    return start(take(), take(), give()), check


async def notified():
    """Both wait, one is notified and cancelled: the other must hear of it."""
    condition = asyncio.Condition()
    items = []

    async def take():
        async with condition:
            while not items:
                await condition.wait()
            return items.pop()

    async def give():
        await rounds(3)
        async with condition:
            items.append('x')
            condition.notify()
        await rounds(10)
        async with condition:
            items.append('y')
            condition.notify()

    def check(results):
        taken = [result for result in results[:2] if isinstance(result, str)]
        if len(taken) + len(items) != 2 or condition.locked():
            return f'{taken} taken, {items} left'

    return start(take(), take(), give()), check


async def event():
    event = asyncio.Event()

    async def set_later():
        await rounds(3)
        event.set()

    return start(event.wait(), event.wait(), set_later()), lambda _: event._waiters and 'somebody waits'


async def queue_get():
    queue = asyncio.Queue(1)
    got = []

    async def get():
        for _ in range(3):
            got.append(await queue.get())

    async def put():
        for number in range(6):
            await queue.put(number)

    async def get_the_rest():
        while not tasks[0].done():
            await asyncio.sleep(0)
        while len(got) < 6:
            got.append(await queue.get())

    def check(_):
        if sorted(got) != list(range(6)):
            return f'got {got}'

    tasks = start(get(), put(), get_the_rest())
    return tasks, check


async def queue_put():
    queue = asyncio.Queue(1)
    put, got = [], []

    async def put_some(name):
        for number in range(3):
            await queue.put((name, number))
            put.append((name, number))

    async def get():
        while len(got) < len(put) or not all(task.done() for task in tasks[:2]):
            await asyncio.sleep(0)
            if not queue.empty():
                got.append(queue.get_nowait())

    def check(_):
        if sorted(put) != sorted(got):
            return f'put {put}, got {got}'

    tasks = start(put_some('a'), put_some('b'), get())
    return tasks, check


async def queue_join():
    queue = asyncio.Queue()
    for number in range(3):
        queue.put_nowait(number)

    async def work():
        for _ in range(3):
            await queue.get()
            await asyncio.sleep(0)
            queue.task_done()

    return start(queue.join(), queue.join(), work()), lambda _: queue._unfinished_tasks and 'unfinished'


async def barrier():
    barrier = asyncio.Barrier(2)

    async def other():
        await rounds(3)
        if barrier.n_waiting or not tasks[0].done():
            await barrier.wait()

    async def rescue():
        """If the victim leaves after the other has come, somebody must take its place."""
        await rounds(20)
        while not tasks[1].done():
            await barrier.wait()
            await rounds(3)

    def check(_):
        if barrier.n_waiting or barrier.broken or barrier._cond.locked():
            return f'{barrier}'

    tasks = start(barrier.wait(), other(), rescue())
    return tasks, check


async def group():
    finished = []

    async def child(name):
        try:
            await rounds(4)
        finally:
            finished.append(name)

    async def parent():
        started = []
        try:
            async with asyncio.TaskGroup() as group:
                for name in 'ab':
                    started.append(group.create_task(child(name)))
                    await asyncio.sleep(0)
        finally:
            if not all(task.done() for task in started):
                finished.append('a child was left')

    return start(parent()), lambda _: 'a child was left' in finished and 'a child was left'


async def gathered():
    children = []

    async def parent():
        children.extend(start(rounds(4), rounds(5)))
        await asyncio.gather(*children)

    return start(parent()), lambda _: not all(child.done() for child in children) and 'a child was left'


async def shielded():
    inner = []

    async def parent():
        inner.extend(start(rounds(4)))
        await asyncio.shield(inner[0])

    async def wait():
        await rounds(8)

    def check(_):
        if inner and inner[0].cancelled():
            return 'what is shielded was cancelled'

    return start(parent(), wait()), check


async def timed():
    async def work():
        async with asyncio.timeout(100):
            await rounds(3)
        return await asyncio.wait_for(rounds(3), 100)

    return start(work()), lambda _: len(asyncio.all_tasks()) > 1 and f'{asyncio.all_tasks()}'


async def wait():
    tasks = start(rounds(4), rounds(5))

    async def work():
        await asyncio.wait(tasks)

    return start(work()) + tasks, lambda _: any(task.cancelled() for task in tasks) and 'a task was cancelled'


async def stream():
    reader = asyncio.StreamReader()
    got = []

    async def read():
        while data := await reader.readexactly(2):
            got.append(data)
            if len(got) == 3:
                break

    async def feed():
        for byte in b'abcdef':
            await rounds(2)
            reader.feed_data(bytes([byte]))
        reader.feed_eof()

    def check(_):
        rest = bytes(reader._buffer)
        if b''.join(got) + rest != b'abcdef':
            return f'{got} and {rest}'

    return start(read(), feed()), check


for scenario in (lock, semaphore, condition, notified, event, queue_get, queue_put, queue_join, barrier, group, gathered,
                 shielded, timed, wait, stream):
    try_all(scenario)
