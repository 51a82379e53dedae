"""The socket of a transport, as programs may see it."""
import socket

_ASKING = ('fileno', 'getsockopt', 'setsockopt', 'getpeername', 'getsockname', 'shutdown', 'dup',
           'get_inheritable')


class TransportSocket:
    """A socket that can be asked and set, but neither read nor written nor closed: that is for the transport."""

    __slots__ = ('_sock',)

    def __init__(self, sock: socket.socket):
        self._sock = sock

    family = property(lambda self: self._sock.family)
    type = property(lambda self: self._sock.type)
    proto = property(lambda self: self._sock.proto)

    def __repr__(self):
        sock = self._sock
        parts = [f'fd={self.fileno()}', f'family={sock.family!s}', f'type={sock.type!s}', f'proto={sock.proto}']
        if self.fileno() != -1:
            for name, ask in ('laddr', sock.getsockname), ('raddr', sock.getpeername):
                try:
                    address = ask()
                except OSError:
                    continue
                if address:
                    parts.append(f'{name}={address}')
        return f"<asyncio.TransportSocket {', '.join(parts)}>"

    def __getstate__(self):
        raise TypeError('Cannot serialize asyncio.TransportSocket object')

    def gettimeout(self):
        return 0  # it never blocks

    def settimeout(self, value):
        if value != 0:
            raise ValueError('settimeout(): only 0 timeout is allowed on transport sockets')

    def setblocking(self, flag):
        if flag:
            raise ValueError('setblocking(): transport sockets cannot be blocking')


def _forward(name):
    def call(self, *args):
        return getattr(self._sock, name)(*args)

    call.__name__, call.__qualname__ = name, f'TransportSocket.{name}'
    return call


for _name in _ASKING:
    setattr(TransportSocket, _name, _forward(_name))
del _name
