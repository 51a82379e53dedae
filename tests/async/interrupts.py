# Ctrl-C: it cancels the main task, which may clean up; a second one breaks off.
import asyncio
import os
import signal
import threading
from _tools import attempt


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


async def while_asleep():
    log.append('begins')
    threading.Timer(0.02, interrupt).start()
    try:
        await asyncio.sleep(20)
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        log.append('cleaned up')
        raise


async def while_busy():
    interrupt()
    for _ in range(100):
        pass
    log.append('goes on until it awaits')
    await asyncio.sleep(20)


async def not_impressed():
    interrupt()
    try:
        await asyncio.sleep(20)
    except asyncio.CancelledError:
        log.append('stays')
    return 'result'


async def twice():
    interrupt()
    try:
        await asyncio.sleep(20)
    except asyncio.CancelledError:
        interrupt()
        for _ in range(1000):
            pass
        log.append('never')


async def with_children():
    async def child(name):
        try:
            await asyncio.sleep(20)
        finally:
            log.append(f'{name} ends')

    async with asyncio.TaskGroup() as group:
        group.create_task(child('one'))
        await asyncio.sleep(0)
        interrupt()


async def own_handler():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, done.set)
    interrupt()
    await done.wait()
    log.append(('handled', loop.remove_signal_handler(signal.SIGINT), loop.remove_signal_handler(signal.SIGINT)))


for test in while_asleep, while_busy, not_impressed, twice, with_children, own_handler:
    log = []
    print('---', test.__name__)
    attempt(asyncio.run, test())
    print(log, signal.getsignal(signal.SIGINT) is signal.default_int_handler)


async def several():
    loop = asyncio.get_running_loop()
    seen = []
    loop.add_signal_handler(signal.SIGUSR1, seen.append, 'usr1')
    loop.add_signal_handler(signal.SIGUSR2, seen.append, 'usr2')
    for number in signal.SIGUSR1, signal.SIGUSR2:
        os.kill(os.getpid(), number)
        while len(seen) <= (number == signal.SIGUSR2):
            await asyncio.sleep(0.001)
    while len(seen) < 2:
        await asyncio.sleep(0.001)
    print(seen)
    attempt(loop.add_signal_handler, signal.SIGKILL, print)
    attempt(loop.add_signal_handler, 1000, print)
    attempt(loop.add_signal_handler, 'x', print)
    attempt(loop.add_signal_handler, signal.SIGUSR1, several)
    coro = several()
    attempt(loop.add_signal_handler, signal.SIGUSR1, coro)
    coro.close()


print('--- several')
asyncio.run(several())
