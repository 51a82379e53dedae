"""The client that blocks."""
import contextlib
import time
from httpx._client import USE_CLIENT_DEFAULT, BaseClient
from httpx._conversation import CALL, CLOSE, READ, Conversation
from httpx._exceptions import request_context
from httpx._streams import SyncByteStream
from httpx._transports import HTTPTransport


class Client(BaseClient):
    """Sends requests and keeps connections, cookies and settings between them. Threads may share one."""

    _transport_class = HTTPTransport

    # --- sending ---

    def _do(self, what, subject, argument=None):
        if what == CALL:
            return subject(argument)
        if what == READ:
            return subject.read()
        if what == CLOSE:
            return subject.close()
        return self._send_once(subject)

    def _send_once(self, request):
        if not isinstance(request.stream, SyncByteStream):
            raise RuntimeError('Attempted to send an async request with a sync Client instance.')
        started = time.perf_counter()
        with request_context(request):
            response = self._mounts.find(request.url).handle_request(request)
        response.request = request
        response._started = started
        response.default_encoding = self._default_encoding
        return response

    def _converse(self, flow):
        """Does what the generator wants done."""
        resume, result = flow.send, None
        while True:
            try:
                step = resume(result)
            except StopIteration as end:
                return end.value
            try:
                resume, result = flow.send, self._do(*step)
            except BaseException as problem:
                resume, result = flow.throw, problem

    def send(self, request, *, stream=False, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT):
        """Send a Request. With stream the body is not yet read, and the answer must be closed."""
        self._begin()
        conversation = Conversation(self, self._auth_for(request, auth), self._follows(follow_redirects))
        response = self._converse(conversation.run(request))
        if not stream:
            try:
                response.read()
            except BaseException:
                response.close()
                raise
        return response

    def request(self, method, url, *, cookies=None, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT,
                **kwargs):
        """Make a request and send it. Keywords: content, data, files, json, params, headers, timeout, extensions."""
        self._warn_of(cookies)
        request = self.build_request(method, url, cookies=cookies, **kwargs)
        return self.send(request, auth=auth, follow_redirects=follow_redirects)

    @contextlib.contextmanager
    def stream(self, method, url, *, auth=USE_CLIENT_DEFAULT, follow_redirects=USE_CLIENT_DEFAULT, **kwargs):
        """with client.stream('GET', url) as response: its body is read in the block."""
        request = self.build_request(method, url, **kwargs)
        response = self.send(request, auth=auth, follow_redirects=follow_redirects, stream=True)
        try:
            yield response
        finally:
            response.close()

    def get(self, url, **kwargs):
        """A request with GET"""
        return self.request('GET', url, **kwargs)

    def options(self, url, **kwargs):
        """A request with OPTIONS"""
        return self.request('OPTIONS', url, **kwargs)

    def head(self, url, **kwargs):
        """A request with HEAD"""
        return self.request('HEAD', url, **kwargs)

    def post(self, url, **kwargs):
        """A request with POST"""
        return self.request('POST', url, **kwargs)

    def put(self, url, **kwargs):
        """A request with PUT"""
        return self.request('PUT', url, **kwargs)

    def patch(self, url, **kwargs):
        """A request with PATCH"""
        return self.request('PATCH', url, **kwargs)

    def delete(self, url, **kwargs):
        """A request with DELETE"""
        return self.request('DELETE', url, **kwargs)

    # --- life ---

    def close(self):
        """Close all connections."""
        if self._end():
            for transport in self._mounts.all():
                transport.close()

    def __enter__(self):
        self._enter()
        for transport in self._mounts.all():
            transport.__enter__()
        return self

    def __exit__(self, exc_type=None, exc_value=None, traceback=None):
        self._end()
        for transport in self._mounts.all():
            transport.__exit__(exc_type, exc_value, traceback)
