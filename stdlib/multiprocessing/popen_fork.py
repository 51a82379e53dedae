"""A process that is a copy of this one."""
import os
import select
import signal
import threading
from contextlib import suppress
from types import FunctionType

from multiprocessing import process, util

__all__ = ['Popen']


def _complete(*namespaces):
    """The code of a function is complete from its first call on. What each child calls is completed here, before they are
    made."""
    for namespace in namespaces:
        for value in namespace.values():
            if isinstance(value, FunctionType):
                value.__code__.co_consts


_complete(vars(process), vars(process.BaseProcess), vars(util), vars(threading), vars(threading.Thread))


class Popen:
    """A child: its number, how it ended (returncode: None while it runs), and a file descriptor that becomes readable
    when it ends. A copy of this process, made by fork; subclasses start others."""

    method = 'fork'
    returncode = None

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.pid = self._launch(process_obj)
        self.sentinel = self._watch()
        self.close = util.Finalize(self, os.close, (self.sentinel,))

    def _launch(self, process_obj):
        """Starts the child; answers its number."""
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            status = process_obj._bootstrap()
        finally:
            os._exit(status)

    def _watch(self):
        return os.pidfd_open(self.pid)

    def duplicate_for_child(self, fd):
        """The number under which the child has a descriptor: a fork has all of them."""
        return fd

    def _ask(self, flags):
        """How the child ended; None: it has not, or somebody else has waited for it."""
        with suppress(ChildProcessError):
            pid, status = os.waitpid(self.pid, flags)
            if pid:
                return os.waitstatus_to_exitcode(status)

    def poll(self, flag=os.WNOHANG):
        """How the child ended, or None."""
        if self.returncode is None:
            code = self._ask(flag)
            if code is not None:  # else another thread may have waited for it, and knows
                self.returncode = code
        return self.returncode

    def wait(self, timeout=None):
        """How the child ended; None if it has not in time."""
        if timeout is None:
            return self.poll(0)
        if self.poll() is None and timeout > 0:
            ends = select.poll()
            ends.register(self.sentinel, select.POLLIN)
            ends.poll(timeout * 1000)
        return self.poll()

    def send_signal(self, number):
        """Send the child a signal, if it runs."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self):
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)
