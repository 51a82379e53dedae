"""Streams: coroutines that read and write, over transports and protocols."""
import socket
import weakref
from asyncio import coroutines, events, exceptions, protocols, tasks

__all__ = ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server')
if hasattr(socket, 'AF_UNIX'):
    __all__ += ('open_unix_connection', 'start_unix_server')

_DEFAULT_LIMIT = 64 * 1024


async def _open(connect, limit, *args, **options):
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await getattr(loop, connect)(lambda: protocol, *args, **options)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def _start(create, client_connected_cb, limit, *args, **options):
    loop = events.get_running_loop()

    def make_protocol():
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb, loop=loop)

    return await getattr(loop, create)(make_protocol, *args, **options)


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connect by TCP: (reader, writer). The options are those of loop.create_connection()."""
    return await _open('create_connection', limit, host, port, **kwds)


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """A server that calls client_connected_cb(reader, writer), or runs it as a task, for each connection.

    The options are those of loop.create_server()."""
    return await _start('create_server', client_connected_cb, limit, host, port, **kwds)


if hasattr(socket, 'AF_UNIX'):
    async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
        """As open_connection(), to a Unix socket."""
        return await _open('create_unix_connection', limit, path, **kwds)

    async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
        """As start_server(), on a Unix socket."""
        return await _start('create_unix_server', client_connected_cb, limit, path, **kwds)


def _wake(waiter, error=None):
    """Let the task that waits for the future go on, or raise."""
    if waiter is not None and not waiter.done():
        if error is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(error)


class FlowControlMixin(protocols.Protocol):
    """A protocol whose _drain_helper() waits while the transport has paused writing."""

    _paused = _connection_lost = False
    _waiting_for_room = ()  # a list, once somebody had to wait

    def __init__(self, loop=None):
        self._loop = events._get_event_loop() if loop is None else loop

    def connection_lost(self, exc):
        self._connection_lost = True
        if self._paused:
            self._let_go_on(exc)

    def resume_writing(self):
        self._paused = False
        self._let_go_on(None)

    def pause_writing(self):
        self._paused = True

    def _let_go_on(self, error):
        for waiter in self._waiting_for_room:
            _wake(waiter, error)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError('Connection lost')
        if self._paused:
            waiter = self._loop.create_future()
            self._waiting_for_room = [*self._waiting_for_room, waiter]
            try:
                await waiter
            finally:
                self._waiting_for_room.remove(waiter)

    @events._abstract
    def _get_close_waiter(self, stream):
        """A future that is done when the stream is closed."""


class StreamReaderProtocol(FlowControlMixin):
    """Feeds a StreamReader. For servers it also makes the StreamWriter, and starts what the server is for."""

    _client_connected_cb = _transport = _writer = None
    _kept = None  # what nobody else keeps: of a server the reader until the connection is made, then the task
    _over_ssl = False
    _closed = None  # a future, once somebody waits for the end
    _error = None  # of the end

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        super().__init__(loop=loop)
        self._reader_ref = None if stream_reader is None else weakref.ref(stream_reader)
        if client_connected_cb is not None:
            self._client_connected_cb = client_connected_cb
            self._kept = stream_reader

    @property
    def _reader(self):
        return None if self._reader_ref is None else self._reader_ref()

    def _replace_writer(self, writer):
        """The connection goes on with TLS."""
        transport = writer.transport
        self._writer = writer
        self._transport = transport
        self._over_ssl = transport.get_extra_info('sslcontext') is not None

    def connection_made(self, transport):
        self._transport = transport
        reader = self._reader
        if reader is not None:
            reader.set_transport(transport)
        if transport.get_extra_info('sslcontext') is not None:
            self._over_ssl = True
        if self._client_connected_cb is not None:
            self._writer = StreamWriter(transport, self, reader, self._loop)
            started = self._client_connected_cb(reader, self._writer)
            self._kept = self._loop.create_task(started) if coroutines.iscoroutine(started) else None

    def connection_lost(self, exc):
        reader = self._reader
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        self._error = exc
        _wake(self._closed, exc)
        super().connection_lost(exc)
        self._reader_ref = self._writer = self._kept = self._transport = None

    def data_received(self, data):
        ref = self._reader_ref
        if ref is not None and (reader := ref()) is not None:
            reader.feed_data(data)

    def eof_received(self):
        reader = self._reader
        if reader is not None:
            reader.feed_eof()
        return not self._over_ssl  # half a TLS connection cannot stay open

    def _get_close_waiter(self, stream):
        if self._closed is None or self._closed.cancelled():
            self._closed = self._loop.create_future()
            if self._connection_lost:
                _wake(self._closed, self._error)
        return self._closed


class StreamWriter:
    """Writes to a transport."""

    def __init__(self, transport, protocol, reader, loop):
        assert reader is None or isinstance(reader, StreamReader)
        self._reader, self._loop = reader, loop
        self._transport, self._protocol = transport, protocol

    def __repr__(self):
        parts = [type(self).__name__, f'transport={self._transport!r}']
        if self._reader is not None:
            parts.append(f'reader={self._reader!r}')
        return f"<{' '.join(parts)}>"

    def write(self, data):
        """Write the bytes, without waiting; `await drain()` from time to time."""
        self._transport.write(data)

    async def drain(self):
        """Wait, if more is to be written than the transport likes to hold, until there is room again."""
        reader = self._reader
        if reader is not None and (error := reader.exception()) is not None:
            raise error
        if self._transport.is_closing():
            await tasks.sleep(0)  # so that connection_lost() can be called, if it has to
        await self._protocol._drain_helper()

    def writelines(self, data):
        """Write all of the pieces."""
        self._transport.writelines(data)

    def close(self):
        """Close the connection when all is written."""
        return self._transport.close()

    async def wait_closed(self):
        """Wait until the connection is closed."""
        await self._protocol._get_close_waiter(self)

    def is_closing(self):
        """Is it closed, or will it be?"""
        return self._transport.is_closing()

    def write_eof(self):
        """Tell the peer that nothing more will come."""
        return self._transport.write_eof()

    def can_write_eof(self):
        """Is there write_eof()?"""
        return self._transport.can_write_eof()

    @property
    def transport(self):
        """The transport below."""
        return self._transport

    def get_extra_info(self, name, default=None):
        """Something that the transport knows of itself."""
        return self._transport.get_extra_info(name, default)

    async def start_tls(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None):
        """Go on with TLS."""
        is_server = self._protocol._client_connected_cb is not None
        await self.drain()
        self._transport = await self._loop.start_tls(  # what the reader and the protocol refer to, too
            self._transport, self._protocol, sslcontext, server_side=is_server, server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout)
        if self._reader is not None:
            self._reader._transport = self._transport
        self._protocol._replace_writer(self)


class StreamReader:
    """Bytes that come in, for one task at a time."""

    _eof = False
    _exception = _waiter = _transport = None
    _paused = False  # so is the transport: the buffer holds more than twice the limit

    def __init__(self, limit=_DEFAULT_LIMIT, loop=None):
        if limit <= 0:
            raise ValueError('Limit cannot be <= 0')
        self._limit = limit
        self._loop = events._get_event_loop() if loop is None else loop
        self._buffer = bytearray()

    def __repr__(self):
        parts = [f'{len(self._buffer)} bytes'] if self._buffer else []
        parts += ['eof'] if self._eof else []
        parts += [] if self._limit == _DEFAULT_LIMIT else [f'limit={self._limit}']
        for name in 'waiter', 'exception', 'transport':
            value = getattr(self, '_' + name)
            if value:
                parts.append(f'{name}={value!r}')
        parts += ['paused'] if self._paused else []
        return f"<{' '.join([type(self).__name__, *parts])}>"

    # ---- what the protocol calls ----

    def set_transport(self, transport):
        """Say what to pause when too much comes."""
        assert self._transport is None, 'Transport already set'
        self._transport = transport

    def feed_data(self, data):
        """Some bytes came."""
        assert not self._eof, 'feed_data after feed_eof'
        if not data:
            return
        self._buffer += data
        waiter = self._waiter
        if waiter is not None:
            self._waiter = None
            if not waiter.done():
                waiter.set_result(None)
        if len(self._buffer) > 2 * self._limit and self._transport is not None and not self._paused:
            self._pause()

    def _pause(self):
        try:
            self._transport.pause_reading()
            self._paused = True
        except NotImplementedError:
            self._transport = None  # it cannot be paused: do not try again

    def feed_eof(self):
        """No more will come."""
        self._eof = True
        self._wake_up()

    def set_exception(self, exc):
        """The connection broke: whoever reads gets this."""
        self._exception = exc
        self._wake_up(exc)

    def _wake_up(self, error=None):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.cancelled():
            _wake(waiter, error)

    def exception(self):
        """What set_exception() was given."""
        return self._exception

    def at_eof(self):
        """Is there nothing more to read?"""
        return self._eof and not self._buffer

    # ---- reading ----

    def _wait_for_data(self, caller):
        """A future that is done when something comes, or the end."""
        if self._waiter is not None and not self._waiter.cancelled():
            raise RuntimeError(f'{caller}() called while another coroutine is already waiting for incoming data')
        assert not self._eof, '_wait_for_data after EOF'
        if self._paused:
            self._resume()  # the buffer may be full of what is not enough
        self._waiter = waiter = self._loop.create_future()
        return waiter

    def _resume(self, at_most=None):
        if at_most is None or len(self._buffer) <= at_most:
            self._paused = False
            self._transport.resume_reading()

    def _take(self, size):
        """The first bytes of the buffer."""
        buffer = self._buffer
        if size >= len(buffer):
            data = bytes(buffer)
            buffer.clear()
        else:
            data = bytes(buffer[:size] if size < 1000 else memoryview(buffer)[:size])
            del buffer[:size]
        if self._paused:
            self._resume(self._limit)
        return data

    async def readline(self):
        """The bytes up to and with the next newline; fewer at the end. ValueError if they are more than the limit."""
        try:
            return await self.readuntil(b'\n')
        except exceptions.IncompleteReadError as error:
            return error.partial
        except exceptions.LimitOverrunError as error:
            self._take(error.consumed + self._buffer.startswith(b'\n', error.consumed))
            raise ValueError(error.args[0]) from None

    async def readuntil(self, separator=b'\n'):
        """The bytes up to and with the separator.

        IncompleteReadError if the stream ends before; LimitOverrunError, with all bytes left, if they are too many."""
        width = len(separator)
        if not width:
            raise ValueError('Separator should be at least one-byte string')
        if self._exception is not None:
            raise self._exception
        begin = 0  # no separator begins before
        while (found := self._buffer.find(separator, begin)) < 0:
            begin = max(len(self._buffer) + 1 - width, 0)
            if begin > self._limit:
                raise exceptions.LimitOverrunError('Separator is not found, and chunk exceed the limit', begin)
            if self._eof:
                raise exceptions.IncompleteReadError(self._take(len(self._buffer)), None)
            await self._wait_for_data('readuntil')
        if found > self._limit:
            raise exceptions.LimitOverrunError('Separator is found, but chunk is longer than limit', found)
        return self._take(found + width)

    async def read(self, n=-1):
        """At most n bytes, as soon as there are some; -1: all until the end. None: the end."""
        if self._exception is not None:
            raise self._exception
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b''.join(blocks)
        if n and not self._buffer and not self._eof:
            await self._wait_for_data('read')
        return self._take(n) if n else b''

    async def readexactly(self, n):
        """Just n bytes; IncompleteReadError if the stream ends before."""
        if n < 0:
            raise ValueError('readexactly size can not be less than zero')
        if self._exception is not None:
            raise self._exception
        while len(self._buffer) < n:
            if self._eof:
                raise exceptions.IncompleteReadError(self._take(len(self._buffer)), n)
            await self._wait_for_data('readexactly')
        return self._take(n) if n else b''

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line
