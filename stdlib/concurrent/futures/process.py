"""An executor that runs calls in other processes.

As in multiprocessing.pool, each worker has a connection of its own; a thread receives results and hands out the calls that
found no idle worker. What the thread needs is a _Crew, so that it does not keep the executor alive."""
import collections
import itertools
import os
import select
import sys
import threading
import time
import traceback
import weakref
from functools import partial

import multiprocessing
from multiprocessing import connection, util
from multiprocessing.reduction import ForkingPickler
from concurrent.futures import _base

_PAUSE = 0.25  # seconds after a worker was interrupted: the main thread, which gets Ctrl-C too, may have something to cancel
_crews = weakref.WeakSet()  # those with a thread that runs


def _check_system_limits():
    """What CPython's executor asks before it starts. There is nothing of which a system could have too little."""


class BrokenProcessPool(_base.BrokenExecutor):
    """A worker ended while it, or another one, had something to do."""


class _RemoteTraceback(Exception):
    """The traceback of an exception in a worker, as text: the exception's cause."""

    tb = property(lambda self: self.args[0], doc='The text.')

    def __str__(self):
        return self.tb


class _Failure:
    """An exception that keeps its traceback on the way to another process."""

    def __init__(self, error):
        self.parts = error, '\n"""\n%s"""' % ''.join(traceback.format_exception(error))

    def __reduce__(self):
        return _with_cause, self.parts


def _with_cause(error, text):
    error.__cause__ = _RemoteTraceback(text)
    return error


# --- workers --------------------------------------------------------------------------------------------------------

def _serve(conn, initializer, initargs, tasks):
    """What a worker does, for so many calls."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._log(_base._CRITICAL, 'Exception in initializer:')
            return
    for _ in itertools.count() if tasks is None else range(tasks):
        try:
            call = conn.recv()
        except EOFError:
            return
        if call is None:
            return
        try:
            answer = True, call[0](*call[1], **call[2])
        except BaseException as error:
            answer = False, _Failure(error)
        try:
            message = ForkingPickler.dumps(answer)
        except BaseException as error:
            message = ForkingPickler.dumps((False, _Failure(error)))
        conn.send_bytes(message)
        del call, answer, message


class _Worker:
    """A worker as the executor sees it; `future` is what it works for, `left` how many calls it will take."""

    future = None

    def __init__(self, context, initializer, initargs, tasks):
        self.conn, theirs = connection.Pipe()
        self.left = float('inf') if tasks is None else tasks
        self.process = context.Process(target=_serve, args=(theirs, initializer, initargs, tasks))
        util.register_after_fork(self, lambda worker: worker.conn.close())  # so that it ends when this process does
        self.process.start()
        theirs.close()

    def give(self, future, data):
        self.future = future
        self.left -= 1
        try:
            self.conn.send_bytes(data)
        except OSError:
            pass  # it has died: so says its connection, too


class _Crew:
    """The workers of an executor, and the calls that wait for one."""

    def __init__(self, context, limit, initializer, initargs, tasks):
        self.start_worker = partial(_Worker, context, initializer, initargs, tasks)
        self.limit, self.lock = limit, threading.RLock()
        self.workers, self.waiting = {}, collections.deque()  # fd -> _Worker; (future, message)
        self.broken, self.over, self.pause_end = None, False, None
        self.waker, self.poll = os.pipe(), select.poll()
        util.Finalize(self, lambda waker: [os.close(fd) for fd in waker], (self.waker,))
        self.poll.register(self.waker[0], select.POLLIN)
        self.thread = threading.Thread(target=self.manage, name='ExecutorManagerThread', daemon=True)

    def add_worker(self):
        worker = self.start_worker()
        self.workers[worker.conn.fileno()] = worker
        self.poll.register(worker.conn.fileno(), select.POLLIN)
        if not self.thread.ident:
            _crews.add(self)
            self.thread.start()
        else:
            self.wake()
        return worker

    def wake(self):
        os.write(self.waker[1], b'.')

    def idle(self):
        for worker in self.workers.values():
            if worker.future is None and worker.left:
                return worker
        return None

    def submit(self, future, data):
        with self.lock:
            worker = None if self.waiting or self.pause_end else self.idle()
            if worker is None and len(self.workers) < self.limit:
                worker = self.add_worker()
            if worker is None:
                self.waiting.append((future, data))
            elif future.set_running_or_notify_cancel():
                worker.give(future, data)

    def manage(self):
        """The thread: until the executor is shut down and nothing is left to do."""
        while not self.over or self.waiting or any(worker.future for worker in list(self.workers.values())):
            for fd, _ in self.poll.poll(self.pause_end and max(0, (self.pause_end - time.monotonic()) * 1000)):
                if fd == self.waker[0]:
                    os.read(fd, 4096)
                elif fd in self.workers:
                    self.receive(fd, self.workers[fd])
            if self.broken:
                return self.dismiss(kill=True)
            with self.lock:
                if self.pause_end and time.monotonic() >= self.pause_end:
                    self.pause_end = None
                self.hand_out()
        self.dismiss()

    def receive(self, fd, worker):
        try:
            success, value = worker.conn.recv()
        except (EOFError, OSError):
            return self.lose(fd, worker)
        except BaseException as error:  # it cannot be unpickled
            success, value = False, error
        with self.lock:
            future, worker.future = worker.future, None
            if not success and isinstance(value, KeyboardInterrupt):
                self.pause_end = time.monotonic() + _PAUSE
            self.hand_out()
        if future is not None:  # interrupt() may have been quicker
            (future.set_result if success else future.set_exception)(value)

    def lose(self, fd, worker):
        """A worker is gone. If it had taken all calls that it was to take, another one may come."""
        with self.lock:
            del self.workers[fd]
            self.poll.unregister(fd)
            worker.conn.close()
        if worker.future is None and not worker.left:
            worker.process.join()
            with self.lock:
                if self.waiting:
                    self.add_worker()
            return
        text = 'A process in the process pool was terminated abruptly while the future was running or pending.'
        self.fail(text, 'A child process terminated abruptly, the process pool is not usable anymore', worker)

    def interrupt(self):
        """After Ctrl-C nobody waits for what the workers do."""
        text = 'The process pool was interrupted.'
        self.fail(text, text)
        self.end()

    def fail(self, text, reason, *lost):
        with self.lock:
            self.broken = reason
            futures = [worker.future for worker in [*lost, *self.workers.values()] if worker.future is not None]
            futures += [future for future, _ in self.waiting if future.set_running_or_notify_cancel()]
            self.waiting.clear()
            for worker in self.workers.values():
                worker.future = None
        for future in futures:
            future.set_exception(BrokenProcessPool(text))

    def hand_out(self):
        while self.waiting and not self.pause_end and (worker := self.idle()):
            future, data = self.waiting.popleft()
            if future.set_running_or_notify_cancel():
                worker.give(future, data)

    def dismiss(self, kill=False):
        workers = list(self.workers.values())  # a thread may be about to add one
        for worker in workers:
            if kill:
                worker.process.terminate()
            else:
                try:
                    worker.conn.send(None)
                except OSError:
                    pass
        for worker in workers:
            worker.process.join()
            worker.conn.close()

    def end(self):
        self.over = True
        if self.thread.ident:
            self.wake()


def _end():
    """When the main thread has ended: the workers do what there is to do, and end too; after Ctrl-C they end at once."""
    interrupted = getattr(sys, 'last_type', None) is KeyboardInterrupt and not hasattr(sys, 'ps1')
    for crew in list(_crews):
        crew.interrupt() if interrupted else crew.end()
    for crew in list(_crews):
        crew.thread.join()


threading._register_atexit(_end)
util.register_after_fork(_crews, lambda crews: crews.clear())

# --- the executor ---------------------------------------------------------------------------------------------------


def _run_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _one_by_one(chunks):
    for chunk in chunks:
        chunk.reverse()
        while chunk:
            yield chunk.pop()


class ProcessPoolExecutor(_base.Executor):
    """Runs calls in at most max_workers processes, which start when they are needed.

    Each calls initializer(*initargs) first, and ends after max_tasks_per_child calls, if that is given."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            max_workers = os.cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if mp_context is None:
            mp_context = multiprocessing.get_context(None if max_tasks_per_child is None else 'spawn')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        if max_tasks_per_child is not None:
            self._check_tasks(max_tasks_per_child, mp_context)
        self._max_workers, self._mp_context, self._shut = max_workers, mp_context, False
        self._crew = _Crew(mp_context, max_workers, initializer, initargs, max_tasks_per_child)
        weakref.finalize(self, self._crew.end).atexit = False

    @staticmethod
    def _check_tasks(count, context):
        if not isinstance(count, int):
            raise TypeError('max_tasks_per_child must be an integer')
        if count <= 0:
            raise ValueError('max_tasks_per_child must be >= 1')
        if context.get_start_method(allow_none=False) == 'fork':
            raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; "
                             'supply a different mp_context.')

    _processes = property(lambda self: {worker.process.pid: worker.process for worker in list(self._crew.workers.values())})

    def submit(self, fn, /, *args, **kwargs):
        crew = self._crew
        if crew.broken:
            raise BrokenProcessPool(crew.broken)
        if self._shut:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if crew.over:
            raise RuntimeError('cannot schedule new futures after interpreter shutdown')
        future = _base.Future()
        try:
            data = ForkingPickler.dumps((fn, args, kwargs))
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(_with_cause(*_Failure(error).parts))
            return future
        crew.submit(future, data)
        return future
    submit.__doc__ = _base.Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError('chunksize must be >= 1.')
        rows = zip(*iterables)
        chunks = iter(lambda: tuple(itertools.islice(rows, chunksize)), ())
        return _one_by_one(super().map(partial(_run_chunk, fn), chunks, timeout=timeout))
    map.__doc__ = _base.Executor.map.__doc__

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is not None and issubclass(exc_type, KeyboardInterrupt):
            self._crew.interrupt()
        return super().__exit__(exc_type, exc_value, traceback)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shut = True
        crew = self._crew
        if cancel_futures:
            with crew.lock:
                waiting, crew.waiting = crew.waiting, collections.deque()
            for future, _ in waiting:
                future.cancel()
                future.set_running_or_notify_cancel()
        crew.end()
        if wait and crew.thread.ident:
            crew.thread.join()
    shutdown.__doc__ = _base.Executor.shutdown.__doc__
