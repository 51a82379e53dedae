"""Handlers: where records go. These write to streams and files; logging.handlers has the others."""
import logging
import os
import sys
import threading
import traceback
import weakref
from _io import text_encoding

from ._records import Filterer

# One lock for what belongs to all: the table of loggers, the list of handlers.
_lock = threading.RLock()
# Handlers by name; and all of them in the order in which they were made, for shutdown().
_handlers = weakref.WeakValueDictionary()
_handlerList = []


def _acquireLock():
    if _lock:
        _lock.acquire()


def _releaseLock():
    if _lock:
        _lock.release()


def _removeHandlerRef(reference):
    with _lock:
        if reference in _handlerList:
            _handlerList.remove(reference)


def _addHandlerRef(handler):
    with _lock:
        _handlerList.append(weakref.ref(handler, _removeHandlerRef))


# Locks that have to be whole in the child of a fork.
_with_locks = weakref.WeakSet()


def _before_fork():
    _lock.acquire()


def _after_fork_in_parent():
    _lock.release()


def _after_fork_in_child():
    for handler in list(_with_locks):
        handler._at_fork_reinit()
    _lock._at_fork_reinit()


if hasattr(os, 'register_at_fork'):
    os.register_at_fork(before=_before_fork, after_in_child=_after_fork_in_child, after_in_parent=_after_fork_in_parent)


class Handler(Filterer):
    """Takes records from loggers and does something with them: subclasses have an emit()."""

    def __init__(self, level=0):
        super().__init__()
        self._name = None
        self.level = logging._checkLevel(level)
        self.formatter = None
        self._closed = False
        _addHandlerRef(self)
        self.createLock()

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self.set_name(name)

    def get_name(self):
        return self._name

    def set_name(self, name):
        with _lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    def createLock(self):
        self.lock = threading.RLock()
        _with_locks.add(self)

    def _at_fork_reinit(self):
        self.lock._at_fork_reinit()

    def acquire(self):
        if self.lock:
            self.lock.acquire()

    def release(self):
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        self.level = logging._checkLevel(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (self.formatter or logging._defaultFormatter).format(record)

    def emit(self, record):
        """What is done with a record."""
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def handle(self, record):
        """Emit the record if the filters let it pass, with the lock held."""
        passes = not self.filters or self.filter(record)
        if passes:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passes

    def flush(self):
        """Write what is buffered."""

    def close(self):
        with _lock:
            self._closed = True
            if self._name in _handlers:
                del _handlers[self._name]

    def handleError(self, record):
        """An exception in emit(): tell about it on stderr, unless logging.raiseExceptions says no."""
        if not logging.raiseExceptions or not sys.stderr:
            return
        kind, error, tb = sys.exc_info()
        try:
            self._tell(record, kind, error, tb, sys.stderr)
        except OSError:
            pass
        finally:
            del kind, error, tb

    def _tell(self, record, kind, error, tb, out):
        out.write('--- Logging error ---\n')
        traceback.print_exception(kind, error, tb, None, out)
        out.write('Call stack:\n')
        frame = tb.tb_frame
        while frame and frame.f_code.co_filename in logging._INTERNAL:
            frame = frame.f_back
        if frame:
            traceback.print_stack(frame, file=out)
        else:
            out.write(f'Logged from file {record.filename}, line {record.lineno}\n')
        try:
            out.write(f'Message: {record.msg!r}\nArguments: {record.args}\n')
        except RecursionError:
            raise
        except Exception:
            out.write('Unable to print the message and arguments - possible formatting error.\n'
                      'Use the traceback above to help find the error.\n')

    def __repr__(self):
        return f'<{type(self).__name__} ({logging.getLevelName(self.level)})>'


class StreamHandler(Handler):
    """Writes records to a stream, sys.stderr if none is given. The stream is not closed."""

    terminator = '\n'

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        self.acquire()
        try:
            if self.stream and hasattr(self.stream, 'flush'):
                self.stream.flush()
        finally:
            self.release()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Write to another stream from now on; answers the old one, or None if it is the same."""
        if stream is self.stream:
            return None
        self.acquire()
        try:
            self.flush()
            old, self.stream = self.stream, stream
        finally:
            self.release()
        return old

    def __repr__(self):
        name = str(getattr(self.stream, 'name', ''))
        return f"<{type(self).__name__} {name + ' ' if name else ''}({logging.getLevelName(self.level)})>"

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)


class FileHandler(StreamHandler):
    """Writes records to a file, which is opened at once or (delay) for the first record."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode, self.errors, self.delay = mode, errors, delay
        self.encoding = encoding if 'b' in mode else text_encoding(encoding)
        self._builtin_open = open
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            super().__init__(self._open())

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def close(self):
        self.acquire()
        try:
            if self.stream:
                try:
                    self.flush()
                finally:
                    stream, self.stream = self.stream, None
                    if hasattr(stream, 'close'):
                        stream.close()
            super().close()
        finally:
            self.release()

    def emit(self, record):
        if self.stream is None and (self.mode != 'w' or not self._closed):
            self.stream = self._open()
        if self.stream:
            super().emit(record)

    def __repr__(self):
        return f'<{type(self).__name__} {self.baseFilename} ({logging.getLevelName(self.level)})>'


class StderrHandler(StreamHandler):
    """Writes to whatever sys.stderr is at the time: logging.lastResort."""

    def __init__(self, level=0):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


class NullHandler(Handler):
    """Does nothing: for libraries, so that they are silent unless a program says otherwise."""

    def handle(self, record):
        pass

    def emit(self, record):
        pass

    def createLock(self):
        self.lock = None

    def _at_fork_reinit(self):
        pass


StderrHandler.__name__ = StderrHandler.__qualname__ = '_StderrHandler'
for _class in (Handler, StreamHandler, FileHandler, StderrHandler, NullHandler):
    _class.__module__ = 'logging'
