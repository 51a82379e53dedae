"""What a transport calls: base classes for protocols, whose methods do nothing."""

__all__ = ('BaseProtocol', 'Protocol', 'BufferedProtocol', 'DatagramProtocol', 'SubprocessProtocol')


class BaseProtocol:
    """What all protocols are told. Between connection_made() and connection_lost() come the calls of the kind."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection is there. Called once; keep the transport to write to it."""

    def pause_writing(self):
        """The transport holds more than its high-water mark: better write no more."""

    def resume_writing(self):
        """What the transport holds is down to its low-water mark."""

    def connection_lost(self, exc):
        """The connection is over: closed or aborted here or at its end (None), or broken (the exception)."""


class _StreamEnd(BaseProtocol):
    """Protocols of streams of bytes."""

    __slots__ = ()

    def eof_received(self):
        """The peer sends no more. A false result closes the transport; a true one leaves that to the protocol."""


class Protocol(_StreamEnd):
    """For streams, which hand over what they read as bytes."""

    __slots__ = ()

    def data_received(self, data):
        """Some bytes came: not empty, and cut anywhere."""


class BufferedProtocol(_StreamEnd):
    """For streams that are to read into buffers of the protocol."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer to read into, not empty. `sizehint` is the size that would suit; it is -1 if any size would."""

    def buffer_updated(self, nbytes):
        """So many bytes were read into the buffer."""


class DatagramProtocol(BaseProtocol):
    """For datagrams."""

    __slots__ = ()

    def error_received(self, exc):
        """Sending or receiving raised this OSError."""

    def datagram_received(self, data, addr):
        """A datagram came."""


class SubprocessProtocol(BaseProtocol):
    """For processes and their pipes."""

    __slots__ = ()

    def process_exited(self):
        """The process has ended; its pipes may still hold something."""

    def pipe_connection_lost(self, fd, exc):
        """The pipe of the child's file descriptor `fd` is closed."""

    def pipe_data_received(self, fd, data):
        """The child wrote this to its file descriptor `fd`."""


def _feed_data_to_buffered_proto(protocol, data):
    """Hand bytes over to a BufferedProtocol, in as many pieces as its buffers take."""
    rest = memoryview(data)
    while rest:
        buffer = memoryview(protocol.get_buffer(len(rest)))
        size = min(len(buffer), len(rest))
        if not size:
            raise RuntimeError('get_buffer() returned an empty buffer')
        buffer[:size] = rest[:size]
        protocol.buffer_updated(size)
        rest = rest[size:]
