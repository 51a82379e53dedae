# Calls in other threads: run_in_executor, to_thread, run_coroutine_threadsafe, call_soon_threadsafe.
import asyncio
import concurrent.futures
import contextvars
import threading
import time
from _tools import attempt, attempt_to


async def executors():
    loop = asyncio.get_running_loop()
    main = threading.get_ident()
    print(await loop.run_in_executor(None, threading.get_ident) != main)
    print(await loop.run_in_executor(None, pow, 2, 10))
    await attempt_to(loop.run_in_executor(None, int, 'x'))
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix='mine') as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
        loop.set_default_executor(pool)
        print(await loop.run_in_executor(None, lambda: threading.current_thread().name))
        attempt(loop.set_default_executor, 3)
        await loop.shutdown_default_executor()
    attempt(loop.run_in_executor, None, print)
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        await asyncio.gather(*[loop.run_in_executor(pool, time.sleep, 0.1) for _ in range(5)])
    print(time.monotonic() - begin < 0.45)


async def threads():
    variable = contextvars.ContextVar('variable')
    variable.set('carried')

    def work(a, *, b):
        return variable.get(), a, b, threading.current_thread() is threading.main_thread()

    print(await asyncio.to_thread(work, 1, b=2))
    print(threading.current_thread() is threading.main_thread())
    await attempt_to(asyncio.to_thread(work))


async def coroutines_from_threads():
    loop = asyncio.get_running_loop()

    async def work(value):
        await asyncio.sleep(0)
        if value is None:
            raise ValueError('none')
        return value * 2

    def in_thread():
        log = [asyncio.run_coroutine_threadsafe(work(21), loop).result()]
        try:
            asyncio.run_coroutine_threadsafe(work(None), loop).result()
        except ValueError as error:
            log.append(repr(error))
        future = asyncio.run_coroutine_threadsafe(asyncio.sleep(100), loop)
        try:
            future.result(0.02)
        except concurrent.futures.TimeoutError:
            log.append('timeout')
        log.append(future.cancel())
        return log

    print(await asyncio.to_thread(in_thread))
    await asyncio.sleep(0.01)
    print(len(asyncio.all_tasks()))
    attempt(asyncio.run_coroutine_threadsafe, 3, loop)


async def calls_from_threads():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    seen = []

    def note(number):
        seen.append(number)
        if len(seen) == 300:
            done.set()

    def in_thread(first):
        for number in range(first, first + 100):
            loop.call_soon_threadsafe(note, number)

    threads = [threading.Thread(target=in_thread, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    await done.wait()
    for thread in threads:
        thread.join()
    print(sorted(seen) == list(range(300)), [n for n in seen if n < 100] == list(range(100)))


async def one_loop_each():
    async def count(number):
        await asyncio.sleep(0.001)
        return number

    def in_thread(number):
        return asyncio.run(count(number))

    print(await asyncio.gather(*[asyncio.to_thread(in_thread, number) for number in range(4)]))


async def wrong_thread():
    loop = asyncio.get_running_loop()
    loop.set_debug(True)

    def in_thread():
        attempt(loop.call_soon, print)
        attempt(loop.call_later, 1, print)
        attempt(asyncio.get_running_loop)
        attempt(asyncio.get_event_loop)

    thread = threading.Thread(target=in_thread, name='T')
    thread.start()
    thread.join()


for test in executors, threads, coroutines_from_threads, calls_from_threads, one_loop_each, wrong_thread:
    print('---', test.__name__)
    asyncio.run(test())
