# Debug mode: where things were made, slow calls, calls from the wrong thread, coroutines as callbacks.
import asyncio
import sys
import threading
import time
import warnings

from _show import attempt, plain, shown

sys.stderr = sys.stdout
loop = asyncio.new_event_loop()
loop.set_debug(True)
print(loop.get_debug(), loop.slow_callback_duration)


def run_briefly():
    loop.call_soon(loop.stop)
    loop.run_forever()


async def coroutine():
    pass


c = coroutine()
for callback in (c, coroutine, 3, None):
    print(attempt(loop.call_soon, callback), attempt(loop.call_later, 1, callback), attempt(loop.call_at, 1, callback))
    print(attempt(loop.call_soon_threadsafe, callback))
c.close()


def made():
    return loop.call_soon(print, "called")


h = made()
print(shown(h))
print([(plain(frame.filename), frame.lineno, frame.name) for frame in h._source_traceback])
h.cancel()
print(shown(h), h._callback, h._args)
t = loop.call_later(100, print)
print(shown(t).partition(" when")[0], shown(t).rpartition(" created")[2])
t.cancel()
f = loop.create_future()
print(shown(f).partition(" created")[0], len(f._source_traceback) > 0)


async def main():
    task = asyncio.create_task(coroutine(), name="named")
    print(shown(task).partition(" created")[0])
    await task
    print(shown(task).partition(" created")[0])
    made = coroutine()
    print(plain(str(made.cr_origin[0])))
    await made


loop.run_until_complete(main())
made = coroutine()
print(made.cr_origin, sys.get_coroutine_origin_tracking_depth())
made.close()

# The wrong thread
outcomes = []
loop.set_exception_handler(lambda loop, context: outcomes.append(context["message"]))
awaited, listened = loop.create_future(), loop.create_future()
listened.add_done_callback(print)
loop.create_task(asyncio.wait_for(awaited, None))
run_briefly()


def in_other_thread():
    never = coroutine()
    outcomes.append(attempt(loop.create_task, never))
    never.close()
    outcomes.append(attempt(awaited.set_result, 1))
    outcomes.append(attempt(listened.cancel))
    outcomes.append(attempt(loop.call_soon, print))
    outcomes.append(attempt(loop.call_later, 1, print))
    outcomes.append(attempt(loop.call_at, 1, print))
    loop.call_soon_threadsafe(loop.stop)


loop.call_soon(lambda: threading.Thread(target=in_other_thread).start())
loop.run_forever()
print(*outcomes, sep="\n")
loop.set_exception_handler(None)

# Coroutines that nobody awaits know where they were made.
async def forgetful():
    coroutine()


warnings.simplefilter("always")
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: told.append(
    (category.__name__, lineno, plain(str(message)).splitlines()[:2], "in forgetful" in str(message))
)
told = []
loop.run_until_complete(forgetful())
print(*told)

# Slow calls
loop.slow_callback_duration = 0.02
told = []
asyncio.log.logger.warning = lambda text, *args: told.append(
    (text, plain(str(args[0])).partition(" cb")[0].partition("(<Fut")[0], args[1] > 0.02)
)


async def slow():
    time.sleep(0.03)
    await asyncio.sleep(0)


loop.call_soon(time.sleep, 0.03)
loop.run_until_complete(slow())
f = loop.create_future()
f.add_done_callback(lambda f: time.sleep(0.03))
f.set_result(1)
run_briefly()
for line in told:
    print(line)

# Errors know where they come from.
contexts = []


def handler(loop, context):
    source = context.pop("source_traceback")
    contexts.append({k: shown(v).partition(" created")[0] for k, v in context.items()} | {"known": len(source) > 0})


loop.set_exception_handler(handler)


def fail(*args):
    raise ValueError


loop.call_soon(fail)
run_briefly()
f = loop.create_future()
f.set_exception(ValueError())
del f


async def fails():
    raise ValueError


task = loop.create_task(fails())
run_briefly()
del task
for context in contexts:
    print(context)
loop.close()
