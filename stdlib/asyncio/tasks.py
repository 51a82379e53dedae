"""Tasks: how to start and to wait for them. The class is in _asyncio."""
import collections.abc
import concurrent.futures
from _asyncio import (Task, _enter_task, _leave_task, _register_task, _sleep,
                      _unregister_task, all_tasks, current_task)
from asyncio import coroutines, events, exceptions, futures

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for',
           'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task',
           'all_tasks', '_register_task', '_unregister_task', '_enter_task', '_leave_task')

# There is no other kind of them.
_CTask = _PyTask = Task
_c_enter_task = _py_enter_task = _enter_task
_c_leave_task = _py_leave_task = _leave_task
_c_register_task = _py_register_task = _register_task
_c_unregister_task = _py_unregister_task = _unregister_task

FIRST_COMPLETED = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED = concurrent.futures.ALL_COMPLETED


def _make_task(loop, coro, name, context):
    """A task of the loop. Loops that are not ours, and task factories, may not know of names."""
    task = loop.create_task(coro) if context is None else loop.create_task(coro, context=context)
    if name is not None:
        set_name = getattr(task, 'set_name', None)
        if set_name is not None:
            set_name(name)
    return task


def create_task(coro, *, name=None, context=None):
    """Let the coroutine run in the current event loop; answers its task. Keep that: the loop does not."""
    return _make_task(events.get_running_loop(), coro, name, context)


async def _wrap_awaitable(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    """A future for anything that can be awaited: itself if it is one, else a task."""
    if futures.isfuture(coro_or_future):
        if loop is not None and futures._get_loop(coro_or_future) is not loop:
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    coro = coro_or_future
    if not coroutines.iscoroutine(coro):
        if not isinstance(coro, collections.abc.Awaitable):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro = _wrap_awaitable(coro)
    if loop is None:
        loop = events._get_event_loop()
    try:
        return loop.create_task(coro)
    except RuntimeError:
        coro.close()  # nobody can await it any more
        raise


async def sleep(delay, result=None):
    """Let other tasks run for so many seconds; 0: each once."""
    await _sleep(delay)
    return result


# ---- waiting for others ----


def _is_enough(return_when, future, left):
    """Need wait() wait for no more, now that the future is done?"""
    if left == 0 or return_when == FIRST_COMPLETED:
        return True
    return return_when == FIRST_EXCEPTION and not future.cancelled() and future.exception() is not None


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures: all of them, or the first, or the first that raises. Answers the sets of those that are done
    and of those that are not. A timeout raises nothing."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION):
        raise ValueError(f'Invalid return_when value: {return_when}')
    fs = set(fs)
    if any(map(coroutines.iscoroutine, fs)):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    await _until_done(fs, timeout, return_when, events.get_running_loop())
    done = {future for future in fs if future.done()}
    return done, fs - done


async def _until_done(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    left = len(fs)

    def note(future):
        nonlocal left
        left -= 1
        if _is_enough(return_when, future, left) and not waiter.done():
            waiter.set_result(None)

    timer = None if timeout is None else loop.call_later(timeout, _set_result_unless_done, waiter)
    for future in fs:
        future.add_done_callback(note)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for future in fs:
            future.remove_done_callback(note)


def _set_result_unless_done(waiter, *_):
    if not waiter.done():
        waiter.set_result(None)


async def _cancel_and_wait(future, loop):
    """Cancel the future and wait until it is done, whatever comes of it."""
    waiter = loop.create_future()

    def note(_):
        _set_result_unless_done(waiter)

    future.add_done_callback(note)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(note)


async def _cancel_in_time(future, loop):
    """The time is over: what the future comes to nevertheless."""
    if not future.done():
        await _cancel_and_wait(future, loop)
    try:
        return future.result()
    except exceptions.CancelledError as error:
        raise TimeoutError from error


async def wait_for(fut, timeout):
    """The result of something that can be awaited; if that takes longer than so many seconds, it is cancelled and
    TimeoutError is raised."""
    loop = events.get_running_loop()
    if timeout is None:
        return await fut
    is_over = timeout <= 0  # TypeError before anything runs
    future = ensure_future(fut, loop=loop)
    if is_over:
        return future.result() if future.done() else await _cancel_in_time(future, loop)
    waiter = loop.create_future()

    def note(_):
        _set_result_unless_done(waiter)

    timer = loop.call_later(timeout, note, None)
    future.add_done_callback(note)
    try:
        try:
            await waiter
        except exceptions.CancelledError:
            if future.done():
                return future.result()
            future.remove_done_callback(note)
            await _cancel_and_wait(future, loop)  # it must not run on when this has ended
            raise
        if future.done():
            return future.result()
        future.remove_done_callback(note)
        return await _cancel_in_time(future, loop)
    finally:
        timer.cancel()


def as_completed(fs, *, timeout=None):
    """Yield coroutines that, awaited one after the other, give the results in the order in which they come."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    from asyncio.queues import Queue
    over = Queue()  # futures that are done; None: the time is over
    loop = events._get_event_loop()
    pending = {ensure_future(future, loop=loop) for future in set(fs)}
    timer = None

    def note(future):
        if future in pending:
            pending.remove(future)
            over.put_nowait(future)
        if not pending and timer is not None:
            timer.cancel()

    def give_up():
        for future in pending:
            future.remove_done_callback(note)
            over.put_nowait(None)
        pending.clear()

    async def wait_for_one():
        future = await over.get()
        if future is None:
            raise TimeoutError
        return future.result()

    for future in pending:
        future.add_done_callback(note)
    if pending and timeout is not None:
        timer = loop.call_later(timeout, give_up)
    for _ in range(len(pending)):
        yield wait_for_one()


def run_coroutine_threadsafe(coro, loop):
    """Let the coroutine run in a loop of another thread; answers a future of concurrent.futures."""
    if not coroutines.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    future = concurrent.futures.Future()

    def start():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), future)
        except BaseException as error:
            if not isinstance(error, (SystemExit, KeyboardInterrupt)) and future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(start)
    return future


# ---- several as one ----


class _GatheringFuture(futures.Future):
    """What gather() answers. To cancel it is to cancel all that it waits for."""

    def __init__(self, children, return_exceptions, loop):
        super().__init__(loop=loop)
        self._children = children  # in the order of the results: one may be there several times
        self._return_exceptions = return_exceptions
        self._left = 0
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        found = False
        for child in self._children:
            found = child.cancel(msg=msg) or found
        if found:  # else it is done as soon as its callbacks have run
            self._cancel_requested = True
        return found

    def _note(self, child):
        self._left -= 1
        if self.done():
            if not child.cancelled():
                child.exception()  # nobody will ask: do not log it
        elif not self._return_exceptions and child.cancelled():
            self.set_exception(child._make_cancelled_error())
        elif not self._return_exceptions and (error := child.exception()) is not None:
            self.set_exception(error)
        elif self._left == 0:
            self._finish(child)

    def _finish(self, last):
        if self._cancel_requested:  # and return_exceptions would hide that
            self.set_exception(last._make_cancelled_error())
        elif self._return_exceptions:
            self.set_result([_outcome(child) for child in self._children])
        else:
            self.set_result([child.result() for child in self._children])


def _outcome(future):
    """The result or the exception."""
    if future.cancelled():
        message = future._cancel_message
        return exceptions.CancelledError('' if message is None else message)
    error = future.exception()
    return future.result() if error is None else error


def gather(*coros_or_futures, return_exceptions=False):
    """A future for the list of all results. The first exception is its exception, while the others run on; or, with
    return_exceptions, exceptions are results."""
    if not coros_or_futures:
        empty = events._get_event_loop().create_future()
        empty.set_result([])
        return empty
    loop = None
    made = {}  # by argument
    for given in coros_or_futures:
        if given not in made:
            child = made[given] = ensure_future(given, loop=loop)
            if loop is None:
                loop = futures._get_loop(child)
            if child is not given:
                child._log_destroy_pending = False  # the caller has no chance to keep it
    outer = _GatheringFuture([made[given] for given in coros_or_futures], return_exceptions, loop)
    outer._left = len(made)
    note = outer._note
    for child in made.values():
        child.add_done_callback(note)
    return outer


def shield(arg):
    """A future for an awaitable that goes on when the future is cancelled."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = futures._get_loop(inner).create_future()

    def hand_on(_):
        if not outer.cancelled():
            futures._finish_as(inner, outer)
        elif not inner.cancelled():
            inner.exception()  # nobody will ask: do not log it

    def forget(_):
        if not inner.done():
            inner.remove_done_callback(hand_on)

    inner.add_done_callback(hand_on)
    outer.add_done_callback(forget)
    return outer
