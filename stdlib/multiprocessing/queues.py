"""Queues between processes: pipes, with locks so that any number of processes may use them."""
import collections
import os
import select
import threading
import time
import weakref
from queue import Empty, Full
from types import GenericAlias

from multiprocessing import connection, context, util
from multiprocessing.reduction import ForkingPickler
from multiprocessing.synchronize import SEM_VALUE_MAX

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']

_ATOMIC = select.PIPE_BUF - 4  # a message as long as that goes into a pipe at once, or not at all


class _PipeQueue:
    """A pipe with a lock at each end."""

    def __init__(self, ctx):
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock, self._wlock = ctx.Lock(), ctx.Lock()

    _fields = '_reader', '_writer', '_rlock', '_wlock'

    def __getstate__(self):
        context.assert_spawning(self)
        return [getattr(self, name) for name in self._fields]

    def __setstate__(self, state):
        self.__dict__.update(zip(self._fields, state))

    def empty(self):
        """Is nothing there at this moment?"""
        return not self._reader.poll()

    __class_getitem__ = classmethod(GenericAlias)


class SimpleQueue(_PipeQueue):
    """put() waits until the pipe has room."""

    def __init__(self, *, ctx):
        super().__init__(ctx)

    def close(self):
        """Close both ends, for this process."""
        self._reader.close()
        self._writer.close()

    def get(self):
        """The next item."""
        with self._rlock:
            data = self._reader.recv_bytes()
        return ForkingPickler.loads(data)

    def put(self, obj):
        """Add an item."""
        data = ForkingPickler.dumps(obj)
        with self._wlock:
            self._writer.send_bytes(data)


class Queue(_PipeQueue):
    """put() never waits for the pipe: what does not go into it at once, a thread writes later."""

    _fields = *_PipeQueue._fields, '_maxsize', '_sem', '_opid', '_ignore_epipe'
    _ignore_epipe = False

    def __init__(self, maxsize=0, *, ctx):
        super().__init__(ctx)
        self._maxsize = maxsize if maxsize > 0 else SEM_VALUE_MAX
        self._sem, self._opid = ctx.BoundedSemaphore(self._maxsize), os.getpid()
        self._begin()
        util.register_after_fork(self, Queue._begin)

    def __setstate__(self, state):
        super().__setstate__(state)
        self._begin()

    def _begin(self):
        """In each process, with an empty buffer and no thread."""
        self._buffer, self._feeder = collections.deque(), None
        self._changed = threading.Condition(threading.Lock())
        self._closed, self._joins = False, True

    def put(self, obj, block=True, timeout=None):
        """Add an item; Full: there was no room, in time."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        if not self._sem.acquire(block, timeout):
            raise Full
        self._put(obj)

    def put_nowait(self, obj):
        """put(obj, False)"""
        return self.put(obj, False)

    def _put(self, obj):
        with self._changed:
            if self._buffer or self._feeder_is_busy() or not self._write_at_once(obj):
                self._buffer.append(obj)
                if self._feeder is None:
                    self._start_feeder()
                self._changed.notify()

    def _feeder_is_busy(self):
        return self._feeder is not None and self._feeder.busy

    def _pickled(self, obj):
        """None: it cannot be pickled, which has been told."""
        try:
            return ForkingPickler.dumps(obj)
        except Exception as error:
            self._sem.release()
            self._on_queue_feeder_error(error, obj)
            return None

    def _write_at_once(self, obj):
        """Into the pipe, if there is room and nobody else is writing; True: done."""
        data = self._pickled(obj)
        if data is None:
            return True
        if len(data) > _ATOMIC or not self._wlock.acquire(False):
            return False
        try:
            room = select.poll()
            room.register(self._writer.fileno(), select.POLLOUT)
            if not room.poll(0):
                return False
            self._writer.send_bytes(data)
            return True
        except BrokenPipeError:
            if not self._ignore_epipe:
                raise
            return True
        finally:
            self._wlock.release()

    def _start_feeder(self):
        self._feeder = _Feeder(self)
        self._feeder.start()
        if self._joins:
            self._jointhread = util.Finalize(self._feeder, Queue._join_feeder, [weakref.ref(self._feeder)], exitpriority=-5)
        util.Finalize(self, self._feeder.finish, exitpriority=10)

    @staticmethod
    def _join_feeder(reference):
        feeder = reference()
        if feeder is not None:
            feeder.finish()
            feeder.join()

    def get(self, block=True, timeout=None):
        """The next item; Empty: there was none, in time."""
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')
        end = None if timeout is None else time.monotonic() + timeout
        if not self._rlock.acquire(block, timeout):
            raise Empty
        try:
            if not block or end is not None:
                if not self._reader.poll(max(end - time.monotonic(), 0) if block else 0):
                    raise Empty
            data = self._reader.recv_bytes()
            self._sem.release()
        finally:
            self._rlock.release()
        return ForkingPickler.loads(data)

    def get_nowait(self):
        """get(False)"""
        return self.get(False)

    def qsize(self):
        """About how many items there are."""
        return self._maxsize - self._sem._semlock._get_value()

    def full(self):
        """Is there no room?"""
        return self._sem._semlock._is_zero()

    def close(self):
        """This process adds nothing more."""
        self._closed = True
        if self._feeder is not None:
            self._feeder.finish()
        self._reader.close()

    def join_thread(self):
        """After close(): wait until all is in the pipe."""
        assert self._closed, f'Queue {self!r} not closed'
        if self._feeder is not None:
            self._feeder.join()

    def cancel_join_thread(self):
        """The end of the process does not wait until all is in the pipe."""
        self._joins = False
        finalizer = getattr(self, '_jointhread', None)
        if finalizer is not None:
            finalizer.cancel()

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        """An item cannot be pickled, in a place where nobody can be told."""
        import traceback
        traceback.print_exception(e)


class _Feeder(threading.Thread):
    """Writes what did not go into the pipe at once."""

    def __init__(self, queue):
        super().__init__(name='QueueFeederThread', daemon=True)
        self.buffer, self.changed, self.busy, self.ends = queue._buffer, queue._changed, False, False
        self.pickled, self.lock, self.fd = queue._pickled, queue._wlock, os.dup(queue._writer.fileno())

    def finish(self):
        with self.changed:
            self.ends = True
            self.changed.notify()

    def run(self):
        with connection.Connection(self.fd, readable=False) as writer:
            while self._next():
                try:
                    data = self.pickled(self.buffer[0])
                    if data is not None:
                        with self.lock:
                            writer.send_bytes(data)
                except BrokenPipeError:
                    return
                finally:
                    self.buffer.popleft()

    def _next(self):
        """Waits for something to write; False: there will be nothing more."""
        with self.changed:
            self.busy = False
            while not self.buffer and not self.ends:
                self.changed.wait()
            self.busy = bool(self.buffer)
            return self.busy


class JoinableQueue(Queue):
    """A Queue that knows how many of its items are still being worked on."""

    _fields = *Queue._fields, '_cond', '_unfinished_tasks'

    def __init__(self, maxsize=0, *, ctx):
        self._cond, self._unfinished_tasks = ctx.Condition(), ctx.Semaphore(0)
        super().__init__(maxsize, ctx=ctx)

    def _put(self, obj):
        with self._cond:
            self._unfinished_tasks.release()
            super()._put(obj)

    def task_done(self):
        """An item that was got has been dealt with."""
        with self._cond:
            known = self._unfinished_tasks.acquire(False)
            if known and self._all_done():
                self._cond.notify_all()
        if not known:
            raise ValueError('task_done() called too many times')

    def _all_done(self):
        return self._unfinished_tasks.get_value() == 0

    def join(self):
        """Wait until all items have been dealt with."""
        with self._cond:
            self._cond.wait_for(self._all_done)
