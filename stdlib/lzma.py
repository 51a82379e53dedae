"""Files compressed by xz and the older lzma: reading and writing them as if they were not."""
from _compression import CompressedFile, DecompressReader, decompress_streams, open_stream
import _lzma
from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

__all__ = [name for name in dir(_lzma) if name[0] != '_'] + ['LZMAFile', 'open', 'compress', 'decompress']


class LZMAFile(CompressedFile):
    """A file compressed by xz or lzma, by name or as a file object."""

    def __init__(self, filename=None, mode='r', *, format=None, check=-1, preset=None, filters=None):
        if mode in ('r', 'rb'):
            for value, default, what in (check, -1, 'an integrity check'), (preset, None, 'a preset compression level'):
                if value != default:
                    raise ValueError(f'Cannot specify {what} when opening a file for reading')
        self._start(filename, mode,
                    lambda: LZMACompressor(FORMAT_XZ if format is None else format, check, preset, filters),
                    lambda fp: DecompressReader(fp, LZMADecompressor, LZMAError, filters=filters,
                                                format=FORMAT_AUTO if format is None else format))


def open(filename, mode='rb', *, format=None, check=-1, preset=None, filters=None, encoding=None, errors=None, newline=None):
    """A compressed file, by name or as a file object, for bytes or (mode 't') for text."""
    return open_stream(lambda plain: LZMAFile(filename, plain, format=format, check=check, preset=preset, filters=filters),
                       mode, encoding, errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """The data as one stream."""
    stream = LZMACompressor(format, check, preset, filters)
    return stream.compress(data) + stream.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """What is in all the streams of the data."""
    return decompress_streams(data, lambda: LZMADecompressor(format, memlimit, filters), LZMAError, LZMAError)
