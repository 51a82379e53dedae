"""What the modules for compressed files share: readers of the data behind a file, file objects, opening for text."""
import builtins
import io
import os
import sys

BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE
TRUNCATED = 'Compressed file ended before the end-of-stream marker was reached'
CLOSED, READ, WRITE = 0, 1, 3


class BaseStream(io.BufferedIOBase):
    """Checks that come before the operations of a file object."""

    def _check_not_closed(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def _check_can_read(self):
        self._must(self.readable(), 'File not open for reading')

    def _check_can_write(self):
        self._must(self.writable(), 'File not open for writing')

    def _check_can_seek(self):
        self._must(self.readable(), 'Seeking is only supported on files open for reading')
        self._must(self.seekable(), 'The underlying file object does not support seeking')

    @staticmethod
    def _must(possible, otherwise):
        if not possible:
            raise io.UnsupportedOperation(otherwise)


class DecompressReader(io.RawIOBase):
    """What is in the streams of a compressed file, one behind the other.

    decomp_factory(**decomp_args) makes what decompresses one stream. What follows the first one and is none, so that
    trailing_error is raised, is passed by.
    """

    def __init__(self, fp, decomp_factory, trailing_error=(), **decomp_args):
        self._fp = fp
        self._pos = 0
        self._size = -1  # of the whole; not yet known
        self._eof = False
        self._decomp_factory = decomp_factory
        self._decomp_args = decomp_args
        self._trailing_error = trailing_error
        self._decompressor = self._new_decompressor()

    def _new_decompressor(self):
        return self._decomp_factory(**self._decomp_args)

    def readable(self):
        return True

    def seekable(self):
        return self._fp.seekable()

    def tell(self):
        return self._pos

    def close(self):
        self._decompressor = None
        super().close()

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        data = b''
        while size and not data and not self._eof:
            data = self._next_stream(size) if self._decompressor.eof else self._more(size)
        self._pos += len(data)
        return data

    def _more(self, size):
        """More of the stream that has begun."""
        piece = b''
        if self._decompressor.needs_input:
            piece = self._fp.read(BUFFER_SIZE)
            if not piece:
                raise EOFError(TRUNCATED)
        return self._decompressor.decompress(piece, size)

    def _next_stream(self, size):
        """The beginning of the next one, if there is any."""
        piece = self._decompressor.unused_data or self._fp.read(BUFFER_SIZE)
        if piece:
            self._decompressor = self._new_decompressor()
            try:
                return self._decompressor.decompress(piece, size)
            except self._trailing_error:
                pass
        self._ended()
        return b''

    def _ended(self):
        self._eof = True
        self._size = self._pos

    def readall(self):
        return b''.join(iter(lambda: self.read(sys.maxsize), b''))

    def readinto(self, b):
        with memoryview(b) as view, view.cast('B') as octets:
            data = self.read(len(octets))
            octets[:len(data)] = data
        return len(data)

    def _rewind(self):
        self._fp.seek(0)
        self._pos = 0
        self._eof = False
        self._decompressor = self._new_decompressor()

    def seek(self, offset, whence=io.SEEK_SET):
        """Goes to a place by reading up to it, from the beginning if it lies behind."""
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            while self._size < 0 and self.read(BUFFER_SIZE):
                pass
            offset += self._size
        elif whence != io.SEEK_SET:
            raise ValueError('Invalid value for whence: {}'.format(whence))
        if offset < self._pos:
            self._rewind()
        while self._pos < offset and self.read(min(BUFFER_SIZE, offset - self._pos)):
            pass
        return self._pos


class CompressedFile(BaseStream):
    """A compressed file, read or written, of whichever format."""

    _fp = None  # the file below
    _closefp = False  # is it ours to close?
    _mode = CLOSED
    _buffer = None

    def _start(self, file, mode, compressor, reader):
        """compressor() makes what compresses, reader(fp) what reads; the file is a name or a file object."""
        if mode not in ('r', 'rb', 'w', 'wb', 'a', 'ab', 'x', 'xb'):
            raise ValueError(f'Invalid mode: {mode!r}')
        reads = mode[0] == 'r'
        if not reads:
            self._compressor = compressor()
            self._pos = 0
        if isinstance(file, (str, bytes, os.PathLike)):
            self._fp = builtins.open(file, mode[0] + 'b')
            self._closefp = True
        elif hasattr(file, 'read') or hasattr(file, 'write'):
            self._fp = file
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        if reads:
            try:
                self._buffer = io.BufferedReader(reader(self._fp))
            except BaseException:
                self._let_go()
                raise
        self._mode = READ if reads else WRITE

    def _let_go(self):
        file, self._fp = self._fp, None
        ours, self._closefp = self._closefp, False
        self._mode = CLOSED
        if ours:
            file.close()

    def close(self):
        """Writes what is left, and closes the file below if it was opened here."""
        if self._mode == CLOSED:
            return
        try:
            if self._mode == READ:
                self._buffer.close()
            else:
                self._fp.write(self._compressor.flush())
        finally:
            self._buffer = self._compressor = None
            self._let_go()

    @property
    def closed(self):
        return self._mode == CLOSED

    def fileno(self):
        self._check_not_closed()
        return self._fp.fileno()

    def readable(self):
        self._check_not_closed()
        return self._mode == READ

    def writable(self):
        self._check_not_closed()
        return self._mode == WRITE

    def seekable(self):
        return self.readable() and self._buffer.seekable()

    def peek(self, n=0):
        """Bytes that come next, which stay unread; n is no more than a hint."""
        self._check_can_read()
        return self._buffer.peek(n)

    def read(self, size=-1):
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        self._check_can_read()
        return self._buffer.read1(BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        if self._mode != READ:  # lines are read often, so this is shorter than in read()
            self._check_can_read()
        return self._buffer.readline(size)

    def write(self, data):
        if self._mode != WRITE:
            self._check_can_write()
        if isinstance(data, (bytes, bytearray)):
            count = len(data)
        else:
            with memoryview(data) as view:
                count = view.nbytes
        self._fp.write(self._compressor.compress(data))
        self._pos += count
        return count

    def tell(self):
        self._check_not_closed()
        return self._pos if self._mode == WRITE else self._buffer.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        """Changes the place in the data, which may be slow: it is read up to there."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)


def open_stream(make, mode, encoding, errors, newline):
    """make(mode) makes the file object; for text (mode 't', which make does not see) it is wrapped."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
        encoding = io.text_encoding(encoding, 3)
        return io.TextIOWrapper(make(mode.replace('t', '')), encoding, errors, newline)
    for name, value in ('encoding', encoding), ('errors', errors), ('newline', newline):
        if value is not None:
            raise ValueError(f"Argument '{name}' not supported in binary mode")
    return make(mode)


def decompress_streams(data, decompressor, junk, incomplete):
    """What is in all the streams, each decompressed by what decompressor() makes.

    What follows the first stream and is none, so that junk is raised, is passed by. incomplete: the exception for a stream
    without an end.
    """
    parts = []
    while data or not parts:
        stream = decompressor()
        try:
            parts.append(stream.decompress(data))
        except junk:
            if parts:
                break
            raise
        if not stream.eof:
            raise incomplete('Compressed data ended before the end-of-stream marker was reached')
        data = stream.unused_data
    return b''.join(parts)
