"""What protocols write to: base classes of transports."""
from asyncio.events import _abstract

__all__ = ('BaseTransport', 'ReadTransport', 'WriteTransport', 'Transport', 'DatagramTransport', 'SubprocessTransport')


class BaseTransport:
    """What all transports can do."""

    __slots__ = ('_extra',)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Something that the transport knows of itself: 'socket', 'peername', 'sslcontext', 'pipe'..."""
        return self._extra.get(name, default)

    @_abstract
    def set_protocol(self, protocol):
        """Call another protocol from now on."""

    @_abstract
    def get_protocol(self):
        """The protocol that it calls."""

    @_abstract
    def is_closing(self):
        """Is it closed, or will it be?"""

    @_abstract
    def close(self):
        """Write what it holds, then close."""


class ReadTransport(BaseTransport):
    """Reads."""

    __slots__ = ()

    @_abstract
    def is_reading(self):
        """Does it read?"""

    @_abstract
    def resume_reading(self):
        """Go on reading."""

    @_abstract
    def pause_reading(self):
        """Stop reading until resume_reading()."""


class WriteTransport(BaseTransport):
    """Writes, and holds what cannot be written yet."""

    __slots__ = ()

    @_abstract
    def write(self, data):
        """Write the bytes, without waiting."""

    def writelines(self, list_of_data):
        """Write all of the pieces."""
        self.write(b''.join(list_of_data))

    @_abstract
    def can_write_eof(self):
        """Is there write_eof()?"""

    @_abstract
    def write_eof(self):
        """Tell the peer, after what was written before, that nothing more will come."""

    @_abstract
    def abort(self):
        """Close at once; what it holds is lost."""

    @_abstract
    def set_write_buffer_limits(self, high=None, low=None):
        """How many bytes it may hold until it pauses the protocol, and how few until it lets it go on."""

    @_abstract
    def get_write_buffer_limits(self):
        """(low, high)"""

    @_abstract
    def get_write_buffer_size(self):
        """How many bytes it holds."""


class Transport(ReadTransport, WriteTransport):
    """Both ways."""

    __slots__ = ()


class DatagramTransport(BaseTransport):
    """Datagrams."""

    __slots__ = ()

    @_abstract
    def sendto(self, data, addr=None):
        """Send a datagram; None: to the address that the transport was made for."""

    @_abstract
    def abort(self):
        """Close at once; what it holds is lost."""


class SubprocessTransport(BaseTransport):
    """A process."""

    __slots__ = ()

    @_abstract
    def get_pid(self):
        """Its number."""

    @_abstract
    def get_returncode(self):
        """Its exit status, negative for a signal; None while it runs."""

    @_abstract
    def get_pipe_transport(self, fd):
        """The transport for the child's file descriptor `fd`, or None."""

    @_abstract
    def send_signal(self, signal):
        """Send a signal."""

    @_abstract
    def terminate(self):
        """Ask it to end (SIGTERM)."""

    @_abstract
    def kill(self):
        """End it (SIGKILL)."""


def _limits(high, low, kib=64):
    """(high, low), with what is None filled in: so many KiB, and a quarter of what is high."""
    if high is None:
        high = kib * 1024 if low is None else 4 * low
    if low is None:
        low = high // 4
    if not high >= low >= 0:
        raise ValueError(f'high ({high!r}) must be >= low ({low!r}) must be >= 0')
    return high, low


class _WithProtocol:
    """A transport that has just these attributes for it."""

    __slots__ = ()

    def get_protocol(self):
        return self._protocol

    def set_protocol(self, protocol):
        self._protocol = protocol

    def is_closing(self):
        return self._closing


class _FlowControlMixin(Transport):
    """Pauses and resumes the protocol by how much the transport holds."""

    _high_water, _low_water = _limits(None, None)
    _protocol_paused = False

    def __init__(self, extra=None, loop=None):
        super().__init__(extra)
        self._loop = loop

    def _maybe_pause_protocol(self):
        """More is held than before."""
        if not self._protocol_paused and self.get_write_buffer_size() > self._high_water:
            self._protocol_paused = True
            self._tell('pause_writing')

    def _maybe_resume_protocol(self):
        """Less is held than before."""
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._tell('resume_writing')

    def _tell(self, what):
        try:
            getattr(self._protocol, what)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({'message': f'protocol.{what}() failed', 'exception': error,
                                               'transport': self, 'protocol': self._protocol})

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water

    def set_write_buffer_limits(self, high=None, low=None):
        self._high_water, self._low_water = _limits(high, low)
        self._maybe_pause_protocol()
