"""Child watchers: objects that programs could choose to watch processes with, up to Python 3.11.

The event loop watches processes by itself (by pidfd); a watcher of one's own is asked instead if it was set."""
import itertools
import os
import threading
import warnings
from asyncio import events
from asyncio.log import logger


def waitstatus_to_exitcode(status):
    """The exit status, or minus the signal; what is neither stays as it is."""
    try:
        return os.waitstatus_to_exitcode(status)
    except ValueError:
        return status


def _collect(pid, options=0):
    """(Has the process ended?, its exit status). 255: somebody else has collected that."""
    try:
        found, status = os.waitpid(pid, options)
    except ChildProcessError:
        logger.warning('Unknown child process pid %d, will report returncode 255', pid)
        return True, 255
    return found == pid, waitstatus_to_exitcode(status)


class AbstractChildWatcher:
    """Calls back when processes end."""

    @events._abstract
    def add_child_handler(self, pid, callback, *args):
        """When the process ends, call callback(pid, exit status, *args)."""

    @events._abstract
    def remove_child_handler(self, pid):
        """Forget the process; answers whether it was known."""

    @events._abstract
    def attach_loop(self, loop):
        """Choose the loop that callbacks are called in; None: none."""

    @events._abstract
    def close(self):
        """Watch nothing any more."""

    @events._abstract
    def is_active(self):
        """Can processes be started now?"""

    @events._abstract
    def __enter__(self):
        """A process is about to be started."""

    @events._abstract
    def __exit__(self, exc_type, exc_value, traceback):
        """It was started, and add_child_handler() called for it."""


class _Watcher(AbstractChildWatcher):
    """A watcher that is always ready."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def is_active(self):
        return True

    def attach_loop(self, loop):
        pass

    def close(self):
        pass


class PidfdChildWatcher(_Watcher):
    """Lets the attached loop wait for a file that stands for the process."""

    def __init__(self):
        self._loop = None
        self._watched = {}  # by process: (the file descriptor, callback, args)

    def is_active(self):
        return self._loop is not None and self._loop.is_running()

    def attach_loop(self, loop):
        if self._loop is not None and loop is None and self._watched:
            warnings.warn('A loop is being detached from a child watcher with pending handlers', RuntimeWarning)
        for pid, (fd, _, _) in self._watched.items():
            self._loop._remove_reader(fd)
            if loop is not None:
                loop._add_reader(fd, self._end, pid)
        self._loop = loop

    def close(self):
        for pid in list(self._watched):
            self.remove_child_handler(pid)
        self._loop = None

    def add_child_handler(self, pid, callback, *args):
        self.remove_child_handler(pid)
        fd = os.pidfd_open(pid)
        self._watched[pid] = fd, callback, args
        self._loop._add_reader(fd, self._end, pid)

    def remove_child_handler(self, pid):
        if pid not in self._watched:
            return False
        fd, _, _ = self._watched.pop(pid)
        if not self._loop.is_closed():
            self._loop._remove_reader(fd)
        os.close(fd)
        return True

    def _end(self, pid):
        _, callback, args = self._watched[pid]
        self.remove_child_handler(pid)
        callback(pid, _collect(pid)[1], *args)


class ThreadedChildWatcher(_Watcher):
    """Waits in a thread for each process."""

    _numbers = itertools.count()

    def __init__(self):
        self._threads = {}  # by process

    def add_child_handler(self, pid, callback, *args):
        loop = events.get_running_loop()
        thread = threading.Thread(target=self._wait, args=(loop, pid, callback, args), daemon=True,
                                  name=f'waitpid-{next(self._numbers)}')
        self._threads[pid] = thread
        thread.start()

    def _wait(self, loop, pid, callback, args):
        _, status = _collect(pid)
        if loop.is_closed():
            logger.warning('Loop %r that handles pid %r is closed', loop, pid)
        else:
            loop.call_soon_threadsafe(callback, pid, status, *args)
        self._threads.pop(pid, None)

    def remove_child_handler(self, pid):
        return True  # the thread ends when the process does

    def __del__(self, _warn=warnings.warn):
        alive = [thread for thread in list(self._threads.values()) if thread.is_alive()]
        if alive:
            _warn(f'{self.__class__} has registered but not finished child processes', ResourceWarning, source=self)


class _SignalledWatcher(_Watcher):
    """Looks after its processes on SIGCHLD, which a loop in the main thread has to handle."""

    _looking = _again = False

    def __init__(self):
        self._loop = None
        self._callbacks = {}  # by process: (loop or None, callback, args)

    def is_active(self):
        return self._loop is not None and self._loop.is_running()

    def attach_loop(self, loop):
        if self._loop is not None and loop is None and self._callbacks:
            warnings.warn('A loop is being detached from a child watcher with pending handlers', RuntimeWarning)
        self._listen_in(loop)
        if loop is not None:
            self._look_after_all()

    def _listen_in(self, loop):
        import signal
        if self._loop is not None:
            self._loop.remove_signal_handler(signal.SIGCHLD)
        self._loop = loop
        if loop is not None:
            loop.add_signal_handler(signal.SIGCHLD, self._look_after_all)

    def close(self):
        self._callbacks.clear()
        if self._loop is not None and not self._loop.is_closed():
            self._listen_in(None)
        self._loop = None

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = None, callback, args
        self._look_after_all()

    def remove_child_handler(self, pid):
        return self._callbacks.pop(pid, None) is not None

    def _look_after_all(self):
        """Call back for those that have ended. If a signal or a thread comes in between, it is looked again instead of
        twice at the same time: a status can be collected only once."""
        self._again = True
        while self._again and not self._looking:
            self._looking, self._again = True, False
            try:
                for pid in list(self._callbacks):
                    has_ended, status = _collect(pid, os.WNOHANG)
                    if has_ended:
                        self._call(pid, status)
            finally:
                self._looking = False

    def _call(self, pid, status):
        loop, callback, args = self._callbacks.pop(pid, (None, None, ()))
        if callback is None:
            return
        if loop is None:
            callback(pid, status, *args)
        elif loop.is_closed():
            logger.warning('Loop %r that handles pid %r is closed', loop, pid)
        else:
            loop.call_soon_threadsafe(callback, pid, status, *args)


class SafeChildWatcher(_SignalledWatcher):
    """Asks for each of its processes on every SIGCHLD, and so leaves other processes alone."""


class FastChildWatcher(_SignalledWatcher):
    """Collects whatever process has ended, also those that are not its own."""

    def __init__(self):
        super().__init__()
        self._zombies = {}  # exit statuses of those that ended before their handler was added
        self._forks = 0  # `with` blocks that are open

    def __enter__(self):
        self._forks += 1
        return self

    def __exit__(self, *exc_info):
        self._forks -= 1
        if not self._forks and self._zombies:
            zombies = str(self._zombies)
            self._zombies.clear()
            logger.warning('Caught subprocesses termination from unknown pids: %s', zombies)

    def close(self):
        super().close()
        self._zombies.clear()

    def add_child_handler(self, pid, callback, *args):
        assert self._forks, 'Must use the context manager'
        if pid in self._zombies:
            callback(pid, self._zombies.pop(pid), *args)
        else:
            self._callbacks[pid] = None, callback, args

    def _look_after_all(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid in self._callbacks:
                self._call(pid, waitstatus_to_exitcode(status))
            elif self._forks:
                self._zombies[pid] = waitstatus_to_exitcode(status)
            else:
                logger.warning('Caught subprocess termination from unknown pid: %d -> %d', pid, status)


class MultiLoopChildWatcher(_SignalledWatcher):
    """Handles SIGCHLD without a loop; callbacks are called in the loop that ran when they were added."""

    def __init__(self):
        super().__init__()
        self._old_handler = None

    def is_active(self):
        return self._old_handler is not None

    def attach_loop(self, loop):
        import signal
        if self._old_handler is None:
            handler = signal.signal(signal.SIGCHLD, lambda *_: self._look_after_all())
            self._old_handler = signal.SIG_DFL if handler is None else handler
            signal.siginterrupt(signal.SIGCHLD, False)

    def close(self):
        import signal
        self._callbacks.clear()
        if self._old_handler is not None:
            signal.signal(signal.SIGCHLD, self._old_handler)
            self._old_handler = None

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = events.get_running_loop(), callback, args
        self._look_after_all()
