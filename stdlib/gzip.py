"""Files compressed by gzip: reading and writing them as if they were not."""
import builtins
import io
import os
import struct
import time
import warnings
import zlib

from _compression import TRUNCATED, BaseStream, DecompressReader, open_stream

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

READ, WRITE = 1, 2
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
_MAGIC = b'\x1f\x8b'
_RAW = -zlib.MAX_WBITS
_COMPRESS_LEVEL_FAST, _COMPRESS_LEVEL_TRADEOFF, _COMPRESS_LEVEL_BEST = 1, 6, 9
_PIECE = 64 << 10


class BadGzipFile(OSError):
    """What was read is not in gzip's format."""


def open(filename, mode='rb', compresslevel=_COMPRESS_LEVEL_BEST, encoding=None, errors=None, newline=None):
    """A compressed file, by name or as a file object, for bytes or (mode 't') for text."""
    def make(plain):
        if isinstance(filename, (str, bytes, os.PathLike)):
            return GzipFile(filename, plain, compresslevel)
        if hasattr(filename, 'read') or hasattr(filename, 'write'):
            return GzipFile(None, plain, compresslevel, filename)
        raise TypeError('filename must be a str or bytes object, or a file')

    return open_stream(make, mode, encoding, errors, newline)


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
                raise EOFError(TRUNCATED)
            data += more
        return data

    def text(self):
        """Up to a zero byte, as names and comments are."""
        while self.exactly(1) != b'\0':
            pass

    def prepend(self, data=b''):
        self.waiting = data + self.waiting

    def seekable(self):
        return self.file.seekable()

    def seek(self, offset):
        self.file.seek(offset)
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


class _GzipReader(DecompressReader):
    """The members of a compressed file, one after the other, decompressed."""

    def __init__(self, file):
        self._last_mtime = None
        super().__init__(_Source(file), lambda: None)  # what decompresses is made behind each header

    def _begin(self):
        mtime = _read_header(self._fp)
        if mtime is None:
            self._ended()
            return
        self._last_mtime = mtime
        self._decompressor = zlib.decompressobj(_RAW)
        self._crc = zlib.crc32(b'')
        self._length = 0

    def _end(self):
        """Checks a member, and passes by the zero bytes that may follow it."""
        self._fp.prepend(self._decompressor.unused_data)
        self._decompressor = None
        _check_trailer(self._fp, self._crc, self._length)
        byte = self._fp.read(1)
        while byte == b'\0':
            byte = self._fp.read(1)
        self._fp.prepend(byte)

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        while size and not self._eof:
            if self._decompressor is None:
                self._begin()
            elif self._decompressor.eof:
                self._end()
            else:
                data = self._inflate(size)
                if data:
                    return data
        return b''

    def _inflate(self, size):
        piece = self._decompressor.unconsumed_tail or self._fp.read(io.DEFAULT_BUFFER_SIZE)
        data = self._decompressor.decompress(piece, size)
        if not data and not piece and not self._decompressor.eof:
            raise EOFError(TRUNCATED)
        self._crc = zlib.crc32(data, self._crc)
        self._length += len(data)
        self._pos += len(data)
        return data


# ---- files ----

class GzipFile(BaseStream):
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

    def _must_read(self, what):
        self._check_not_closed()
        if self.mode != READ:
            import errno
            raise OSError(errno.EBADF, what + '() on write-only GzipFile object')

    def write(self, data):
        self._check_not_closed()
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
        self._check_not_closed()
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
        self._check_not_closed()
        if self.mode != READ:
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        return self.fileobj.fileno()

    def tell(self):
        self._check_not_closed()
        return self.offset if self.mode == WRITE else self._buffer.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        if self.mode == READ:
            self._check_not_closed()
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
            raise EOFError(TRUNCATED)
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
