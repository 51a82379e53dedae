"""The client that awaits."""
import contextlib
import time
from httpx._async_transport import AsyncHTTPTransport
from httpx._client import USE_CLIENT_DEFAULT, BaseClient
from httpx._conversation import CALL, CLOSE, READ, Conversation
from httpx._exceptions import request_context
from httpx._streams import AsyncByteStream


class AsyncClient(BaseClient):
    """Sends requests and keeps connections, cookies and settings between them. Tasks of one event loop share it."""

    _transport_class = AsyncHTTPTransport

    # --- sending ---

    async def _do(self, what, subject, argument=None):
        if what == CALL:
            return await subject(argument)
        if what == READ:
            return await subject.aread()
        if what == CLOSE:
            return await subject.aclose()
        return await self._send_once(subject)

    async def _send_once(self, request):
        if not isinstance(request.stream, AsyncByteStream):
            raise RuntimeError('Attempted to send an sync request with an AsyncClient instance.')
        started = time.perf_counter()
        with request_context(request):
            response = await self._mounts.find(request.url).handle_async_request(request)
        response.request = request
        response._started = started
        response.default_encoding = self._default_encoding
        return response

    async def _converse(self, flow):
        """Does what the generator wants done."""
        resume, result = flow.send, None
        while True:
            try:
                step = resume(result)
            except StopIteration as end:
                return end.value
            try:
                resume, result = flow.send, await self._do(*step)
            except BaseException as problem:
                resume, result = flow.throw, problem

    async def send(self, request, *, stream=False, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT):
        """Send a Request. With stream the body is not yet read, and the answer must be closed."""
        self._begin()
        conversation = Conversation(self, self._auth_for(request, auth), self._follows(follow_redirects))
        response = await self._converse(conversation.run(request))
        if not stream:
            try:
                await response.aread()
            except BaseException:
                await response.aclose()
                raise
        return response

    async def request(self, method, url, *, cookies=None, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT,
                      **kwargs):
        """Make a request and send it. Keywords: content, data, files, json, params, headers, timeout, extensions."""
        self._warn_of(cookies)
        request = self.build_request(method, url, cookies=cookies, **kwargs)
        return await self.send(request, auth=auth, follow_redirects=follow_redirects)

    @contextlib.asynccontextmanager
    async def stream(self, method, url, *, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT, **kwargs):
        """async with client.stream('GET', url) as response: its body is read in the block."""
        request = self.build_request(method, url, **kwargs)
        response = await self.send(request, auth=auth, follow_redirects=follow_redirects, stream=True)
        try:
            yield response
        finally:
            await response.aclose()

    async def get(self, url, **kwargs):
        """A request with GET"""
        return await self.request('GET', url, **kwargs)

    async def options(self, url, **kwargs):
        """A request with OPTIONS"""
        return await self.request('OPTIONS', url, **kwargs)

    async def head(self, url, **kwargs):
        """A request with HEAD"""
        return await self.request('HEAD', url, **kwargs)

    async def post(self, url, **kwargs):
        """A request with POST"""
        return await self.request('POST', url, **kwargs)

    async def put(self, url, **kwargs):
        """A request with PUT"""
        return await self.request('PUT', url, **kwargs)

    async def patch(self, url, **kwargs):
        """A request with PATCH"""
        return await self.request('PATCH', url, **kwargs)

    async def delete(self, url, **kwargs):
        """A request with DELETE"""
        return await self.request('DELETE', url, **kwargs)

    # --- life ---

    async def aclose(self):
        """Close all connections."""
        if self._end():
            for transport in self._mounts.all():
                await transport.aclose()

    async def __aenter__(self):
        self._enter()
        for transport in self._mounts.all():
            await transport.__aenter__()
        return self

    async def __aexit__(self, exc_type=None, exc_value=None, traceback=None):
        self._end()
        for transport in self._mounts.all():
            await transport.__aexit__(exc_type, exc_value, traceback)
