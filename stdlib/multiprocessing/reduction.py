"""How objects travel to other processes: a pickler that knows more types, and file descriptors that go along."""
import copyreg
import os
import pickle
import socket
from io import BytesIO

from _multiprocessing import dumps as _dumps
from multiprocessing import context

__all__ = ['send_handle', 'recv_handle', 'ForkingPickler', 'register', 'dump']

HAVE_SEND_HANDLE = True


class ForkingPickler(pickle.Pickler):
    """A pickler for what goes to another process."""

    _extra_reducers = {}
    loads = staticmethod(pickle.loads)

    def __init__(self, *args):
        super().__init__(*args)
        self.dispatch_table = reducers()

    @classmethod
    def register(cls, type, reduce):
        """Make reduce the reducer of a type, for this purpose only."""
        cls._extra_reducers[type] = reduce
        _reducers.clear()

    @classmethod
    def dumps(cls, obj, protocol=None):
        """The pickle of obj, as something bytes-like."""
        if cls is ForkingPickler and protocol is None:
            return _dumps(obj, reducers())
        file = BytesIO()
        cls(file, protocol).dump(obj)
        return file.getbuffer()


_reducers = {}  # copyreg's and ours together; empty: one of them has changed
_seen = 0  # how many copyreg had


def reducers():
    """The reducers of ForkingPickler."""
    global _seen
    if not _reducers or _seen != len(copyreg.dispatch_table):
        _seen = len(copyreg.dispatch_table)
        _reducers.update(copyreg.dispatch_table | ForkingPickler._extra_reducers)
    return _reducers


register = ForkingPickler.register


def dump(obj, file, protocol=None):
    """Write the pickle of obj to a file."""
    ForkingPickler(file, protocol).dump(obj)


# --- file descriptors -----------------------------------------------------------------------------------------------

def sendfds(sock, fds):
    """Send file descriptors through a socket of the family AF_UNIX; returns when they have arrived."""
    socket.send_fds(sock, [bytes([len(fds) % 256])], fds)
    if sock.recv(1) != b'A':
        raise RuntimeError('did not receive acknowledgement of fd')


def recvfds(sock, size):
    """Receive that many file descriptors."""
    count, fds, _, _ = socket.recv_fds(sock, 1, size)
    if not count:
        raise EOFError
    sock.send(b'A')
    if len(fds) != size or count[0] != size % 256:
        raise RuntimeError('Invalid data received')
    return fds


def _as_socket(conn):
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(conn.fileno()))


def send_handle(conn, handle, destination_pid):
    """Send a file descriptor through a connection (a duplex one)."""
    with _as_socket(conn) as sock:
        sendfds(sock, [handle])


def recv_handle(conn):
    """Receive a file descriptor."""
    with _as_socket(conn) as sock:
        return recvfds(sock, 1)[0]


def DupFd(fd):
    """Something that can be pickled, and whose detach() gives the descriptor in the process where it arrives."""
    popen = context.get_spawning_popen()
    if popen is not None:
        return popen.DupFd(popen.duplicate_for_child(fd))
    from multiprocessing import resource_sharer
    return resource_sharer.DupFd(fd)


# --- more types -----------------------------------------------------------------------------------------------------

def _reduce_method(method):
    owner = getattr(method, '__self__', None)
    return getattr, (method.__objclass__ if owner is None else owner, method.__name__)


def _rebuild_socket(fd, family, type, proto):
    return socket.socket(family, type, proto, fileno=fd.detach())


def _reduce_socket(sock):
    return _rebuild_socket, (DupFd(sock.fileno()), sock.family, sock.type, sock.proto)


for _kind in type(register), type(list.append), type(int.__add__):
    register(_kind, _reduce_method)
register(socket.socket, _reduce_socket)
