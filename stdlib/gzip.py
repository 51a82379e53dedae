"""Files compressed by gzip: reading and writing them as if they were not."""
import builtins
import io
import os
import struct
import time
import warnings
import zlib

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

READ, WRITE = 1, 2
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
_MAGIC = b'\x1f\x8b'
_RAW = -zlib.MAX_WBITS
_COMPRESS_LEVEL_FAST, _COMPRESS_LEVEL_TRADEOFF, _COMPRESS_LEVEL_BEST = 1, 6, 9
_PIECE = 64 << 10
_TRUNCATED = 'Compressed file ended before the end-of-stream marker was reached'


class BadGzipFile(OSError):
    """What was read is not in gzip's format."""


def open(filename, mode='rb', compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """A compressed file, by name or as a file object, for bytes or (mode 't') for text."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError('Invalid mode: %r' % (mode,))
    else:
        for name, value in ('encoding', encoding), ('errors', errors), ('newline', newline):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    plain = mode.replace('t', '')
    if isinstance(filename, (str, bytes, os.PathLike)):
        file = GzipFile(filename, plain, compresslevel)
    elif hasattr(filename, 'read') or hasattr(filename, 'write'):
        file = GzipFile(None, plain, compresslevel, filename)
    else:
        raise TypeError('filename must be a str or bytes object, or a file')
    if 't' not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)


# ---- the format ----

def _header(level, mtime, name=b''):
    speed = {_COMPRESS_LEVEL_BEST: 2, _COMPRESS_LEVEL_FAST: 4}.get(level, 0)
    start = struct.pack('<2sBBLBB', _MAGIC, 8, FNAME if name else 0, int(mtime), speed, 255)
    return start + name + b'\0' if name else start


def _trailer(crc, size):
    return struct.pack('<LL', crc, size & 0xffffffff)


class _Source:
    """Reads a file piece by piece, and takes back what was too much."""

    def __init__(self, file):
        self.file = file
        self.waiting = b''

    def read(self, size):
        if not self.waiting:
            return self.file.read(size)
        data, self.waiting = self.waiting[:size], self.waiting[size:]
        return data

    def exactly(self, size):
        data = self.read(size)
        while len(data) < size:
            more = self.read(size - len(data))
            if not more:
                raise EOFError(_TRUNCATED)
            data += more
        return data

    def text(self):
        """Up to a zero byte, as names and comments are."""
        while self.exactly(1) != b'\0':
            pass

    def give_back(self, data):
        self.waiting = data + self.waiting

    def rewind(self):
        self.file.seek(0)
        self.waiting = b''


def _read_header(source):
    """The time in the header of the next member; None: there is no further one."""
    magic = source.read(2)
    if magic == b'':
        return None
    if len(magic) == 1:
        magic += source.read(1)
    if magic != _MAGIC:
        raise BadGzipFile('Not a gzipped file (%r)' % magic)
    method, flags, mtime = struct.unpack('<BBLxx', source.exactly(8))
    if method != 8:
        raise BadGzipFile('Unknown compression method')
    if flags & FEXTRA:
        source.exactly(*struct.unpack('<H', source.exactly(2)))
    if flags & FNAME:
        source.text()
    if flags & FCOMMENT:
        source.text()
    if flags & FHCRC:
        source.exactly(2)
    return mtime


def _check_trailer(source, crc, size, show=True):
    stored, length = struct.unpack('<LL', source.exactly(8))
    if stored != crc:
        raise BadGzipFile(f'CRC check failed {hex(stored)} != {hex(crc)}' if show else 'CRC check failed')
    if length != size & 0xffffffff:
        raise BadGzipFile('Incorrect length of data produced')


class _GzipReader(io.RawIOBase):
    """The members of a compressed file, one after the other, decompressed."""

    def __init__(self, file):
        self._source = _Source(file)
        self._last_mtime = None
        self._position = 0
        self._length = -1
        self._start_over()

    def _start_over(self):
        self._position = 0
        self._inflater = None
        self._ended = False

    def readable(self):
        return True

    def seekable(self):
        return self._source.file.seekable()

    def tell(self):
        return self._position

    def close(self):
        self._inflater = None
        super().close()

    def _begin(self):
        mtime = _read_header(self._source)
        if mtime is None:
            self._ended = True
            self._length = self._position
            return
        self._last_mtime = mtime
        self._inflater = zlib.decompressobj(_RAW)
        self._crc = zlib.crc32(b'')
        self._size = 0

    def _end(self):
        """Checks a member, and passes by the zero bytes that may follow it."""
        self._source.give_back(self._inflater.unused_data)
        self._inflater = None
        _check_trailer(self._source, self._crc, self._size)
        byte = self._source.read(1)
        while byte == b'\0':
            byte = self._source.read(1)
        self._source.give_back(byte)

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        while size and not self._ended:
            if self._inflater is None:
                self._begin()
            elif self._inflater.eof:
                self._end()
            else:
                data = self._inflate(size)
                if data:
                    return data
        return b''

    def _inflate(self, size):
        piece = self._inflater.unconsumed_tail or self._source.read(io.DEFAULT_BUFFER_SIZE)
        data = self._inflater.decompress(piece, size)
        if not data and not piece and not self._inflater.eof:
            raise EOFError(_TRUNCATED)
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._position += len(data)
        return data

    def readall(self):
        return b''.join(iter(lambda: self.read(_PIECE), b''))

    def readinto(self, buffer):
        with memoryview(buffer) as view, view.cast('B') as octets:
            data = self.read(len(octets))
            octets[:len(data)] = data
        return len(data)

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            while self._length < 0 and self.read(_PIECE):
                pass
            offset += self._length
        elif whence != io.SEEK_SET:
            raise ValueError('Invalid value for whence: {}'.format(whence))
        if offset < self._position:
            self._source.rewind()
            self._start_over()
        while self._position < offset and self.read(min(_PIECE, offset - self._position)):
            pass
        return self._position


# ---- files ----

class GzipFile(io.BufferedIOBase):
    """A compressed file, read or written."""

    myfileobj = None  # what is to be closed with this file

    def __init__(self, filename=None, mode=None, compresslevel=_COMPRESS_LEVEL_BEST, fileobj=None, mtime=None):
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError('Invalid mode: {!r}'.format(mode))
        if mode and 'b' not in mode:
            mode += 'b'
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode or 'rb')
        if filename is None:
            name = getattr(fileobj, 'name', '')
            filename = name if isinstance(name, (str, bytes)) else ''
        else:
            filename = os.fspath(filename)
        guessed = mode is None
        if guessed:
            mode = getattr(fileobj, 'mode', 'rb')
        if mode.startswith('r'):
            self._begin_reading(filename, fileobj)
        elif mode.startswith(('w', 'a', 'x')):
            if guessed:
                warnings.warn('GzipFile was opened for writing, but this will change in future Python releases.  '
                              'Specify the mode argument for opening it for writing.', FutureWarning, 2)
            self._begin_writing(filename, fileobj, compresslevel, mtime)
        else:
            raise ValueError('Invalid mode: {!r}'.format(mode))

    def _begin_reading(self, filename, fileobj):
        self.mode = READ
        self.name = filename
        self.fileobj = fileobj
        self._buffer = io.BufferedReader(_GzipReader(fileobj))

    def _begin_writing(self, filename, fileobj, compresslevel, mtime):
        self.mode = WRITE
        self.name = filename
        self.fileobj = fileobj
        self.crc = zlib.crc32(b'')
        self.size = 0
        self.offset = 0
        self._write_mtime = mtime
        self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, _RAW, zlib.DEF_MEM_LEVEL, 0)
        fileobj.write(_header(compresslevel, time.time() if mtime is None else mtime, self._stored_name()))

    def _stored_name(self):
        """The name for the header; empty if it cannot stand there."""
        name = os.path.basename(self.name)
        try:
            if not isinstance(name, bytes):
                name = name.encode('latin-1')
        except UnicodeEncodeError:
            return b''
        return name.removesuffix(b'.gz')

    def __repr__(self):
        return '<gzip ' + repr(self.fileobj)[1:-1] + ' ' + hex(id(self)) + '>'

    @property
    def filename(self):
        warnings.warn('use the name attribute', DeprecationWarning, 2)
        if self.mode == WRITE and self.name[-3:] != '.gz':
            return self.name + '.gz'
        return self.name

    @property
    def mtime(self):
        """The time in the header that was read last."""
        return self._buffer.raw._last_mtime

    def _must_be_open(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def _must_read(self, what):
        self._must_be_open()
        if self.mode != READ:
            import errno
            raise OSError(errno.EBADF, what + '() on write-only GzipFile object')

    def write(self, data):
        self._must_be_open()
        if self.mode != WRITE:
            import errno
            raise OSError(errno.EBADF, 'write() on read-only GzipFile object')
        if self.fileobj is None:
            raise ValueError('write() on closed GzipFile object')
        with memoryview(data) as view:
            count = view.nbytes
        if count:
            self.crc = zlib.crc32(data, self.crc)
            self.fileobj.write(self.compress.compress(data))
            self.offset += count
            self.size += count
        return count

    def read(self, size=-1):
        self._must_read('read')
        return self._buffer.read(size)

    def read1(self, size=-1):
        self._must_read('read1')
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def peek(self, n):
        self._must_read('peek')
        return self._buffer.peek(n)

    def readline(self, size=-1):
        self._must_be_open()
        return self._buffer.readline(size)

    @property
    def closed(self):
        return self.fileobj is None

    def close(self):
        file, self.fileobj = self.fileobj, None
        if file is None:
            return
        try:
            if self.mode == READ:
                self._buffer.close()
            else:
                file.write(self.compress.flush() + _trailer(self.crc, self.size))
        finally:
            mine, self.myfileobj = self.myfileobj, None
            if mine:
                mine.close()

    def seekable(self):
        return True

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def rewind(self):
        """Goes back to the beginning of the data."""
        if self.mode == WRITE:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._must_be_open()
        if self.mode != READ:
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        return self.fileobj.fileno()

    def tell(self):
        self._must_be_open()
        return self.offset if self.mode == WRITE else self._buffer.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        if self.mode == READ:
            self._must_be_open()
            return self._buffer.seek(offset, whence)
        if whence == io.SEEK_CUR:
            offset += self.offset
        elif whence != io.SEEK_SET:
            raise ValueError('Seek from end not supported')
        if offset < self.offset:
            raise OSError('Negative seek in write mode')
        while self.offset < offset:
            self.write(bytes(min(_PIECE, offset - self.offset)))
        return self.offset


# ---- in one go ----

def compress(data, compresslevel=_COMPRESS_LEVEL_BEST, *, mtime=None):
    """The data as a member of gzip's format."""
    if mtime == 0:
        return zlib.compress(data, compresslevel, zlib.MAX_WBITS + 16)
    body = zlib.compress(data, compresslevel, _RAW)
    return _header(compresslevel, time.time() if mtime is None else mtime) + body + _trailer(zlib.crc32(data), len(data))


def decompress(data):
    """What all the members in the data mean."""
    parts = []
    source = _Source(io.BytesIO(data))
    while _read_header(source) is not None:
        inflater = zlib.decompressobj(_RAW)
        part = inflater.decompress(source.waiting + source.file.read())
        if not inflater.eof or len(inflater.unused_data) < 8:
            raise EOFError(_TRUNCATED)
        source = _Source(io.BytesIO(inflater.unused_data))
        _check_trailer(source, zlib.crc32(part), len(part), False)
        parts.append(part)
        source = _Source(io.BytesIO(source.file.read().lstrip(b'\0')))
    return b''.join(parts)


# ---- the command line ----

def _copy(source, target):
    while piece := source.read(_PIECE):
        target.write(piece)


def _convert(name, unpack, level):
    import sys
    if name == '-':
        if unpack:
            _copy(GzipFile(fileobj=sys.stdin.buffer, mode='rb'), sys.stdout.buffer)
        else:
            with GzipFile(fileobj=sys.stdout.buffer, mode='wb', compresslevel=level) as target:
                _copy(sys.stdin.buffer, target)
    elif not unpack:
        with builtins.open(name, 'rb') as source, open(name + '.gz', 'wb', level) as target:
            _copy(source, target)
    elif name.endswith('.gz'):
        with open(name, 'rb') as source, builtins.open(name[:-3], 'wb') as target:
            _copy(source, target)
    else:
        sys.exit(f"filename doesn't end in .gz: {name!r}")


def main():
    import argparse
    parser = argparse.ArgumentParser(description='Compresses files, or decompresses them, as gzip does; the files stay.')
    parser.add_argument('files', nargs='*', default=['-'], metavar='file')
    parser.set_defaults(level=_COMPRESS_LEVEL_TRADEOFF, unpack=False)
    what = parser.add_mutually_exclusive_group()
    for flags, name, value, meaning in (
            (['--fast'], 'level', _COMPRESS_LEVEL_FAST, 'compress faster'),
            (['--best'], 'level', _COMPRESS_LEVEL_BEST, 'compress better'),
            (['-d', '--decompress'], 'unpack', True, 'decompress instead')):
        what.add_argument(*flags, dest=name, action='store_const', const=value, help=meaning)
    options = parser.parse_args()
    for file in options.files:
        _convert(file, options.unpack, options.level)


if __name__ == '__main__':
    main()
