# Tasks: life, cancellation in all states, names, contexts, and how they look.
import asyncio
import contextvars
import gc
from _show import attempt, shown


async def outcome(task):
    await asyncio.wait([task])
    if task.cancelled():
        try:
            task.result()
        except asyncio.CancelledError as e:
            return "cancelled", e.args, type(e.__context__).__name__
    return shown(task.exception() or task.result())


async def nothing():
    return "nothing"


async def turns(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def wait_for_ever():
    await asyncio.get_running_loop().create_future()


async def stubborn(times):
    caught = 0
    while caught < times:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            caught += 1
            print("caught", caught, e.args)
    await asyncio.sleep(0)
    return caught


async def cleaner():
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(0)
        print("cleaned")


async def replacer():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise ValueError("instead")


async def names():
    t = asyncio.create_task(nothing(), name="given")
    u = asyncio.create_task(nothing())
    print(t.get_name(), u.get_name().startswith("Task-"), u.get_name() == u.get_name())
    t.set_name(12)
    print(repr(t.get_name()), shown(t), shown(u))
    await t
    print(shown(t), await u)
    print(asyncio.create_task(nothing(), name=3).get_name())


async def cancellation():
    task = asyncio.create_task(wait_for_ever())
    print(task.cancel(), task.cancelling(), task._must_cancel)  # before its first step
    print(await outcome(task))
    for message in ((), ("why",), (None,)):
        task = asyncio.create_task(wait_for_ever())
        await asyncio.sleep(0)
        print(shown(task), task._fut_waiter is not None)
        print(task.cancel(*message), task._must_cancel, task.cancelling())
        print(shown(task))
        print(await outcome(task), shown(task), task.cancel(), task.cancelling())
    task = asyncio.create_task(turns(3))
    await asyncio.sleep(0)
    task.cancel("while it is ready")
    print(task._must_cancel, await outcome(task))
    task = asyncio.create_task(stubborn(2))
    await asyncio.sleep(0)
    task.cancel("one")
    await asyncio.sleep(0)
    task.cancel("two")
    print(task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel())
    print(await outcome(task))
    for function in (cleaner, replacer):
        task = asyncio.create_task(function())
        await asyncio.sleep(0)
        task.cancel()
        print(await outcome(task))
    task = asyncio.create_task(turns(0))  # cancelled in its last step
    task.cancel()
    print(await outcome(task))

    async def cancels_itself(wait):
        asyncio.current_task().cancel("self")
        if wait:
            await asyncio.sleep(0)
        return "returned"

    print(await outcome(asyncio.create_task(cancels_itself(False))))
    print(await outcome(asyncio.create_task(cancels_itself(True))))

    inner = asyncio.create_task(wait_for_ever())

    async def wait_for_inner():
        await inner

    outer = asyncio.create_task(wait_for_inner())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(outer.cancel("outer"), inner.cancelling())
    print(await outcome(outer), inner.cancelled(), outer.cancelled())

    inner = asyncio.create_task(wait_for_ever())
    outer = asyncio.create_task(wait_for_inner())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    inner.cancel("inner")
    print(await outcome(outer), inner.cancelled(), outer.cancelled())

    f = asyncio.get_running_loop().create_future()

    async def wait_for_future():
        return await f

    task = asyncio.create_task(wait_for_future())
    await asyncio.sleep(0)
    f.set_result("too late to cancel the future")
    print(task.cancel(), task._must_cancel)
    print(await outcome(task))
    task = asyncio.create_task(wait_for_future())
    f = asyncio.get_running_loop().create_future()
    await asyncio.sleep(0)
    f.set_exception(OSError("lost"))
    task.cancel()
    print(await outcome(task))


async def raises(e):
    raise e


async def errors():
    for e in (ValueError("v"), ValueError, StopAsyncIteration(), asyncio.CancelledError("raised"), GeneratorExit()):
        task = asyncio.create_task(raises(e))
        print(await outcome(task), shown(task))
    task = asyncio.create_task(raises(StopIteration(3)))
    print(await outcome(task))

    class Yields:
        def __init__(self, v):
            self.v = v

        def __await__(self):
            return (yield self.v)

    loop = asyncio.get_running_loop()
    other = asyncio.new_event_loop()
    foreign = other.create_future()

    async def await_it(v):
        return await v

    async def yield_it(v):
        try:
            return await Yields(v)
        except RuntimeError as e:
            return e

    for v in (3, loop.create_future(), (i for i in ()), "text", other.create_future()):
        print(shown(await asyncio.create_task(yield_it(v))))
    task = asyncio.create_task(await_it(foreign))
    print((await outcome(task))[:40], await outcome(task) == await outcome(task))

    async def await_self():
        await task

    task = asyncio.create_task(await_self())
    print((await outcome(task)).partition("<")[0])
    other.close()
    print(attempt(asyncio.Task, 3), attempt(asyncio.Task, nothing), attempt(asyncio.Task))
    coroutine = nothing()
    print(attempt(asyncio.Task, coroutine, loop))
    await coroutine


var = contextvars.ContextVar("var", default="default")


async def contexts():
    async def change(v):
        before = var.get()
        var.set(v)
        await asyncio.sleep(0)
        return before, var.get()

    var.set("main")
    print(await asyncio.gather(change(1), change(2)), var.get())
    context = contextvars.copy_context()
    context.run(var.set, "given")
    print(await asyncio.create_task(change("new"), context=context), context[var], var.get())
    task = asyncio.create_task(change(1), context=contextvars.Context())
    print(await task)


async def looks():
    task = asyncio.create_task(wait_for_ever())
    print(shown(task), asyncio.iscoroutine(task.get_coro()), task.get_coro().__name__)
    await asyncio.sleep(0)
    print(shown(task))
    print([f.f_code.co_name for f in task.get_stack()], len(task.get_stack(limit=1)))
    print(task in asyncio.all_tasks(), asyncio.current_task() in asyncio.all_tasks(), len(asyncio.all_tasks()))
    waiter = asyncio.create_task(outcome(task))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(shown(task)[:60])
    task.cancel()
    await waiter
    print(shown(task), task in asyncio.all_tasks(), task.get_stack())
    failed = asyncio.create_task(raises(ValueError(1)))
    await asyncio.wait([failed])
    print([f.f_code.co_name for f in failed.get_stack()], shown(failed))
    print(attempt(failed.set_result, 1), attempt(failed.set_exception, ValueError()))
    failed.exception()
    print(asyncio.Task[int], attempt(setattr, failed, "_coro", 1), failed._log_destroy_pending)

    class Sub(asyncio.Task):
        def __init__(self, coro, **kwargs):
            super().__init__(coro, **kwargs)
            self.note = "note"

    sub = Sub(turns(2), loop=asyncio.get_running_loop(), name="sub")
    print(shown(sub), await sub, sub.note)


async def destroyed():
    told = []
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: told.append({k: shown(v) for k, v in context.items()})
    )
    task = asyncio.create_task(wait_for_ever())
    await asyncio.sleep(0)
    del task
    gc.collect()
    print([{k: v for k, v in context.items() if k == "message"} for context in told])
    told.clear()
    task = asyncio.create_task(raises(ValueError("lost")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    print(told)


async def destroyed_but_kept():
    """Who keeps the task that the handler is told of does not find it among those that run."""
    loop = asyncio.get_running_loop()
    kept = []
    loop.set_exception_handler(lambda loop, context: kept.append(context["task"]))
    task = asyncio.create_task(wait_for_ever(), name="kept")
    await asyncio.sleep(0)
    del task
    gc.collect()
    print([task.get_name() for task in kept], [task.get_name() for task in asyncio.all_tasks() if task in kept])


async def never_scheduled():
    """A loop that does not take the first step."""

    def call_soon(callback, *args, **kwargs):
        raise ValueError("not now")

    loop = asyncio.get_running_loop()
    told = []
    loop.set_exception_handler(lambda loop, context: told.append(context["message"]))
    coroutine = turns(1)
    loop.call_soon = call_soon
    print(attempt(asyncio.Task, coroutine, loop=loop))
    del loop.call_soon
    coroutine.close()
    gc.collect()
    print(told, len(asyncio.all_tasks()))


async def other_names():
    print(asyncio.tasks._PyTask.__name__, asyncio.tasks._CTask.__name__, asyncio.futures._PyFuture.__name__)
    print(asyncio.tasks._py_enter_task.__name__, asyncio.events._c__get_running_loop() is not None)


for function in (names, cancellation, errors, contexts, looks, destroyed, destroyed_but_kept, never_scheduled, other_names):
    print("---", function.__name__)
    asyncio.run(function())
