"""Transports: what clients send requests with."""
import threading
import _httpx
from httpx._carrying import Carrier, Options
from httpx._config import DEFAULT_LIMITS
from httpx._exceptions import ConnectError, ConnectTimeout, PoolTimeout, request_context
from httpx._models import Response
from httpx._streams import SyncByteStream


class BaseTransport:
    """Answers requests: handle_request(request) is a Response."""

    def handle_request(self, request):
        """The answer to a request; its body need not be there yet."""
        raise NotImplementedError("The 'handle_request' method must be implemented.")

    def close(self):
        """Give connections back."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type=None, exc_value=None, traceback=None):
        self.close()


class AsyncBaseTransport:
    """Answers requests: await handle_async_request(request) is a Response."""

    async def handle_async_request(self, request):
        """The answer to a request; its body need not be there yet."""
        raise NotImplementedError("The 'handle_async_request' method must be implemented.")

    async def aclose(self):
        """Give connections back."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type=None, exc_value=None, traceback=None):
        await self.aclose()


class MockTransport(BaseTransport, AsyncBaseTransport):
    """Answers with what a function of the request answers."""

    def __init__(self, handler):
        self.handler = handler

    def handle_request(self, request):
        """What the function answers."""
        request.read()
        response = self.handler(request)
        if not isinstance(response, Response):
            raise TypeError('Cannot use an async handler in a sync Client')
        return response

    async def handle_async_request(self, request):
        """What the function answers."""
        await request.aread()
        response = self.handler(request)
        return response if isinstance(response, Response) else await response


class _Lanes:
    """Connections: each is a Multi, which carries one exchange at a time."""

    def __init__(self, limits):
        self._free = None if limits.max_connections is None else threading.Semaphore(limits.max_connections)
        self._most_idle = limits.max_keepalive_connections
        self._lock = threading.Lock()
        self._idle = []  # of (origin of its connection, Multi), the one last used at the end

    def take(self, origin, timeout):
        """One that is connected with the origin, or a new one."""
        if self._free is not None and not self._free.acquire(timeout=timeout):
            raise PoolTimeout('timed out')
        with self._lock:
            for i in reversed(range(len(self._idle))):
                if self._idle[i][0] == origin:
                    return self._idle.pop(i)[1]
        return _httpx.Multi(False, 1)

    def give_back(self, origin, lane):
        """It may be taken again."""
        dropped = None
        with self._lock:
            self._idle.append((origin, lane))
            if self._most_idle is not None and len(self._idle) > self._most_idle:
                dropped = self._idle.pop(0)
        del dropped  # closes its connection: not while others wait for the lock
        if self._free is not None:
            self._free.release()

    def clear(self):
        """Close connections that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        idle.clear()


class _Drive:
    """A Carrier on its lane."""

    def __init__(self, lanes, carrier, request):
        self._lanes, self._carrier = lanes, carrier
        self._pieces = iter(request.stream) if carrier.has_pieces else None
        self._lane = lanes.take(carrier.origin, carrier.timeouts.get('pool'))
        self._lane.add(carrier.exchange)

    def step(self):
        """Feed a piece of the request, or wait until something happens."""
        carrier = self._carrier
        if carrier.wants_piece:
            carrier.exchange.feed(next(filter(None, self._pieces), b''))
        elif not self._lane.run(carrier.exchange, carrier.patience):
            raise carrier.too_late()

    def end(self):
        """Give the lane back; a connection with an answer that is not complete is closed."""
        if self._lane is not None:
            lane, self._lane = self._lane, None
            lane.remove(self._carrier.exchange)
            self._lanes.give_back(self._carrier.origin, lane)


class _Body(SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, drive, carrier):
        self._drive, self._carrier = drive, carrier

    def __iter__(self):
        try:
            while (piece := self._carrier.take()) != b'':
                if piece is None:
                    self._drive.step()
                else:
                    yield piece
        except BaseException:
            self.close()
            raise

    def close(self):
        """The rest is not wanted."""
        self._drive.end()

    def __del__(self):
        self.close()


class HTTPTransport(BaseTransport):
    """Sends requests over the network."""

    def __init__(self, verify=True, cert=None, http1=True, http2=False, limits=DEFAULT_LIMITS, trust_env=True,
                 proxy=None, uds=None, local_address=None, retries=0, socket_options=None):
        self._options = Options(verify, cert, http1, http2, limits, trust_env, proxy, uds, local_address, retries,
                                socket_options)
        self._lanes = _Lanes(self._options.limits)

    def _begin(self, request):
        """(drive, carrier) with an answer whose head is there."""
        carrier = Carrier(request, self._options)
        drive = _Drive(self._lanes, carrier, request)
        try:
            while not carrier.has_head:
                drive.step()
        except BaseException:
            drive.end()
            raise
        return drive, carrier

    def handle_request(self, request):
        """The answer to a request; its body comes while it is read."""
        with request_context(request):
            for left in reversed(range(self._options.retries + 1)):
                try:
                    drive, carrier = self._begin(request)
                    break
                except (ConnectError, ConnectTimeout):
                    if not left:
                        raise
        status, headers, extensions = carrier.parse_head()
        return Response(status, headers=headers, stream=_Body(drive, carrier), extensions=extensions)

    def close(self):
        """Close the connections that are kept."""
        self._lanes.clear()
