"""Loops that wait until files are ready, and the transports of sockets."""
import collections
import itertools
import socket
import warnings
from asyncio import constants, futures, protocols, transports, trsock
from asyncio.base_events import BaseEventLoop
from asyncio.log import logger

__all__ = ('BaseSelectorEventLoop',)

_BUSY = (BlockingIOError, InterruptedError)
_ABOUT_SOCKETS = frozenset({'socket', 'sockname', 'peername'})  # what transports can tell
_PIECES_AT_ONCE = 64  # that one sendmsg() gets


def _ask(name):
    try:
        return name()
    except OSError:
        return None


class BaseSelectorEventLoop(BaseEventLoop):
    """A loop whose transports of sockets and whose TLS are these."""

    def __init__(self, selector=None):
        if selector is not None and type(selector).__module__ != 'selectors':
            raise NotImplementedError('an event loop cannot wait with a selector of your own')
        super().__init__()
        logger.debug('Using selector: %s', 'EpollSelector' if selector is None else type(selector).__name__)
        self._given_selector = selector  # is not used: libuv does what those of the module do
        self._transports = {}  # by file descriptor; those that end may still be there

    def close(self):
        """Let go of everything; the loop never runs again."""
        super().close()
        if self._given_selector is not None:
            self._given_selector.close()
            self._given_selector = None

    def _ensure_fd_no_transport(self, fd):
        """Raise RuntimeError if a transport reads and writes this file."""
        try:
            number = fd if isinstance(fd, int) else int(fd.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f'Invalid file object: {fd!r}') from None
        transport = self._transports.get(number)
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f'File descriptor {fd!r} is used by transport {transport!r}')

    def add_reader(self, fd, callback, *args):
        """Call it whenever there is something to read."""
        self._ensure_fd_no_transport(fd)
        super().add_reader(fd, callback, *args)

    def remove_reader(self, fd):
        """Stop that; answers whether there was something to stop."""
        self._ensure_fd_no_transport(fd)
        return super().remove_reader(fd)

    def add_writer(self, fd, callback, *args):
        """Call it whenever there is room to write."""
        self._ensure_fd_no_transport(fd)
        super().add_writer(fd, callback, *args)

    def remove_writer(self, fd):
        """Stop that; answers whether there was something to stop."""
        self._ensure_fd_no_transport(fd)
        return super().remove_writer(fd)

    def _make_socket_transport(self, sock, protocol, waiter=None, *, peername=None, server=None):
        self._ensure_fd_no_transport(sock)
        return _SelectorSocketTransport(self, sock, protocol, waiter, peername, server)

    def _make_datagram_transport(self, sock, protocol, address=None, waiter=None):
        self._ensure_fd_no_transport(sock)
        return _SelectorDatagramTransport(self, sock, protocol, address, waiter)

    def _make_ssl_transport(self, sock, protocol, context, *, waiter, server_side=False, server_hostname=None,
                            peername=None, server=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        from asyncio import sslproto
        self._ensure_fd_no_transport(sock)
        tls = sslproto.SSLProtocol(self, protocol, context, waiter, server_side, server_hostname,
                                   ssl_handshake_timeout=ssl_handshake_timeout,
                                   ssl_shutdown_timeout=ssl_shutdown_timeout)
        _SelectorSocketTransport(self, sock, tls, peername=peername, server=server)
        return tls._app_transport


class _SelectorTransport(transports._WithProtocol, transports._FlowControlMixin):
    """What transports of sockets have in common. The buffer holds what could not be written."""

    max_size = 256 * 1024  # of one recv()

    _sock = _shown_sock = None  # the second is the first when that is closed
    _sockname = None  # found out when it is asked for, and before the end
    _server = None
    _buffer = ()  # a deque, once something had to wait
    _buffered = 0  # bytes in it
    _conn_lost = 0  # writes since the connection is lost, or 1 more
    _closing = _paused = False
    _protocol_connected = False

    def __init__(self, loop, sock, protocol, peername=None, server=None):
        super().__init__((), loop)
        self._peername = peername or _ask(sock.getpeername)
        self._sock = sock
        self._sock_fd = sock.fileno()
        self.set_protocol(protocol)
        if server is not None:
            self._server = server
            server._attach()
        loop._transports[self._sock_fd] = self

    def get_extra_info(self, name, default=None):
        if not self._extra and name in _ABOUT_SOCKETS:  # not before it is asked for, as there may be many transports
            sockname = self._sockname if self._sock is None else _ask(self._sock.getsockname)
            self._extra = {'socket': trsock.TransportSocket(self._sock or self._shown_sock), 'sockname': sockname,
                           'peername': self._peername}
        return self._extra.get(name, default) if self._extra else default

    def __repr__(self):
        parts = [type(self).__name__]
        if self._sock is None:
            parts.append('closed')
        elif self._closing:
            parts.append('closing')
        parts.append(f'fd={self._sock_fd}')
        if self._loop is not None and not self._loop.is_closed():
            readers, writers = self._polling()
            parts.append('read=polling' if readers else 'read=idle')
            parts.append(f"write=<{'polling' if writers else 'idle'}, bufsize={self.get_write_buffer_size()}>")
        return f"<{' '.join(parts)}>"

    def _polling(self):
        """Does it wait until it can read, until it can write?"""
        return self.is_reading() and self._protocol_connected, bool(self._buffer)

    def __del__(self, _warn=warnings.warn):
        if self._sock is not None:
            _warn(f'unclosed transport {self!r}', ResourceWarning, source=self)
            self._sock.close()

    def set_protocol(self, protocol):
        self._protocol = protocol
        self._protocol_connected = True

    def is_reading(self):
        return not self._closing and not self._paused

    def pause_reading(self):
        if self.is_reading():
            self._paused = True
            self._loop._remove_reader(self._sock_fd)

    def resume_reading(self):
        if self._paused and not self._closing:
            self._paused = False
            self._start_reading()

    def _start_reading(self):
        if self.is_reading():
            self._loop._add_reader(self._sock_fd, self._read_ready)

    def get_write_buffer_size(self):
        return self._buffered

    def abort(self):
        self._force_close(None)

    def close(self):
        if not self._closing:
            self._closing = True
            self._loop._remove_reader(self._sock_fd)
            if not self._buffer:
                self._end(None)

    def _end(self, error):
        """Nothing more is written; tell the protocol in the next round."""
        self._conn_lost += 1
        self._loop._remove_writer(self._sock_fd)
        self._loop.call_soon(self._call_connection_lost, error)

    def _force_close(self, error):
        """End at once, with what is in the buffer lost."""
        if self._conn_lost:
            return
        self._buffer = ()
        self._buffered = 0
        if not self._closing:
            self._closing = True
            self._loop._remove_reader(self._sock_fd)
        self._end(error)

    def _call_connection_lost(self, error):
        try:
            if self._protocol_connected:
                self._protocol.connection_lost(error)
        finally:
            loop, sock, server = self._loop, self._sock, self._server
            self._shown_sock = sock
            if not self._extra:
                self._sockname = _ask(sock.getsockname)
            self._sock = self._protocol = self._server = None
            if loop._transports.get(self._sock_fd) is self:
                del loop._transports[self._sock_fd]
            sock.close()
            self._loop = None
            if server is not None:
                server._detach()

    def _fatal_error(self, error, message='Fatal error on transport'):
        """The connection breaks. Errors of the operating system are told to the protocol only."""
        if not isinstance(error, OSError):
            self._loop.call_exception_handler({'message': message, 'exception': error, 'transport': self,
                                               'protocol': self._protocol})
        elif self._loop.get_debug():
            logger.debug('%r: %s', self, message, exc_info=error)
        self._force_close(error)

    def _note_lost_write(self, call):
        """A write after the connection was lost."""
        if self._conn_lost >= constants.LOG_THRESHOLD_FOR_CONNLOST_WRITES:
            logger.warning(f'socket.{call}() raised exception.')
        self._conn_lost += 1

    def _protected(self, call, *args):
        """Call the protocol; what it raises breaks the connection. Answers (True, the result) or (False, None)."""
        try:
            return True, call(*args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, f'Fatal error: protocol.{call.__name__}() call failed.')
            return False, None


class _SelectorSocketTransport(_SelectorTransport):
    """A stream."""

    _start_tls_compatible = True
    _sendfile_compatible = 'native'

    _eof = False  # write_eof() was called
    _flushed = None  # a future, while sendfile() waits for the buffer to get empty
    _is_buffered = False  # the protocol has buffers

    def __init__(self, loop, sock, protocol, waiter=None, peername=None, server=None):
        super().__init__(loop, sock, protocol, peername, server)
        if sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the program says what belongs together
        loop.call_soon(self._protocol.connection_made, self)
        loop.call_soon(self._start_reading)  # not before connection_made()
        if waiter is not None:
            loop.call_soon(futures._set_result_unless_cancelled, waiter, None)

    def set_protocol(self, protocol):
        is_buffered = isinstance(protocol, protocols.BufferedProtocol)
        if is_buffered is not self._is_buffered:
            self._is_buffered = is_buffered
        super().set_protocol(protocol)

    # ---- reading ----

    def _not_received(self, error):
        """What the socket has raised, which is being handled."""
        if isinstance(error, (SystemExit, KeyboardInterrupt)):
            raise
        if not isinstance(error, _BUSY):
            self._fatal_error(error, 'Fatal read error on socket transport')

    def _read_ready(self):
        if self._conn_lost:
            return
        if self._is_buffered:
            self._read_buffered()
            return
        try:
            data = self._sock.recv(self.max_size)
        except BaseException as error:
            self._not_received(error)
            return
        if not data:
            self._read_end()
            return
        try:
            self._protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, 'Fatal error: protocol.data_received() call failed.')

    def _read_buffered(self):
        is_good, buffer = self._protected(self._protocol.get_buffer, -1)
        if not is_good:
            return
        if not len(buffer):
            self._fatal_error(RuntimeError('get_buffer() returned an empty buffer'),
                              'Fatal error: protocol.get_buffer() call failed.')
            return
        try:
            size = self._sock.recv_into(buffer)
        except BaseException as error:
            self._not_received(error)
            return
        if size:
            self._protected(self._protocol.buffer_updated, size)
        else:
            self._read_end()

    def _read_end(self):
        """The peer sends no more."""
        is_good, stays_open = self._protected(self._protocol.eof_received)
        if not is_good:
            return
        if stays_open:
            self._loop._remove_reader(self._sock_fd)  # it would be ready for ever
        else:
            self.close()

    # ---- writing ----

    def write(self, data):
        if type(data) is not bytes and not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data argument must be a bytes-like object, not {type(data).__name__!r}')
        if self._buffer or self._conn_lost or self._eof or self._flushed is not None or not data:
            self._write_otherwise(data)
            return
        try:
            sent = self._sock.send(data)
        except _BUSY:
            sent = 0
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, 'Fatal write error on socket transport')
            return
        size = data.nbytes if type(data) is memoryview else len(data)
        if sent < size:
            self._loop._add_writer(self._sock_fd, self._write_ready)
            self._hold(data, sent)

    def _write_otherwise(self, data):
        """Write what cannot be sent at once."""
        if self._eof:
            raise RuntimeError('Cannot call write() after write_eof()')
        if self._flushed is not None:
            raise RuntimeError('unable to write; sendfile is in progress')
        if not data:
            return
        if self._conn_lost:
            self._note_lost_write('send')
        else:
            self._hold(data, 0)

    def _hold(self, data, begin):
        """Keep what is to be written, from a byte on. What the caller may change is copied."""
        rest = memoryview(data if type(data) is bytes else bytes(data))[begin:]
        if not self._buffer:
            self._buffer = collections.deque()
        self._buffer.append(rest)
        self._buffered += len(rest)
        self._maybe_pause_protocol()

    def _write_ready(self):
        if self._conn_lost:
            return
        try:
            self._drop(self._send_held())
        except _BUSY:
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, 'Fatal write error on socket transport')
            if self._flushed is not None:
                self._flushed.set_exception(error)
            return
        self._maybe_resume_protocol()  # which may write again
        if not self._buffer:
            self._when_empty()

    def _send_held(self):
        buffer = self._buffer
        if len(buffer) == 1:
            return self._sock.send(buffer[0])
        return self._sock.sendmsg(itertools.islice(buffer, _PIECES_AT_ONCE))

    def _drop(self, size):
        """So many bytes were sent."""
        buffer = self._buffer
        self._buffered -= size
        while size:
            first = buffer[0]
            if size < len(first):
                buffer[0] = first[size:]
                break
            size -= len(first)
            buffer.popleft()

    def _when_empty(self):
        self._loop._remove_writer(self._sock_fd)
        if self._flushed is not None:
            self._flushed.set_result(None)
        if self._closing:
            self._end(None)
        elif self._eof:
            self._sock.shutdown(socket.SHUT_WR)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if not self._closing and not self._eof:
            self._eof = True
            if not self._buffer:
                self._sock.shutdown(socket.SHUT_WR)

    def writelines(self, list_of_data):
        self.write(b''.join(list_of_data))

    def _call_connection_lost(self, error):
        super()._call_connection_lost(error)
        if self._flushed is not None and not self._flushed.done():
            self._flushed.set_exception(ConnectionError('Connection is closed by peer'))

    async def _until_flushed(self):
        """Wait until all is written that write() was given; until _flush_ends() it takes no more."""
        if self._flushed is not None:
            raise RuntimeError('Empty waiter is already set')
        self._flushed = self._loop.create_future()
        if not self._buffer:
            self._flushed.set_result(None)
        await self._flushed

    def _flush_ends(self):
        self._flushed = None


class _SelectorDatagramTransport(_SelectorTransport):
    """Datagrams. The buffer holds (datagram, address)."""

    def __init__(self, loop, sock, protocol, address=None, waiter=None):
        super().__init__(loop, sock, protocol)
        self._address = address
        loop.call_soon(self._protocol.connection_made, self)
        loop.call_soon(self._start_reading)
        if waiter is not None:
            loop.call_soon(futures._set_result_unless_cancelled, waiter, None)

    def _read_ready(self):
        if self._conn_lost:
            return
        try:
            data, address = self._sock.recvfrom(self.max_size)
        except _BUSY:
            pass
        except OSError as error:
            self._protocol.error_received(error)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, 'Fatal read error on datagram transport')
        else:
            self._protocol.datagram_received(data, address)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data argument must be a bytes-like object, not {type(data).__name__!r}')
        if not data:
            return
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f'Invalid address: must be None or {self._address}')
            addr = self._address
        if self._conn_lost and self._address:
            self._note_lost_write('send')
            return
        if not self._buffer and self._send(data, addr):
            return
        if self._conn_lost:
            return
        if not self._buffer:
            self._buffer = collections.deque()
            self._loop._add_writer(self._sock_fd, self._write_ready)
        self._buffer.append((bytes(data), addr))
        self._buffered += len(data)
        self._maybe_pause_protocol()

    def _send(self, data, address):
        """Send one datagram; answers whether it is dealt with, sent or not."""
        try:
            if self._peername:
                self._sock.send(data)
            else:
                self._sock.sendto(data, address)
        except _BUSY:
            return False
        except OSError as error:
            self._protocol.error_received(error)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, 'Fatal write error on datagram transport')
        return True

    def _write_ready(self):
        while self._buffer:
            data, address = self._buffer[0]
            if not self._send(data, address):
                break
            if self._buffer:  # it is cleared when the connection breaks
                self._buffer.popleft()
                self._buffered -= len(data)
        if self._conn_lost:
            return
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)
            if self._closing:
                self._end(None)
