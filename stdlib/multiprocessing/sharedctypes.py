"""Values and arrays in shared memory, by the type codes of the module array. (There is no ctypes: its types are refused.)"""
from operator import index

from multiprocessing import get_context
from multiprocessing.context import assert_spawning
from multiprocessing.heap import BufferWrapper

__all__ = ['RawValue', 'RawArray', 'Value', 'Array', 'copy', 'synchronized']

# type code -> (format of memoryview, size)
typecode_to_type = {code: (code, size) for size, codes in [(1, 'cbB'), (2, 'hH'), (4, 'iIf'), (8, 'lLqQd')] for code in codes}
typecode_to_type['u'] = 'I', 4


def _format_of(typecode):
    if not isinstance(typecode, str):
        raise NotImplementedError(f'{typecode!r} is not supported: only type codes are, there is no ctypes')
    if typecode not in typecode_to_type:
        raise TypeError(f'{typecode!r} is no type code')
    return typecode_to_type[typecode]


def _as_character(value):
    if isinstance(value, int) and 0 <= value < 256:
        return bytes([value])
    if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
        raise TypeError('one character bytes, bytearray or integer expected')
    return bytes(value)


def _as_code_point(value):
    if not isinstance(value, str):
        raise TypeError(f'unicode string expected instead of {type(value).__name__} instance')
    if len(value) != 1:
        raise TypeError('one character unicode string expected')
    return ord(value)


def _in_memory(typecode, value):
    """What memoryview takes for a value that it does not take as it is: of an integer, the bits for which there is room."""
    if typecode == 'c':
        return _as_character(value)
    if typecode == 'u':
        return _as_code_point(value)
    if typecode in 'fd':
        raise TypeError(f'must be real number, not {type(value).__name__}')
    bits = 8 * typecode_to_type[typecode][1]
    value = index(value) & (1 << bits) - 1
    return value - (1 << bits) if typecode.islower() and value >> bits - 1 else value


class RawArray:
    """Numbers of one type, or characters, in shared memory."""

    def __init__(self, typecode_or_type, size_or_initializer):
        _, size = _format_of(typecode_or_type)
        items = None if isinstance(size_or_initializer, int) else list(size_or_initializer)
        if items is None and size_or_initializer < 0:
            raise ValueError(f'Array length must be >= 0, not {size_or_initializer}')
        length = size_or_initializer if items is None else len(items)
        self._open(typecode_or_type, length, BufferWrapper(length * size))
        if items:
            self[:] = items

    def _open(self, typecode, length, block):
        self._typecode, self._length, self._block = typecode, length, block
        self._items = block.create_memoryview().cast(_format_of(typecode)[0])

    def __reduce__(self):
        assert_spawning(self)
        return _reopened, (type(self), self._typecode, self._length, self._block)

    def __len__(self):
        return self._length

    def __iter__(self):
        return (self[i] for i in range(self._length))

    def _set(self, key, item):
        try:
            self._items[key] = item
        except (TypeError, ValueError):
            self._items[key] = _in_memory(self._typecode, item)

    def _shown(self, items):
        """A slice as Python shows it: characters are joined."""
        if self._typecode == 'c':
            return b''.join(items)
        return ''.join(map(chr, items)) if self._typecode == 'u' else list(items)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._shown([self._items[i] for i in range(*key.indices(self._length))])
        try:
            item = self._items[key]
        except IndexError:
            raise IndexError('invalid index') from None
        return chr(item) if self._typecode == 'u' else item

    def __setitem__(self, key, value):
        if not isinstance(key, slice):
            try:
                self._set(key, value)
            except IndexError:
                raise IndexError('invalid index') from None
            return
        places, values = range(*key.indices(self._length)), list(value)
        if len(places) != len(values):
            raise ValueError('Can only assign sequence of same size')
        for i, item in zip(places, values):
            self._set(i, item)

    def _get_value(self):
        """Of characters: those in front of the first NUL."""
        end = b'\0' if self._typecode == 'c' else '\0'
        return self[:].partition(end)[0]

    def _set_value(self, text):
        kind = bytes if self._typecode == 'c' else str
        if not isinstance(text, kind):
            raise TypeError(f'{"unicode string" if kind is str else "bytes"} expected instead of {type(text).__name__} instance')
        if len(text) > self._length:
            raise ValueError('string too long' if kind is str else 'byte string too long')
        self[:len(text)] = text
        if len(text) < self._length:
            self._items[len(text)] = 0 if kind is str else b'\0'

    def __getattr__(self, name):
        if name == 'value' and self._typecode in 'cu':
            return self._get_value()
        if name == 'raw' and self._typecode == 'c':
            return self[:]
        raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')

    def __setattr__(self, name, value):
        if name == 'value' and self._typecode in 'cu':
            self._set_value(value)
        elif name == 'raw' and self._typecode == 'c':
            if len(value) > self._length:
                raise ValueError('byte string too long')
            self[:len(value)] = bytes(value)
        else:
            super().__setattr__(name, value)


def _reopened(cls, *state):
    made = cls.__new__(cls)
    made._open(*state)
    return made


class RawValue:
    """A number or character in shared memory: its `value`."""

    def __init__(self, typecode_or_type, *args):
        if len(args) > 1:
            raise TypeError(f'__init__ expected at most 1 argument, got {len(args)}')
        _, size = _format_of(typecode_or_type)
        self._open(typecode_or_type, BufferWrapper(size))
        if args:
            self.value = args[0]

    def _open(self, typecode, block):
        self._typecode, self._block = typecode, block
        self._items = block.create_memoryview().cast(_format_of(typecode)[0])

    def __reduce__(self):
        assert_spawning(self)
        return _reopened, (type(self), self._typecode, self._block)

    @property
    def value(self):
        """The value."""
        return chr(self._items[0]) if self._typecode == 'u' else self._items[0]

    @value.setter
    def value(self, value):
        try:
            self._items[0] = value
        except (TypeError, ValueError):
            self._items[0] = _in_memory(self._typecode, value)

    def __repr__(self):
        return f'{type(self).__name__}({self._typecode!r}, {self.value!r})'


def copy(obj):
    """A copy of a value or array, without a lock."""
    if isinstance(obj, RawValue):
        return RawValue(obj._typecode, obj.value)
    return RawArray(obj._typecode, obj)


# --- with a lock ----------------------------------------------------------------------------------------------------


class SynchronizedBase:
    """A value or array together with a lock, which is taken for each access; with it, for several."""

    def __init__(self, obj, lock=None, ctx=None):
        if lock is None:
            lock = (ctx or get_context()).RLock()
        self._obj, self._lock = obj, lock
        self.acquire, self.release = lock.acquire, lock.release
        self._plain = obj._items if obj._typecode not in 'cu' else None  # what shows its items as they are

    def __repr__(self):
        return f'<{type(self).__name__} wrapper for {self._obj}>'

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *error):
        return self._lock.__exit__(*error)

    def get_lock(self):
        """The lock."""
        return self._lock

    def get_obj(self):
        """The value or array."""
        return self._obj

    def __reduce__(self):
        assert_spawning(self)
        return synchronized, (self._obj, self._lock)


def _locked(name):
    """A property of the object, read and written under the lock."""
    def read(self):
        with self:
            return getattr(self._obj, name)

    def write(self, value):
        with self:
            setattr(self._obj, name, value)
    return property(read, write)


class Synchronized(SynchronizedBase):
    """A value with a lock."""

    @property
    def value(self):
        """The value."""
        self.acquire()
        try:
            return self._obj.value if self._plain is None else self._plain[0]
        finally:
            self.release()

    @value.setter
    def value(self, value):
        self.acquire()
        try:
            try:
                self._plain[0] = value
            except (TypeError, ValueError):
                self._obj.value = value
        finally:
            self.release()


class SynchronizedArray(SynchronizedBase):
    """An array with a lock."""

    def __getitem__(self, key):
        self.acquire()
        try:
            return self._obj[key]
        finally:
            self.release()

    def __setitem__(self, key, value):
        self.acquire()
        try:
            try:
                self._plain[key] = value
            except (TypeError, ValueError, IndexError):
                self._obj[key] = value
        finally:
            self.release()

    def __len__(self):
        return len(self._obj)


class SynchronizedString(SynchronizedArray):
    """An array of characters with a lock."""
    value, raw = _locked('value'), _locked('raw')


def synchronized(obj, lock=None, ctx=None):
    """The object with a lock."""
    assert not isinstance(obj, SynchronizedBase), 'object already synchronized'
    if isinstance(obj, RawValue):
        return Synchronized(obj, lock, ctx)
    return (SynchronizedString if obj._typecode == 'c' else SynchronizedArray)(obj, lock, ctx)


def _with_lock(raw, lock, ctx):
    if lock is False:
        return raw
    if lock in (True, None):
        lock = (ctx or get_context()).RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError(f'{lock!r} has no method \'acquire\'')
    return synchronized(raw, lock)


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """A value in shared memory, with a lock."""
    return _with_lock(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """An array in shared memory, with a lock."""
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock, ctx)
