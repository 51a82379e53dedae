"""Files compressed by bzip2: reading and writing them as if they were not."""
import operator

from _bz2 import BZ2Compressor, BZ2Decompressor
from _compression import CompressedFile, DecompressReader, decompress_streams, open_stream

__all__ = ['BZ2File', 'BZ2Compressor', 'BZ2Decompressor', 'open', 'compress', 'decompress']


class BZ2File(CompressedFile):
    """A file compressed by bzip2, by name or as a file object."""

    def __init__(self, filename, mode='r', *, compresslevel=9):
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        self._start(filename, 'r' if mode == '' else mode, lambda: BZ2Compressor(compresslevel),
                    lambda fp: DecompressReader(fp, BZ2Decompressor, OSError))

    def readline(self, size=-1):
        return super().readline(size if type(size) is int else _whole(size))

    def readlines(self, size=-1):
        self._check_can_read()
        return self._buffer.readlines(_whole(size))


def _whole(size):
    if not hasattr(size, '__index__'):
        raise TypeError('Integer argument expected')
    return operator.index(size)


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """A compressed file, by name or as a file object, for bytes or (mode 't') for text."""
    return open_stream(lambda plain: BZ2File(filename, plain, compresslevel=compresslevel), mode, encoding, errors, newline)


def compress(data, compresslevel=9):
    """The data as one stream."""
    stream = BZ2Compressor(compresslevel)
    return stream.compress(data) + stream.flush()


def decompress(data):
    """What is in all the streams of the data."""
    return decompress_streams(data, BZ2Decompressor, OSError, ValueError) if data else b''
