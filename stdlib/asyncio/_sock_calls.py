"""The calls of sockets as coroutines: each is tried at once, and again whenever the socket is ready."""
import functools
import os
import socket
import sys
from asyncio import exceptions, tasks

_BUSY = (BlockingIOError, InterruptedError)
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
_getaddrinfo, _getnameinfo = socket.getaddrinfo, socket.getnameinfo  # which programs may replace
_SENDFILE_BLOCK = 0x7fff_f000


def _check_ssl_socket(sock):
    ssl = sys.modules.get('ssl')
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        raise TypeError('Socket cannot be of type SSLSocket')


def _numeric_addresses(host, port, **hints):
    """What getaddrinfo() says of an address in numbers, without asking anybody; None: it is no such address."""
    if not isinstance(host, (str, bytes)) or not host:
        return None
    try:
        return socket.getaddrinfo(host, port, **{**hints, 'flags': hints.get('flags', 0) | _NUMERIC})
    except (OSError, UnicodeError):
        return None


def _check_sendfile(sock, file, offset, count):
    """Raise what is wrong with the arguments of a sendfile()."""
    if 'b' not in getattr(file, 'mode', 'b'):
        raise ValueError('file should be opened in binary mode')
    if sock.type != socket.SOCK_STREAM:
        raise ValueError('only SOCK_STREAM type sockets are supported')
    for name, value, least, kind in ('count', count, 1, 'positive'), ('offset', offset, 0, 'non-negative'):
        if value is None and name == 'count':
            continue
        message = f'{name} must be a {kind} integer (got {value!r})'
        if not isinstance(value, int):
            raise TypeError(message)
        if value < least:
            raise ValueError(message)


class _SockCalls:
    """Part of the event loop."""

    async def _until_ready(self, fd, add, remove):
        """Wait until the file can be read or written."""
        self._ensure_fd_no_transport(fd)
        waiter = self.create_future()
        handle = add(fd, _wake, waiter)
        try:
            await waiter
        finally:
            if not handle.cancelled():  # else somebody else took the place
                remove(fd)

    def _check_sock(self, sock):
        _check_ssl_socket(sock)
        if self.get_debug() and sock.gettimeout() != 0:
            raise ValueError('the socket must be non-blocking')

    async def _read_call(self, sock, call):
        """The result of call(), as soon as there is something to read."""
        self._check_sock(sock)
        while True:
            try:
                return call()
            except _BUSY:
                await self._until_ready(sock.fileno(), self._add_reader, self._remove_reader)

    async def _write_call(self, sock, call):
        """The result of call(), as soon as there is room to write."""
        while True:
            try:
                return call()
            except _BUSY:
                await self._until_ready(sock.fileno(), self._add_writer, self._remove_writer)

    async def sock_recv(self, sock, n):
        """Receive at most so many bytes; none: the peer sends no more."""
        return await self._read_call(sock, lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; answers how many bytes."""
        return await self._read_call(sock, lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram: (bytes, address)."""
        return await self._read_call(sock, lambda: sock.recvfrom(bufsize))

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer: (how many bytes, address)."""
        return await self._read_call(sock, lambda: sock.recvfrom_into(buf, nbytes or len(buf)))

    async def sock_sendall(self, sock, data):
        """Send all of the data."""
        self._check_sock(sock)
        sent = await self._write_call(sock, lambda: sock.send(data))
        rest = memoryview(data).cast('B')[sent:]
        while rest:
            sent = await self._write_call(sock, lambda: sock.send(rest))
            rest = rest[sent:]

    async def sock_sendto(self, sock, data, address):
        """Send a datagram; answers how many bytes were sent."""
        self._check_sock(sock)
        return await self._write_call(sock, lambda: sock.sendto(data, address))

    async def sock_accept(self, sock):
        """Wait for a connection: (socket, address)."""
        connection, address = await self._read_call(sock, sock.accept)
        connection.setblocking(False)
        return connection, address

    async def sock_connect(self, sock, address):
        """Connect the socket; a host name is looked up first."""
        self._check_sock(sock)
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            found = await self._resolve(address, family=sock.family, type=sock.type, proto=sock.proto)
            address = found[0][4]
        try:
            sock.connect(address)
        except _BUSY:
            await self._until_ready(sock.fileno(), self._add_writer, self._remove_writer)
            error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if error:
                raise OSError(error, f'Connect call failed {address}') from None

    # ---- names ----

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """socket.getaddrinfo(), while the loop goes on."""
        question = host, port, family, type, proto, flags
        if self.get_debug():
            return await self.run_in_executor(None, self._getaddrinfo_debug, *question)
        future = self._look_up_addresses(*question) if socket.getaddrinfo is _getaddrinfo else None
        if future is None:
            return await self.run_in_executor(None, socket.getaddrinfo, *question)
        return socket._with_names(await self._looked_up(future))

    async def _looked_up(self, future):
        try:
            return await future
        finally:
            if future.cancelled():
                self._cancel_lookup(future)

    def _getaddrinfo_debug(self, host, port, family, type, proto, flags):
        from asyncio.log import logger
        begin = self.time()
        found = socket.getaddrinfo(host, port, family, type, proto, flags)
        took = self.time() - begin
        log = logger.info if took >= self.slow_callback_duration else logger.debug
        log('Getting address info %s:%r took %.3fms: %r', host, port, took * 1e3, found)
        return found

    async def getnameinfo(self, sockaddr, flags=0):
        """socket.getnameinfo(), while the loop goes on."""
        future = self._look_up_names(sockaddr, flags) if socket.getnameinfo is _getnameinfo else None
        if future is None:
            return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)
        return await self._looked_up(future)

    async def _resolve(self, address, **hints):
        """What getaddrinfo() says of (host, port...). Numbers need no thread."""
        found = _numeric_addresses(*address[:2], **hints)
        if found is None:
            found = await self.getaddrinfo(*address[:2], **hints)
        elif len(address) > 2:  # flow and scope of IPv6
            found = [(*info[:4], (*info[4][:2], *address[2:])) for info in found]
        return found

    # ---- sendfile ----

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        """Send a file from an offset, until its end or `count` bytes; answers how many bytes were sent.

        The operating system does it, or without fallback SendfileNotAvailableError is raised if it cannot. The position
        of the file is behind what was sent, also after an error."""
        self._check_sock(sock)
        _check_sendfile(sock, file, offset, count)
        try:
            return await self._sock_sendfile_native(sock, file, offset, count)
        except exceptions.SendfileNotAvailableError:
            if not fallback:
                raise
        return await _send_in_pieces(functools.partial(self.sock_sendall, sock), file, offset, count)

    async def _sock_sendfile_native(self, sock, file, offset, count):
        try:
            fd = file.fileno()
            size = os.fstat(fd).st_size
        except (AttributeError, OSError, ValueError) as error:
            raise exceptions.SendfileNotAvailableError('not a regular file') from error
        position = offset
        end = size if count is None else min(size, offset + count)
        try:
            while position < end:
                block = min(end - position, _SENDFILE_BLOCK)
                try:
                    sent = await self._write_call(sock, lambda: os.sendfile(sock.fileno(), fd, position, block))
                except OSError as error:
                    if position == offset and not isinstance(error, ConnectionError):
                        raise exceptions.SendfileNotAvailableError('os.sendfile call failed') from error
                    raise
                if not sent:
                    break  # the file has shrunk
                position += sent
        finally:
            if position > offset:
                os.lseek(fd, position, os.SEEK_SET)
        return position - offset


def _wake(waiter):
    if not waiter.done():
        waiter.set_result(None)


async def _send_in_pieces(send, file, offset, count):
    """Read a file and send it piece by piece; answers how many bytes were sent."""
    from asyncio.constants import SENDFILE_FALLBACK_READBUFFER_SIZE as piece
    if hasattr(file, 'seek'):
        file.seek(offset)
    buffer = bytearray(piece if count is None else min(count, piece))
    total = 0
    loop = tasks.events.get_running_loop()
    try:
        while count is None or total < count:
            view = memoryview(buffer)
            if count is not None:
                view = view[:count - total]
            size = await loop.run_in_executor(None, file.readinto, view)
            if not size:
                break
            await send(view[:size])
            total += size
    finally:
        if total and hasattr(file, 'seek'):
            file.seek(offset + total)
    return total
