"""Queues between threads: first in, first out; last in, first out; smallest first."""
import threading
import types
from collections import deque
from heapq import heappush, heappop
from time import monotonic as time
from _queue import Empty, SimpleQueue

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """Raised by put() if there is no room and it must not wait, or has waited for long enough."""


class Queue:
    """A queue that holds at most maxsize items; without bounds if that is 0 or less.

    Subclasses change the order by overriding _init, _qsize, _put and _get, which are called with the mutex held.
    """

    def __init__(self, maxsize=0):
        self.mutex = mutex = threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = (threading.Condition(mutex) for _ in range(3))
        self.unfinished_tasks = 0
        self.maxsize = maxsize
        self._init(maxsize)

    def _wait(self, condition, is_ready, block, timeout, exception):
        """Wait, with the mutex held, until the queue is ready; raise the exception if it is not in time."""
        if not block:
            raise exception
        if timeout is None:
            while not is_ready():
                condition.wait()
            return
        end = time() + timeout
        while not is_ready():
            left = end - time()
            if left <= 0:
                raise exception
            condition.wait(left)

    def put(self, item, block=True, timeout=None):
        """Put an item into the queue, waiting until there is room, at most `timeout` seconds.

        Without block, or when the timeout is over, Full is raised.
        """
        if timeout is not None and timeout < 0 and block and self.maxsize > 0:
            raise ValueError("'timeout' must be a non-negative number")
        with self.not_full:
            if 0 < self.maxsize <= self._qsize():
                self._wait(self.not_full, lambda: self._qsize() < self.maxsize, block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out of the queue, waiting until there is one, at most `timeout` seconds.

        Without block, or when the timeout is over, Empty is raised.
        """
        if timeout is not None and timeout < 0 and block:
            raise ValueError("'timeout' must be a non-negative number")
        with self.not_empty:
            if not self._qsize():
                self._wait(self.not_empty, self._qsize, block, timeout, Empty)
            item = self._get()
            self.not_full.notify()
            return item

    def get_nowait(self):
        """Take an item out of the queue; Empty is raised if there is none."""
        return self.get(False)

    def put_nowait(self, item):
        """Put an item into the queue; Full is raised if there is no room."""
        return self.put(item, False)

    def task_done(self):
        """Say that one item that was taken out has been dealt with."""
        with self.mutex:
            if self.unfinished_tasks < 1:
                raise ValueError('task_done() called too many times')
            self.unfinished_tasks -= 1
            if self.unfinished_tasks == 0:
                self.all_tasks_done.notify_all()

    def join(self):
        """Wait until task_done() was called for each item that was ever put into the queue."""
        with self.mutex:
            self.all_tasks_done.wait_for(lambda: self.unfinished_tasks == 0)

    def empty(self):
        """Was the queue empty just now?"""
        return self.qsize() == 0

    def full(self):
        """Was the queue full just now?"""
        return 0 < self.maxsize <= self.qsize()

    def qsize(self):
        """How many items were in the queue just now."""
        with self.mutex:
            return self._qsize()

    # What subclasses override:

    def _get(self):
        return self.queue.popleft()

    def _put(self, item):
        self.queue.append(item)

    def _qsize(self):
        return len(self.queue)

    def _init(self, maxsize):
        self.queue = deque()

    __class_getitem__ = classmethod(types.GenericAlias)


class LifoQueue(Queue):
    """A queue that gives the youngest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    """A queue that gives the smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return heappop(self.queue)

    def _put(self, item):
        heappush(self.queue, item)
