"""The transports of pipes."""
import collections
import os
import stat
import warnings
from asyncio import constants, futures, transports
from asyncio.log import logger

_BUSY = (BlockingIOError, InterruptedError)


class _Pipe(transports._WithProtocol):
    """What the two ends have in common. The file object is the transport's, which closes it."""

    _pipe = None  # for __del__()

    def _open(self, loop, pipe, protocol, kinds, complaint):
        """Take the file, if it is of one of the kinds."""
        self._extra['pipe'] = pipe
        self._loop = loop
        self._fileno = pipe.fileno()
        self._protocol = protocol
        self._closing = False
        mode = os.fstat(self._fileno).st_mode
        if not any(is_kind(mode) for is_kind in kinds):
            self._protocol = None
            raise ValueError(complaint)
        self._pipe = pipe
        os.set_blocking(self._fileno, False)
        return mode

    def __del__(self, _warn=warnings.warn):
        if self._pipe is not None:
            _warn(f'unclosed transport {self!r}', ResourceWarning, source=self)
            self._pipe.close()

    def __repr__(self):
        state = [word for word, is_so in (('closed', self._pipe is None), ('closing', self._closing)) if is_so][:1]
        if self._pipe is None:
            activity = ['closed']
        else:
            activity = ['open'] if self._loop.is_closed() else self._activity()
        return f"<{' '.join([type(self).__name__, *state, f'fd={self._fileno}', *activity])}>"

    def _fatal_error(self, error, message='Fatal error on pipe transport'):
        """The pipe breaks. Errors of the operating system are told to the protocol only."""
        if not isinstance(error, OSError):
            self._loop.call_exception_handler({'message': message, 'exception': error, 'transport': self,
                                               'protocol': self._protocol})
        elif self._loop.get_debug():
            logger.debug('%r: %s', self, message, exc_info=error)
        self._close(error)

    def _call_connection_lost(self, error):
        try:
            self._protocol.connection_lost(error)
        finally:
            pipe, self._pipe = self._pipe, None
            pipe.close()
            self._protocol = self._loop = None


class _UnixReadPipeTransport(_Pipe, transports.ReadTransport):
    """The end that reads."""

    max_size = 256 * 1024  # of one read()

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        super().__init__(extra)
        self._paused = False
        self._open(loop, pipe, protocol, (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISCHR),
                   'Pipe transport is for pipes/sockets only.')
        loop.call_soon(self._protocol.connection_made, self)
        loop.call_soon(self._start_reading)
        if waiter is not None:
            loop.call_soon(futures._set_result_unless_cancelled, waiter, None)

    def _activity(self):
        return ['polling' if self.is_reading() else 'idle']

    def is_reading(self):
        return not self._closing and not self._paused

    def _start_reading(self):
        if self.is_reading():
            self._loop._add_reader(self._fileno, self._read_ready)

    def pause_reading(self):
        if self.is_reading():
            self._paused = True
            self._loop._remove_reader(self._fileno)

    def resume_reading(self):
        if self._paused and not self._closing:
            self._paused = False
            self._start_reading()

    def _read_ready(self):
        if self._closing:
            return
        try:
            data = os.read(self._fileno, self.max_size)
        except _BUSY:
            return
        except OSError as error:
            self._fatal_error(error, 'Fatal read error on pipe transport')
            return
        if data:
            self._protocol.data_received(data)
        else:
            self._closing = True
            self._loop._remove_reader(self._fileno)
            self._loop.call_soon(self._protocol.eof_received)
            self._loop.call_soon(self._call_connection_lost, None)

    def close(self):
        if not self._closing:
            self._close(None)

    def _close(self, error):
        self._closing = True
        self._loop._remove_reader(self._fileno)
        self._loop.call_soon(self._call_connection_lost, error)


class _UnixWritePipeTransport(_Pipe, transports._FlowControlMixin, transports.WriteTransport):
    """The end that writes. The buffer holds what could not be written."""

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        super().__init__(extra, loop)
        self._buffer = collections.deque()
        self._buffered = 0  # bytes in it
        self._conn_lost = 0
        mode = self._open(loop, pipe, protocol, (stat.S_ISCHR, stat.S_ISFIFO, stat.S_ISSOCK),
                          'Pipe transport is only for pipes, sockets and character devices')
        loop.call_soon(self._protocol.connection_made, self)
        if not stat.S_ISCHR(mode):  # a device may have something to read
            loop.call_soon(self._watch_reader)
        if waiter is not None:
            loop.call_soon(futures._set_result_unless_cancelled, waiter, None)

    def _watch_reader(self):
        if not self._closing:
            self._loop._add_reader(self._fileno, self._reader_is_gone)

    def _activity(self):
        return ['polling' if self._buffer else 'idle', f'bufsize={self._buffered}']

    def get_write_buffer_size(self):
        return self._buffered

    def _reader_is_gone(self):
        """The end that we write to reads as ready when the other end is closed."""
        self._close(BrokenPipeError() if self._buffer else None)

    def write(self, data):
        assert isinstance(data, (bytes, bytearray, memoryview)), repr(data)
        if not data:
            return
        if self._conn_lost or self._closing:
            if self._conn_lost >= constants.LOG_THRESHOLD_FOR_CONNLOST_WRITES:
                logger.warning('pipe closed by peer or os.write(pipe, data) raised exception.')
            self._conn_lost += 1
            return
        sent = 0
        rest = memoryview(data if type(data) is bytes else bytes(data))
        if not self._buffer:
            try:
                sent = os.write(self._fileno, rest)
            except _BUSY:
                pass
            except OSError as error:
                self._conn_lost += 1
                self._fatal_error(error, 'Fatal write error on pipe transport')
                return
            if sent == len(rest):
                return
            self._loop._add_writer(self._fileno, self._write_ready)
        self._buffer.append(rest[sent:])
        self._buffered += len(rest) - sent
        self._maybe_pause_protocol()

    def _write_ready(self):
        buffer = self._buffer
        try:
            while buffer:
                size = os.write(self._fileno, buffer[0])
                self._buffered -= size
                if size < len(buffer[0]):
                    buffer[0] = buffer[0][size:]
                    break
                buffer.popleft()
        except _BUSY:
            pass
        except OSError as error:
            self._conn_lost += 1
            self._fatal_error(error, 'Fatal write error on pipe transport')
            return
        self._maybe_resume_protocol()
        if not buffer:
            self._loop._remove_writer(self._fileno)
            if self._closing:
                self._end(None)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if not self._closing:
            self._closing = True
            if not self._buffer:
                self._end(None)

    def _end(self, error):
        self._loop._remove_reader(self._fileno)
        self._loop.call_soon(self._call_connection_lost, error)

    def close(self):
        if self._pipe is not None and not self._closing:
            self.write_eof()

    def abort(self):
        self._close(None)

    def _close(self, error):
        """Close at once, with what is in the buffer lost."""
        if self._closing and not self._buffer:
            return  # it ends already
        self._closing = True
        if self._buffer:
            self._loop._remove_writer(self._fileno)
        self._buffer.clear()
        self._buffered = 0
        self._end(error)
