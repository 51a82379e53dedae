# Task groups.
import asyncio
from _tools import attempt, attempt_to, plain


def show(error, indent='  '):
    if isinstance(error, BaseExceptionGroup):
        print(f'{indent}{type(error).__name__}: {error}')
        for part in error.exceptions:
            show(part, indent + '  ')
    else:
        print(f'{indent}{type(error).__name__}: {error}')


async def attempt_group(block):
    try:
        print('  ->', await block())
    except BaseException as error:
        show(error)


async def after(rounds, result, log=None):
    try:
        for _ in range(rounds):
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        if log is not None:
            log.append(f'{result} cancelled')
        raise
    if isinstance(result, BaseException):
        raise result
    return result


async def good():
    async with asyncio.TaskGroup() as group:
        print(plain(group))
        first = group.create_task(after(3, 'a'), name='first')
        second = group.create_task(after(1, 'b'))
        print(plain(group), first.get_name())
    print(first.result(), second.result(), plain(group))
    async with asyncio.TaskGroup():
        pass

    async def spawn(group, depth):
        if depth:
            group.create_task(spawn(group, depth - 1))
        done.append(depth)

    done = []
    async with asyncio.TaskGroup() as group:
        group.create_task(spawn(group, 3))
    print(done)


async def failing():
    log = []

    async def one_fails():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(10, 'other', log))
            group.create_task(after(1, ValueError('v')))
            await after(20, 'block', log)

    await attempt_group(one_fails)
    print(log, asyncio.current_task().cancelling())

    async def two_fail():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(1, ValueError('v')))
            group.create_task(after(1, KeyError('k')))
            await asyncio.sleep(10)

    await attempt_group(two_fail)

    async def block_fails():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(10, 'task', log))
            await asyncio.sleep(0)
            raise LookupError('block')

    log.clear()
    await attempt_group(block_fails)
    print(log)

    async def fails_while_ending():
        async def clean_up():
            try:
                await asyncio.sleep(10)
            finally:
                raise OSError('while cleaning up')

        async with asyncio.TaskGroup() as group:
            group.create_task(clean_up())
            await asyncio.sleep(0)
            raise LookupError('block')

    await attempt_group(fails_while_ending)

    async def nested():
        async with asyncio.TaskGroup() as outer:
            outer.create_task(after(50, 'outer', log))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(after(1, ValueError('inner')))

    log.clear()
    await attempt_group(nested)
    print(log)


async def cancelled():
    log = []

    async def work():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(10, 'one', log))
            group.create_task(after(10, 'two', log))

    task = asyncio.create_task(work())
    await after(3, 0)
    task.cancel('outside')
    await attempt_to(task)
    print(sorted(log), task.cancelled())

    async def child_is_cancelled():
        async with asyncio.TaskGroup() as group:
            child = group.create_task(after(10, 'child'))
            other = group.create_task(after(10, 'other'))
            await asyncio.sleep(0)
            child.cancel()
        return child.cancelled(), other.result()

    await attempt_group(child_is_cancelled)

    async def cancelled_and_failed():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(4, ValueError('v')))
            await asyncio.sleep(10)

    task = asyncio.create_task(cancelled_and_failed())
    await after(3, 0)
    task.cancel()
    await attempt_group(lambda: task)


async def getting_out():
    async def leaves():
        async with asyncio.TaskGroup() as group:
            group.create_task(after(10, 'other'))
            await asyncio.sleep(0)
            raise SystemExit(7)

    await attempt_group(leaves)


async def misuse():
    group = asyncio.TaskGroup()
    coro = after(1, 1)
    attempt(group.create_task, coro)
    async with group:
        pass
    attempt(group.create_task, coro)
    await attempt_to(group.__aenter__())
    coro.close()

    async def late():
        async with asyncio.TaskGroup() as group:
            async def spawner():
                try:
                    await asyncio.sleep(10)
                finally:
                    coro = after(1, 1)
                    try:
                        group.create_task(coro)
                    finally:
                        coro.close()
            group.create_task(spawner())
            await asyncio.sleep(0)
            raise ValueError('x')

    await attempt_group(late)


for test in good, failing, cancelled, getting_out, misuse:
    print('---', test.__name__)
    asyncio.run(test())
