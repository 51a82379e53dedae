# The event loop without the Python part of asyncio: tasks, timers, files, other threads, children.
import _asyncio
import os
import threading

loop = _asyncio.Loop()


async def child(n):
    for i in range(n):
        await _asyncio._sleep(0)
    return n * 2


async def main():
    t = loop.create_task(child(3))
    u = loop.create_task(child(2), name="u")
    print(t.get_name(), u.get_name(), _asyncio.current_task().get_name(), len(_asyncio.all_tasks()))
    f = loop.create_future()
    loop.call_later(0.01, f.set_result, 42)
    print(await f)
    print(await t, await u, u.done(), len(_asyncio.all_tasks()))
    cancelled = loop.call_soon(print, "never")
    loop.call_soon(print, "soon", 1)
    cancelled.cancel()
    await _asyncio._sleep(0)
    print(_asyncio.get_running_loop() is loop, loop.is_running())
    return "end"


print(loop, loop.run_until_complete(main()))

r, w = os.pipe()
blocking = os.get_blocking(r)


def readable():
    print(os.read(r, 10), os.get_blocking(r) == blocking)
    loop.stop()


print(loop.add_reader(r, readable), loop.remove_reader(w))
os.write(w, b"abc")
loop.run_forever()
print(loop.remove_reader(r), loop.remove_reader(r))

with open(__file__) as file:
    try:
        loop.add_reader(file, print)
    except PermissionError as e:
        print("regular files are refused:", e)


def other():
    loop.call_soon_threadsafe(print, "from another thread")
    loop.call_soon_threadsafe(loop.stop)


thread = threading.Thread(target=other)
loop.call_soon(thread.start)
loop.run_forever()
thread.join()

order = []
for delay in (0.003, 0.001, 0.002):
    loop.call_later(delay, order.append, delay)
timers = [loop.call_later(100, print, "never") for i in range(1000)]
for timer in timers[::2] + timers[1::2]:
    timer.cancel()
loop.call_later(0.01, loop.stop)
loop.run_forever()
print(order, all(timer.cancelled() for timer in timers))

# Children: each end is told once, whoever else waits for what.
left = set()


def ended(pid, status, expected):
    left.remove(pid)
    print(status, expected)
    start() if expected != "killed" else loop.stop()


def start(ways=iter((0, 3, "killed"))):
    how = next(ways)
    pid = os.fork()
    if pid == 0:
        if how == "killed":
            os.kill(os.getpid(), 9)
        os._exit(how)
    left.add(pid)
    loop._watch_process(pid, ended, how)


loop.call_soon(start)
loop.run_forever()
print(left)

loop.close()
loop.close()
for operation in (lambda: loop.call_soon(print), loop.run_forever, lambda: loop.call_later(1, print)):
    try:
        operation()
    except RuntimeError as e:
        print(e)
