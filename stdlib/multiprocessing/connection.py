"""Connections, through which processes send each other messages."""
import os
import select
import socket
import tempfile

from _multiprocessing import receive as _receive, receive_object, send as _send, send_object
from multiprocessing import util
from multiprocessing.context import AuthenticationError, BufferTooShort
from multiprocessing.reduction import DupFd, reducers, register

__all__ = ['Client', 'Listener', 'Pipe', 'wait']

default_family, families = 'AF_INET', ['AF_INET', 'AF_UNIX']

# --- connections ----------------------------------------------------------------------------------------------------


class Connection:
    """One end: messages are objects (send, recv) or bytes (send_bytes, recv_bytes)."""

    _handle = None
    _close = staticmethod(os.close)  # also when modules are gone already

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError('invalid handle')
        if not (readable or writable):
            raise ValueError('at least one of `readable` and `writable` must be True')
        self._handle, self._readable, self._writable = handle, readable, writable

    def __del__(self):
        if self._handle is not None:
            self.close()

    def _usable(self, may, otherwise):
        """The descriptor, if the connection is open and goes that way."""
        if self._handle is None:
            raise OSError('handle is closed')
        if not may:
            raise OSError(f'connection is {otherwise}')
        return self._handle

    closed = property(lambda self: self._handle is None, doc='Was it closed?')
    readable = property(lambda self: self._readable, doc='Can messages be received?')
    writable = property(lambda self: self._writable, doc='Can messages be sent?')

    def fileno(self):
        """The file descriptor."""
        return self._usable(True, None)

    def close(self):
        """Close it."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self._close(handle)

    def send(self, obj):
        """Send an object."""
        send_object(self._usable(self._writable, 'read-only'), obj, reducers())

    def recv(self):
        """Receive an object; EOFError if nothing more will come."""
        return receive_object(self._usable(self._readable, 'write-only'))

    def send_bytes(self, buf, offset=0, size=None):
        """Send bytes: all of buf, or a part of it."""
        handle = self._usable(self._writable, 'read-only')
        view = memoryview(buf).cast('B')
        if offset < 0:
            raise ValueError('offset is negative')
        if len(view) < offset:
            raise ValueError('buffer length < offset')
        end = len(view) if size is None else offset + size
        if end < offset:
            raise ValueError('size is negative')
        if end > len(view):
            raise ValueError('buffer length < offset + size')
        _send(handle, view[offset:end])

    def recv_bytes(self, maxlength=None):
        """Receive bytes; a message that is longer than maxlength is an OSError, and the connection of no more use."""
        if maxlength is not None and maxlength < 0:
            raise ValueError('negative maxlength')
        data = self._message(maxlength)
        if data is None:
            if self._writable:
                self._readable = False
            else:
                self.close()
            raise OSError('bad message length')
        return data

    def _message(self, longest):
        return _receive(self._usable(self._readable, 'write-only'), longest)

    def recv_bytes_into(self, buf, offset=0):
        """Receive bytes into a buffer, from an offset on; returns how many there were."""
        with memoryview(buf) as view:
            room = view.nbytes
            if not 0 <= offset <= room:
                raise ValueError('negative offset' if offset < 0 else 'offset too large')
            data = self._message(None)
            if len(data) > room - offset:
                raise BufferTooShort(data)
            view.cast('B')[offset:offset + len(data)] = data
        return len(data)

    def poll(self, timeout=0.0):
        """Is there something to receive, now or in so many seconds? None: wait for it."""
        self._usable(self._readable, 'write-only')
        return bool(wait([self], timeout))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def _rebuild(fd, readable, writable):
    return Connection(fd.detach(), readable, writable)


register(Connection, lambda conn: (_rebuild, (DupFd(conn.fileno()), conn.readable, conn.writable)))


def Pipe(duplex=True):
    """Two connections, joined; duplex=False: the first one only receives, the second one only sends."""
    if duplex:
        return tuple(Connection(end.detach()) for end in socket.socketpair())
    reading, writing = os.pipe()
    return Connection(reading, writable=False), Connection(writing, readable=False)


def wait(object_list, timeout=None):
    """Those of the objects (connections, sockets, sentinels of processes) that are ready, once one is."""
    poll, objects = select.poll(), {}
    for thing in object_list:
        fd = thing if isinstance(thing, int) else thing.fileno()
        objects[fd] = thing
        poll.register(fd, select.POLLIN)
    ready = poll.poll(None if timeout is None else max(timeout, 0) * 1000)
    return [objects[fd] for fd, _ in ready]


# --- listeners and clients ------------------------------------------------------------------------------------------

def arbitrary_address(family):
    """A free address of a family."""
    if family == 'AF_INET':
        return 'localhost', 0
    if family == 'AF_UNIX':
        return tempfile.mktemp(prefix='listener-', dir=util.get_temp_dir())
    raise ValueError('unrecognized family')


def address_type(address):
    """The family of an address."""
    if isinstance(address, tuple):
        return 'AF_INET'
    if isinstance(address, (str, bytes)):
        return 'AF_UNIX'
    raise ValueError(f'address type of {address!r} unrecognized')


def _check_key(authkey):
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError('authkey should be a byte string')


class Listener:
    """Waits for clients at an address."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = family or (address and address_type(address)) or default_family
        _check_key(authkey)
        address = address or arbitrary_address(family)
        if family not in families:
            raise ValueError(f'Family {family} is not recognized.')
        self._authkey, self._socket = authkey, socket.socket(getattr(socket, family))
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(address)
            self._socket.listen(backlog)
        except OSError:
            self._socket.close()
            raise
        self._address, self._last_accepted = self._socket.getsockname(), None
        self._unlink = None
        if family == 'AF_UNIX' and not util.is_abstract_socket(address):
            self._unlink = util.Finalize(self, os.unlink, args=(address,), exitpriority=0)

    address = property(lambda self: self._address, doc='The address.')
    last_accepted = property(lambda self: self._last_accepted, doc='The address of the last client, if it has one.')

    def accept(self):
        """A connection with the next client."""
        if self._socket is None:
            raise OSError('listener is closed')
        peer, self._last_accepted = self._socket.accept()
        conn = Connection(peer.detach())
        if self._authkey:
            _authenticate(conn, deliver_challenge, answer_challenge, self._authkey)
        return conn

    def close(self):
        """Accept no more clients."""
        listening, self._socket = self._socket, None
        if listening is not None:
            listening.close()
            if self._unlink is not None:
                self._unlink()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def Client(address, family=None, authkey=None):
    """A connection with the listener at an address."""
    _check_key(authkey)
    family = family or address_type(address)
    with socket.socket(getattr(socket, family)) as joined:
        joined.connect(address)
        conn = Connection(joined.detach())
    if authkey is not None:
        _authenticate(conn, answer_challenge, deliver_challenge, authkey)
    return conn


# --- authentication: each side shows that it knows the key, without telling it --------------------------------------

MESSAGE_LENGTH = 20
CHALLENGE, WELCOME, FAILURE = b'#CHALLENGE#', b'#WELCOME#', b'#FAILURE#'


def _authenticate(conn, first, second, authkey):
    try:
        first(conn, authkey)
        second(conn, authkey)
    except BaseException:
        conn.close()
        raise


def _proof(authkey, message):
    import hmac
    if not isinstance(authkey, bytes):
        raise ValueError(f'Authkey must be bytes, not {type(authkey)!s}')
    return hmac.digest(authkey, message, 'md5')


def deliver_challenge(conn, authkey):
    """Let the other side show that it knows the key."""
    from hmac import compare_digest
    message = os.urandom(MESSAGE_LENGTH)
    expected = _proof(authkey, message)
    conn.send_bytes(CHALLENGE + message)
    if compare_digest(conn.recv_bytes(256), expected):
        conn.send_bytes(WELCOME)
    else:
        conn.send_bytes(FAILURE)
        raise AuthenticationError('digest received was wrong')


def answer_challenge(conn, authkey):
    """Show that we know the key."""
    message = conn.recv_bytes(256)
    assert message.startswith(CHALLENGE), f'message = {message!r}'
    conn.send_bytes(_proof(authkey, message.removeprefix(CHALLENGE)))
    if conn.recv_bytes(256) != WELCOME:
        raise AuthenticationError('digest sent was rejected')
