# Tasks: names, results, cancelling, where they stand.
import asyncio
import contextvars
import io
from _tools import attempt, plain


def note(task):
    pass


def show_stack(task):
    text = io.StringIO()
    task.print_stack(file=text)
    print(plain(text.getvalue()), end='')


async def give(value, rounds=1):
    for _ in range(rounds):
        await asyncio.sleep(0)
    return value


async def fail(error):
    await asyncio.sleep(0)
    raise error


async def names():
    task = asyncio.create_task(give(1), name='mine')
    print(task.get_name(), await task)
    task.set_name(17)
    print(repr(task.get_name()))
    other = asyncio.create_task(give(2))
    print(other.get_name().startswith('Task-'), other.get_coro().__name__)
    print(asyncio.current_task().get_coro().__name__, asyncio.current_task(asyncio.get_running_loop()).done())
    print(len(asyncio.all_tasks()), other in asyncio.all_tasks())
    await other
    print(len(asyncio.all_tasks()))


async def results():
    good, bad = asyncio.create_task(give('x')), asyncio.create_task(fail(ValueError('y')))
    attempt(good.result)
    attempt(good.set_result, 3)
    attempt(good.set_exception, ValueError())
    print(await good, good.result(), good.exception())
    try:
        await bad
    except ValueError as error:
        print('caught', error)
    print(repr(bad.exception()))
    attempt(bad.result)
    attempt(asyncio.create_task, 3)
    attempt(asyncio.Task, 3)


async def cancelling():
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as error:
            print('  cancelled with', error.args)
            await asyncio.sleep(0)
            return 'stayed'

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print(task.cancelling(), task.cancel('because'), task.cancelling())
    print(await task, task.cancelled(), task.uncancel(), task.uncancel())
    task = asyncio.create_task(give(1))
    print(task.cancel())  # before it began
    try:
        await task
    except asyncio.CancelledError as error:
        print('cancelled', error.args)
    print(task.cancelled(), task.done(), task.cancel())
    task = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel('one')
    task.cancel('two')
    print(task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print('cancelled', error.args)
    attempt(task.result)
    attempt(task.exception)


async def a_chain():
    async def inner():
        try:
            await asyncio.sleep(10)
        finally:
            print('  inner ends')

    async def outer():
        try:
            await asyncio.create_task(inner())
        finally:
            print('  outer ends')

    task = asyncio.create_task(outer())
    await give(0, 3)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))


async def self_cancel():
    async def itself():
        asyncio.current_task().cancel('me')
        await asyncio.sleep(0)

    task = asyncio.create_task(itself())
    print(await asyncio.gather(task, return_exceptions=True))

    async def awaits_itself():
        await task2

    task2 = asyncio.create_task(awaits_itself(), name='T')
    try:
        await task2
    except RuntimeError as error:
        print(str(error)[:40])

    class Odd:
        def __await__(self):
            yield 5

    async def yields_odd():
        await Odd()

    try:
        await asyncio.create_task(yields_odd())
    except RuntimeError as error:
        print(str(error).split('<')[0], str(error).split()[-1])


async def contexts():
    variable = contextvars.ContextVar('variable', default=0)

    async def count():
        variable.set(variable.get() + 1)
        await asyncio.sleep(0)
        return variable.get()

    variable.set(10)
    print(await asyncio.gather(count(), count()), variable.get())
    context = contextvars.copy_context()
    print(await asyncio.create_task(count(), context=context), variable.get(), context[variable])
    print(await asyncio.create_task(count(), context=context), context[variable])


async def stacks():
    async def below():
        await asyncio.sleep(10)

    async def above():
        await below()

    task = asyncio.create_task(above(), name='deep')
    print([frame.f_code.co_name for frame in task.get_stack()])
    await asyncio.sleep(0)
    print([frame.f_code.co_name for frame in task.get_stack()])
    show_stack(task)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    print(task.get_stack())
    show_stack(task)
    bad = asyncio.create_task(fail(ValueError('z')), name='bad')
    await asyncio.gather(bad, return_exceptions=True)
    print([frame.f_code.co_name for frame in bad.get_stack()])
    show_stack(bad)


async def reprs():
    future = asyncio.get_running_loop().create_future()

    async def wait():
        await future

    task = asyncio.create_task(wait(), name='W')
    print(plain(task))
    await asyncio.sleep(0)
    print(plain(task))
    task.add_done_callback(note)
    print(plain(task))
    task.cancel()
    print(plain(task))
    await asyncio.gather(task, return_exceptions=True)
    print(plain(task))
    task = asyncio.create_task(give(3), name='G')
    await task
    print(plain(task))
    task = asyncio.create_task(fail(KeyError(3)), name='F')
    await asyncio.gather(task, return_exceptions=True)
    print(plain(task))


async def factory():
    loop = asyncio.get_running_loop()
    made = []

    def make(loop, coro, context=None):
        made.append(coro.__name__)
        return asyncio.Task(coro, loop=loop)

    loop.set_task_factory(make)
    print(loop.get_task_factory() is make, await asyncio.create_task(give(5), name='n'), made)
    loop.set_task_factory(None)
    attempt(loop.set_task_factory, 3)


async def exits():
    task = asyncio.create_task(fail(SystemExit(3)))
    await asyncio.sleep(1)


for test in names, results, cancelling, a_chain, self_cancel, contexts, stacks, reprs, factory:
    print('---', test.__name__)
    asyncio.run(test())
attempt(asyncio.run, exits())
