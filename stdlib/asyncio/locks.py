"""Locks between tasks. Whoever has to wait does so in the order of coming."""
import enum
from collections import deque
from asyncio import exceptions, mixins

__all__ = ('Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier')


class _Waiting(mixins._LoopBoundMixin):
    """Something with futures that tasks wait for, oldest first. A future leaves when its task runs again, not when it
    is done: so those that were woken keep their place until then."""

    _waiters = ()  # a deque, once somebody had to wait

    async def _wait_in_line(self):
        """Wait until the future of this task is woken. If CancelledError comes after that, what it was woken for has to
        be handed on, which _missed() does."""
        waiter = self._new_waiter()
        try:
            await waiter
        except exceptions.CancelledError:
            self._waiters.remove(waiter)
            self._missed(waiter)
            raise
        except BaseException:  # the coroutine is closed
            self._waiters.remove(waiter)
            raise
        self._waiters.remove(waiter)

    def _new_waiter(self):
        """A future at the end of the line."""
        waiter = self._get_loop().create_future()
        if not self._waiters:
            self._waiters = deque()
        self._waiters.append(waiter)
        return waiter

    def _missed(self, waiter):
        """A task was cancelled while it waited."""

    def _first_asleep(self):
        """The first future that nobody has woken, or None."""
        for waiter in self._waiters:
            if not waiter.done():
                return waiter
        return None

    def _details(self):
        """What stands between brackets in the repr, but for the number of waiters."""
        return 'locked' if self.locked() else 'unlocked'

    def __repr__(self):
        details = self._details()
        if self._waiters:
            details += f', waiters:{len(self._waiters)}'
        return f'<{object.__repr__(self)[1:-1]} [{details}]>'


class _Held(_Waiting):
    """What `async with` acquires and releases."""

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


class Lock(_Held):
    """At most one task holds it at a time. Any task may release it."""

    def __init__(self):
        self._locked = False

    def locked(self):
        """Does a task hold it?"""
        return self._locked

    async def acquire(self):
        """Wait until nobody holds the lock, then hold it; answers True."""
        if self._locked or self._waiters and not all(waiter.cancelled() for waiter in self._waiters):
            await self._wait_in_line()
        self._locked = True
        return True

    def release(self):
        """Let the first task that waits have it. RuntimeError if nobody holds it."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        if self._waiters:
            self._wake_first()

    def _wake_first(self):
        # If the first was woken already, it will take the lock: to wake the second would be of no use.
        waiter = self._waiters[0] if self._waiters else None
        if waiter is not None and not waiter.done():
            waiter.set_result(True)

    def _missed(self, waiter):
        if not self._locked:
            self._wake_first()


class Event(_Waiting):
    """A flag that tasks can wait for. It is not set at first."""

    def __init__(self):
        self._value = False

    def is_set(self):
        """Is it set?"""
        return self._value

    def set(self):
        """Set the flag: all that wait go on."""
        if not self._value:
            self._value = True
            for waiter in self._waiters:
                if not waiter.done():
                    waiter.set_result(True)

    def clear(self):
        """Unset the flag: wait() waits again."""
        self._value = False

    async def wait(self):
        """Wait until the flag is set, if it is not; answers True."""
        if not self._value:
            waiter = self._new_waiter()
            try:
                await waiter  # not in line, as that is one more coroutine for each of maybe many tasks
            finally:
                self._waiters.remove(waiter)
        return True

    def _details(self):
        return 'set' if self._value else 'unset'


class Condition(_Held):
    """Tasks that hold its lock wait until another task that does notifies them."""

    def __init__(self, lock=None):
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release

    async def wait(self):
        """Release the lock, wait for a notification, and acquire the lock again, also if cancelled; answers True."""
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self.release()
        notified = False
        try:
            await self._wait_in_line()
            notified = True
        finally:
            cancelled = await self._acquire_again()
            if cancelled is not None:
                if notified:
                    self._notify(1)  # for another task: this one cannot act on it
                raise cancelled
        return True

    async def _acquire_again(self):
        """Acquire the lock, however often the task is cancelled; the last CancelledError, or None."""
        cancelled = None
        while True:
            try:
                await self.acquire()
                return cancelled
            except exceptions.CancelledError as error:
                cancelled = error

    async def wait_for(self, predicate):
        """Wait until predicate() is true; answers what it returned."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Wake the first n tasks that wait. The lock must be held; they go on when it is free."""
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._notify(n)

    def _notify(self, n):
        for waiter in self._waiters:
            if n <= 0:
                break
            if not waiter.done():
                waiter.set_result(False)
                n -= 1

    def notify_all(self):
        """Wake all tasks that wait."""
        self.notify(len(self._waiters))

    def _missed(self, waiter):
        if not waiter.cancelled():
            self._notify(1)


class Semaphore(_Held):
    """A number that acquire() decrements, waiting while it is zero, and release() increments."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._value = value

    def locked(self):
        """Would acquire() have to wait?"""
        if self._value == 0:
            return True
        return bool(self._waiters) and not all(waiter.cancelled() for waiter in self._waiters)

    async def acquire(self):
        """Decrement the number as soon as that is possible; answers True."""
        if self._value and not self._waiters or not self.locked():
            self._value -= 1
            return True
        await self._wait_in_line()  # who wakes it decrements the number for it
        if self._value > 0:
            self._wake_next()
        return True

    def release(self):
        """Increment the number; if a task waits, it gets that."""
        self._value += 1
        if self._waiters:
            self._wake_next()

    def _wake_next(self):
        waiter = self._first_asleep()
        if waiter is not None:
            self._value -= 1
            waiter.set_result(True)

    def _missed(self, waiter):
        if not waiter.cancelled():
            self._value += 1
            self._wake_next()

    def _details(self):
        return 'locked' if self.locked() else f'unlocked, value:{self._value}'


class BoundedSemaphore(Semaphore):
    """A semaphore whose release() raises ValueError if the number would exceed its first value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._bound_value = value

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


class _BarrierState(enum.Enum):
    FILLING, DRAINING, RESETTING, BROKEN = 'filling', 'draining', 'resetting', 'broken'


class Barrier:
    """Tasks wait at it until there are as many as it is for; then all go on, and it can be used again.

    It fills, then drains: whoever comes while it drains or is reset waits until the last of the others has left."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be > 0')
        self._parties = parties
        self._count = 0  # tasks inside
        self._state = _BarrierState.FILLING
        self._cond = Condition()

    def __repr__(self):
        details = self._state.value
        if not self.broken:
            details += f', waiters:{self.n_waiting}/{self.parties}'
        return f'<{object.__repr__(self)[1:-1]} [{details}]>'

    broken = property(lambda self: self._state is _BarrierState.BROKEN, doc='Was it aborted?')
    parties = property(lambda self: self._parties, doc='How many tasks it takes.')

    @property
    def n_waiting(self):
        """How many tasks wait for the others."""
        return self._count if self._state is _BarrierState.FILLING else 0

    async def wait(self):
        """Wait for the other tasks; answers a number from 0 to parties-1 that is another one for each task."""
        async with self._cond:
            await self._enter()
            try:
                number = self._count
                self._count += 1
                if self._count == self._parties:
                    self._change(_BarrierState.DRAINING)
                else:
                    await self._wait_for_others()
                return number
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (_BarrierState.RESETTING, _BarrierState.DRAINING):
                    self._state = _BarrierState.FILLING
                self._cond.notify_all()

    async def _enter(self):
        await self._cond.wait_for(lambda: self._state not in (_BarrierState.DRAINING, _BarrierState.RESETTING))
        if self.broken:
            raise exceptions.BrokenBarrierError('Barrier aborted')

    async def _wait_for_others(self):
        await self._cond.wait_for(lambda: self._state is not _BarrierState.FILLING)
        if self._state is not _BarrierState.DRAINING:
            raise exceptions.BrokenBarrierError('Abort or reset of barrier')

    def _change(self, state):
        self._state = state
        self._cond.notify_all()

    async def __aexit__(self, *exc_info):
        pass

    async def __aenter__(self):
        return await self.wait()

    async def reset(self):
        """Make it empty: tasks that wait get BrokenBarrierError."""
        async with self._cond:
            if self._count == 0:
                self._change(_BarrierState.FILLING)
            elif self._state is not _BarrierState.RESETTING:
                self._change(_BarrierState.RESETTING)

    async def abort(self):
        """Break it: tasks that wait or come get BrokenBarrierError, until reset()."""
        async with self._cond:
            self._change(_BarrierState.BROKEN)
