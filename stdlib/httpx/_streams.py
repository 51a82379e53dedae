"""Bodies as they travel: iterables of bytes that are closed, for `for` or for `async for`, or for both."""
from httpx._exceptions import StreamConsumed


class SyncByteStream:
    """A body for clients that block."""

    def __iter__(self):
        raise NotImplementedError("The '__iter__' method must be implemented.")

    def close(self):
        """Give back what the body needs."""


class AsyncByteStream:
    """A body for clients that await."""

    async def __aiter__(self):
        raise NotImplementedError("The '__aiter__' method must be implemented.")
        yield b''

    async def aclose(self):
        """Give back what the body needs."""


class ByteStream(SyncByteStream, AsyncByteStream):
    """A body that is there."""

    def __init__(self, stream):
        self.content = stream

    def __iter__(self):
        yield self.content

    async def __aiter__(self):
        yield self.content


_PIECE = 65536  # bytes that are read from files at a time


def _pieces_of(source):
    """What an iterable or a binary file has, as bytes."""
    if not hasattr(source, 'read'):
        yield from source
        return
    while piece := source.read(_PIECE):
        yield piece


class IteratorStream(SyncByteStream):
    """A body that an iterable or a file makes, once."""

    def __init__(self, source):
        self._source = source
        self._consumed = False

    def __iter__(self):
        if self._consumed and hasattr(self._source, '__next__'):
            raise StreamConsumed()
        self._consumed = True
        yield from _pieces_of(self._source)


class AsyncIteratorStream(AsyncByteStream):
    """A body that an asynchronous iterable makes, once."""

    def __init__(self, source):
        self._source = source
        self._consumed = False

    async def __aiter__(self):
        if self._consumed and hasattr(self._source, '__anext__'):
            raise StreamConsumed()
        self._consumed = True
        async for piece in self._source:
            yield piece


class UnattachedStream(SyncByteStream, AsyncByteStream):
    """Where a body was that a copy cannot have."""

    def __iter__(self):
        raise StreamConsumed()

    async def __aiter__(self):
        raise StreamConsumed()
        yield b''
