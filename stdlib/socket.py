"""Sockets. The calls of the operating system are in _socket; here are the class that programs use, its streams, and what
is made of several calls. Constants are members of enumerations where there is one for them."""
import _socket
import io
import operator
import os
import select
import sys
from _socket import *
from enum import IntEnum, IntFlag

__all__ = ['fromfd', 'getfqdn', 'create_connection', 'create_server', 'has_dualstack_ipv6', 'AddressFamily',
           'SocketKind', 'send_fds', 'recv_fds']
__all__ += [name for name in vars(_socket) if name[0] != '_' and name not in __all__]

IntEnum._convert_('AddressFamily', __name__, lambda name: name[:3] == 'AF_' and name.isupper(), source=_socket)
IntEnum._convert_('SocketKind', __name__, lambda name: name[:5] == 'SOCK_', source=_socket)
IntFlag._convert_('MsgFlag', __name__, lambda name: name[:4] == 'MSG_', source=_socket)
IntFlag._convert_('AddressInfo', __name__, lambda name: name[:3] == 'AI_', source=_socket)

_GLOBAL_DEFAULT_TIMEOUT = object()  # "what setdefaulttimeout() says": None is a timeout of its own
_SENDFILE_BLOCK = 2 ** 30
_INT_SIZE = 4  # of a file descriptor in ancillary data


def _member(value, enumeration):
    """The member of that value; the value itself if there is none."""
    try:
        return enumeration(value)
    except ValueError:
        return value


class socket(_socket.socket):
    """One end of a connection, or a place for datagrams."""

    # A socket that is closed while streams of makefile() are open lives on until the last of them is closed.
    __slots__ = ['__weakref__', '_streams', '_closed']

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._streams = 0
        self._closed = False
        super().__init__(family, type, proto, fileno)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        if not self._closed:
            self.close()

    def __repr__(self):
        cls = self.__class__
        parts = [f'fd={self.fileno()}', f'family={self.family!s}', f'type={self.type!s}', f'proto={self.proto}']
        if not self._closed:
            for name, ask in (('laddr', self.getsockname), ('raddr', self.getpeername)):
                try:
                    address = ask()
                except OSError:
                    continue
                if address:
                    parts.append(f'{name}={address}')
        closed = ' [closed]' if self._closed else ''
        return f'<{cls.__module__}.{cls.__qualname__}{closed} {", ".join(parts)}>'

    def __getstate__(self):
        raise TypeError(f'cannot pickle {self.__class__.__name__!r} object')

    @property
    def family(self):
        """The address family, as a member of AddressFamily if it is one."""
        return _member(super().family, AddressFamily)

    @property
    def type(self):
        """The kind of socket, as a member of SocketKind if it is one."""
        return _member(super().type, SocketKind)

    def dup(self):
        """Another socket for the same connection, with a file descriptor of its own."""
        copy = self.__class__(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        copy.settimeout(self.gettimeout())
        return copy

    def accept(self):
        """Wait for a connection: (a socket for it, the address of the peer)."""
        fd, address = self._accept()
        return socket(super().family, super().type, self.proto, fd), address

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        """A stream over the socket, as open() would make it; of modes there are 'r', 'w' and 'b'."""
        if not set(mode) <= set('rwb'):
            raise ValueError(f'invalid mode {mode!r} (only r, w, b allowed)')
        binary, writing = 'b' in mode, 'w' in mode
        reading = 'r' in mode or not writing
        raw = SocketIO(self, 'r' * reading + 'w' * writing)
        self._streams += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if not binary:
                raise ValueError('unbuffered streams must be binary')
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        else:
            buffer = (io.BufferedReader if reading else io.BufferedWriter)(raw, buffering)
        if binary:
            return buffer
        text = io.TextIOWrapper(buffer, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text

    def _stream_closed(self):
        """A stream of makefile() lets go of the socket."""
        if self._streams > 0:
            self._streams -= 1
        if self._closed:
            self.close()

    def _real_close(self):
        super().close()

    def close(self):
        """Close the socket, or let the last stream of makefile() do it."""
        self._closed = True
        if self._streams <= 0:
            self._real_close()

    def detach(self):
        """Close the socket object without closing the file descriptor, which is the result."""
        self._closed = True
        return super().detach()

    def get_inheritable(self):
        """Is the file descriptor passed on to programs that are started?"""
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Say whether the file descriptor is passed on to programs that are started."""
        os.set_inheritable(self.fileno(), inheritable)

    def sendfile(self, file, offset=0, count=None):
        """Send a binary file until its end, or `count` bytes of it; answers how many bytes were sent.

        os.sendfile() does it where it can; the position of the file is behind what was sent, also after an error."""
        if 'b' not in getattr(file, 'mode', 'b'):
            raise ValueError('file should be opened in binary mode')
        if not self.type & SOCK_STREAM:
            raise ValueError('only SOCK_STREAM type sockets are supported')
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f'count must be a positive integer (got {count!r})')
            if count <= 0:
                raise ValueError(f'count must be a positive integer (got {count!r})')
        if self.gettimeout() == 0:
            raise ValueError('non-blocking sockets are not supported')
        sent = self._send_by_system(file, offset, count)
        return self._send_by_reading(file, offset, count) if sent is None else sent

    def _send_by_system(self, file, offset, count):
        """sendfile() by os.sendfile(); None, and nothing is sent, if that is not possible."""
        try:
            source = file.fileno()
            size = os.fstat(source).st_size
        except (AttributeError, OSError):
            return None
        total = 0
        try:
            while size and (count is None or total < count):
                block = min(size if count is None else count - total, _SENDFILE_BLOCK)
                self._wait_writable()
                try:
                    sent = os.sendfile(self.fileno(), source, offset + total, block)
                except BlockingIOError:
                    continue
                except OSError:
                    if total:
                        raise
                    return None  # it does not like the file; another reason will show again
                if sent == 0:
                    break
                total += sent
        finally:
            if total and hasattr(file, 'seek'):
                file.seek(offset + total)
        return total

    def _wait_writable(self):
        timeout = self.gettimeout()
        if timeout:
            poll = select.poll()
            poll.register(self.fileno(), select.POLLOUT)
            if not poll.poll(timeout * 1000):
                raise TimeoutError('timed out')

    def _send_by_reading(self, file, offset, count):
        if offset:
            file.seek(offset)
        total = 0
        try:
            while count is None or total < count:
                block = memoryview(file.read(8192 if count is None else min(8192, count - total)))
                if not block:
                    break
                while block:
                    sent = self.send(block)
                    total += sent
                    block = block[sent:]
        finally:
            if total and hasattr(file, 'seek'):
                file.seek(offset + total)
        return total


class SocketIO(io.RawIOBase):
    """The raw stream that socket.makefile() builds on. Closing it does not close the socket."""

    def __init__(self, sock, mode):
        if mode not in ('r', 'w', 'rw', 'rb', 'wb', 'rwb'):
            raise ValueError(f'invalid mode: {mode!r}')
        super().__init__()
        self._sock = sock
        self._mode = mode if 'b' in mode else mode + 'b'
        self._reading, self._writing = 'r' in mode, 'w' in mode
        self._timed_out = False

    def _check_open(self):
        if self.closed:
            raise ValueError('I/O operation on closed socket.')

    def readinto(self, b):
        """Read up to len(b) bytes; 0: the end, None: nothing there, in non-blocking mode."""
        self._checkClosed()
        self._checkReadable()
        if self._timed_out:  # what was read before the timeout is lost, so the rest would be wrong
            raise OSError('cannot read from timed out object')
        try:
            return self._sock.recv_into(b)
        except TimeoutError:
            self._timed_out = True
            raise
        except BlockingIOError:
            return None

    def write(self, b):
        """Write; answers how many bytes were taken, None if that would block."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except BlockingIOError:
            return None

    def readable(self):
        """True if the stream is open for reading."""
        self._check_open()
        return self._reading

    def writable(self):
        """True if the stream is open for writing."""
        self._check_open()
        return self._writing

    def seekable(self):
        """False."""
        self._check_open()
        return super().seekable()

    @property
    def name(self):
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        return self._mode

    def fileno(self):
        """The file descriptor of the socket."""
        self._checkClosed()
        return self._sock.fileno()

    def close(self):
        """Close the stream."""
        if not self.closed:
            super().close()
            self._sock._stream_closed()
            self._sock = None


def fromfd(fd, family, type, proto=0):
    """A socket for a duplicate of a file descriptor."""
    return socket(family, type, proto, dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected to each other; of family AF_UNIX if none is given."""
    family = AF_UNIX if family is None else family
    return tuple(socket(family, type, proto, end.detach()) for end in _socket.socketpair(family, type, proto))


def send_fds(sock, buffers, fds, flags=0, address=None):
    """Send buffers and, beside them, file descriptors over an AF_UNIX socket."""
    packed = b''.join(operator.index(fd).to_bytes(_INT_SIZE, sys.byteorder, signed=True) for fd in fds)
    return sock.sendmsg(buffers, [(SOL_SOCKET, SCM_RIGHTS, packed)], flags, address)


def recv_fds(sock, bufsize, maxfds, flags=0):
    """Receive data and up to maxfds file descriptors: (data, list of file descriptors, flags, address)."""
    data, ancillary, flags, address = sock.recvmsg(bufsize, CMSG_LEN(maxfds * _INT_SIZE), flags)
    fds = []
    for level, kind, packed in ancillary:
        if level == SOL_SOCKET and kind == SCM_RIGHTS:
            for start in range(0, len(packed) - len(packed) % _INT_SIZE, _INT_SIZE):
                fds.append(int.from_bytes(packed[start:start + _INT_SIZE], sys.byteorder, signed=True))
    return data, fds, flags, address


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host and port: a list of (family, type, proto, canonname, sockaddr).

    The last is what connect() takes for a socket of that family. family, type and proto narrow the choice; flags are of
    AddressInfo."""
    return _with_names(_socket.getaddrinfo(host, port, family, type, proto, flags))


def _with_names(found):
    """Addresses as _socket has them, with names for families and types."""
    return [(_member(family, AddressFamily), _member(type, SocketKind), *rest) for family, type, *rest in found]


def getfqdn(name=''):
    """The full name of a host, as well as it can be found out; of this one if there is no name."""
    name = name.strip()
    if name in ('', '0.0.0.0', '::'):
        name = gethostname()
    try:
        canonical, aliases, _ = gethostbyaddr(name)
    except OSError:
        return name
    return next((known for known in (canonical, *aliases) if '.' in known), canonical)


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """A socket that is connected to (host, port), by the first of the host's addresses that answers.

    If none does, the error of the last one is raised, or with all_errors an ExceptionGroup of all of them."""
    host, port = address
    errors = []
    for family, type, proto, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, type, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(target)
            return sock
        except OSError as problem:
            errors.append(problem)
            if sock is not None:
                sock.close()
    try:
        if not errors:
            raise OSError('getaddrinfo returns an empty list')
        if all_errors:
            raise ExceptionGroup('create_connection failed', errors)
        raise errors[-1]
    finally:
        del errors  # their tracebacks refer to this frame


def has_dualstack_ipv6():
    """Can one IPv6 socket serve IPv4 as well?"""
    if not has_ipv6:
        return False
    try:
        with socket(AF_INET6, SOCK_STREAM) as probe:
            probe.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except OSError:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A TCP socket that listens at (host, port); an address just used may be used again.

    With dualstack_ipv6 and family AF_INET6, IPv4 connections are accepted too."""
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError('dualstack_ipv6 not supported on this platform')
        if family != AF_INET6:
            raise ValueError('dualstack_ipv6 requires AF_INET6 family')
    server = socket(family, SOCK_STREAM)
    try:
        server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            server.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            server.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, not dualstack_ipv6)
        try:
            server.bind(address)
        except OSError as problem:
            text = f'{problem.strerror} (while attempting to bind on address {address!r})'
            raise OSError(problem.errno, text) from None
        server.listen(*() if backlog is None else (backlog,))
    except BaseException:
        server.close()
        raise
    return server
