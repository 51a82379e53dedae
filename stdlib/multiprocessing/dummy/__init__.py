"""The interface of multiprocessing, with threads in the place of processes."""
import sys
import threading
import weakref
from queue import Queue
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore
from types import SimpleNamespace as Namespace

from multiprocessing.dummy.connection import Pipe

__all__ = ['Process', 'current_process', 'active_children', 'freeze_support', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore',
           'Condition', 'Event', 'Barrier', 'Queue', 'Manager', 'Pipe', 'Pool', 'JoinableQueue']

current_process, JoinableQueue, dict, list = threading.current_thread, Queue, dict, list


class DummyProcess(threading.Thread):
    """A thread that looks like a process."""

    _pid = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}):
        super().__init__(group, target, name, args, kwargs)
        self._children, self._parent = weakref.WeakKeyDictionary(), current_process()

    def start(self):
        """Start the thread."""
        if self._parent is not current_process():
            raise RuntimeError(f'Parent is {self._parent!r} but current_process is {current_process()!r}')
        getattr(self._parent, '_children', {})[self] = None
        super().start()

    @property
    def exitcode(self):
        """None while it runs; then 0."""
        return 0 if self.ident is not None and not self.is_alive() else None


Process = DummyProcess
current_process()._children = weakref.WeakKeyDictionary()


def active_children():
    """Those that run."""
    children = current_process()._children
    for child in [*children]:
        if not child.is_alive():
            children.pop(child, None)
    return [*children]


def freeze_support():
    """Nothing."""


class Value:
    """A value."""

    def __init__(self, typecode, value, lock=True):
        self._typecode, self.value = typecode, value

    def __repr__(self):
        return f'<{type(self).__name__}({self._typecode!r}, {self.value!r})>'


def Array(typecode, sequence, lock=True):
    """A list."""
    return [*sequence]


def Manager():
    """This module."""
    return sys.modules[__name__]


def shutdown():
    """Nothing."""


def Pool(processes=None, initializer=None, initargs=()):
    """A pool of threads."""
    from multiprocessing.pool import ThreadPool
    return ThreadPool(processes, initializer, initargs)
