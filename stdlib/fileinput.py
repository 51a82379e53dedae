"""The lines of several files as if they were one: those named on the command line, or stdin."""
import io
import os
import sys
from types import GenericAlias

__all__ = ['input', 'close', 'nextfile', 'filename', 'lineno', 'filelineno', 'fileno', 'isfirstline', 'isstdin', 'FileInput',
           'hook_compressed', 'hook_encoded']

_state = None  # what input() made


def input(files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
    """The FileInput that the functions of this module mean."""
    global _state
    if _state and _state._file:
        raise RuntimeError('input() already active')
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def close():
    """End what input() began."""
    global _state
    ending, _state = _state, None
    if ending:
        ending.close()


def _of_state(name, doc):
    def function():
        if not _state:
            raise RuntimeError('no active input()')
        return getattr(_state, name)()
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


nextfile = _of_state('nextfile', 'Go on with the next file.')
filename = _of_state('filename', 'The name of the file that is read, or None before the first line.')
lineno = _of_state('lineno', 'The number of the last line, counted through all files.')
filelineno = _of_state('filelineno', 'The number of the last line in its file.')
fileno = _of_state('fileno', 'The descriptor of the file that is read, or -1.')
isfirstline = _of_state('isfirstline', 'Was the last line the first of its file?')
isstdin = _of_state('isstdin', 'Was the last line of stdin?')


class FileInput:
    """The lines of the files. inplace: what is printed takes the place of the file; backup: the ending under which the old
    one is kept; openhook: a function that opens files."""

    __class_getitem__ = classmethod(GenericAlias)
    _file = _name = _output = _stdout = _kept = None
    _is_stdin = False

    def __init__(self, files=None, inplace=False, backup='', *, mode='r', openhook=None, encoding=None, errors=None):
        if isinstance(files, (str, os.PathLike)):
            files = (os.fspath(files),)
        elif files is None:
            files = sys.argv[1:]
        self._files = tuple(files) or ('-',)
        if mode not in ('r', 'rb'):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        if openhook:
            if inplace:
                raise ValueError('FileInput cannot use an opening hook in inplace mode')
            if not callable(openhook):
                raise ValueError('FileInput openhook must be callable')
        self._inplace, self._backup, self._mode, self._hook = inplace, backup, mode, openhook
        self._encoding, self._errors = encoding, errors
        self._number, self._number_before = 0, 0  # of lines: altogether, and before this file

    def close(self):
        """End."""
        self._files = ()
        self.nextfile()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    __del__ = close

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def readline(self):
        """The next line; an empty one at the end of all files."""
        while self._file is not None or self._files:
            if self._file is None:
                self._open_next()
            line = self._file.readline()
            if line:
                self._number += 1
                return line
            self.nextfile()
        return b'' if 'b' in self._mode else ''

    def nextfile(self):
        """Go on with the next file; lines that were not read do not count."""
        if self._stdout:
            sys.stdout, self._stdout = self._stdout, None
        output, file, kept, is_stdin = self._output, self._file, self._kept, self._is_stdin
        self._output = self._file = self._kept = None
        self._is_stdin = False
        try:
            if output:
                output.close()
        finally:
            try:
                if file and not is_stdin:
                    file.close()
            finally:
                if kept and not self._backup:
                    try:
                        os.unlink(kept)
                    except OSError:
                        pass

    def _open_next(self):
        self._name, *rest = self._files
        self._files, self._number_before = tuple(rest), self._number
        if self._name == '-':
            self._name, self._is_stdin = '<stdin>', True
            self._file = getattr(sys.stdin, 'buffer', sys.stdin) if 'b' in self._mode else sys.stdin
        elif self._inplace:
            self._open_in_place()
        elif self._hook is None:
            self._file = open(self._name, self._mode, encoding=self._text_encoding(), errors=self._errors)
        elif self._encoding is None:
            self._file = self._hook(self._name, self._mode)
        else:
            self._file = self._hook(self._name, self._mode, encoding=self._encoding, errors=self._errors)

    def _text_encoding(self):
        return self._encoding if 'b' in self._mode else io.text_encoding(self._encoding)

    def _open_in_place(self):
        name = os.fspath(self._name)
        self._kept = name + (self._backup or '.bak')
        try:
            os.unlink(self._kept)
        except OSError:
            pass
        os.rename(name, self._kept)
        encoding = self._text_encoding()
        self._file = open(self._kept, self._mode, encoding=encoding, errors=self._errors)
        self._output = self._open_like(name, self._mode.replace('r', 'w'), encoding)
        self._stdout, sys.stdout = sys.stdout, self._output

    def _open_like(self, name, mode, encoding):
        """Open the file that replaces what is read, with the same permissions if it has any."""
        try:
            permissions = os.fstat(self._file.fileno()).st_mode
        except OSError:
            return open(name, mode, encoding=encoding, errors=self._errors)
        descriptor = os.open(name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, permissions)
        output = os.fdopen(descriptor, mode, encoding=encoding, errors=self._errors)
        try:
            os.chmod(name, permissions)
        except OSError:
            pass
        return output

    def filename(self):
        """The name of the file that is read, or None before the first line."""
        return self._name

    def lineno(self):
        """The number of the last line, counted through all files."""
        return self._number

    def filelineno(self):
        """The number of the last line in its file."""
        return self._number - self._number_before

    def fileno(self):
        """The descriptor of the file that is read, or -1."""
        try:
            return self._file.fileno() if self._file else -1
        except ValueError:  # it is closed
            return -1

    def isfirstline(self):
        """Was the last line the first of its file?"""
        return self.filelineno() == 1

    def isstdin(self):
        """Was the last line of stdin?"""
        return self._is_stdin


def hook_compressed(filename, mode, *, encoding=None, errors=None):
    """An openhook that opens files whose names end with .gz or .bz2 as such."""
    binary = 'b' in mode
    encoding = encoding if binary else io.text_encoding(encoding)
    if filename.endswith('.gz'):
        from gzip import open as opener
    elif filename.endswith('.bz2'):
        from bz2 import BZ2File as opener
    else:
        return open(filename, mode, encoding=encoding, errors=errors)
    stream = opener(filename, mode)
    return stream if binary else io.TextIOWrapper(stream, encoding=encoding, errors=errors)


def hook_encoded(encoding, errors=None):
    """An openhook that opens files in an encoding."""
    return lambda filename, mode: open(filename, mode, encoding=encoding, errors=errors)


def _test():
    import getopt
    options, files = getopt.getopt(sys.argv[1:], 'ib:')
    chosen = dict(options)
    for line in input(files, inplace='-i' in chosen, backup=chosen.get('-b', '')):
        text = line.rstrip('\r\n')
        print(f'{lineno()}: {filename()}[{filelineno()}{"*" if isfirstline() else ""}] {text}')


if __name__ == '__main__':
    _test()
