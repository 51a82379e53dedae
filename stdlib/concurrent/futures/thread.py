"""An executor that runs calls in threads."""
import itertools
import os
import threading
import weakref
from queue import Empty, SimpleQueue
from concurrent.futures import _base

_workers = weakref.WeakKeyDictionary()  # threads that run, and the queue that each serves
_ending = False  # the interpreter ends
_lock = threading.Lock()  # held while calls are put into queues, so that none comes after the end


class BrokenThreadPool(_base.BrokenExecutor):
    """A thread of the pool could not be initialized."""


def _end():
    """When the main thread has ended: the workers do what is in their queues, and end too."""
    global _ending
    with _lock:
        _ending = True
    for worker, queue in list(_workers.items()):
        queue.put(None)
    for worker in list(_workers):
        worker.join()


threading._register_atexit(_end)


def _make_lock():
    global _lock
    _lock = threading.Lock()


os.register_at_fork(before=lambda: _lock.acquire(), after_in_parent=lambda: _lock.release(), after_in_child=_make_lock)


def _run(future, fn, args, kwargs):
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = fn(*args, **kwargs)
    except BaseException as error:
        future.set_exception(error)
        future = fn = args = kwargs = None  # the traceback of the error leads to this frame
    else:
        future.set_result(result)


def _work(pool_ref, queue, initializer, initargs):
    """What a thread of a pool does. It does not keep the pool alive: None in the queue says that it may have gone."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._log(_base._CRITICAL, 'Exception in initializer:')
            pool = pool_ref()
            if pool is not None:
                pool._break()
            return
    while True:
        call = queue.get()
        if call is not None:
            _run(*call)
            del call
            pool = pool_ref()
            if pool is not None:
                pool._idle.release()
            del pool
            continue
        pool = pool_ref()
        if pool is None or pool._shutdown or _ending:
            if pool is not None:
                pool._shutdown = True
            queue.put(None)  # for the next worker
            return
        del pool


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in at most max_workers threads, which start when they are needed.

    Each thread calls initializer(*initargs) first; if that raises, the pool is broken.
    """

    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)  # for threads that mostly wait
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._initialize = initializer, initargs
        self._prefix = thread_name_prefix or f'ThreadPoolExecutor-{self._counter()}'
        self._work_queue = SimpleQueue()
        self._idle = threading.Semaphore(0)  # threads that have nothing to do
        self._threads = set()
        self._shutdown = False
        self._broken = None

    def submit(self, fn, /, *args, **kwargs):
        with _lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _ending:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            future = _base.Future()
            self._work_queue.put((future, fn, args, kwargs))
            if not self._idle.acquire(False):
                self._add_thread()
            return future
    submit.__doc__ = _base.Executor.submit.__doc__

    def _add_thread(self):
        count = len(self._threads)
        if count >= self._max_workers:
            return
        queue = self._work_queue
        ref = weakref.ref(self, lambda _: queue.put(None))
        thread = threading.Thread(name=f'{self._prefix}_{count}', target=_work, args=(ref, queue, *self._initialize))
        thread.start()
        self._threads.add(thread)
        _workers[thread] = queue

    def _take_all(self):
        """The futures of the calls that nobody has begun, one by one."""
        while True:
            try:
                call = self._work_queue.get_nowait()
            except Empty:
                return
            if call is not None:
                yield call[0]

    def _break(self):
        with _lock:
            self._broken = 'A thread initializer failed, the thread pool is not usable anymore'
            for future in self._take_all():
                future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with _lock:
            self._shutdown = True
            if cancel_futures:
                for future in self._take_all():
                    future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
    shutdown.__doc__ = _base.Executor.shutdown.__doc__
