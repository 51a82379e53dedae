# getaddrinfo() and getnameinfo() of a loop: results, errors, cancelling, many at once.
import asyncio
import os
import socket
from _tools import attempt_to

NUMERIC = socket.AI_NUMERICHOST


async def results(loop):
    v4 = {'family': socket.AF_INET, 'type': socket.SOCK_STREAM}
    await attempt_to(loop.getaddrinfo('127.0.0.1', 80, **v4))
    await attempt_to(loop.getaddrinfo('localhost', '8080', **v4))
    await attempt_to(loop.getaddrinfo(b'::1', None, type=socket.SOCK_DGRAM, flags=NUMERIC))
    await attempt_to(loop.getaddrinfo(None, 5, flags=socket.AI_PASSIVE, **v4))
    await attempt_to(loop.getaddrinfo('127.0.0.1', 1, proto=socket.IPPROTO_UDP, flags=socket.AI_CANONNAME))
    found = await loop.getaddrinfo('127.0.0.1', 80)
    print([type(part).__name__ for part in found[0]], found == socket.getaddrinfo('127.0.0.1', 80))
    both = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    await attempt_to(loop.getnameinfo(('127.0.0.1', 80), both))
    await attempt_to(loop.getnameinfo(('::1', 80, 0, 0), both))
    await attempt_to(loop.getnameinfo(('127.0.0.1', 80), flags=socket.NI_NUMERICHOST))


async def show_error(awaitable):
    try:
        print('  ->', await awaitable)
    except Exception as error:
        print(f'  raises {type(error).__name__} {getattr(error, "errno", None)}: {error}')


async def errors(loop):
    await show_error(loop.getaddrinfo('no address', 80, flags=NUMERIC))
    await show_error(loop.getaddrinfo('::1', 80, family=socket.AF_INET, flags=NUMERIC))
    await show_error(loop.getaddrinfo('127.0.0.1', 'no such service'))
    await show_error(loop.getaddrinfo('127.0.0.1', 80, family=999))
    await show_error(loop.getaddrinfo('127.0.0.1', 80, type=999))
    await show_error(loop.getaddrinfo('127.0.0.1', 80, flags=0x40000))
    await show_error(loop.getaddrinfo(None, None))
    for host, port in (5, 80), ('127.0.0.1', 1.5), ('127.0.0.1', 2 ** 70):
        await show_error(loop.getaddrinfo(host, port))
    await show_error(loop.getnameinfo(('no address', 80)))
    for address in ('127.0.0.1', 80, 0), '127.0.0.1', ('127.0.0.1',), ('::1', 80, 2 ** 20, 0):
        await show_error(loop.getnameinfo(address))
    await show_error(loop.getnameinfo(('192.0.2.1', 80), socket.NI_NAMEREQD | socket.NI_NUMERICHOST))


async def cancelled(loop):
    """More than there are threads: some have begun, others have not, some are done."""
    for steps in range(4):
        tasks = [asyncio.create_task(loop.getaddrinfo('127.0.0.1', i)) for i in range(40)]
        tasks += [asyncio.create_task(loop.getnameinfo(('127.0.0.1', i), socket.NI_NUMERICHOST)) for i in range(1, 40)]
        for _ in range(steps):
            await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel('enough')
        done = await asyncio.gather(*tasks, return_exceptions=True)
        kinds = {type(result).__name__ for result in done[1::2]}, {type(result).__name__ for result in done[::2]}
        print(steps, sorted(kinds[0]), kinds[1] <= {'CancelledError', 'list', 'tuple'})
    try:
        await asyncio.wait_for(loop.getaddrinfo('127.0.0.1', 80), 0)
    except TimeoutError:
        print('no time')


async def replaced(loop):
    """Programs replace what the module socket does."""
    real = socket.getaddrinfo, socket.getnameinfo
    socket.getaddrinfo = lambda *args: ['address', args]
    socket.getnameinfo = lambda *args: ['name', args]
    try:
        await attempt_to(loop.getaddrinfo('host', 80))
        await attempt_to(loop.getnameinfo(('host', 80)))
    finally:
        socket.getaddrinfo, socket.getnameinfo = real


async def main():
    loop = asyncio.get_running_loop()
    for part in results, errors, cancelled, replaced:
        print(part.__name__)
        await part(loop)
    loop.set_debug(True)
    await attempt_to(loop.getaddrinfo('127.0.0.1', 80, proto=socket.IPPROTO_TCP))


asyncio.run(main())

print('a loop that is closed meanwhile')
loop = asyncio.new_event_loop()
steps = [loop.getaddrinfo('localhost', i) for i in range(20)]
tasks = [loop.create_task(step) for step in steps]
loop.run_until_complete(asyncio.sleep(0))
for task in tasks:
    task.cancel()
loop.run_until_complete(asyncio.wait(tasks))
loop.close()
print({task.cancelled() or not task.exception() for task in tasks})
try:
    steps = loop.getaddrinfo('localhost', 80)
    steps.send(None)
except RuntimeError as error:
    print(error)

print('a fork meanwhile')
loop = asyncio.new_event_loop()
task = loop.create_task(loop.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM))
loop.run_until_complete(asyncio.sleep(0))
pid = os.fork()
if not pid:
    task.cancel()
    loop.run_until_complete(asyncio.sleep(0.01))
    loop.close()
    fresh = asyncio.new_event_loop()
    found = fresh.run_until_complete(fresh.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM))
    fresh.close()
    os._exit(len(found))
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), loop.run_until_complete(task))
loop.close()
