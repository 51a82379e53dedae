# A loop in each thread, calls from other threads, and the child of a fork.
import asyncio
import os
import threading
import time

from _show import attempt


async def work(n):
    total = 0
    for i in range(n):
        await asyncio.sleep(0)
        total += i
    await asyncio.sleep(0.001)
    return total, asyncio.get_running_loop(), asyncio.current_task().get_name()


results = {}


def thread(i):
    results[i] = asyncio.run(work(100 + i))


threads = [threading.Thread(target=thread, args=(i,)) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([results[i][0] for i in range(4)], len({results[i][1] for i in range(4)}))

# Calls from other threads wake a loop that waits; none is lost.
loop = asyncio.new_event_loop()
runner = threading.Thread(target=loop.run_forever)
runner.start()
count = 0


def add():
    global count
    count += 1


def caller():
    for _ in range(500):
        loop.call_soon_threadsafe(add)
        if _ % 100 == 0:
            time.sleep(0.001)


callers = [threading.Thread(target=caller) for _ in range(4)]
for t in callers:
    t.start()
for t in callers:
    t.join()
done = threading.Event()
loop.call_soon_threadsafe(done.set)
print(done.wait(10), count)


async def answer(x):
    await asyncio.sleep(0.001)
    return x * 2


futures = [asyncio.run_coroutine_threadsafe(answer(i), loop) for i in range(20)]
print([f.result(10) for f in futures])
future = asyncio.run_coroutine_threadsafe(asyncio.sleep(100), loop)
print(future.cancel(), future.cancelled())
print(loop.is_running(), attempt(loop.run_forever), attempt(loop.close))
loop.call_soon_threadsafe(loop.stop)
runner.join()
print(loop.is_running())
loop.run_until_complete(asyncio.sleep(0))
loop.close()


async def in_executor():
    loop = asyncio.get_running_loop()
    values = await asyncio.gather(*[loop.run_in_executor(None, time.sleep, 0.001) for _ in range(10)])
    return values, await asyncio.to_thread(lambda: threading.current_thread() is threading.main_thread())


print(asyncio.run(in_executor()))


# The child of a fork starts with no running loop, and may have its own.
async def forks():
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            text = attempt(asyncio.get_running_loop)
            text += " " + str(asyncio.run(answer(21)))
            os.write(writer, text.encode())
        finally:
            os._exit(0)
    await asyncio.sleep(0.01)
    os.waitpid(pid, 0)
    await asyncio.sleep(0)
    return os.read(reader, 1000).decode()


print(asyncio.run(forks()))

# A loop that was made before the fork runs in both.
loop = asyncio.new_event_loop()
r, w = os.pipe()
loop.add_reader(r, lambda: print("never"))
out, into = os.pipe()
pid = os.fork()
if pid == 0:
    try:
        loop.call_later(0.005, loop.stop)
        loop.run_forever()
        os.write(into, b"child %d" % loop.run_until_complete(answer(4)))
        loop.close()
    finally:
        os._exit(0)
os.waitpid(pid, 0)
print(os.read(out, 100).decode(), "parent", loop.run_until_complete(answer(5)))
loop.remove_reader(r)
loop.add_reader(r, lambda: (print("still works", os.read(r, 10)), loop.stop()))
os.write(w, b"x")
loop.run_forever()
loop.close()
