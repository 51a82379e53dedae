"""A scheduler of events: calls that are made when their time has come."""
import time
import threading
from collections import namedtuple
from heapq import heapify, heappop, heappush
from itertools import count

__all__ = ['scheduler']

_fields = {
    'time': 'When the action is called, in the unit of the time function.',
    'priority': 'Of events with the same time, those with lower numbers are first.',
    'sequence': 'A number that puts events with the same time and priority into the order of their making.',
    'action': 'What is called.',
    'argument': 'The positional arguments of the action.',
    'kwargs': 'The keyword arguments of the action.',
}
Event = namedtuple('Event', _fields)
for _name, _text in _fields.items():
    getattr(Event, _name).__doc__ = _text
del _fields, _name, _text


class scheduler:
    """Runs events in the order of their times, in the thread that calls run(); any thread may add and cancel them.

    timefunc() tells the time, delayfunc(n) waits until it is n later.
    """

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._heap = []
        self._lock = threading.RLock()
        self._numbers = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        """Add an event for that time; return it, for cancel()."""
        with self._lock:
            event = Event(time, priority, next(self._numbers), action, argument, {} if kwargs is None else kwargs)
            heappush(self._heap, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        """Add an event for the time that is `delay` from now; return it, for cancel()."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an event out of the queue; ValueError if it is not there."""
        with self._lock:
            self._heap.remove(event)
            heapify(self._heap)

    def empty(self):
        """Is there no event?"""
        return not self._heap

    @property
    def queue(self):
        """The events in the order in which they will run."""
        with self._lock:
            return sorted(self._heap)

    def _next(self):
        """The next event if its time has come, or None; how long it will be until then, or None if there is no event."""
        with self._lock:
            if not self._heap:
                return None, None
            delay = self._heap[0].time - self.timefunc()
            return (None, delay) if delay > 0 else (heappop(self._heap), 0)

    def run(self, blocking=True):
        """Run events until none is left.

        Without blocking, only run those whose time has come, and return how long it will be until the next.
        """
        while True:
            event, delay = self._next()
            if event:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)  # others may run too
            elif delay is None or not blocking:
                return delay
            else:
                self.delayfunc(delay)
