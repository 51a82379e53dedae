# Timeouts: wait_for, timeout, timeout_at.
import asyncio
from _tools import attempt, attempt_to, plain


async def waiting_for():
    print(await asyncio.wait_for(asyncio.sleep(0, 'in time'), 10))
    print(await asyncio.wait_for(asyncio.sleep(0, 'at any time'), None))
    await attempt_to(asyncio.wait_for(asyncio.sleep(10), 0.01))
    await attempt_to(asyncio.wait_for(asyncio.sleep(10), 0))
    await attempt_to(asyncio.wait_for(asyncio.sleep(0, 'x'), -1))
    done = asyncio.get_running_loop().create_future()
    done.set_result('done')
    await attempt_to(asyncio.wait_for(done, 0))

    async def fail():
        await asyncio.sleep(0)
        raise LookupError('mine')

    await attempt_to(asyncio.wait_for(fail(), 10))

    async def stubborn(answer):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

    await attempt_to(asyncio.wait_for(stubborn('late'), 0.01))
    await attempt_to(asyncio.wait_for(stubborn(KeyError('on the way out')), 0.01))
    inner = asyncio.create_task(asyncio.sleep(10))
    task = asyncio.create_task(asyncio.wait_for(inner, 10))
    await asyncio.sleep(0)
    task.cancel()
    await attempt_to(task)
    print(inner.cancelled())
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except asyncio.TimeoutError as error:
        print(error is not None, type(error.__cause__).__name__, asyncio.TimeoutError is TimeoutError)


async def blocks():
    async with asyncio.timeout(10) as block:
        await asyncio.sleep(0)
    print(block.expired(), plain(block))
    try:
        async with asyncio.timeout(0.01) as block:
            try:
                await asyncio.sleep(10)
            finally:
                print('cancelled inside', block.expired(), plain(block))
    except TimeoutError as error:
        print('TimeoutError', error.args, block.expired(), plain(block), asyncio.current_task().cancelling())
    async with asyncio.timeout(None) as block:
        print(block.when())
        await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() - 1):
            print('begins')
            await asyncio.sleep(10)
    except TimeoutError:
        print('was over before')
    try:
        async with asyncio.timeout(-1):
            raise ValueError('in the block')
    except ValueError as error:
        print(error)


async def rescheduled():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0.01) as block:
        block.reschedule(None)
        await asyncio.sleep(0.03)
    try:
        async with asyncio.timeout(100) as block:
            block.reschedule(loop.time() + 0.01)
            print(block.when() < loop.time() + 1)
            await asyncio.sleep(100)
    except TimeoutError:
        print('earlier than planned')
    attempt(block.reschedule, 3)
    async with asyncio.timeout(1) as block:
        pass
    attempt(block.reschedule, 3)


async def nested():
    try:
        async with asyncio.timeout(10) as outer:
            try:
                async with asyncio.timeout(0.01) as inner:
                    await asyncio.sleep(10)
            except TimeoutError:
                print('inner', inner.expired(), outer.expired())
    except TimeoutError:
        print('never')
    try:
        async with asyncio.timeout(0.01) as outer:
            async with asyncio.timeout(10) as inner:
                await asyncio.sleep(10)
    except TimeoutError:
        print('outer', inner.expired(), outer.expired())
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(10)
    except TimeoutError:
        print('both')
    print(asyncio.current_task().cancelling())


async def cancelled_from_outside():
    async def work():
        async with asyncio.timeout(10):
            await asyncio.sleep(10)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel('outside')
    await attempt_to(task)
    print(task.cancelled())

    async def both():
        async with asyncio.timeout(0):
            asyncio.current_task().cancel()
            await asyncio.sleep(10)

    task = asyncio.create_task(both())
    await attempt_to(task)


for test in waiting_for, blocks, rescheduled, nested, cancelled_from_outside:
    print('---', test.__name__)
    asyncio.run(test())
