"""Connections within a process: pairs of queues."""
from queue import Queue

__all__ = ['Client', 'Listener', 'Pipe']

families = [None]


class Connection:
    """One end: what is sent here is received there."""

    def __init__(self, _in, _out):
        self._in, self._out = _in, _out
        self.send = self.send_bytes = _out.put
        self.recv = self.recv_bytes = _in.get

    def poll(self, timeout=0.0):
        """Is there something to receive, now or in so many seconds?"""
        with self._in.not_empty:
            return self._in.not_empty.wait_for(self._in._qsize, timeout) > 0

    def close(self):
        """Nothing."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def Pipe(duplex=True):
    """Two connections, joined."""
    there, back = Queue(), Queue()
    return Connection(there, back), Connection(back, there)


class Listener:
    """Waits for clients; its address is the queue by which they come."""

    def __init__(self, address=None, family=None, backlog=1):
        self._clients = Queue(backlog)

    address = property(lambda self: self._clients)

    def accept(self):
        """A connection with the next client."""
        return Connection(*self._clients.get())

    def close(self):
        """Accept no more clients."""
        self._clients = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def Client(address):
    """A connection with a listener."""
    there, back = Queue(), Queue()
    address.put((there, back))
    return Connection(back, there)
