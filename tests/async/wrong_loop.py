# A loop used where it does not belong: closed, in another thread, for what belongs to another loop.
import asyncio
import threading
from _tools import attempt


def in_thread(function, *args):
    thread = threading.Thread(target=attempt, args=(function, *args))
    thread.start()
    thread.join()


def closed():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    print('closed', loop.is_closed())
    attempt(loop.close)  # again: nothing happens
    work = asyncio.sleep(0)
    for call in (loop.run_forever, lambda: loop.run_until_complete(work), lambda: loop.call_soon(print),
                 lambda: loop.call_later(1, print), lambda: loop.call_soon_threadsafe(print),
                 lambda: loop.run_in_executor(None, print), lambda: loop.add_reader(0, print),
                 lambda: loop.create_task(work), lambda: loop.remove_reader(0), loop.create_future, loop.stop):
        try:
            call()
            print('  nothing')
        except RuntimeError as error:
            print('  RuntimeError', error)
    work.close()


def in_other_threads():
    loop = asyncio.new_event_loop()
    started = threading.Event()
    loop.call_soon(started.set)
    runner = threading.Thread(target=loop.run_forever)
    runner.start()
    started.wait()
    print('it runs in another thread')
    attempt(loop.run_forever)
    attempt(loop.run_until_complete, loop.create_future())
    attempt(loop.close)
    loop.set_debug(True)
    attempt(loop.call_soon, print)
    attempt(loop.call_later, 1, print)
    attempt(loop.call_at, 1, print)
    loop.set_debug(False)
    attempt(asyncio.get_running_loop)
    loop.call_soon_threadsafe(loop.stop)
    runner.join()
    attempt(loop.run_until_complete, asyncio.sleep(0, 'it runs here now'))
    loop.close()
    in_thread(loop.run_forever)


async def use(thing):
    return await thing


def of_other_loops():
    mine, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    print('things of another loop')

    async def main(loop):
        async def locked(lock):
            async with lock:
                await asyncio.sleep(0)

        for awaitable in use(other.create_future()), asyncio.create_task(use(other.create_future())):
            try:
                await awaitable
            except RuntimeError as error:
                print('  raises', str(error).rpartition(' got ')[2])
        theirs = other.create_future()
        attempt(asyncio.ensure_future, theirs, loop=loop)
        attempt(asyncio.gather, theirs, loop.create_future())
        lock = asyncio.Lock()
        await asyncio.gather(locked(lock), locked(lock))
        return lock

    async def take(lock):
        async with lock:
            await asyncio.gather(lock.acquire(), return_exceptions=False)

    lock = mine.run_until_complete(main(mine))
    attempt(other.run_until_complete, take(lock))
    for loop in mine, other:
        loop.close()


async def within():
    """A loop that runs while another does."""
    inner = asyncio.new_event_loop()
    print('inside of another')
    attempt(inner.run_forever)
    work = asyncio.sleep(0)
    attempt(asyncio.run, work)
    work.close()
    attempt(asyncio.get_running_loop().run_forever)
    attempt(asyncio.get_running_loop().close)
    inner.close()


closed()
in_other_threads()
of_other_loops()
asyncio.run(within())
