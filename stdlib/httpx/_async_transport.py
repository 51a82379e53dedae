"""The transport of AsyncClient: libcurl says which descriptors and which time matter, the event loop watches them."""
import asyncio
import _httpx
from httpx._carrying import Carrier, Options
from httpx._config import DEFAULT_LIMITS
from httpx._exceptions import ConnectError, ConnectTimeout, PoolTimeout, request_context
from httpx._models import Response
from httpx._streams import AsyncByteStream
from httpx._transports import AsyncBaseTransport

_UNLIMITED = 1000  # connections that are kept if there is no limit


def _give_up(waiter):
    if not waiter.done():
        waiter.set_result(False)


class _Driver:
    """A Multi in an event loop, and who waits for what happens in it."""

    def __init__(self, loop, limits):
        most_idle = limits.max_keepalive_connections
        self.loop = loop
        self.free = None if limits.max_connections is None else asyncio.Semaphore(limits.max_connections)
        self._multi = _httpx.Multi(True, _UNLIMITED if most_idle is None else max(1, most_idle))
        self._watched = {}  # descriptor -> what libcurl waits for
        self._waiters = {}  # exchange -> future
        self._timer = None

    def begin(self, exchange):
        """Start an exchange."""
        self._multi.add(exchange)

    def end(self, exchange):
        """Forget an exchange; its connection is kept if the answer is complete."""
        self._multi.remove(exchange)
        self._obey(self._multi.resume(None))

    async def progress(self, exchange, seconds):
        """Wait until something happens to an exchange. False: nothing did, for so many seconds."""
        waiter = self._waiters[exchange] = self.loop.create_future()
        timer = None if seconds is None else self.loop.call_later(seconds, _give_up, waiter)
        try:
            self._obey(self._multi.resume(exchange))
            return await waiter
        finally:
            del self._waiters[exchange]
            if timer is not None:
                timer.cancel()

    # --- what libcurl wants ---

    def _act(self, descriptor, event):
        self._obey(self._multi.act(descriptor, event))

    def _obey(self, news):
        changes, milliseconds, progressed = news
        for descriptor, events in changes:
            self._watch(descriptor, events)
        if milliseconds is not None:
            self._set_timer(milliseconds)
        for exchange in progressed:
            waiter = self._waiters.get(exchange)
            if waiter is not None and not waiter.done():
                waiter.set_result(True)

    def _watch(self, descriptor, events):
        before = self._watched.get(descriptor, 0)
        events = 0 if events == _httpx.POLL_REMOVE else events
        if events & ~before & _httpx.POLL_IN:
            self.loop.add_reader(descriptor, self._act, descriptor, _httpx.CAN_READ)
        elif before & ~events & _httpx.POLL_IN:
            self.loop.remove_reader(descriptor)
        if events & ~before & _httpx.POLL_OUT:
            self.loop.add_writer(descriptor, self._act, descriptor, _httpx.CAN_WRITE)
        elif before & ~events & _httpx.POLL_OUT:
            self.loop.remove_writer(descriptor)
        self._watched[descriptor] = events
        if not events:
            del self._watched[descriptor]

    def _set_timer(self, milliseconds):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if milliseconds >= 0:
            self._timer = self.loop.call_later(milliseconds / 1000, self._act, _httpx.SOCKET_TIMEOUT, 0)


class _Drive:
    """A Carrier on its way."""

    def __init__(self, driver, carrier, request):
        self._driver, self._carrier = driver, carrier
        self._pieces = aiter(request.stream) if carrier.has_pieces else None
        self._is_on = False

    async def start(self):
        """Wait for a connection that may be used."""
        free = self._driver.free
        if free is not None:
            try:
                await asyncio.wait_for(free.acquire(), self._carrier.timeouts.get('pool'))
            except TimeoutError:
                raise PoolTimeout('timed out') from None
        self._is_on = True
        self._driver.begin(self._carrier.exchange)

    async def _next_piece(self):
        async for piece in self._pieces:
            if piece:
                return piece
        return b''

    async def step(self):
        """Feed a piece of the request, or wait until something happens."""
        carrier = self._carrier
        if carrier.wants_piece:
            carrier.exchange.feed(await self._next_piece())
        elif not await self._driver.progress(carrier.exchange, carrier.patience):
            raise carrier.too_late()

    def end(self):
        """Leave nothing behind; a connection with an answer that is not complete is closed."""
        if self._is_on:
            self._is_on = False
            self._driver.end(self._carrier.exchange)
            if self._driver.free is not None:
                self._driver.free.release()

    def end_later(self):
        """The same for those who may be in another thread, or when there is no loop any more."""
        if self._is_on and not self._driver.loop.is_closed():
            self._driver.loop.call_soon_threadsafe(self.end)


class _AsyncBody(AsyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, drive, carrier):
        self._drive, self._carrier = drive, carrier

    async def __aiter__(self):
        try:
            while (piece := self._carrier.take()) != b'':
                if piece is None:
                    await self._drive.step()
                else:
                    yield piece
        except BaseException:
            self._drive.end()
            raise

    async def aclose(self):
        """The rest is not wanted."""
        self._drive.end()

    def __del__(self):
        self._drive.end_later()


class AsyncHTTPTransport(AsyncBaseTransport):
    """Sends requests over the network, in the event loop that runs."""

    def __init__(self, verify=True, cert=None, http1=True, http2=False, limits=DEFAULT_LIMITS, trust_env=True,
                 proxy=None, uds=None, local_address=None, retries=0, socket_options=None):
        self._options = Options(verify, cert, http1, http2, limits, trust_env, proxy, uds, local_address, retries,
                                socket_options)
        self._driver = None

    def _driver_here(self):
        loop = asyncio.get_running_loop()
        if self._driver is None or self._driver.loop is not loop:
            self._driver = _Driver(loop, self._options.limits)
        return self._driver

    async def _begin(self, request):
        """(drive, carrier) with an answer whose head is there."""
        carrier = Carrier(request, self._options)
        drive = _Drive(self._driver_here(), carrier, request)
        await drive.start()
        try:
            while not carrier.has_head:
                await drive.step()
        except BaseException:
            drive.end()
            raise
        return drive, carrier

    async def handle_async_request(self, request):
        """The answer to a request; its body comes while it is read."""
        with request_context(request):
            for left in reversed(range(self._options.retries + 1)):
                try:
                    drive, carrier = await self._begin(request)
                    break
                except (ConnectError, ConnectTimeout):
                    if not left:
                        raise
        status, headers, extensions = carrier.parse_head()
        return Response(status, headers=headers, stream=_AsyncBody(drive, carrier), extensions=extensions)

    async def aclose(self):
        """Close the connections that are kept."""
        self._driver = None
