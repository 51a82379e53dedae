"""Futures, how to wait for several of them, and what executors have in common."""
import sys
import threading
import types
from collections import namedtuple
from queue import Empty, SimpleQueue
from time import monotonic

# The states of a future. One that is cancelled waits in CANCELLED until its executor takes note.
PENDING = 'PENDING'
RUNNING = 'RUNNING'
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'
_OVER = (FINISHED, CANCELLED_AND_NOTIFIED, CANCELLED)

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

TimeoutError = TimeoutError
DoneAndNotDoneFutures = namedtuple('DoneAndNotDoneFutures', 'done not_done')


class Error(Exception):
    """Base of the errors of futures."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The future's state does not allow this."""


class BrokenExecutor(RuntimeError):
    """The executor cannot run anything any more."""


_ERROR, _CRITICAL = 40, 50  # as in logging


def _log(level, message, *args):
    """Tell of something that nobody can receive, with the exception that is being handled, if there is one."""
    caught = sys.exc_info()
    from logging import getLogger  # most programs never need it
    getLogger('concurrent.futures').log(level, message, *args, exc_info=caught if caught[0] else None)


class Future:
    """The result of a call that runs elsewhere. Executors make futures; programs only ask them."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._callbacks = []
        self._waiters = []  # queues that get the future when it is over: of wait() and as_completed()

    def __repr__(self):
        with self._condition:
            state = 'cancelled' if self._state.startswith(CANCELLED) else self._state.lower()
            if self._state == FINISHED:
                error = self._exception
                how, what = ('returned', self._result) if error is None else ('raised', error)
                state += f' {how} {type(what).__name__}'
        return f'<{type(self).__name__} at {id(self):#x} state={state}>'

    def cancel(self):
        """Cancel the call if it does not run yet; return whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state != PENDING:
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        """Was the call cancelled?"""
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Does the call run now?"""
        return self._state == RUNNING

    def done(self):
        """Has the call finished, or was it cancelled?"""
        return self._state in _OVER

    def result(self, timeout=None):
        """What the call returned; what it raised is raised here.

        Waits until the call is done: at most `timeout` seconds, then TimeoutError is raised. CancelledError is
        raised if it was cancelled.
        """
        try:
            self._wait(timeout)
            if self._exception is not None:
                raise self._exception
            return self._result
        finally:
            self = None  # the traceback leads to this frame

    def exception(self, timeout=None):
        """What the call raised, or None. Waits as result() does."""
        self._wait(timeout)
        return self._exception

    def _wait(self, timeout):
        if self._state not in _OVER:
            with self._condition:
                if self._state not in _OVER:
                    self._condition.wait(timeout)
        if self._state == FINISHED:
            return
        raise CancelledError if self._state in _OVER else TimeoutError

    def add_done_callback(self, fn):
        """Call fn(future) when the future is done: at once if it is already."""
        with self._condition:
            if self._state not in _OVER:
                self._callbacks.append(fn)
                return
        self._call(fn)

    def _call_back(self):
        for fn in self._callbacks:
            self._call(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception:
            _log(_ERROR, 'exception calling callback for %r', self)

    # What executors and tests call:

    def set_running_or_notify_cancel(self):
        """The call is about to run; False: it must not, it was cancelled."""
        with self._condition:
            if self._state == PENDING:
                self._state = RUNNING
                return True
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                self._tell_waiters()
                return False
            state = self._state
        _log(_CRITICAL, 'Future %s in unexpected state: %s', id(self), state)
        raise RuntimeError('Future in unexpected state')

    def set_result(self, result):
        """The call has returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """The call has raised."""
        self._finish(None, exception)

    def _finish(self, result, exception):
        condition = self._condition
        with condition:
            if self._state in _OVER:
                error = InvalidStateError(f'{self._state}: {self!r}')
                raise error
            self._result = result
            self._exception = exception
            self._state = FINISHED
            self._tell_waiters()
            condition.notify_all()
        self._call_back()

    def _tell_waiters(self):
        for queue in self._waiters:
            queue.put(self)
        self._waiters.clear()

    def _is_over(self, queue):
        """Is there nothing more to wait for? If there is, the queue will get the future."""
        with self._condition:
            if self._state in (FINISHED, CANCELLED_AND_NOTIFIED):
                return True
            self._waiters.append(queue)
            return False

    def _forget(self, queue):
        with self._condition:
            if queue in self._waiters:
                self._waiters.remove(queue)

    __class_getitem__ = classmethod(types.GenericAlias)


def _left(end):
    """The seconds until then; None: for ever."""
    return None if end is None else max(end - monotonic(), 0)


def _next_over(queue, end):
    """The next future that is over; None: the time is up."""
    try:
        return queue.get(timeout=_left(end))
    except Empty:
        return None


def as_completed(fs, timeout=None):
    """Yield the futures as they finish or are cancelled; TimeoutError is raised if that takes longer than the timeout."""
    end = None if timeout is None else monotonic() + timeout
    queue = SimpleQueue()
    pending = set(fs)
    total = len(pending)
    over = [future for future in pending if future._is_over(queue)]
    pending.difference_update(over)
    try:
        while over:
            yield over.pop()
        while pending:
            future = _next_over(queue, end)
            if future is None:
                raise TimeoutError(f'{len(pending)} (of {total}) futures unfinished')
            pending.remove(future)
            holder = [future]
            del future  # only the caller has it
            yield holder.pop()
    finally:
        for future in pending:
            future._forget(queue)


def _has_failed(future):
    return not future.cancelled() and future._exception is not None


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait until all futures are over, or one is, or one has raised; return the sets of those that are and are not."""
    end = None if timeout is None else monotonic() + timeout
    queue = SimpleQueue()
    pending = set(fs)
    done = {future for future in pending if future._is_over(queue)}
    pending -= done
    enough = {FIRST_COMPLETED: lambda: done, FIRST_EXCEPTION: lambda: any(map(_has_failed, done)),
              ALL_COMPLETED: lambda: False}.get(return_when)
    try:
        if pending and enough is None:
            raise ValueError(f'Invalid return condition: {return_when!r}')
        while pending and not enough():
            future = _next_over(queue, end)
            if future is None:
                break
            while future is not None:
                done.add(future)
                pending.remove(future)
                future = _next_over(queue, 0)
    finally:
        for future in pending:
            future._forget(queue)
    return DoneAndNotDoneFutures(done, pending)


class Executor:
    """Runs calls elsewhere. Subclasses define submit() and shutdown()."""

    def submit(self, fn, /, *args, **kwargs):
        """Let fn(*args, **kwargs) run; return a Future."""
        raise NotImplementedError

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """As the built-in map, but the calls run at the same time, beginning now.

        The iterator raises TimeoutError for a result that is not there `timeout` seconds after map() was called.
        chunksize matters to processes only.
        """
        end = None if timeout is None else monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures, end)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those that run or, if they are not cancelled, will run."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.shutdown(wait=True)
        return False


def _results(futures, end):
    """The results in order; what is left when the caller stops is cancelled."""
    futures.reverse()
    try:
        while futures:
            future = futures.pop()
            try:
                result = future.result(_left(end))
            finally:
                future.cancel()
                del future
            yield result
    finally:
        for future in futures:
            future.cancel()
