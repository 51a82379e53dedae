"""Connections and datagram endpoints: from host names to transports."""
import functools
import itertools
import os
import socket
import stat
from asyncio import staggered
from asyncio._serving import _check_stream, _check_tls_options, _set_reuseport
from asyncio._sock_calls import _check_ssl_socket


def _interleave(infos, first_count):
    """Addresses with the families by turns, after `first_count` of the first family."""
    by_family = {}
    for info in infos:
        by_family.setdefault(info[0], []).append(info)
    families = list(by_family.values())
    ahead = max(first_count - 1, 0)
    first, families[0] = families[0][:ahead], families[0][ahead:]
    turns = itertools.zip_longest(*families)
    return first + [info for turn in turns for info in turn if info is not None]


def _one_error(errors):
    """The error to raise when all attempts have failed."""
    if len(errors) == 1 or len({str(error) for error in errors}) == 1:
        return errors[0]
    return OSError(f"Multiple exceptions: {', '.join(map(str, errors))}")


def _bind_to_one(sock, family, local_infos):
    """Bind the socket to the first local address that can be used."""
    errors = []
    for local_family, _, _, _, address in local_infos:
        if local_family != family:
            continue
        try:
            sock.bind(address)
            return
        except OSError as error:
            text = (error.strerror or '').lower()
            errors.append(OSError(error.errno, f'error while attempting to bind on address {address!r}: {text}'))
    raise errors.pop() if errors else OSError(f'no matching local address with {family=} found')


def _check_stream_options(ssl, server_hostname, host, ssl_handshake_timeout, ssl_shutdown_timeout):
    """The server name for TLS; raises what is wrong with the options."""
    if server_hostname is not None and not ssl:
        raise ValueError('server_hostname is only meaningful with ssl')
    if server_hostname is None and ssl:
        if not host:
            raise ValueError('You must set server_hostname when using ssl without a host')
        server_hostname = host
    _check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    return server_hostname


class _Connecting:
    """Part of the event loop."""

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
                                sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None):
        """Connect to a host by TCP, or take a socket that is connected: (transport, protocol).

        With happy_eyeballs_delay each further address of the host is tried after so many seconds, while those before
        it are still being tried."""
        server_hostname = _check_stream_options(ssl, server_hostname, host, ssl_handshake_timeout, ssl_shutdown_timeout)
        if sock is not None:
            _check_ssl_socket(sock)
        if host is None and port is None:
            if sock is None:
                raise ValueError('host and port was not specified and no sock specified')
            _check_stream(sock)
        else:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            if happy_eyeballs_delay is not None and interleave is None:
                interleave = 1
            hints = {'family': family, 'type': socket.SOCK_STREAM, 'proto': proto, 'flags': flags}
            infos, local_infos = await self._look_up(host, port, local_addr, hints)
            if interleave:
                infos = _interleave(infos, interleave)
            sock = await self._connect_to_one(infos, local_infos, happy_eyeballs_delay)
        tls = (ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._make_connection(sock, protocol_factory, tls)

    async def _look_up(self, host, port, local_addr, hints):
        """The addresses of the other side, and those of this side or None."""
        infos = await self._resolve((host, port), **hints)
        if not infos:
            raise OSError('getaddrinfo() returned empty list')
        if local_addr is None:
            return infos, None
        local_infos = await self._resolve(local_addr, **hints)
        if not local_infos:
            raise OSError('getaddrinfo() returned empty list')
        return infos, local_infos

    async def _connect_to_one(self, infos, local_infos, delay):
        """A socket that is connected to one of the addresses."""
        errors = []
        sock = None
        if delay is None:
            for info in infos:
                try:
                    sock = await self._connect_sock(errors, info, local_infos)
                    break
                except OSError:
                    pass  # it is in errors
        else:
            attempts = (functools.partial(self._connect_sock, errors, info, local_infos) for info in infos)
            sock, _, _ = await staggered.staggered_race(attempts, delay, loop=self)
        try:
            if sock is None:
                raise _one_error(errors)
            return sock
        finally:
            errors = None  # their tracebacks lead here

    async def _connect_sock(self, errors, info, local_infos):
        """One attempt; a reason why it failed is also added to the list."""
        family, kind, proto, _, address = info
        sock = None
        try:
            sock = socket.socket(family, kind, proto)
            sock.setblocking(False)
            if local_infos is not None:
                _bind_to_one(sock, family, local_infos)
            await self.sock_connect(sock, address)
            return sock
        except BaseException as error:
            if isinstance(error, OSError):
                errors.append(error)
            if sock is not None:
                sock.close()
            raise
        finally:
            errors = None  # an error's traceback leads here

    async def _make_connection(self, sock, protocol_factory, tls, server_side=False):
        """(transport, protocol) over a socket that is connected, when connection_made() was called."""
        ssl, server_hostname, handshake_timeout, shutdown_timeout = tls
        sock.setblocking(False)
        protocol = protocol_factory()
        waiter = self.create_future()
        if ssl:
            transport = self._make_ssl_transport(
                sock, protocol, None if isinstance(ssl, bool) else ssl, waiter=waiter, server_side=server_side,
                server_hostname=server_hostname, ssl_handshake_timeout=handshake_timeout,
                ssl_shutdown_timeout=shutdown_timeout)
        else:
            transport = self._make_socket_transport(sock, protocol, waiter)
        return await self._when_made(transport, protocol, waiter)

    async def _when_made(self, transport, protocol, waiter):
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None,
                                      ssl_shutdown_timeout=None):
        """The server's side of a connection that was accepted elsewhere: (transport, protocol)."""
        _check_stream(sock)
        _check_tls_options(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        _check_ssl_socket(sock)
        tls = (ssl, '', ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._make_connection(sock, protocol_factory, tls, server_side=True)

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Connect to a Unix socket, or take one that is connected: (transport, protocol)."""
        if ssl and server_hostname is None:
            raise ValueError('you have to pass server_hostname when using ssl')
        _check_stream_options(ssl, server_hostname, None, ssl_handshake_timeout, ssl_shutdown_timeout)
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            sock = await self._connect_unix(os.fspath(path))
        elif sock is None:
            raise ValueError('no path and sock were specified')
        elif sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A UNIX Domain Stream Socket was expected, got {sock!r}')
        tls = (ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._make_connection(sock, protocol_factory, tls)

    async def _connect_unix(self, path):
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await self.sock_connect(sock, path)
        except BaseException:
            sock.close()
            raise
        return sock

    # ---- datagrams ----

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0,
                                       flags=0, reuse_port=None, allow_broadcast=None, sock=None):
        """A place for datagrams: (transport, protocol). With remote_addr they all go there and come from there."""
        options = {'local_addr': local_addr, 'remote_addr': remote_addr, 'family': family, 'proto': proto,
                   'flags': flags, 'reuse_port': reuse_port, 'allow_broadcast': allow_broadcast}
        peer = None
        if sock is not None:
            _check_datagram_socket(sock, options)
            sock.setblocking(False)
        else:
            pairs = await self._datagram_addresses(local_addr, remote_addr, family, proto, flags)
            sock, peer = await self._datagram_socket(pairs, reuse_port, allow_broadcast)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = self._make_datagram_transport(sock, protocol, peer, waiter)
        return await self._when_made(transport, protocol, waiter)

    async def _datagram_addresses(self, local, remote, family, proto, flags):
        """All (family, protocol, local address or None, remote address or None) that fit."""
        if family == getattr(socket, 'AF_UNIX', None):
            for address in local, remote:
                if address is not None and not isinstance(address, str):
                    raise TypeError('string is expected')
            if local and local[0] not in (0, '\x00'):
                _remove_old_datagram_socket(local)
            return [(family, proto, local, remote)]
        if not local and not remote:
            if family == 0:
                raise ValueError('unexpected address family')
            return [(family, proto, None, None)]
        found = {}  # by (family, protocol): [local address, remote address]
        for place, address in enumerate((local, remote)):
            if address is None:
                continue
            if not (isinstance(address, tuple) and len(address) == 2):
                raise TypeError('2-tuple is expected')
            infos = await self._resolve(address, family=family, type=socket.SOCK_DGRAM, proto=proto, flags=flags)
            if not infos:
                raise OSError('getaddrinfo() returned empty list')
            for info in infos:
                found.setdefault((info[0], info[2]), [None, None])[place] = info[4]
        pairs = [(*key, *both) for key, both in found.items()
                 if (both[0] or not local) and (both[1] or not remote)]
        if not pairs:
            raise ValueError('can not get address information')
        return pairs

    async def _datagram_socket(self, pairs, reuse_port, allow_broadcast):
        """A socket for the first of the pairs that can be used, and the address of the peer if there is one."""
        errors = []
        for family, proto, local, remote in pairs:
            sock = None
            try:
                sock = socket.socket(family, socket.SOCK_DGRAM, proto)
                if reuse_port:
                    _set_reuseport(sock)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local:
                    sock.bind(local)
                if remote and not allow_broadcast:
                    await self.sock_connect(sock, remote)
                return sock, remote or None
            except BaseException as error:
                if sock is not None:
                    sock.close()
                if not isinstance(error, OSError):
                    raise
                errors.append(error)
        raise errors[0]


def _check_datagram_socket(sock, options):
    """Raise what is wrong with the socket, or that there are options besides."""
    if sock.type != socket.SOCK_DGRAM:
        raise ValueError(f'A UDP Socket was expected, got {sock!r}')
    given = ', '.join(f'{name}={value}' for name, value in options.items() if value)
    if given:
        raise ValueError(f'socket modifier keyword arguments can not be used when sock is specified. ({given})')


def _remove_old_datagram_socket(path):
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.remove(path)
    except FileNotFoundError:
        pass
