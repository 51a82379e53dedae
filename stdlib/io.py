"""Streams. The classes are written in C, in _io; here are the abstract classes that they belong to."""
import _io
from abc import ABCMeta
from _io import (DEFAULT_BUFFER_SIZE, BlockingIOError, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter,
                 BytesIO, FileIO, IncrementalNewlineDecoder, StringIO, TextIOWrapper, UnsupportedOperation, open,
                 open_code, text_encoding)

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO', 'StringIO',
           'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair', 'BufferedRandom', 'TextIOBase',
           'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END']

UnsupportedOperation.__module__ = 'io'
SEEK_SET, SEEK_CUR, SEEK_END = range(3)


def _abstract(native, *bases, of=()):
    """The abstract class to a native one, whose name begins with an underscore; of: the native classes of its kind."""
    made = ABCMeta(native.__name__[1:], (native, *bases), {'__doc__': native.__doc__, '__module__': __name__})
    for kind in of:
        made.register(kind)
    return made


IOBase = _abstract(_io._IOBase)
RawIOBase = _abstract(_io._RawIOBase, IOBase, of=[FileIO])
BufferedIOBase = _abstract(_io._BufferedIOBase, IOBase,
                           of=[BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair])
TextIOBase = _abstract(_io._TextIOBase, IOBase, of=[StringIO, TextIOWrapper])
