# asyncio.run and Runner: what they clean up, and what is wrong.
import asyncio
import contextvars
from _tools import attempt


async def give(value):
    await asyncio.sleep(0)
    return value


print('--- run')
print(asyncio.run(give(1)))
attempt(asyncio.run, 3)


async def inside():
    coro = give(1)
    attempt(asyncio.run, coro)
    coro.close()
    return 'inside'


print(asyncio.run(inside()))


async def leaves_tasks():
    async def background(name):
        try:
            await asyncio.sleep(100)
        finally:
            await asyncio.sleep(0)
            log.append(name)

    global kept
    kept = [asyncio.create_task(background(name)) for name in 'ab']
    await asyncio.sleep(0)


log = []
asyncio.run(leaves_tasks())
print(sorted(log), [task.cancelled() for task in kept])


async def bad_background():
    async def background():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            raise ValueError('on the way out') from None

    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: print(context['message'], repr(context['exception'])))
    global kept
    kept = asyncio.create_task(background())
    await asyncio.sleep(0)


asyncio.run(bad_background())


async def numbers():
    try:
        for number in range(10):
            yield number
    finally:
        await asyncio.sleep(0)
        print('generator closed')


async def leaves_generator():
    global generator
    generator = numbers()
    return await generator.__anext__()


print(asyncio.run(leaves_generator()))


async def raises():
    raise LookupError('out')


attempt(asyncio.run, raises())


async def cancels_itself():
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


attempt(asyncio.run, cancels_itself())
attempt(asyncio.get_event_loop)


async def debugging():
    return asyncio.get_running_loop().get_debug()


print(asyncio.run(debugging()), asyncio.run(debugging(), debug=True))

print('--- Runner')
variable = contextvars.ContextVar('variable', default=0)


async def count():
    variable.set(variable.get() + 1)
    return variable.get()


with asyncio.Runner() as runner:
    print(runner.run(count()), runner.run(count()), variable.get())
    print(runner.run(count(), context=contextvars.copy_context()), runner.run(count()))
    print(runner.get_loop() is runner.get_loop(), runner.get_loop().is_running())
    attempt(runner.run, 3)
attempt(runner.get_loop)
attempt(runner.run, 3)
coro = give(1)
attempt(runner.run, coro)
coro.close()
runner.close()

made = []


def factory():
    made.append(asyncio.new_event_loop())
    return made[0]


with asyncio.Runner(loop_factory=factory, debug=True) as runner:
    print(runner.run(debugging()), runner.get_loop() is made[0])
print(made[0].is_closed())
unused = asyncio.Runner()
unused.close()
attempt(unused.get_loop)

print('--- loops')
loop = asyncio.new_event_loop()
print(loop.run_until_complete(give('x')))
loop.call_soon(loop.stop)
loop.run_forever()
future = loop.create_future()
loop.call_soon(loop.stop)
attempt(loop.run_until_complete, future)
print(loop.is_running(), loop.is_closed())


async def within():
    attempt(loop.run_forever)
    other = asyncio.new_event_loop()
    attempt(other.run_forever)
    other.close()
    attempt(loop.close)
    print(loop.is_running(), asyncio.get_running_loop() is loop, asyncio.get_event_loop() is loop)


loop.run_until_complete(within())
loop.close()
loop.close()
print(loop.is_closed())
attempt(loop.run_forever)
attempt(loop.call_soon, print)
attempt(loop.call_later, 1, print)
attempt(loop.call_soon_threadsafe, print)
attempt(loop.run_in_executor, None, print)
coro = give(1)
attempt(loop.run_until_complete, coro)
coro.close()

print('--- policies')
policy = asyncio.get_event_loop_policy()
print(isinstance(policy, asyncio.DefaultEventLoopPolicy), isinstance(policy, asyncio.AbstractEventLoopPolicy))
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop, isinstance(loop, (asyncio.AbstractEventLoop, asyncio.SelectorEventLoop)))
loop.close()
asyncio.set_event_loop(None)
attempt(asyncio.get_event_loop)
attempt(asyncio.set_event_loop, 3)
attempt(asyncio.set_event_loop_policy, 3)


class Mine(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print('a loop is made')
        return super().new_event_loop()


asyncio.set_event_loop_policy(Mine())
print(asyncio.run(give('by the policy')))
asyncio.set_event_loop_policy(None)
print(type(asyncio.get_event_loop_policy()) is Mine)
attempt(asyncio.AbstractEventLoop().call_soon, print)
attempt(asyncio.AbstractServer().close)
