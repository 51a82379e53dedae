# Futures and tasks on a loop that is written in Python: everything goes through its methods.
import asyncio
import _asyncio
import contextvars
import gc
import threading


class Loop:
    def __init__(self):
        self.calls = []

    def get_debug(self):
        return False

    def call_soon(self, callback, *args, context=None):
        self.calls.append((callback, args, context))

    def call_exception_handler(self, context):
        print("handler:", {k: v for k, v in context.items() if k == "message"})

    def run(self):
        count = 0
        while self.calls:
            callback, args, context = self.calls.pop(0)
            context.run(callback, *args)
            count += 1
        return count


loop = Loop()
var = contextvars.ContextVar("var", default="outside")


class Once:
    def __await__(self):
        yield


async def worker(future, log):
    log.append(asyncio.current_task(loop).get_name())
    var.set("inside")
    await Once()
    log.append(await future)
    log.append(var.get())
    return "result"


future = _asyncio.Future(loop=loop)
log = []
task = _asyncio.Task(worker(future, log), loop=loop, name="worker")
print(future.done(), task.done(), asyncio.all_tasks(loop) == {task}, asyncio.current_task(loop))
print(type(loop.calls[0][0]).__name__, loop.calls[0][0].__self__ is task)
print(loop.run(), log, task._fut_waiter is future, future._asyncio_future_blocking)
print([callback.__qualname__ for callback, context in future._callbacks])
future.set_result("value")
print(future._callbacks, loop.run(), log, var.get())
print(task.done(), task.result(), task.exception(), task._state, asyncio.all_tasks(loop))
print(task.get_loop() is loop, task.cancel(), task.cancelled(), task.cancelling(), task.uncancel())

# Callbacks: order, removal, contexts, on what is done already.
future = _asyncio.Future(loop=loop)
calls = []


def note(name):
    return lambda f: calls.append((name, f.result(), var.get()))


a, b, c = note("a"), note("b"), note("c")
context = contextvars.copy_context()
context.run(var.set, "in context")
for callback in (a, b, a, c, b):
    future.add_done_callback(callback)
future.add_done_callback(note("d"), context=context)
print(future.remove_done_callback(b), future.remove_done_callback(b), len(future._callbacks))
print(future.remove_done_callback(a), len(future._callbacks))
future.add_done_callback(a)
future.set_result(1)
print(loop.run(), calls)
future.add_done_callback(a)
print(loop.run(), len(calls))

# Errors.
for misuse in (
    lambda: future.set_exception(StopIteration),
    lambda: future.add_done_callback(),
    lambda: _asyncio.Future.__new__(_asyncio.Future).add_done_callback(print),
    lambda: task.set_result(1),
    lambda: task.set_exception(ValueError()),
    lambda: setattr(future, "_log_traceback", True),
    _asyncio.get_running_loop,
    asyncio.current_task,
    asyncio.all_tasks,
    lambda: _asyncio._leave_task(loop, task),
):
    try:
        misuse()
    except (RuntimeError, TypeError, ValueError) as e:
        if "__step" not in str(e):
            print(type(e).__name__, str(e)[:60])
    except Exception as e:
        print(type(e).__name__, e)
f = _asyncio.Future(loop=loop)
for wrong in (StopIteration(), 42, int):
    try:
        f.set_exception(wrong)
    except TypeError as e:
        print(e)


async def bad():
    class Awaitable:
        def __init__(self, yielded):
            self.yielded = yielded

        def __await__(self):
            yield self.yielded

    for yielded in (42, _asyncio.Future(loop=loop), (i for i in range(1))):
        try:
            await Awaitable(yielded)
        except RuntimeError as e:
            print(str(e).split(" task ")[0][:60])
    raise ValueError("from bad")


task = _asyncio.Task(bad(), loop=loop)
loop.run()
print(repr(task.exception()), task._state, task._log_traceback)

# An exception that nobody asks for; a task that nobody can finish.
f.set_exception(ZeroDivisionError())
del f


async def forever():
    await _asyncio.Future(loop=loop)


task = _asyncio.Task(forever(), loop=loop)
loop.run()
del task
gc.collect()
task = _asyncio.Task(forever(), loop=loop)
loop.run()
task._log_destroy_pending = False
del task

# Which loop runs is a matter of the thread.
_asyncio._set_running_loop(loop)
print(_asyncio.get_running_loop() is loop, _asyncio._get_running_loop() is loop)
thread = threading.Thread(target=lambda: print(_asyncio._get_running_loop()))
thread.start()
thread.join()
_asyncio._set_running_loop(None)
print(_asyncio._get_running_loop())
future = _asyncio.Future(loop=loop)
future.anything = 1
print(future.anything, future._loop is loop, future._result, future._exception, future._source_traceback)


class Sub(_asyncio.Future):
    def __init__(self, *, loop):
        super().__init__(loop=loop)
        self.extra = "attribute"

    def add_done_callback(self, callback, *, context=None):
        print("overridden:", callback.__name__, context is not None)
        super().add_done_callback(callback, context=context)


async def wait(f):
    return await f


sub = Sub(loop=loop)
task = _asyncio.Task(wait(sub), loop=loop)
loop.run()
sub.set_result(7)
loop.run()
print(task.result(), sub.extra, isinstance(sub, _asyncio.Future), _asyncio.Future[int])
