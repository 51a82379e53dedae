# Child watchers: each of them notices how a process ends.
import asyncio
import os
from _tools import attempt, attempt_to


async def run_some():
    processes = [await asyncio.create_subprocess_shell(f'exit {number}') for number in range(3)]
    results = [await process.wait() for process in processes]
    process = await asyncio.create_subprocess_exec('cat', stdin=-1, stdout=-1)
    results.append((await process.communicate(b'data'))[0])
    return results


async def by_hand(watcher):
    """The watcher's own interface."""
    done = asyncio.get_running_loop().create_future()

    def ended(pid, returncode, *args):
        done.get_loop().call_soon_threadsafe(done.set_result, (returncode, args))

    with watcher:
        pid = os.fork()
        if not pid:
            os._exit(7)
        watcher.add_child_handler(pid, ended, 'argument')
    return await done


def try_watcher(kind):
    watcher = kind()
    asyncio.set_child_watcher(watcher)
    print(kind.__name__, asyncio.get_child_watcher() is watcher, watcher.is_active())
    with asyncio.Runner() as runner:
        watcher.attach_loop(runner.get_loop())
        print(' ', runner.run(run_some()), runner.run(by_hand(watcher)), watcher.remove_child_handler(99999))
    asyncio.set_child_watcher(None)


for kind in (asyncio.ThreadedChildWatcher, asyncio.PidfdChildWatcher, asyncio.MultiLoopChildWatcher,
             asyncio.SafeChildWatcher, asyncio.FastChildWatcher):
    try_watcher(kind)
print(type(asyncio.get_child_watcher()).__name__)
attempt(asyncio.set_child_watcher, 3)
attempt(asyncio.AbstractChildWatcher().is_active)


async def not_ready():
    asyncio.set_child_watcher(asyncio.SafeChildWatcher())
    await attempt_to(asyncio.create_subprocess_exec('true'))
    asyncio.set_child_watcher(None)


asyncio.run(not_ready())
