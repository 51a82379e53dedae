"""Locks and their like, for processes: see threading for what they do."""
import threading
import time

import _multiprocessing
from multiprocessing import context, process, util
from multiprocessing.heap import BufferWrapper

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event']

RECURSIVE_MUTEX, SEMAPHORE = range(2)
SEM_VALUE_MAX = _multiprocessing.SEM_VALUE_MAX


class SemLock:
    """What all of them are made of: a semaphore in shared memory."""

    def __init__(self, kind, value, maxvalue, *, ctx):
        self._take((kind, value, maxvalue), BufferWrapper(_multiprocessing.SEM_SIZE))

    def _take(self, what, block):
        self._block = block
        lock = self._semlock = _multiprocessing.SemLock(*what, block.arena.buffer, block.offset)
        for name in 'acquire', 'release', '__enter__', '__exit__':
            setattr(self, name, getattr(lock, name))
        util.register_after_fork(self, lambda self: self._semlock._after_fork())

    def __enter__(self):
        return self._semlock.__enter__()

    def __exit__(self, *error):
        return self._semlock.__exit__(*error)

    def __getstate__(self):
        context.assert_spawning(self)
        return self._semlock.kind, self._semlock.maxvalue, self._block

    def __setstate__(self, state):
        kind, maxvalue, block = state
        self._take((kind, None, maxvalue), block)

    def _owner(self):
        """Who has it, as a lock's repr says."""
        lock = self._semlock
        if lock._is_mine():
            name, thread = process.current_process().name, threading.current_thread().name
            return name if thread == 'MainThread' else f'{name}|{thread}'
        if not lock._is_zero():
            return None
        return 'SomeOtherThread' if lock._count() > 0 else 'SomeOtherProcess'


class Semaphore(SemLock):
    """Can be taken `value` times, and more often after release()."""

    def __init__(self, value=1, *, ctx):
        super().__init__(SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        """How often it can be taken now."""
        return self._semlock._get_value()

    def __repr__(self):
        return f'<{type(self).__name__}(value={self.get_value()})>'


class BoundedSemaphore(Semaphore):
    """Its value never exceeds the first one."""

    def __init__(self, value=1, *, ctx):
        SemLock.__init__(self, SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        return f'<{type(self).__name__}(value={self.get_value()}, maxvalue={self._semlock.maxvalue})>'


class Lock(SemLock):
    """Held by one thread of one process."""

    def __init__(self, *, ctx):
        super().__init__(SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        return f'<{type(self).__name__}(owner={self._owner()})>'


class RLock(SemLock):
    """Held by one thread of one process, which may take it again."""

    def __init__(self, *, ctx):
        super().__init__(RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        owner = self._owner()
        count = 0 if owner is None else 'nonzero' if owner.startswith('SomeOther') else self._semlock._count()
        return f'<{type(self).__name__}({owner}, {count})>'


class Condition:
    """Lets processes wait until others notify them.

    Who waits announces it in `_sleepers` and sleeps on `_doorbell`; after that it says in `_risen` that it is awake, or has
    given up. So whoever notifies knows how many sleep, and none is woken by a ring that was for another."""

    def __init__(self, lock=None, *, ctx):
        self._parts = lock or ctx.RLock(), ctx.Semaphore(0), ctx.Semaphore(0), ctx.Semaphore(0)
        self._name_parts()

    def _name_parts(self):
        self._lock, self._sleepers, self._risen, self._doorbell = self._parts
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return self._parts

    def __setstate__(self, parts):
        self._parts = parts
        self._name_parts()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def __repr__(self):
        try:
            sleeping = self._sleepers.get_value() - self._risen.get_value()
        except Exception:
            sleeping = 'unknown'
        return f'<{type(self).__name__}({self._lock}, {sleeping})>'

    def wait(self, timeout=None):
        """Give the lock up, sleep until notified, and take it again; False: the time was up."""
        assert self._lock._semlock._is_mine(), 'must acquire() condition before using wait()'
        self._sleepers.release()
        depth = self._unlock()
        try:
            return self._doorbell.acquire(True, timeout)
        finally:
            self._risen.release()
            while depth:
                self._lock.acquire()
                depth -= 1

    def _unlock(self):
        """Gives the lock up, however often it was taken; answers how often."""
        depth = self._lock._semlock._count()
        for _ in range(depth):
            self._lock.release()
        return depth

    def notify(self, n=1):
        """Wake up to n of those that wait."""
        assert self._lock._semlock._is_mine(), 'lock is not owned'
        while self._risen.acquire(False):  # gave up since the last time
            self._sleepers.acquire(False)
        rung = 0
        while rung < n and self._sleepers.acquire(False):
            self._doorbell.release()
            rung += 1
        for _ in range(rung):
            self._risen.acquire()
        while rung and self._doorbell.acquire(False):  # for some who gave up at that moment
            pass

    def notify_all(self):
        """Wake all that wait."""
        self.notify(SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; returns what it was last."""
        end = None if timeout is None else time.monotonic() + timeout
        while not (answer := predicate()):
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return answer


class Event:
    """A flag that processes wait for."""

    def __init__(self, *, ctx):
        self._flag = ctx.Semaphore(0)  # its value is the flag
        self._cond = ctx.Condition(ctx.Lock())

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x} {"set" if self.is_set() else "unset"}>'

    def is_set(self):
        """Is the flag set?"""
        return self._flag.get_value() > 0

    def clear(self):
        """Reset the flag."""
        with self._cond:
            self._flag.acquire(False)

    def set(self):
        """Set the flag and wake all that wait."""
        with self._cond:
            if not self.is_set():
                self._flag.release()
            self._cond.notify_all()

    def wait(self, timeout=None):
        """Wait until the flag is set; False: it was not in time."""
        if self.is_set():
            return True
        with self._cond:
            return self._cond.wait_for(self.is_set, timeout)


class _SharedGeneration:
    """A passage of a Barrier, in shared memory: its number, how many have arrived, whether it is broken."""

    def __init__(self, block):
        self.block = block
        self.numbers = block.create_memoryview().cast('q')

    def __reduce__(self):
        return _SharedGeneration, (self.block,)


class Barrier(threading.Barrier):
    """Lets a fixed number of processes wait for each other, again and again."""

    def __init__(self, parties, action=None, timeout=None, *, ctx):
        self._parties, self._action, self._timeout = parties, action, timeout
        self._cond, self._shared = ctx.Condition(), _SharedGeneration(BufferWrapper(24))

    def __getstate__(self):
        return self._parties, self._action, self._timeout, self._cond, self._shared

    def __setstate__(self, state):
        self._parties, self._action, self._timeout, self._cond, self._shared = state

    def wait(self, timeout=None):
        """Wait for the others; return a number that differs for each, from 0 to parties - 1."""
        timeout = self._timeout if timeout is None else timeout
        numbers = self._shared.numbers
        with self._cond:
            if numbers[2]:
                raise threading.BrokenBarrierError
            number, index = numbers[0], numbers[1]
            numbers[1] += 1
            if index + 1 == self._parties:
                self._pass()
            elif not self._cond.wait_for(lambda: numbers[0] != number or numbers[2], timeout):
                self.abort()
            if numbers[0] == number:
                numbers[1] -= 1
                raise threading.BrokenBarrierError
            return index

    def _pass(self):
        try:
            if self._action:
                self._action()
        except:
            self.abort()
            raise
        self._shared.numbers[0] += 1
        self._shared.numbers[1] = 0
        self._cond.notify_all()

    def reset(self):
        """Make the barrier new; those that wait get BrokenBarrierError."""
        with self._cond:
            if self._shared.numbers[1]:
                self.abort()
                while self._cond.wait_for(lambda: not self._shared.numbers[1], 0.01) is False:
                    self._cond.notify_all()
            self._shared.numbers[2] = 0

    def abort(self):
        """Break the barrier: those that wait, or will, get BrokenBarrierError."""
        with self._cond:
            self._shared.numbers[2] = 1
            self._cond.notify_all()

    parties = property(lambda self: self._parties, doc='How many pass together.')
    n_waiting = property(lambda self: self._shared.numbers[1], doc='How many wait.')
    broken = property(lambda self: bool(self._shared.numbers[2]), doc='Is the barrier broken?')
