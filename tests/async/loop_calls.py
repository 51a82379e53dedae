# What the loop calls: order, turns, timers, handles and their repr, errors in callbacks, misuse.
import asyncio
import contextvars
import functools
import time

from _show import attempt, plain, shown

loop = asyncio.new_event_loop()
log = []


def note(*args):
    log.append(args)


def run_briefly():
    loop.call_soon(loop.stop)
    loop.run_forever()


def flush():
    print(*log)
    log.clear()


print(type(loop).__mro__[-2].__name__, loop.is_running(), loop.is_closed(), loop.get_debug())
print(loop.get_task_factory(), loop.get_exception_handler(), loop.slow_callback_duration)

# Turns: what is queued meanwhile comes in the next one, and stop() ends the one that runs.
loop.call_soon(lambda: (note(1), loop.call_soon(note, 4), loop.stop()))
loop.call_soon(note, 2)
loop.call_soon(note, 3)
loop.run_forever()
flush()
run_briefly()
flush()
loop.stop()
loop.run_forever()
print("stopped before it ran")

# Timers
now = loop.time()
print(abs(now - time.monotonic()) < 1)
for i, delay in enumerate((0.004, 0.001, 0.003, 0.002, 0, -1)):
    loop.call_later(delay, note, i)
loop.call_at(now - 5, note, "at")
loop.call_later(0.02, loop.stop)
loop.run_forever()
flush()
timers = [loop.call_later(0.001 * (i * 7 % 10), note, i) for i in range(10)]
for i in (0, 3, 9, 5):
    timers[i].cancel()
    timers[i].cancel()
loop.call_later(0.03, loop.stop)
loop.run_forever()
print(sorted(i for i, in log), [t.cancelled() for t in timers])
log.clear()
a, b = loop.call_at(100, note), loop.call_at(200, note)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, a == a, a.when(), hash(a) == hash(100.0))
print(attempt(lambda: a < 3).partition(':')[0], a == 3)
print(shown(a), a._scheduled)
a.cancel()
print(shown(a), a.cancelled())
b.cancel()
print(attempt(loop.call_later, None, note), attempt(loop.call_at, None, note))
print(attempt(loop.call_later, "x", note).partition(":")[0], attempt(loop.call_soon).partition(":")[0])

# Handles
h = loop.call_soon(note, 1, "two")
print(shown(h), h._args, h._callback is note, type(h._context).__name__, h._source_traceback, h.cancelled())
h.cancel()
print(shown(h), h._args, h._callback, h.cancelled())
print(shown(loop.call_soon(functools.partial(note, 1), 2)), shown(loop.call_soon(print)))


class C:
    def method(self, x):
        note("method", x)

    def __call__(self):
        note("called")

    def __repr__(self):
        return "C()"


loop.call_soon(C().method, 1)
print(shown(loop.call_soon(C())), shown(loop.call_soon(lambda: note("lambda"))))
run_briefly()
flush()
h = asyncio.Handle(note, (5,), loop)
h._run()
t = asyncio.TimerHandle(7, note, (6,), loop, contextvars.copy_context())
t._run()
print(shown(h), shown(t), t.when())
flush()

# Contexts
var = contextvars.ContextVar("var", default="default")
context = contextvars.copy_context()
context.run(var.set, "given")
loop.call_soon(lambda: note(var.get()), context=context)
var.set("outer")
loop.call_soon(lambda: (note(var.get()), var.set("lost")))
loop.call_later(0, lambda: note(var.get()), context=context)
loop.call_soon_threadsafe(lambda: note(var.get()), context=context)
loop.call_later(0.005, loop.stop)
loop.run_forever()
flush()
print(var.get())

# Errors in callbacks
told = []


def handler(loop, context):
    told.append({k: shown(v) for k, v in context.items()})


def fail(*args):
    raise ValueError(*args)


loop.set_exception_handler(handler)
print(loop.get_exception_handler() is handler)
loop.call_soon(fail, 1)
loop.call_soon(note, "after")
f = loop.create_future()
f.add_done_callback(lambda f: fail("in callback"))
f.set_result(1)
run_briefly()
flush()
for line in told:
    print(line)
told.clear()


class Exit(BaseException):
    pass


loop.call_soon(lambda: exec("raise Exit()", globals()))
run_briefly()
print(told)
for e in (KeyboardInterrupt, SystemExit):
    loop.call_soon(lambda: exec("raise e", globals()))
    loop.call_soon(note, "the rest is for the next run")
    print(attempt(loop.run_forever), loop.is_running(), asyncio._get_running_loop())
    run_briefly()
    flush()


async def leaves(e):
    raise e


for e in (KeyboardInterrupt("k"), SystemExit("s")):
    print(attempt(loop.run_until_complete, leaves(e)))
loop.set_exception_handler(lambda loop, context: fail("handler fails"))
loop.default_exception_handler = lambda context: print("default:", {k: plain(str(v)) for k, v in context.items()})
loop.call_soon(fail, 2)
run_briefly()
loop.set_exception_handler(None)
loop.call_soon(fail, 3)
run_briefly()
print(attempt(loop.set_exception_handler, 3))

# run_until_complete
print(loop.run_until_complete(asyncio.sleep(0.001, "slept")))
f = loop.create_future()
loop.call_soon(f.set_result, "set")
print(loop.run_until_complete(f), loop.run_until_complete(f), f._callbacks)
f = loop.create_future()
loop.call_soon(loop.stop)
print(attempt(loop.run_until_complete, f), f._callbacks)
f.set_exception(OSError("failed"))
print(attempt(loop.run_until_complete, f), attempt(loop.run_until_complete, 3))
f = loop.create_future()
f.cancel("cancelled")
print(attempt(loop.run_until_complete, f))
other = asyncio.new_event_loop()


async def nest(how):
    coroutine = asyncio.sleep(0)
    try:
        how(coroutine)
    except RuntimeError as e:
        coroutine.close()
        return str(e)


print(loop.run_until_complete(nest(loop.run_until_complete)))
print(loop.run_until_complete(nest(other.run_until_complete)))
print(loop.run_until_complete(nest(lambda c: loop.close())), loop.is_closed())
print(attempt(other.run_until_complete, f))
other.close()

# Task factories
made = []


def factory(loop, coro, **kwargs):
    made.append(kwargs)
    return asyncio.Task(coro, loop=loop, **kwargs)


loop.set_task_factory(factory)
task = loop.create_task(asyncio.sleep(0, 1), name="n")
print(loop.run_until_complete(task), task.get_name(), made, loop.get_task_factory() is factory)
loop.run_until_complete(loop.create_task(asyncio.sleep(0), context=contextvars.copy_context()))
print([list(kwargs) for kwargs in made])
loop.set_task_factory(None)
print(attempt(loop.set_task_factory, 3))

# Arguments by name, too many and too few
context = contextvars.copy_context()
loop.call_soon(callback=note)
loop.call_soon_threadsafe(context=context, callback=note)
loop.call_later(callback=note, delay=0)
loop.call_at(0, callback=note, context=context)
run_briefly()
run_briefly()
flush()
for method in loop.call_soon, loop.call_soon_threadsafe, loop.call_later, loop.call_at:
    for args, kwargs in ((), {}), ((1,), {"name": 2}), ((1, note), {"callback": note}), ((), {"callback": note}):
        print(plain(str(attempt(method, *args, **kwargs))))
print(attempt(loop.call_later, 1), attempt(loop.call_later, 1, note, delay=2), attempt(loop.call_at, 1))
run_briefly()


class Timers(asyncio.SelectorEventLoop):
    def call_at(self, when, callback, *args, context=None):
        print("call_at", args, context is None)
        return super().call_at(when, callback, *args, context=context)


timers = Timers()
timers.call_later(0, note, 1)
timers.call_later(callback=note, delay=0, context=context)
timers.call_soon(timers.stop)
timers.run_forever()
flush()
timers.close()

# A program that logs all sees which selector it is.
import logging

logging.basicConfig(level=logging.DEBUG, format="%(name)s %(levelname)s %(message)s", stream=__import__("sys").stdout)
asyncio.new_event_loop().close()
logging.disable()

# The end
loop.call_soon(note, "never")
loop.call_later(0, note, "never")
loop.close()
loop.close()
for operation in (loop.call_soon, loop.call_soon_threadsafe, loop.run_until_complete):
    print(attempt(operation, note))
print(attempt(loop.call_later, 1, note), attempt(loop.call_at, 1, note), attempt(loop.run_forever))
c = asyncio.sleep(0)
print(attempt(loop.create_task, c), attempt(loop.run_until_complete, c), loop.is_closed(), log)
c.close()
