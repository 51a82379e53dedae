# BufferedReader over raw streams that are no RawIOBase: without readall(), with answers that are none; peek()'s argument.
import io


class Raw:
    closed = False

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def readable(self):
        return True

    def writable(self):
        return False

    def seekable(self):
        return False

    def flush(self):
        pass

    def close(self):
        pass

    def read(self, *size):
        print('read', size)
        return self.pieces.pop(0) if self.pieces else b''

    def readinto(self, buffer):
        print('readinto', len(buffer))
        piece = self.pieces.pop(0) if self.pieces else b''
        buffer[:len(piece)] = piece
        return len(piece)


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(io.BufferedReader(Raw(b'one', b'two')).read)
attempt(io.BufferedReader(Raw()).read, -1)
f = io.BufferedReader(Raw(b'first', b'second', b'third'), 16)
print(f.read(2), f.read(), f.read())
attempt(io.BufferedReader(Raw(None)).read)
attempt(io.BufferedReader(Raw(b'one', None, b'two')).read)
f = io.BufferedReader(Raw(b'first', None), 16)
print(f.read(2), f.read())
attempt(io.BufferedReader(Raw('text')).read)
attempt(io.BufferedReader(Raw(b'one', 3)).read)
with_none = Raw(b'x')
with_none.readall = None
attempt(io.BufferedReader(with_none).read)
f = io.BufferedReader(Raw(b'peeked'), 16)
for size in (0, 3, -1, 'x', 1.5, None, 2**70):
    attempt(f.peek, size)


class Watched(io.RawIOBase):
    """Tells where it is made to go."""

    def __init__(self, data):
        self.below = io.BytesIO(data)

    def readable(self):
        return True

    seekable = readable

    def readinto(self, b):
        return self.below.readinto(b)

    def tell(self):
        return self.below.tell()

    def seek(self, offset, whence=0):
        print('seek', offset, whence, end='; ')
        return self.below.seek(offset, whence)


print('== seeks within the buffer')
reader = io.BufferedReader(Watched(bytes(range(200))), 50)
for offset, whence in (0, 0), (5, 0), (5, 1), (-10, 1), (49, 0), (50, 0), (51, 0), (10, 0), (3, 1), (60, 1), (-70, 1), (-5, 2), (0, 1), (300, 0), (0, 0), (-1, 1):
    try:
        print((offset, whence), reader.seek(offset, whence), reader.tell(), reader.read(2), reader.peek()[:1], reader.tell())
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)
