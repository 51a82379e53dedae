"""Queues between tasks: first in, first out; smallest first; last in, first out."""
import types
from collections import deque
from heapq import heappop, heappush
from asyncio import locks, mixins

__all__ = ('Queue', 'PriorityQueue', 'LifoQueue', 'QueueFull', 'QueueEmpty')


class QueueEmpty(Exception):
    """There is nothing to get now."""


class QueueFull(Exception):
    """There is no room now."""


def _wake_one(line):
    """Wake the first that waits and has not been cancelled."""
    while line:
        waiter = line.popleft()
        if not waiter.done():
            waiter.set_result(None)
            return


class Queue(mixins._LoopBoundMixin):
    """A queue that holds at most maxsize items; without bounds if that is 0 or less.

    Subclasses change the order by overriding _init, _get and _put."""

    _getters = _putters = None  # deques of futures, once somebody had to wait
    _unfinished_tasks = 0
    _finished = None  # an Event, while join() waits

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._init(maxsize)

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    async def _wait_for_item(self):
        if self._getters is None:
            self._getters = deque()
        await self._wait_in(self._getters, self.empty)

    async def _wait_for_room(self):
        if self._putters is None:
            self._putters = deque()
        await self._wait_in(self._putters, self.full)

    async def _wait_in(self, line, is_blocked):
        """Wait in the line while the queue is empty or full: whoever is woken may still come too late."""
        while is_blocked():
            waiter = self._get_loop().create_future()
            line.append(waiter)
            try:
                await waiter
            except BaseException:
                if waiter in line:
                    line.remove(waiter)
                waiter.cancel()
                if not is_blocked() and not waiter.cancelled():
                    _wake_one(line)  # this task was woken, but does not come
                raise

    async def put(self, item):
        """Put an item into the queue, waiting until there is room."""
        if self._maxsize > 0 and self.full():
            await self._wait_for_room()
        self._add(item)

    def put_nowait(self, item):
        """Put an item into the queue; QueueFull is raised if there is no room."""
        if self._maxsize > 0 and self.full():
            raise QueueFull
        self._add(item)

    def _add(self, item):
        self._put(item)
        self._unfinished_tasks += 1
        if self._getters:
            _wake_one(self._getters)

    async def get(self):
        """Take an item out of the queue, waiting until there is one."""
        if self.empty():
            await self._wait_for_item()
        return self._remove()

    def get_nowait(self):
        """Take an item out of the queue; QueueEmpty is raised if there is none."""
        if self.empty():
            raise QueueEmpty
        return self._remove()

    def _remove(self):
        item = self._get()
        if self._putters:
            _wake_one(self._putters)
        return item

    def task_done(self):
        """Say that one item that was taken out has been dealt with."""
        if self._unfinished_tasks <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished_tasks -= 1
        if not self._unfinished_tasks and self._finished is not None:
            self._finished.set()
            self._finished = None

    async def join(self):
        """Wait until task_done() was called for each item that was ever put into the queue."""
        if self._unfinished_tasks > 0:
            if self._finished is None:
                self._finished = locks.Event()
            await self._finished.wait()

    @property
    def maxsize(self):
        """How many items there may be; 0 or less: any number."""
        return self._maxsize

    def qsize(self):
        """How many items there are."""
        return len(self._queue)

    def empty(self):
        """Is there none?"""
        return not self._queue

    def full(self):
        """Are there maxsize items?"""
        return 0 < self._maxsize <= self.qsize()

    def _details(self):
        parts = [f'maxsize={self._maxsize!r}']
        if getattr(self, '_queue', None):
            parts.append(f'_queue={list(self._queue)!r}')
        for name, what in ('_getters', self._getters), ('_putters', self._putters):
            if what:
                parts.append(f'{name}[{len(what)}]')
        if self._unfinished_tasks:
            parts.append(f'tasks={self._unfinished_tasks}')
        return ' '.join(parts)

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x} {self._details()}>'

    def __str__(self):
        return f'<{type(self).__name__} {self._details()}>'

    __class_getitem__ = classmethod(types.GenericAlias)


class PriorityQueue(Queue):
    """A queue that gives the smallest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return heappop(self._queue)

    def _put(self, item):
        heappush(self._queue, item)


class LifoQueue(Queue):
    """A queue that gives the youngest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
