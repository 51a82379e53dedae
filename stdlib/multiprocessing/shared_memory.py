"""Blocks of memory with a name, which any process can use that knows the name."""
import os
from contextlib import suppress
from types import GenericAlias

import _posixshmem
from multiprocessing import resource_tracker

__all__ = ['SharedMemory', 'ShareableList']

_LONGEST_NAME = 14
_known = set()  # names that this process has told the resource tracker


def _make_filename():
    """A name that nobody has, most likely."""
    return '/psm_' + os.urandom((_LONGEST_NAME - 5) // 2).hex()


class SharedMemory:
    """A block: `buf` is a memoryview of it. close() when this process needs it no more, unlink() when nobody does."""

    _buf = _mapping = None
    _fd = -1

    def __init__(self, name=None, create=False, size=0):
        if size < 0:
            raise ValueError("'size' must be a positive integer")
        if create and not size:
            raise ValueError("'size' must be a positive number different from zero")
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        self._name = self._open(name, os.O_RDWR | (os.O_CREAT | os.O_EXCL if create else 0))
        try:
            if create:
                os.ftruncate(self._fd, size)
            self._size = size if create else os.fstat(self._fd).st_size
            self._mapping = _posixshmem.Mapping(self._fd, self._size)
        except OSError:
            self.unlink()
            raise
        self._buf = memoryview(self._mapping)
        if create or self._name not in _known:
            resource_tracker.register(self._name, 'shared_memory')
            _known.add(self._name)

    def _open(self, name, flags):
        while True:
            full = _make_filename() if name is None else '/' + name.lstrip('/')
            try:
                self._fd = _posixshmem.shm_open(full, flags, mode=0o600)
                return full
            except FileExistsError:
                if name is not None:
                    raise

    def __del__(self):
        if self._fd >= 0:
            with suppress(OSError):
                self.close()

    def __reduce__(self):
        return type(self), (self.name, False, self.size)

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r}, size={self.size})'

    buf = property(lambda self: self._buf, doc='The memory.')
    name = property(lambda self: self._name.removeprefix('/'), doc='The name.')
    size = property(lambda self: self._size, doc='How many bytes there are.')

    def close(self):
        """Let go of the block; others may go on using it."""
        view, self._buf = self._buf, None
        if view is not None:
            view.release()
        mapping, self._mapping = self._mapping, None
        if mapping is not None:
            mapping.close()
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def unlink(self):
        """Remove the name; the memory goes when nobody uses it any more."""
        _posixshmem.shm_unlink(self._name)
        resource_tracker.unregister(self._name, 'shared_memory')
        _known.discard(self._name)


class ShareableList:
    """A list of ints, floats, bools, None, str and bytes in shared memory. Its length is fixed, and so is the room for each
    text: what replaces it must fit.

    The block begins with the number of items; for each follow a code for its type, the offset of its bytes, the room for
    them, and how many are used, as 64-bit numbers; then the bytes."""

    _FIELDS = 4
    _NONE, _BOOL, _INT, _FLOAT, _STR, _BYTES = range(6)

    def __init__(self, sequence=None, *, name=None):
        if sequence is None:
            self.shm = SharedMemory(name)
        else:
            self._create(list(sequence), name)

    def _create(self, items, name):
        encoded = [self._encode(item) for item in items]
        rooms = [max(-(-(len(data) + 1) // 8), 1) * 8 for _, data in encoded]
        offset = 8 + 8 * self._FIELDS * len(items)
        self.shm = SharedMemory(name, create=True, size=offset + sum(rooms))
        self._numbers()[0] = len(items)
        for i, ((kind, data), room) in enumerate(zip(encoded, rooms)):
            self._numbers()[1 + i * self._FIELDS:1 + (i + 1) * self._FIELDS] = memoryview(
                b''.join(n.to_bytes(8, 'little') for n in (kind, offset, room, len(data)))).cast('q')
            self.shm.buf[offset:offset + len(data)] = data
            offset += room

    def _numbers(self):
        return self.shm.buf[:self.shm.size & ~7].cast('q')

    def _encode(self, item):
        """(code of the type, bytes)"""
        if item is None:
            return self._NONE, b''
        if isinstance(item, bool):
            return self._BOOL, bytes([item])
        if isinstance(item, int):
            return self._INT, item.to_bytes(8, 'little', signed=True)
        if isinstance(item, float):
            data = bytearray(8)
            memoryview(data).cast('d')[0] = item
            return self._FLOAT, bytes(data)
        if isinstance(item, str):
            return self._STR, item.encode()
        if isinstance(item, bytes):
            return self._BYTES, item
        raise ValueError(f'{type(item).__name__} objects cannot be in a ShareableList')

    def _decode(self, kind, data):
        if kind == self._NONE:
            return None
        if kind == self._BOOL:
            return bool(data[0])
        if kind == self._INT:
            return int.from_bytes(data, 'little', signed=True)
        if kind == self._FLOAT:
            return memoryview(data).cast('d')[0]
        return data.decode() if kind == self._STR else data

    def _place(self, position, what):
        count = len(self)
        if not isinstance(position, int) or not -count <= position < count:
            raise IndexError(what)
        return 1 + position % count * self._FIELDS

    def __getitem__(self, position):
        place = self._place(position, 'index out of range')
        kind, offset, _, length = self._numbers()[place:place + self._FIELDS]
        return self._decode(kind, bytes(self.shm.buf[offset:offset + length]))

    def __setitem__(self, position, value):
        place = self._place(position, 'assignment index out of range')
        kind, data = self._encode(value)
        numbers = self._numbers()
        if len(data) > numbers[place + 2]:
            raise ValueError('bytes/str item exceeds available storage')
        offset = numbers[place + 1]
        self.shm.buf[offset:offset + len(data)] = data
        numbers[place], numbers[place + 3] = kind, len(data)

    def __len__(self):
        return self._numbers()[0]

    def __reduce__(self):
        return _attach, (self.shm.name,)

    def __repr__(self):
        return f'{type(self).__name__}({list(self)}, name={self.shm.name!r})'

    def count(self, value):
        """How many items are equal to value."""
        return sum(value == item for item in self)

    def index(self, value):
        """Where the first item is that is equal to value."""
        for i, item in enumerate(self):
            if value == item:
                return i
        raise ValueError(f'{value!r} not in this container')

    __class_getitem__ = classmethod(GenericAlias)


def _attach(name):
    return ShareableList(name=name)
