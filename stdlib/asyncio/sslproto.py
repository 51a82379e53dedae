"""TLS over a transport: a protocol for the transport below, which has a transport for the protocol above.

OpenSSL works in memory: what comes from below is written into one BIO, what is to go down is read from another. A
connection goes through the states of SSLProtocolState in their order; to close it takes two, as TLS says goodbye."""
import collections
import enum
import warnings
import ssl
from asyncio import constants, exceptions, protocols, transports
from asyncio.log import logger

_READ_SIZE = 256 * 1024


class SSLProtocolState(enum.Enum):
    DO_HANDSHAKE = 'DO_HANDSHAKE'
    WRAPPED = 'WRAPPED'
    FLUSHING = 'FLUSHING'
    SHUTDOWN = 'SHUTDOWN'
    UNWRAPPED = 'UNWRAPPED'


_HANDSHAKE, _OPEN, _FLUSHING, _GOODBYE, _OVER = SSLProtocolState


def _default_context(server_side, server_hostname):
    """The context that ssl=True stands for."""
    if server_side:
        raise ValueError('Server side SSL needs a valid SSLContext')
    context = ssl.create_default_context()
    if not server_hostname:
        context.check_hostname = False
    return context


def _checked_timeout(name, value, default):
    if value is None:
        return default
    if value <= 0:
        raise ValueError(f'{name} should be a positive number, got {value}')
    return value


class _SSLProtocolTransport(transports._FlowControlMixin):
    """What the protocol above reads from and writes to. All is done by the SSLProtocol below."""

    _start_tls_compatible = True
    _sendfile_compatible = 'in pieces'

    _closed = True  # for __del__()

    def __init__(self, loop, tls):
        super().__init__(None, loop)
        self._tls = tls
        self._closed = False
        self.set_write_buffer_limits()

    _protocol = property(lambda self: self._tls._app_protocol)

    def __repr__(self):
        state = 'closed' if self._tls._state is _OVER else 'closing' if self._closed else 'open'
        return f'<{type(self).__name__} {state} over {self._tls._transport!r}>'

    def __del__(self, _warn=warnings.warn):
        if not self._closed:
            self._closed = True
            _warn('unclosed transport <asyncio._SSLProtocolTransport object>', ResourceWarning)

    def get_extra_info(self, name, default=None):
        return self._tls._get_extra_info(name, default)

    def set_protocol(self, protocol):
        self._tls._app_protocol = protocol

    def get_protocol(self):
        return self._tls._app_protocol

    def is_closing(self):
        return self._closed

    def close(self):
        if not self._closed:
            self._closed = True
            self._tls._start_closing()

    def abort(self):
        self._force_close(None)

    def _force_close(self, error):
        self._closed = True
        self._tls._abort(error)

    # ---- reading ----

    def is_reading(self):
        return not self._tls._app_reading_paused

    def pause_reading(self):
        self._tls._app_reading_paused = True

    def resume_reading(self):
        if self._tls._app_reading_paused:
            self._tls._app_reading_paused = False
            self._loop.call_soon(self._tls._go_on)

    def set_read_buffer_limits(self, high=None, low=None):
        """How many bytes may wait to be decrypted until no more are read, and how few until more are."""
        self._tls._read_limits = transports._limits(high, low, constants.FLOW_CONTROL_HIGH_WATER_SSL_READ)
        self._tls._control_reading()

    def get_read_buffer_limits(self):
        """(low, high)"""
        return self._tls._read_limits[::-1]

    def get_read_buffer_size(self):
        """How many bytes wait to be decrypted."""
        return self._tls._incoming.pending

    # ---- writing ----

    def set_write_buffer_limits(self, high=None, low=None):
        limits = transports._limits(high, low, constants.FLOW_CONTROL_HIGH_WATER_SSL_WRITE)
        super().set_write_buffer_limits(*limits)

    def get_write_buffer_size(self):
        return self._tls._held + self._tls._outgoing.pending

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f'data: expecting a bytes-like instance, got {type(data).__name__}')
        if data:
            self._tls._write_app_data(data)

    def can_write_eof(self):
        return False


class SSLProtocol(protocols.Protocol):
    """The protocol of the transport below."""

    def __init__(self, loop, app_protocol, sslcontext, waiter, server_side=False, server_hostname=None,
                 call_connection_made=True, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        self._handshake_timeout = _checked_timeout('ssl_handshake_timeout', ssl_handshake_timeout,
                                                   constants.SSL_HANDSHAKE_TIMEOUT)
        self._shutdown_timeout = _checked_timeout('ssl_shutdown_timeout', ssl_shutdown_timeout,
                                                  constants.SSL_SHUTDOWN_TIMEOUT)
        self._sslcontext = sslcontext or _default_context(server_side, server_hostname)
        self._server_side = server_side
        self._server_hostname = None if server_side or not server_hostname else server_hostname
        self._extra = {'sslcontext': self._sslcontext}
        self._loop = loop
        self._waiter = waiter  # done after the handshake; None: it was told
        self._timer = None  # of the handshake, then of the goodbye
        self._transport = None  # below
        self._state = _HANDSHAKE
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._sslobj = None
        self._eof = False  # from below
        self._backlog = collections.deque()  # what OpenSSL has not taken yet
        self._held = 0  # bytes in it
        self._lost_writes = 0
        self._reading_paused = self._writing_paused = False  # below
        self._read_limits = transports._limits(None, None, constants.FLOW_CONTROL_HIGH_WATER_SSL_READ)
        self._app_protocol = app_protocol
        self._app_knows = not call_connection_made  # it was told of the connection, but not of its end
        self._app_eof = False  # eof_received() was called
        self._app_reading_paused = False
        self._app_transport = _SSLProtocolTransport(loop, self)

    def _get_extra_info(self, name, default=None):
        if name in self._extra:
            return self._extra[name]
        return default if self._transport is None else self._transport.get_extra_info(name, default)

    # ---- what the transport below calls ----

    def connection_made(self, transport):
        self._transport = transport
        self._timer = self._loop.call_later(self._handshake_timeout, self._handshake_takes_too_long)
        try:
            self._sslobj = self._sslcontext.wrap_bio(self._incoming, self._outgoing, server_side=self._server_side,
                                                     server_hostname=self._server_hostname)
        except Exception as error:
            self._end_handshake(error)
        else:
            self._go_on()

    def data_received(self, data):
        self._incoming.write(data)
        self._go_on()
        self._control_reading()

    def eof_received(self):
        self._eof = True
        if self._state is _HANDSHAKE:
            self._end_handshake(ConnectionResetError())
        else:
            self._go_on()
        return self._app_reading_paused  # then the app has not read all yet

    def connection_lost(self, exc):
        was_handshake, self._state = self._state is _HANDSHAKE, _OVER
        self._backlog.clear()
        self._held = 0
        self._outgoing.read()
        self._lost_writes += 1
        self._app_transport._closed = True
        if self._timer is not None:
            self._timer.cancel()
        if was_handshake:
            self._tell_waiter(exc or ConnectionResetError())
        elif self._app_knows:
            self._app_knows = False
            self._loop.call_soon(self._app_protocol.connection_lost, exc)
        self._transport = self._app_transport = self._app_protocol = None  # else they would be a cycle

    def pause_writing(self):
        self._writing_paused = True

    def resume_writing(self):
        self._writing_paused = False
        self._send_below()

    # ---- the states ----

    def _go_on(self):
        """Do what the state allows, after something has changed."""
        if self._state is _HANDSHAKE:
            self._shake_hands()
        elif self._state is _OPEN:
            self._write_backlog()
            self._read()
        elif self._state is _FLUSHING:
            self._flush()
        elif self._state is _GOODBYE:
            self._say_goodbye()

    def _shake_hands(self):
        try:
            self._sslobj.do_handshake()
        except ssl.SSLWantReadError:
            self._send_below()
        except ssl.SSLError as error:
            self._send_below()  # the alert
            self._end_handshake(error)
        else:
            self._send_below()
            self._end_handshake(None)

    def _handshake_takes_too_long(self):
        if self._state is _HANDSHAKE:
            self._fatal_error(ConnectionAbortedError(f'SSL handshake is taking longer than {self._handshake_timeout} '
                                                     'seconds: aborting the connection'))

    def _end_handshake(self, error):
        self._timer.cancel()
        self._timer = None
        if error is not None:
            is_certificate = isinstance(error, ssl.CertificateError)
            self._tell_waiter(error)
            self._fatal_error(error, 'SSL handshake failed' + ' on verifying the certificate' * is_certificate)
            return
        self._state = _OPEN
        connection = self._sslobj
        self._extra.update(peercert=connection.getpeercert(), cipher=connection.cipher(),
                           compression=connection.compression(), ssl_object=connection)
        if not self._app_knows:
            self._app_knows = True
            self._app_protocol.connection_made(self._app_transport)
        self._tell_waiter(None)
        self._go_on()  # there may be data already

    def _tell_waiter(self, error):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(error)

    def _start_closing(self):
        """Write what is there, say goodbye, close."""
        if self._state is _OVER:
            return
        self._app_transport._closed = True
        if self._state is _HANDSHAKE:
            self._abort(None)
        elif self._state is _OPEN:
            self._state = _FLUSHING
            self._timer = self._loop.call_later(self._shutdown_timeout, self._goodbye_takes_too_long)
            self._flush()

    def _goodbye_takes_too_long(self):
        self._fatal_error(TimeoutError('SSL shutdown timed out'))

    def _flush(self):
        self._write_backlog()
        if not self._backlog and self._state is _FLUSHING:
            self._state = _GOODBYE
            self._say_goodbye()

    def _say_goodbye(self):
        """Send close_notify, and wait for the peer's. What comes before that is thrown away."""
        try:
            if not self._eof:  # else the peer has gone without a word
                self._sslobj.unwrap()
        except ssl.SSLWantReadError:
            if not self._skip_data():
                self._send_below()
                return
        except ssl.SSLError as error:
            if error.reason != 'APPLICATION_DATA_AFTER_CLOSE_NOTIFY':
                self._fatal_error(error)
                return
            if not self._skip_data():
                return
        self._writing_paused = False
        self._send_below()
        self._tell_eof()
        self._loop.call_soon(self._close_below)

    def _skip_data(self):
        """Read what still comes; answers whether the peer said goodbye."""
        try:
            while self._sslobj.read(_READ_SIZE):
                pass
        except ssl.SSLWantReadError:
            return False
        except ssl.SSLError:
            pass
        return True

    def _close_below(self):
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._transport.close()

    def _abort(self, error):
        if self._transport is None:
            return
        if error is None:
            self._transport.abort()
        else:
            self._transport._force_close(error)

    def _fatal_error(self, error, message='Fatal error on transport'):
        """The connection breaks. Errors of the operating system and of TLS are told to the protocol above only."""
        if not isinstance(error, (OSError, exceptions.CancelledError)):
            self._loop.call_exception_handler({'message': message, 'exception': error, 'transport': self._transport,
                                               'protocol': self})
        elif self._loop.get_debug():
            logger.debug('%r: %s', self, message, exc_info=error)
        self._abort(error)

    # ---- data ----

    def _read(self):
        """Decrypt what there is, for the protocol above."""
        if self._app_reading_paused:
            return
        pieces = []
        is_end = False
        try:
            while piece := self._sslobj.read(_READ_SIZE):
                pieces.append(piece)
            is_end = True
        except ssl.SSLWantReadError:
            is_end = self._eof
        except ssl.SSLZeroReturnError:
            is_end = True
        except ssl.SSLError as error:
            self._deliver(pieces)
            self._fatal_error(error, 'Fatal error on SSL protocol')
            return
        self._send_below()  # a record may ask for an answer
        self._deliver(pieces)
        if is_end:
            self._tell_eof()
            self._start_closing()
        self._control_reading()

    def _deliver(self, pieces):
        if not pieces:
            return
        data = pieces[0] if len(pieces) == 1 else b''.join(pieces)
        try:
            if isinstance(self._app_protocol, protocols.BufferedProtocol):
                protocols._feed_data_to_buffered_proto(self._app_protocol, data)
            else:
                self._app_protocol.data_received(data)
        except Exception as error:
            self._fatal_error(error, 'Fatal error on SSL protocol')

    def _tell_eof(self):
        if self._app_eof or not self._app_knows:
            return
        self._app_eof = True
        try:
            stays_open = self._app_protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, 'Error calling eof_received()')
        else:
            if stays_open:
                logger.warning('returning true from eof_received() has no effect when using ssl')

    def _control_reading(self):
        """Read no more while too much waits to be decrypted."""
        high, low = self._read_limits
        size = self._incoming.pending
        if size >= high and not self._reading_paused and self._transport is not None:
            self._reading_paused = True
            self._transport.pause_reading()
        elif size <= low and self._reading_paused and self._transport is not None:
            self._reading_paused = False
            self._transport.resume_reading()

    def _write_app_data(self, data):
        if self._state not in (_HANDSHAKE, _OPEN):
            if self._lost_writes >= constants.LOG_THRESHOLD_FOR_CONNLOST_WRITES:
                logger.warning('SSL connection is closed')
            self._lost_writes += 1
            return
        self._backlog.append(data if type(data) is bytes else bytes(data))
        self._held += len(self._backlog[-1])
        if self._state is _OPEN:
            self._write_backlog()

    def _write_backlog(self):
        """Encrypt what there is."""
        try:
            while self._backlog:
                data = self._backlog[0]
                size = self._sslobj.write(data)
                self._held -= size
                if size < len(data):
                    self._backlog[0] = data[size:]
                else:
                    self._backlog.popleft()
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError as error:
            self._fatal_error(error, 'Fatal error on SSL protocol')
            return
        self._send_below()

    def _send_below(self):
        if not self._writing_paused and self._transport is not None and self._outgoing.pending:
            self._transport.write(self._outgoing.read())
        if self._app_knows and self._app_transport is not None:
            self._app_transport._maybe_pause_protocol()
            self._app_transport._maybe_resume_protocol()
