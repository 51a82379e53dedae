"""Blocks that must end in time."""
import enum
from asyncio import events, exceptions, tasks

__all__ = ('Timeout', 'timeout', 'timeout_at')


class _State(enum.Enum):
    CREATED = 'created'
    ENTERED = 'active'
    EXPIRING = 'expiring'
    EXPIRED = 'expired'
    EXITED = 'finished'


class Timeout:
    """An asynchronous context manager that cancels what runs in it at a given time, which it then makes a TimeoutError.

    timeout() and timeout_at() make it."""

    def __init__(self, when):
        self._when = when  # in the loop's time; None: never
        self._state = _State.CREATED
        self._task = self._timer = None
        self._cancelling = 0  # cancellations of the task before this one

    def when(self):
        """The time at which the block is cancelled, by loop.time(); None: never."""
        return self._when

    def expired(self):
        """Is the time over, and did the block run then?"""
        return self._state in (_State.EXPIRING, _State.EXPIRED)

    def reschedule(self, when):
        """Choose another time."""
        if self._state is not _State.ENTERED:
            if self._state is _State.CREATED:
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state.value} Timeout')
        self._when = when
        self._set_timer()

    def _set_timer(self):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._when is not None:
            loop = events.get_running_loop()
            if self._when <= loop.time():
                self._timer = loop.call_soon(self._expire)
            else:
                self._timer = loop.call_at(self._when, self._expire)

    def _expire(self):
        self._task.cancel()
        self._state = _State.EXPIRING
        self._timer = None  # it refers to this object

    def __repr__(self):
        when = ''
        if self._state is _State.ENTERED:
            when = f' when={None if self._when is None else round(self._when, 3)}'
        return f'<Timeout [{self._state.value}]{when}>'

    async def __aenter__(self):
        task = tasks.current_task()
        if self._state is not _State.CREATED:
            raise RuntimeError('Timeout has already been entered')
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = _State.ENTERED
        self._task = task
        self._cancelling = task.cancelling()
        self._set_timer()
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state is not _State.EXPIRING:
            self._state = _State.EXITED
            return None
        self._state = _State.EXPIRED
        if self._task.uncancel() <= self._cancelling and exc_type is exceptions.CancelledError:
            # Nobody else wanted to cancel the task.
            raise TimeoutError
        return None


def timeout(delay):
    """Cancel the block of `async with` after so many seconds (None: never) and raise TimeoutError instead."""
    return Timeout(None if delay is None else events.get_running_loop().time() + delay)


def timeout_at(when):
    """As timeout(), but for a time by loop.time()."""
    return Timeout(when)
