"""A process that is a new interpreter, started by fork and exec."""
import os
from io import BytesIO

from multiprocessing import context, popen_fork, reduction, spawn, util

__all__ = ['Popen']


class Popen(popen_fork.Popen):
    """A new interpreter. Its process object comes through a pipe, after what prepares it for that."""

    method = 'spawn'

    class DupFd(int):
        """A descriptor that the child has under the same number."""

        def __reduce__(self):
            return Popen.DupFd, (int(self),)

        def detach(self):
            """The number."""
            return int(self)

    _fds = ()  # what the child is to have besides the standard streams

    def duplicate_for_child(self, fd):
        """The child gets it too."""
        self._fds = *self._fds, fd
        return fd

    def _pickled(self, process_obj):
        """What the child is to read; on the way _fds gets what it is to have."""
        data = BytesIO()
        context.set_spawning_popen(self)
        try:
            for thing in spawn.get_preparation_data(process_obj._name), process_obj:
                reduction.dump(thing, data)
        finally:
            context.set_spawning_popen(None)
        return data.getbuffer()

    def _launch(self, process_obj):
        from multiprocessing.resource_tracker import getfd
        tracker, data = getfd(), self._pickled(process_obj)
        reading, writing = os.pipe()
        try:
            line = spawn.get_command_line(tracker_fd=tracker, pipe_handle=reading)
            pid = util.spawnv_passfds(spawn.get_executable(), line, [tracker, reading, *self._fds])
        finally:
            os.close(reading)
        with os.fdopen(writing, 'wb') as pipe:
            pipe.write(data)
        return pid
