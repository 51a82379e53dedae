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
