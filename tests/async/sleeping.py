# sleep(): turns, times, results, cancellation, wrong arguments, loops with a time of their own.
import asyncio
import inspect
import time
from fractions import Fraction

from _show import attempt, shown


async def outcome(coroutine):
    try:
        return await coroutine
    except Exception as e:
        return shown(e)


async def turns(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)


async def main():
    log = []
    await asyncio.gather(turns("a", 3, log), turns("b", 2, log), turns("c", 3, log))
    print(*log)
    print(await asyncio.sleep(0, "result"), await asyncio.sleep(0.001, result=5), await asyncio.sleep(-1), await asyncio.sleep(False, 1))
    for wrong in ("x", None, 1j, [], float("nan")):
        if wrong == wrong:
            print(await outcome(asyncio.sleep(wrong)))
    print(attempt(asyncio.sleep))
    order = []

    async def after(delay, name):
        await asyncio.sleep(delay)
        order.append(name)

    await asyncio.gather(*[after(0.002 * i, i) for i in (4, 1, 3, 0, 2)])
    print(order)
    begin = time.monotonic()
    await asyncio.sleep(0.03)
    print(time.monotonic() - begin >= 0.029)

    # Cancelled while it sleeps, in its last turn, or twice
    task = asyncio.create_task(asyncio.sleep(100))
    await asyncio.sleep(0)
    print(shown(task).partition(" wait_for")[2])
    task.cancel("why")
    try:
        await task
    except asyncio.CancelledError as e:
        print(e.args, task.cancelled())
    task = asyncio.create_task(asyncio.sleep(0))
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))
    task = asyncio.create_task(asyncio.sleep(0.001))
    await asyncio.sleep(0)
    time.sleep(0.01)
    await asyncio.sleep(0)
    print(task.cancel(), await asyncio.gather(task, return_exceptions=True))

    # By hand
    coroutine = asyncio.sleep(0)
    print(coroutine.send(None), attempt(coroutine.send, None))
    coroutine = asyncio.sleep(1)
    future = coroutine.send(None)
    print(asyncio.isfuture(future), shown(future), future._asyncio_future_blocking)
    print(attempt(coroutine.throw, ValueError("thrown")))
    coroutine = asyncio.sleep(1)
    coroutine.send(None)
    print(coroutine.close(), attempt(coroutine.send, None))
    coroutine = asyncio.sleep(1)
    coroutine.send(None)
    print(attempt(coroutine.send, None))


asyncio.run(main())
coroutine = asyncio.sleep(1)
print(attempt(coroutine.send, None))
coroutine = asyncio.sleep(0)
print(coroutine.send(None))


class Shifted(asyncio.SelectorEventLoop):
    shift = 0

    def time(self):
        return super().time() + self.shift


loop = Shifted()


async def travel():
    task = asyncio.create_task(asyncio.sleep(1000, "slept"))
    called = []
    loop.call_later(500, called.append, "called")
    await asyncio.sleep(0)
    loop.shift = 600
    await asyncio.sleep(0.001)
    print(called, task.done())
    loop.shift += 600
    print(await task, loop.time() > 1100)
    begin = time.monotonic()
    await asyncio.sleep(0.01)
    print(0.009 < time.monotonic() - begin < 5)


loop.run_until_complete(travel())
loop.close()


class Counting(asyncio.SelectorEventLoop):
    calls = 0

    def call_soon(self, callback, *args, context=None):
        self.calls += 1
        return super().call_soon(callback, *args, context=context)


loop = Counting()
print(loop.run_until_complete(asyncio.sleep(0.001, "counted")), loop.calls)
loop.close()



class Turns(asyncio.SelectorEventLoop):
    turns = 0

    def _run_once(self):
        super()._run_once()
        self.turns += 1

    def call_at(self, when, callback, *args, context=None):
        print("call_at", when > self.time())
        return super().call_at(when, callback, *args, context=context)


loop = Turns()
print(loop.run_until_complete(asyncio.sleep(0.002, "turned")), 2 < loop.turns < 9)
loop.call_soon(print, "in the queue")
loop.call_later(100, print, "never")
print([handle._args for handle in loop._ready], [handle._args for handle in loop._scheduled])
loop.close()

loop = asyncio.new_event_loop()
seen = []
original = loop.call_soon


def call_soon(callback, *args, context=None):
    seen.append(type(callback).__name__)
    return original(callback, *args, context=context)


loop.call_soon = call_soon
print(loop.run_until_complete(asyncio.sleep(0, "hidden")), seen[:2])
del loop.call_soon
loop.close()


class OwnFuture:
    """As much of a future as tasks need."""

    _asyncio_future_blocking = False

    def __init__(self, loop):
        self._loop = loop
        self.callbacks = []
        self.done = False

    def get_loop(self):
        return self._loop

    def add_done_callback(self, callback, *, context=None):
        self.callbacks.append((callback, context))

    def cancelled(self):
        return False

    def set_result(self, result):
        self.done = True
        for callback, context in self.callbacks:
            self._loop.call_soon(callback, self, context=context)

    def result(self):
        return "own"

    def __await__(self):
        if not self.done:
            self._asyncio_future_blocking = True
            yield self
        return self.result()


class Own(asyncio.SelectorEventLoop):
    def create_future(self):
        return OwnFuture(self)


loop = Own()


async def sleeps():
    await asyncio.sleep(0.001)
    return "slept"


print(loop.run_until_complete(asyncio.Task(sleeps(), loop=loop)))
loop.close()


# Delays that are no simple numbers: NaN has come already, and waits can be cancelled.
async def odd_delays():
    for delay in Fraction(1, 100), 1e-200, float("nan"), True - 1, 0.0, -Fraction(1, 2):
        print(await asyncio.sleep(delay, "slept"))
    for delay in Fraction(100), 1e200, 2**70, float("inf"):
        task = asyncio.create_task(asyncio.sleep(delay))
        await asyncio.sleep(0)
        task.cancel()
        print(await asyncio.gather(task, return_exceptions=True))
    asyncio.get_running_loop().call_later(float("nan"), print, "at once")
    await asyncio.sleep(0.001)
    for delay in "1", None, 1j:
        try:
            await asyncio.sleep(delay)
        except TypeError as error:
            print(error)
    never = asyncio.sleep(0)
    try:
        await asyncio.wait_for(never, "1")
    except TypeError as error:
        print(error, inspect.getcoroutinestate(never))
    never.close()


asyncio.run(odd_delays())
