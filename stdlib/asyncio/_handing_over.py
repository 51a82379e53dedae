"""A connection that goes over to something else for a while or for good: to a file that is sent, to TLS."""
from asyncio import exceptions, protocols
from asyncio._sock_calls import _check_sendfile, _send_in_pieces


class _WhileSending(protocols.Protocol):
    """Takes the place of a transport's protocol while a file is sent, so that nobody else writes or reads."""

    def __init__(self, transport):
        self._transport = transport
        self._protocol = transport.get_protocol()
        self._was_reading = transport.is_reading()
        self._was_paused = transport._protocol_paused
        self._room = transport._loop.create_future() if self._was_paused else None  # a future, while writing is paused
        transport.pause_reading()
        transport.set_protocol(self)

    async def until_there_is_room(self):
        if self._transport.is_closing():
            raise ConnectionError('Connection closed by peer')
        if self._room is not None:
            await self._room

    def connection_made(self, transport):
        raise RuntimeError('Invalid state: connection should have been established already.')

    def connection_lost(self, exc):
        if self._room is not None and not self._room.done():
            self._room.set_exception(exc or ConnectionError('Connection is closed by peer'))
        self._protocol.connection_lost(exc)

    def pause_writing(self):
        if self._room is None:
            self._room = self._transport._loop.create_future()

    def resume_writing(self):
        room, self._room = self._room, None
        if room is not None and not room.done():
            room.set_result(None)

    def data_received(self, data):
        raise RuntimeError('Invalid state: reading should be paused')

    def eof_received(self):
        raise RuntimeError('Invalid state: reading should be paused')

    def restore(self):
        """Give the transport back to its protocol."""
        self._transport.set_protocol(self._protocol)
        if self._was_reading:
            self._transport.resume_reading()
        if self._room is not None:
            self._room.cancel()
        if self._was_paused:
            self._protocol.resume_writing()


class _HandingOver:
    """Part of the event loop."""

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file through a transport; answers how many bytes were sent.

        Without fallback RuntimeError is raised where the operating system cannot send it by itself."""
        if transport.is_closing():
            raise RuntimeError('Transport is closing')
        way = getattr(transport, '_sendfile_compatible', None)
        if way is None:
            raise RuntimeError(f'sendfile is not supported for transport {transport!r}')
        if way == 'native':
            try:
                return await self._sendfile_native(transport, file, offset, count)
            except exceptions.SendfileNotAvailableError:
                if not fallback:
                    raise
        if not fallback:
            raise RuntimeError(f'fallback is disabled and native sendfile is not supported for transport {transport!r}')
        return await self._sendfile_in_pieces(transport, file, offset, count)

    async def _sendfile_native(self, transport, file, offset, count):
        sock = transport._sock
        _check_sendfile(sock, file, offset, count)
        was_reading = transport.is_reading()
        transport.pause_reading()
        await transport._until_flushed()
        del self._transports[transport._sock_fd]  # so that the socket can be used
        try:
            return await self.sock_sendfile(sock, file, offset, count, fallback=False)
        finally:
            transport._flush_ends()
            self._transports[transport._sock_fd] = transport
            if was_reading:
                transport.resume_reading()

    async def _sendfile_in_pieces(self, transport, file, offset, count):
        place = _WhileSending(transport)

        async def send(data):
            await place.until_there_is_room()
            transport.write(data)

        try:
            return await _send_in_pieces(send, file, offset, count)
        finally:
            place.restore()

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None,
                        ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Go on with TLS; answers the transport that takes the place of the old one."""
        import ssl
        from asyncio import sslproto
        if not isinstance(sslcontext, ssl.SSLContext):
            raise TypeError(f'sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}')
        if not getattr(transport, '_start_tls_compatible', False):
            raise TypeError(f'transport {transport!r} is not supported by start_tls()')
        waiter = self.create_future()
        tls = sslproto.SSLProtocol(self, protocol, sslcontext, waiter, server_side, server_hostname,
                                   call_connection_made=False, ssl_handshake_timeout=ssl_handshake_timeout,
                                   ssl_shutdown_timeout=ssl_shutdown_timeout)
        new_transport = tls._app_transport
        transport.pause_reading()  # until the new protocol is there
        transport.set_protocol(tls)
        calls = self.call_soon(tls.connection_made, transport), self.call_soon(transport.resume_reading)
        try:
            await waiter
        except BaseException:
            transport.close()
            for call in calls:
                call.cancel()
            raise
        return new_transport
