"""A process that the fork server forks."""
import os

from multiprocessing import forkserver, popen_spawn_posix

__all__ = ['Popen']


class _InheritedFd(int):
    """The place of a descriptor among those that the process is given."""

    def __reduce__(self):
        return _InheritedFd, (int(self),)

    def detach(self):
        """The descriptor."""
        return forkserver.get_inherited_fds()[self]


class Popen(popen_spawn_posix.Popen):
    """A child of the fork server. Its end is known from the server, not by waiting for it."""

    method = 'forkserver'
    DupFd = _InheritedFd

    def duplicate_for_child(self, fd):
        """Its place."""
        super().duplicate_for_child(fd)
        return len(self._fds) - 1

    def _launch(self, process_obj):
        data = self._pickled(process_obj)
        reading, writing = os.pipe()
        try:
            self._server = forkserver.connect_to_new_process([reading, *self._fds])
        finally:
            os.close(reading)
        with os.fdopen(writing, 'wb') as pipe:
            pipe.write(data)
        return forkserver.read_number(self._server)

    def _watch(self):
        return os.dup(self._server.fileno())

    def _ask(self, flags):
        if flags and not self._has_ended():
            return None
        code = forkserver.read_number(self._server)
        self._server.close()
        return 255 if code is None else code  # the server is gone: nobody knows

    def _has_ended(self):
        from multiprocessing.connection import wait
        return bool(wait([self._server], timeout=0))
