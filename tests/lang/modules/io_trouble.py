# Streams over raw streams that fail, block, lie or were never set up.
import io
import os


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        cause = f' <- {e.__cause__!r}' if e.__cause__ else f' / {e.__context__!r}' if e.__context__ else ''
        return f'{type(e).__name__}: {e}{cause}'


class Failing(io.RawIOBase):
    def readable(self):
        return True

    writable = seekable = readable

    def flush(self):
        if not self.closed:
            raise OSError('flush')

    def close(self):
        if not self.closed:
            try:
                super().close()
            except OSError:
                pass
            raise OSError('close')

    def write(self, data):
        raise OSError('write')


print('closing twice wrong')
for make in io.BufferedReader, io.BufferedWriter, io.BufferedRandom:
    stream = make(Failing())
    stream.flush = lambda: 1 / 0
    print(attempt(stream.close), stream.closed)
    stream.flush = lambda: None
text = io.TextIOWrapper(io.BytesIO(), encoding='ascii')
text.flush = lambda: 1 / 0
text.buffer.close = lambda: [].x
print(attempt(text.close))
del text.flush, text.buffer.close
with open(os.devnull, 'wb', buffering=0) as raw:
    raw.flush = lambda: 1 / 0
    print(attempt(raw.close), raw.closed)


class Blocking(io.RawIOBase):
    """Writes so many bytes and then would block, until it is told of more."""

    def __init__(self, budget):
        self.budget, self.got = budget, b''

    def writable(self):
        return True

    def write(self, data):
        n = min(len(data), self.budget)
        self.budget -= n
        self.got += bytes(data[:n])
        return n if n else None


print('blocking')
for budget in 0, 1, 5, 8, 12, 40:
    raw = Blocking(budget)
    stream = io.BufferedWriter(raw, 8)
    for data in b'abcd', b'efghi', b'jklmn', b'opqrwxyz0123456789', b'-':
        try:
            print(stream.write(data), end=' ')
        except BlockingIOError as e:
            print(f'[{e.characters_written}]', end=' ')
    print(raw.got)
    print(str(attempt(stream.flush)).partition(':')[0], end=' ')  # its errno is anything in CPython
    raw.budget = 100
    print(stream.flush(), raw.got)
    stream.close()

print('lies')
for answer in -1, 8193, b'', 'x', 1.5, None:
    raw = io.BytesIO(b'12')
    raw.readinto = lambda buffer: answer
    stream = io.BufferedReader(raw)
    print(answer, attempt(stream.readline), attempt(stream.read, 1))

print('readinto1')


class Pieces(io.RawIOBase):
    def __init__(self, *pieces):
        self.pieces, self.reads = list(pieces), 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.reads += 1
        if not self.pieces:
            return 0
        piece = self.pieces.pop(0)
        n = min(len(piece), len(buffer))
        buffer[:n] = piece[:n]
        if piece[n:]:
            self.pieces.insert(0, piece[n:])
        return n


raw = Pieces(b'abc', b'de', b'fgh', b'jkl')
stream = io.BufferedReader(raw, 5)
print(stream.peek(3), raw.reads)
for size in 2, 2, 2, 12:
    array = bytearray(size)
    print(stream.readinto1(array), bytes(array), raw.reads)

print('set up wrong')
stream = io.BufferedReader(io.BytesIO(b'abc'))
for size in 0, -16, 'x':
    print(attempt(stream.__init__, io.BytesIO(), size), attempt(stream.read))
stream.__init__(io.BytesIO(b'again'))
print(stream.read())
decoder = io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder)
for call in lambda: decoder.decode('x'), decoder.getstate, decoder.reset, lambda: decoder.setstate(('', 0)):
    try:
        call()
    except ValueError:
        print('ValueError')

print('encodings change')
for first, then in ('ascii', 'utf-8-sig'), ('latin-1', 'utf-16'), ('utf-8', 'utf-32'), ('utf-16', 'utf-8-sig'):
    raw = io.BytesIO()
    text = io.TextIOWrapper(raw, encoding=first)
    text.write('a')
    text.reconfigure(encoding=then)
    text.write('b')
    text.flush()
    plain = 'utf-8' if then == 'utf-8-sig' else then + '-le'
    print(raw.getvalue() == 'a'.encode(first) + 'b'.encode(plain))

text = io.TextIOWrapper(io.BytesIO(b'abc\ndef\n' * 3), encoding='ascii')
print(text._CHUNK_SIZE)
text._CHUNK_SIZE = 2
print(text.read(3), text.tell(), text.readline(), text.readline())
for wrong in 0, -1, 'x':
    print(attempt(setattr, text, '_CHUNK_SIZE', wrong))
