"""Servers: sockets that listen, and what they accept."""
import errno
import os
import socket
import stat
from collections.abc import Iterable
from asyncio import constants, events, exceptions, tasks, trsock
from asyncio._sock_calls import _check_ssl_socket

_OUT_OF_RESOURCES = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Server(events.AbstractServer):
    """What create_server() and create_unix_server() make."""

    def __init__(self, loop, sockets, protocol_factory, ssl_context, backlog, ssl_handshake_timeout,
                 ssl_shutdown_timeout=None):
        self._loop = loop
        self._sockets = sockets  # None: it is closed
        self._make_protocol = protocol_factory
        self._backlog = backlog
        self._tls = (ssl_context, ssl_handshake_timeout, ssl_shutdown_timeout)
        self._active_count = 0  # connections
        self._waiters = []  # futures of wait_closed(); None: it is closed and has no connections
        self._serving = False
        self._serving_forever_fut = None
        self._retry = {}  # timers, by socket: to accept again when there are file descriptors

    def __repr__(self):
        return f'<{type(self).__name__} sockets={self.sockets!r}>'

    @property
    def sockets(self):
        """The sockets that listen."""
        return tuple(map(trsock.TransportSocket, self._sockets or ()))

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    def _attach(self):
        """A connection begins."""
        assert self._sockets is not None
        self._active_count += 1

    def _detach(self):
        """A connection ends."""
        self._active_count -= 1
        if not self._active_count and self._sockets is None:
            self._wake_up()

    def _wake_up(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(waiter)

    def close(self):
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        self._serving = False
        for sock in sockets:
            self._loop._remove_reader(sock.fileno())
            sock.close()
        for timer in self._retry.values():
            timer.cancel()
        self._retry.clear()
        forever = self._serving_forever_fut
        if forever is not None and not forever.done():
            forever.cancel()
            self._serving_forever_fut = None
        if not self._active_count:
            self._wake_up()

    async def wait_closed(self):
        if self._sockets is not None and self._waiters is not None:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter

    async def start_serving(self):
        self._start_serving()
        await tasks.sleep(0)  # so that the loop listens

    async def serve_forever(self):
        if self._serving_forever_fut is not None:
            raise RuntimeError(f'server {self!r} is already being awaited on serve_forever()')
        if self._sockets is None:
            raise RuntimeError(f'server {self!r} is closed')
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError:
            self.close()
            await self.wait_closed()
            raise
        finally:
            self._serving_forever_fut = None

    # ---- accepting ----

    def _start_serving(self):
        if not self._serving:
            self._serving = True
            for sock in self._sockets:
                sock.listen(self._backlog)
                self._listen(sock)

    def _listen(self, sock):
        self._retry.pop(sock, None)
        self._loop._add_reader(sock.fileno(), self._accept, sock)

    def _accept(self, sock):
        """Take all connections that wait, but let others run after as many as may wait."""
        for _ in range(self._backlog):
            try:
                connection, address = sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno not in _OUT_OF_RESOURCES:
                    raise
                self._pause_accepting(sock, error)
                return
            connection.setblocking(False)
            self._connect(connection, address)

    def _pause_accepting(self, sock, error):
        """The connections wait in the operating system: try again in a while."""
        self._loop.call_exception_handler({'message': 'socket.accept() out of system resource', 'exception': error,
                                           'socket': trsock.TransportSocket(sock)})
        self._loop._remove_reader(sock.fileno())
        self._retry[sock] = self._loop.call_later(constants.ACCEPT_RETRY_DELAY, self._listen, sock)

    def _connect(self, connection, address):
        if self._tls[0]:
            self._loop.create_task(self._connect_tls(connection, address))
            return
        protocol = None
        try:
            protocol = self._make_protocol()
            self._loop._make_socket_transport(connection, protocol, peername=address, server=self)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            connection.close()
            self._report(error, protocol, None)

    async def _connect_tls(self, connection, address):
        protocol = transport = None
        try:
            protocol = self._make_protocol()
            context, handshake_timeout, shutdown_timeout = self._tls
            waiter = self._loop.create_future()
            transport = self._loop._make_ssl_transport(
                connection, protocol, context, waiter=waiter, server_side=True, peername=address, server=self,
                ssl_handshake_timeout=handshake_timeout, ssl_shutdown_timeout=shutdown_timeout)
            await waiter
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if transport is None:
                connection.close()
            else:
                transport.close()
            self._report(error, protocol, transport)

    def _report(self, error, protocol, transport):
        """A connection could not be set up. As this may be the peer's fault, only debug mode shows it."""
        if self._loop.get_debug():
            context = {'message': 'Error on transport creation for incoming connection', 'exception': error}
            context.update({name: what for name, what in (('protocol', protocol), ('transport', transport)) if what})
            self._loop.call_exception_handler(context)


def _check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout):
    """Raise what is wrong with options that mean something with TLS only."""
    if ssl:
        return
    timeouts = {'ssl_handshake_timeout': ssl_handshake_timeout, 'ssl_shutdown_timeout': ssl_shutdown_timeout}
    for name, value in timeouts.items():
        if value is not None:
            raise ValueError(f'{name} is only meaningful with ssl')


def _check_stream(sock):
    if sock.type != socket.SOCK_STREAM:
        raise ValueError(f'A Stream Socket was expected, got {sock!r}')


def _set_reuseport(sock):
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        raise ValueError('reuse_port not supported by socket module, SO_REUSEPORT defined '
                         'but not implemented.') from None


def _bound_socket(info, reuse_address, reuse_port):
    """A socket at the address of getaddrinfo(); None: there is no such family here."""
    family, kind, proto, _, address = info
    try:
        sock = socket.socket(family, kind, proto)
    except OSError:
        return None
    try:
        if reuse_address:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
        if reuse_port:
            _set_reuseport(sock)
        if family == socket.AF_INET6:  # IPv4 has a socket of its own
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
        sock.bind(address)
    except OSError as error:
        sock.close()
        text = (error.strerror or '').lower()
        raise OSError(error.errno, f'error while attempting to bind on address {address!r}: {text}') from None
    except BaseException:
        sock.close()
        raise
    return sock


class _Serving:
    """Part of the event loop."""

    async def create_server(self, protocol_factory, host=None, port=None, *, family=socket.AF_UNSPEC,
                            flags=socket.AI_PASSIVE, sock=None, backlog=100, ssl=None, reuse_address=None,
                            reuse_port=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True):
        """A server of TCP at each address of the host or hosts (None: all), or on the socket that is given."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        _check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        if sock is not None:
            _check_ssl_socket(sock)
        if host is None and port is None:
            if sock is None:
                raise ValueError('Neither host/port nor sock were specified')
            _check_stream(sock)
            sockets = [sock]
        else:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            infos = await self._server_addresses(host, port, family, flags)
            sockets = self._bound_sockets(infos, reuse_address is None or reuse_address, reuse_port)
        tls = (ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._make_server(sockets, protocol_factory, tls, start_serving)

    async def _server_addresses(self, host, port, family, flags):
        """What getaddrinfo() says of all hosts, each once."""
        if host == '':
            hosts = [None]
        else:
            hosts = [host] if isinstance(host, str) or not isinstance(host, Iterable) else host
        hints = {'family': family, 'type': socket.SOCK_STREAM, 'flags': flags}
        found = await tasks.gather(*[self._resolve((host, port), **hints) for host in hosts])
        for infos in found:
            if not infos:
                raise OSError(f'getaddrinfo({host!r}) returned empty list')
        return list(dict.fromkeys(info for infos in found for info in infos))

    def _bound_sockets(self, infos, reuse_address, reuse_port):
        sockets = []
        try:
            for info in infos:
                sock = _bound_socket(info, reuse_address, reuse_port)
                if sock is not None:
                    sockets.append(sock)
        except BaseException:
            for sock in sockets:
                sock.close()
            raise
        return sockets

    async def _make_server(self, sockets, protocol_factory, tls, start_serving):
        for sock in sockets:
            sock.setblocking(False)
        server = Server(self, sockets, protocol_factory, *tls)
        if start_serving:
            await server.start_serving()
        if self.get_debug():
            from asyncio.log import logger
            logger.info('%r is serving', server)
        return server

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True):
        """A server on a Unix socket: at the path, where an old socket gives way, or on the one that is given."""
        if isinstance(ssl, bool):
            raise TypeError('ssl argument must be an SSLContext or None')
        _check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            sock = _bound_unix_socket(os.fspath(path))
        elif sock is None:
            raise ValueError('path was not specified, and no sock specified')
        elif sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        tls = (ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._make_server([sock], protocol_factory, tls, start_serving)


def _remove_old_socket(path):
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.remove(path)
    except OSError:
        pass  # bind() will tell


def _bound_unix_socket(path):
    if path[:1] not in ('\0', b'\0'):
        _remove_old_socket(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.bind(path)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise OSError(errno.EADDRINUSE, f'Address {path!r} is already in use') from None
        raise
    except BaseException:
        sock.close()
        raise
    return sock
