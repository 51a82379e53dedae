"""Attempts that start one after the other, of which the first to succeed counts."""
import contextlib
from asyncio import events, exceptions, locks, tasks

__all__ = ('staggered_race',)


async def staggered_race(coro_fns, delay, *, loop=None):
    """Run coroutine functions so that each starts when the one before it has failed, or after `delay` seconds (None:
    only when it has failed). The first that returns wins; the others are cancelled.

    Answers (result of the winner, its number, list of what each that was started raised); without a winner the first
    two are None."""
    loop = loop or events.get_running_loop()
    winner = None, None
    errors, running = [], set()

    async def attempt(number, function, failed):
        nonlocal winner
        try:
            result = await function()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            errors[number] = error
            failed.set()
        else:
            if winner[1] is None:
                winner = result, number
                for other in running - {tasks.current_task(loop)}:
                    other.cancel()

    async def start_all():
        for number, function in enumerate(coro_fns):
            if winner[1] is not None:
                break
            errors.append(None)
            failed = locks.Event()
            task = loop.create_task(attempt(number, function, failed))
            running.add(task)
            with contextlib.suppress(exceptions.TimeoutError):
                await tasks.wait_for(failed.wait(), delay)

    starter = loop.create_task(start_all())
    running.add(starter)
    try:
        while pending := {task for task in running if not task.done()}:
            await tasks.wait(pending, return_when=tasks.FIRST_COMPLETED)
        if not starter.cancelled():
            starter.result()
    finally:
        for task in running:
            task.cancel()
    return *winner, errors
