"""Memory that processes share, in pieces. It lies in files without a name, which go when nobody has them any more: children
by fork have them mapped already, others get the descriptor."""
import os
import threading

from _posixshmem import Mapping
from multiprocessing import context, reduction, util

__all__ = ['BufferWrapper']

_ARENA, _ALIGNMENT = 1 << 16, 64


class Arena:
    """One file, mapped; pieces are cut from its start on and come back one by one."""

    def __init__(self, size, fd=None):
        if fd is None:
            fd = os.memfd_create('multiprocessing')
            os.ftruncate(fd, size)
        self.size, self.fd, self.buffer = size, fd, Mapping(fd, size)
        self.used, self.free = 0, {}  # free: size of pieces -> their offsets
        util.Finalize(self, os.close, (fd,))

    def cut(self, size):
        """The offset of a free piece, or None."""
        if self.free.get(size):
            return self.free[size].pop()
        if self.used + size > self.size:
            return None
        self.used += size
        return self.used - size

    def __reduce__(self):
        context.assert_spawning(self)
        return _rebuild_arena, (reduction.DupFd(self.fd), self.size)


_received = {}  # arenas that came from the parent: (device, inode) -> Arena


def _rebuild_arena(fd, size):
    fd = fd.detach()
    status = os.fstat(fd)
    key = status.st_dev, status.st_ino
    if key in _received:
        os.close(fd)
    else:
        _received[key] = Arena(size, fd)
    return _received[key]


class _Heap:
    """The arenas of this process. A child cuts from arenas of its own."""

    def __init__(self):
        self.pid, self.lock, self.arenas = os.getpid(), threading.RLock(), []

    def cut(self, size):
        with self.lock:
            for arena in self.arenas:
                offset = arena.cut(size)
                if offset is not None:
                    return arena, offset
            self.arenas.append(Arena(max(_ARENA, size)))
            return self.arenas[-1], self.arenas[-1].cut(size)

    def give_back(self, arena, offset, size):
        if self.pid == os.getpid():
            arena.free.setdefault(size, []).append(offset)  # one step, so also in a __del__


_heap = _Heap()


class BufferWrapper:
    """A piece of shared memory, zeroed; it is given back when its maker has no use for it."""

    def __init__(self, size):
        global _heap
        if size < 0:
            raise ValueError(f'Size {size:n} out of range')
        if _heap.pid != os.getpid():
            _heap = _Heap()
        self.size, room = size, max(-(-size // _ALIGNMENT), 1) * _ALIGNMENT
        self.arena, self.offset = _heap.cut(room)
        memoryview(self.arena.buffer)[self.offset:self.offset + room] = bytes(room)
        util.Finalize(self, _heap.give_back, args=(self.arena, self.offset, room))

    def create_memoryview(self):
        """The memory."""
        return memoryview(self.arena.buffer)[self.offset:self.offset + self.size]
