"""Processes that wait for work, and the results of what they are given.

Each worker has a connection of its own with the pool, so no lock is shared, and a worker that is killed takes nothing with
it but the task it had. A thread of the pool receives results and hands out tasks; one that finds an idle worker goes to it at
once. Others are sent ahead to workers that have something to do, so that these need not wait between tasks. Such a task has a
ticket, a semaphore that both sides can take: the worker before it begins, the pool when another worker is idle, which then
gets the task. So no task waits behind another one while there is somebody who could do it."""
import collections
import itertools
import os
import select
import threading
from types import GenericAlias

from _multiprocessing import MessageReader, send_all
from multiprocessing import TimeoutError, connection, get_context, util
from multiprocessing.context import ProcessError
from multiprocessing.reduction import ForkingPickler

__all__ = ['Pool', 'ThreadPool']

INIT, RUN, CLOSE, TERMINATE = 'INIT', 'RUN', 'CLOSE', 'TERMINATE'

# --- errors ---------------------------------------------------------------------------------------------------------


class RemoteTraceback(Exception):
    """The traceback of an exception in a worker, as text: the exception's cause."""
    tb = property(lambda self: self.args[0], doc='The text.')


class ExceptionWithTraceback:
    """An exception that keeps its traceback on the way to another process."""

    def __init__(self, exc, tb):
        import traceback
        text = ''.join(traceback.format_exception(type(exc), exc, tb))
        self._parts = exc.with_traceback(None), f'\n"""\n{text}"""'

    def __reduce__(self):
        return rebuild_exc, self._parts


def rebuild_exc(exc, tb):
    """The exception, in the process where it arrives."""
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """What a task returned or raised cannot be sent."""

    def __init__(self, exc, value):
        vars(self).update(exc=repr(exc), value=repr(value))
        super().__init__(*vars(self).values())

    def __repr__(self):
        return f'<{type(self).__name__}: {self}>'

    def __str__(self):
        return "Error sending result: '{value}'. Reason: '{exc}'".format_map(vars(self))


# --- workers --------------------------------------------------------------------------------------------------------

def mapstar(args):
    """A chunk of map()."""
    return list(map(*args))


def starmapstar(args):
    """A chunk of starmap()."""
    return list(itertools.starmap(args[0], args[1]))


def _answer(function, args, kwargs):
    try:
        return True, function(*args, **kwargs)
    except Exception as error:
        return False, ExceptionWithTraceback(error, error.__traceback__)


def _messages(conn, tickets):
    """Those with tasks that nobody else has taken, until there are no more."""
    tickets, receive = itertools.cycle(tickets), MessageReader(conn.fileno()).receive
    while True:
        try:
            messages = receive()
        except (EOFError, OSError):
            return
        for message in messages:
            if not message:
                return
            if next(tickets).acquire(False):
                yield message


def _serve(conn, tickets, initializer, initargs, maxtasks):
    """What a worker does."""
    if initializer is not None:
        initializer(*initargs)
    for message in itertools.islice(_messages(conn, tickets), maxtasks):
        function, args, kwargs = ForkingPickler.loads(message)
        answer = _answer(function, args, kwargs)
        try:
            message = ForkingPickler.dumps(answer)
        except Exception as error:
            message = ForkingPickler.dumps((False, MaybeEncodingError(error, answer[1])))
        conn.send_bytes(message)
        del args, kwargs, answer, message


_AHEAD = 8  # how many tasks a worker has at the most
_SMALL = 4096  # bytes of a task that is sent ahead: eight of them fit into any socket, so nobody waits


class _Worker:
    """A worker as the pool sees it: its process, the connection, and the tasks that it has."""

    def __init__(self, pool):
        self.tickets = [pool._ctx.Semaphore(0) for _ in range(_AHEAD)]
        self._begin(pool._maxtasksperchild)
        theirs = self._connect()
        args = theirs, self.tickets, pool._initializer, pool._initargs, pool._maxtasksperchild
        self.process = pool.Process(pool._ctx, target=_serve, args=args)
        self.process.name = self.process.name.replace('Process', 'PoolWorker')
        self.process.daemon = True
        util.register_after_fork(self, lambda worker: worker.conn.close())  # so that it ends when this process does
        self.process.start()
        theirs.close()

    def _begin(self, maxtasks):
        self.given, self.first = collections.deque(), 0  # tasks without answer, None: taken back; the first one's number
        self.active = 0  # how many are not None
        self.unsent = []
        self.left = maxtasks or float('inf')  # how many more it takes

    def _connect(self):
        """Answers the worker's end."""
        self.conn, theirs = connection.Pipe()
        self.fd = self.conn.fileno()
        self.receive = MessageReader(self.fd).receive
        return theirs

    def takes(self, data):
        """May this be sent ahead?"""
        return self.left > 0 and len(self.given) < _AHEAD and len(data) <= _SMALL

    def give(self, task):
        """task: (job, position, message). It goes out by send()."""
        self.tickets[(self.first + len(self.given)) % _AHEAD].release()
        self.given.append(task)
        self.unsent.append(task[2])
        self.active += 1
        self.left -= 1

    def send(self):
        """Send what was given."""
        unsent, self.unsent = self.unsent, []
        try:
            send_all(self.fd, unsent)
        except OSError:
            pass  # it has died: so says its connection, too

    def take_back(self):
        """The first task that it has not begun, or None."""
        for i, task in enumerate(self.given):
            if task and self.tickets[(self.first + i) % _AHEAD].acquire(False):
                self.given[i] = None
                self.active -= 1
                self.left += 1
                return task
        return None

    def answered(self):
        """The task of the answer that has come: answers come in the order of tasks."""
        self.active -= 1
        task = None
        while task is None:
            task = self.given.popleft()
            self.first += 1
        return task


# --- results --------------------------------------------------------------------------------------------------------

_jobs = itertools.count()


class ApplyResult:
    """The result of a task that runs elsewhere."""

    def __init__(self, pool, callback, error_callback):
        self._pool, self._job, self._event = pool, next(_jobs), threading.Event()
        self._callback, self._error_callback = callback, error_callback
        pool._cache[self._job] = self

    def ready(self):
        """Is it there?"""
        return self._event.is_set()

    def successful(self):
        """Did the call return?"""
        if not self.ready():
            raise ValueError(f'{self!r} not ready')
        return self._success

    def wait(self, timeout=None):
        """Wait until it is there."""
        self._event.wait(timeout)

    def get(self, timeout=None):
        """The result; what the call raised is raised."""
        if not self._event.wait(timeout):
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, position, answer):
        self._finish(*answer)

    def _finish(self, success, value):
        self._success, self._value = success, value
        callback = self._callback if success else self._error_callback
        if callback:
            callback(value)
        self._pool._cache.pop(self._job, None)
        self._event.set()
        self._pool = None

    __class_getitem__ = classmethod(GenericAlias)


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """The results of map(): of all chunks."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._success, self._value, self._chunksize = True, [None] * length, chunksize
        self._left = -(-length // chunksize) if chunksize > 0 else 0
        if not self._left:
            self._event.set()
            del pool._cache[self._job]

    def _set(self, position, answer):
        success, value = answer
        self._left -= 1
        if success:
            start = position * self._chunksize
            self._value[start:start + self._chunksize] = value
        elif self._success:
            self._success, self._error = False, value
        if not self._left:
            self._finish(self._success, self._value if self._success else self._error)


class IMapIterator:
    """The results of imap(), in order."""

    _ordered, _waits = True, False

    def __init__(self, pool):
        self._pool, self._job, self._changed = pool, next(_jobs), threading.Condition(threading.Lock())
        self._ready, self._early = collections.deque(), {}
        self._arrived, self._taken, self._length = 0, 0, None
        pool._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next result; multiprocessing.TimeoutError: not in time."""
        ready = self._ready
        with self._changed:
            if not ready and self._taken != self._length:
                self._waits = True
                self._changed.wait_for(lambda: ready or self._taken == self._length, timeout)
                self._waits = False
            if not ready:
                if self._taken != self._length:
                    raise TimeoutError from None
                self._pool = None
                raise StopIteration
            success, value = ready.popleft()
            self._taken += 1
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, position, answer):
        with self._changed:
            if self._ordered:
                self._early[position] = answer
                while self._arrived in self._early:
                    self._ready.append(self._early.pop(self._arrived))
                    self._arrived += 1
            else:
                self._ready.append(answer)
                self._arrived += 1
            self._check_end()

    def _set_length(self, length):
        with self._changed:
            self._length = length
            self._check_end()

    def _check_end(self):
        if self._arrived == self._length and self._pool is not None:
            self._pool._cache.pop(self._job, None)
        if self._waits:
            self._changed.notify()


class IMapUnorderedIterator(IMapIterator):
    """The results of imap_unordered(), as they come."""

    _ordered = False


def _flattened(iterator):
    """Results of chunks one by one. next() has no timeout then, as in CPython."""
    return (item for chunk in iterator for item in chunk)


# --- the pool -------------------------------------------------------------------------------------------------------


class Pool:
    """Processes that work for this one; with close() and join(), or terminate(), they end."""

    _wrap_exception = True

    @staticmethod
    def Process(ctx, *args, **kwds):
        """A new worker."""
        return ctx.Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._state = INIT
        self._ctx = context or get_context()
        processes = (os.cpu_count() or 1) if processes is None else processes
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError('maxtasksperchild must be a positive int or None')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._processes, self._maxtasksperchild = processes, maxtasksperchild
        self._initializer, self._initargs = initializer, initargs
        self._cache = {}  # job -> result
        self._idle = collections.deque()  # workers without a task
        self._pending = collections.deque()  # iterators of (job, position, message), with what says their length
        self._ready = collections.deque()  # tasks that have been taken from them, and none has
        self._lock = threading.RLock()  # for what comes before and after, and the workers' tasks
        self._workers = {}  # fd -> _Worker
        self._waker = os.pipe()
        self._poll = select.poll()
        self._poll.register(self._waker[0], select.POLLIN)
        try:
            for _ in range(processes):
                self._add_worker()
        except BaseException:
            self._end_workers()
            raise
        self._thread = threading.Thread(target=self._manage, name='PoolManager', daemon=True)
        self._finalizer = util.Finalize(None, self._end_all, exitpriority=15)
        self._thread.start()
        self._state = RUN

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} state={self._state} pool_size={len(self._workers)}>'

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')

    def __del__(self):
        if self._state == RUN:
            import warnings
            warnings.warn(f'unclosed running multiprocessing pool {self!r}', ResourceWarning, source=self)

    # --- workers ---

    def _add_worker(self):
        worker = self._new_worker()
        self._workers[worker.fd] = worker
        self._idle.append(worker)
        self._poll.register(worker.fd, select.POLLIN)

    def _new_worker(self):
        return _Worker(self)

    _pool = property(lambda self: [worker.process for worker in list(self._workers.values())])

    def _manage(self):
        """The thread: until there is nothing more to do, or the pool is terminated."""
        workers, waker = self._workers, self._waker[0]
        while self._state != TERMINATE and (self._state != CLOSE or self._cache):
            for fd, _ in self._poll.poll():
                if fd in workers:
                    self._receive(workers[fd])
                elif fd == waker:
                    os.read(fd, 4096)
                    with self._lock:
                        self._hand_out(workers.values())
        with self._lock:
            if self._state == CLOSE:
                for worker in workers.values():
                    self._dismiss(worker)

    def _dismiss(self, worker):
        try:
            worker.conn.send_bytes(b'')
        except OSError:
            pass

    def _receive(self, worker):
        try:
            messages = worker.receive()
        except (EOFError, OSError):
            return self._lose(worker)
        self._done(worker, messages)

    def _done(self, worker, messages):
        """Results of tasks; but first the next tasks, so that the worker need not wait."""
        with self._lock:
            tasks = [worker.answered() for _ in messages]
            if worker.left:
                if not worker.active:
                    self._idle.append(worker)
                self._hand_out((worker,))
        for (job, position, _), message in zip(tasks, messages):
            try:
                answer = self._answer(message)
            except Exception as error:  # it cannot be unpickled
                answer = False, error
            self._set_result(job, position, answer)

    _answer = staticmethod(ForkingPickler.loads)

    def _set_result(self, job, position, answer):
        result = self._cache.get(job)
        if result is not None:
            result._set(position, answer)

    def _lose(self, worker):
        """A worker has ended: used up, or killed, together with the task it had begun."""
        with self._lock:
            self._poll.unregister(worker.fd)
            if self._state == TERMINATE:
                return  # _end_workers() waits for it
            del self._workers[worker.fd]
            worker.conn.close()
            if worker in self._idle:
                self._idle.remove(worker)
            self._ready.extendleft(reversed(list(iter(worker.take_back, None))))
            worker.process.join()
            self._add_worker()
            self._hand_out(self._workers.values())
        for job, position, _ in filter(None, worker.given):
            text = f'a worker ended with exit code {worker.process.exitcode} while it had this task'
            self._set_result(job, position, (False, ProcessError(text)))

    # --- tasks ---

    def _hand_out(self, workers):
        """Tasks to idle workers, and ahead to these workers; and the next one is got ready."""
        idle, ready, given = self._idle, self._ready, []
        while idle and (ready or self._prepare() or self._take_back()):
            worker = idle.popleft()
            worker.give(ready.popleft())
            given.append(worker)
        for worker in workers:
            while (ready or self._prepare()) and worker.takes(ready[0][2]):
                worker.give(ready.popleft())
        for worker in {*given, *workers}:
            if worker.unsent:
                worker.send()

    def _take_back(self):
        """A task from the worker that has most of them, if it has more than the one it works on; False: none has."""
        worker = max(self._workers.values(), key=lambda worker: worker.active, default=None)
        task = worker.take_back() if worker and worker.active > 1 else None
        if task:
            self._ready.append(task)
        return task is not None

    def _prepare(self):
        """Takes a task from the first iterator that has one; False: none has."""
        pending = self._pending
        while pending:
            tasks, at_end = pending[0]
            for task in tasks:
                self._ready.append(task)
                return True
            pending.popleft()
            if at_end:
                at_end()
        return False

    def _message(self, job, position, function, args, kwargs):
        """The task's pickle; one that cannot be made is the task's result. None: so it was."""
        try:
            return ForkingPickler.dumps((function, args, kwargs))
        except Exception as error:
            self._set_result(job, position, (False, error))
            return None

    def _tasks(self, job, function, arguments):
        """The messages of a job; arguments: an iterable of tuples."""
        for position, args in enumerate(arguments):
            data = self._message(job, position, function, args, {})
            if data is not None:
                yield job, position, data

    def _submit(self, tasks, at_end=None):
        with self._lock:
            self._pending.append((tasks, at_end))
            if at_end is None:
                self._hand_out(self._workers.values())  # no code of the caller runs in it
        if at_end is not None:
            self._wake()

    def _wake(self):
        os.write(self._waker[1], b'.')

    def _check_running(self):
        if self._state != RUN:
            raise ValueError('Pool not running')

    # --- what programs call ---

    def apply(self, func, args=(), kwds={}):
        """func(*args, **kwds), in a worker."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """The same, without waiting for the result: an AsyncResult."""
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        data = self._message(result._job, 0, func, args, kwds)
        if data is not None:
            self._submit(iter([(result._job, 0, data)]))
        return result

    def map(self, func, iterable, chunksize=None):
        """[func(item) for item in iterable], in the workers, in chunks."""
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        """The same for func(*item)."""
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """map() without waiting for the result."""
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """starmap() without waiting for the result."""
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None):
        self._check_running()
        items = iterable if hasattr(iterable, '__len__') else list(iterable)
        if chunksize is None:
            chunksize = -(-len(items) // (len(self._workers) * 4 or 1))
        items = items if isinstance(items, (list, tuple)) else list(items)
        result = MapResult(self, chunksize, len(items), callback, error_callback)
        chunks = (((func, tuple(items[i:i + chunksize])),) for i in range(0, len(items), chunksize or 1))
        self._submit(self._tasks(result._job, mapper, chunks))
        return result

    def imap(self, func, iterable, chunksize=1):
        """As map(), but an iterator, which takes items as there are workers for them."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """The same, with results as they come."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f'Chunksize must be 1+, not {chunksize:n}')
        result = kind(self)
        items = ((item,) for item in iterable)
        if chunksize > 1:
            source = iter(iterable)
            items = (((func, chunk),) for chunk in iter(lambda: tuple(itertools.islice(source, chunksize)), ()))
        count = 0

        def tasks():
            nonlocal count
            try:
                for args in items:
                    count += 1
                    data = self._message(result._job, count - 1, func if chunksize == 1 else mapstar, args, {})
                    if data is not None:
                        yield result._job, count - 1, data
            except Exception as error:
                count += 1
                result._set(count - 1, (False, error))
        self._submit(tasks(), lambda: result._set_length(count))
        return result if chunksize == 1 else _flattened(result)

    # --- the end ---

    def close(self):
        """Take no more tasks; workers end when they have done what there is."""
        if self._state == RUN:
            self._state = CLOSE
            self._wake()

    def terminate(self):
        """End the workers at once."""
        self._finalizer()

    def _end_all(self):
        if self._state == TERMINATE:
            return
        self._state = TERMINATE
        self._wake()
        self._end_workers()
        if threading.current_thread() is not self._thread:
            self._thread.join()
            self._end_workers()  # the thread may have been about to start one

    def _end_workers(self):
        workers = list(self._workers.values())
        for worker in workers:
            if worker.process.exitcode is None:
                worker.process.terminate()
        for worker in workers:
            worker.process.join()

    def join(self):
        """After close() or terminate(): wait for the end of the workers."""
        if self._state == RUN:
            raise ValueError('Pool is still running')
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError('In unknown state')
        self._thread.join()
        for worker in list(self._workers.values()):
            worker.process.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, *error):
        self.terminate()


# --- the same with threads ------------------------------------------------------------------------------------------


class _ThreadWorker(_Worker):
    """A thread in the place of a process."""

    def __init__(self, pool):
        self._begin(None)
        theirs = self._connect()
        self.calls, self.pool = collections.deque(), pool
        from multiprocessing.dummy import DummyProcess
        self.process = DummyProcess(target=self._serve, args=(theirs,))
        self.process.daemon = True
        self.process.start()

    def takes(self, data):
        return False

    def take_back(self):
        return None

    def give(self, task):
        self.given.append(task)
        self.active += 1
        self.calls.append(task[2])
        self.conn.send_bytes(b'')

    def _serve(self, conn):
        """Calls wait in `calls`, results in the same way; the connection only tells that there are some."""
        with conn:
            if self.pool._initializer is not None:
                self.pool._initializer(*self.pool._initargs)
            while self.pool._state != TERMINATE:
                try:
                    if conn.recv_bytes():
                        return
                except (EOFError, OSError):
                    return
                function, args, kwargs = self.calls.popleft()
                try:
                    answer = True, function(*args, **kwargs)
                except Exception as error:
                    answer = False, error
                self.pool._answers.append((self, answer))
                del function, args, kwargs, answer
                conn.send_bytes(b'')


class ThreadPool(Pool):
    """A Pool of threads."""

    def __init__(self, processes=None, initializer=None, initargs=()):
        self._answers = collections.deque()
        super().__init__(processes, initializer, initargs)

    def _new_worker(self):
        return _ThreadWorker(self)

    def _message(self, job, position, function, args, kwargs):
        return function, args, kwargs

    def _receive(self, worker):
        try:
            worker.conn.recv_bytes()
        except (EOFError, OSError):
            with self._lock:
                self._poll.unregister(worker.fd)
                del self._workers[worker.fd]
            return
        worker, answer = self._answers.popleft()
        self._done(worker, [answer])

    _answer = staticmethod(lambda answer: answer)

    def _dismiss(self, worker):
        worker.conn.send_bytes(b'end')

    def _end_workers(self):
        for worker in list(self._workers.values()):
            try:
                worker.conn.send_bytes(b'end')
            except OSError:
                pass
