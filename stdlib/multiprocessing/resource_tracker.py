"""A process that outlives all others of a program, and removes what they have left: shared memory that has a name.

It reads lines COMMAND:NAME:TYPE from a pipe that all of them can write to, until nobody can any more."""
import os
import signal
import sys
import threading

__all__ = ['ensure_running', 'register', 'unregister']


def _unlink_shared_memory(name):
    from _posixshmem import shm_unlink
    shm_unlink(name)


_CLEANUP_FUNCS = {'noop': lambda name: None, 'shared_memory': _unlink_shared_memory}


class ResourceTracker:
    """The way to that process, which starts when it is needed first."""

    def __init__(self):
        self._lock, self._fd, self._pid = threading.RLock(), None, None

    def _forget_owner(self):
        """In a child: whichever thread of the parent had the lock."""
        self._lock = threading.RLock()

    def getfd(self):
        """The pipe."""
        self.ensure_running()
        return self._fd

    def ensure_running(self):
        """Start the process, if that was not done yet."""
        with self._lock:
            if self._fd is None:
                self._start()

    def _start(self):
        from multiprocessing import spawn, util
        reading, writing = os.pipe()
        program = f'from multiprocessing.resource_tracker import main; main({reading})'
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])
        try:
            line = [spawn.get_executable(), '-c', program]
            self._pid = util.spawnv_passfds(line[0], line, [reading])
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            os.close(reading)
        self._fd = writing

    def _restart(self):
        """Somebody has ended it."""
        with self._lock:
            os.close(self._fd)
            self._fd = None
            self._start()

    def register(self, name, rtype):
        """Let it be removed at the end."""
        self._send('REGISTER', name, rtype)

    def unregister(self, name, rtype):
        """It is removed already, or will be."""
        self._send('UNREGISTER', name, rtype)

    def _send(self, command, name, rtype):
        line = f'{command}:{name}:{rtype}\n'.encode('ascii')
        if len(line) > 512:  # more would not be written in one piece
            raise ValueError('msg too long')
        try:
            os.write(self.getfd(), line)
        except BrokenPipeError:
            self._restart()
            os.write(self._fd, line)


_resource_tracker = ResourceTracker()
os.register_at_fork(after_in_child=_resource_tracker._forget_owner)
ensure_running, getfd = _resource_tracker.ensure_running, _resource_tracker.getfd
register, unregister = _resource_tracker.register, _resource_tracker.unregister


def main(fd):
    """What the process does."""
    for number in signal.SIGINT, signal.SIGTERM:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT, signal.SIGTERM])
    sys.stdin.close()
    held = {rtype: set() for rtype in _CLEANUP_FUNCS}
    with open(fd, 'rb') as lines:
        for line in lines:
            command, name, rtype = line.decode('ascii').strip().split(':')
            (held[rtype].add if command == 'REGISTER' else held[rtype].discard)(name)
    for rtype, names in held.items():
        if names:
            sys.stderr.write(f'resource_tracker: There appear to be {len(names)} leaked {rtype} objects to clean up at '
                             'shutdown\n')
        for name in names:
            try:
                _CLEANUP_FUNCS[rtype](name)
            except OSError as error:
                sys.stderr.write(f'resource_tracker: {name!r}: {error}\n')
