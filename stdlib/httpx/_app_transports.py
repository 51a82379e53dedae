"""Transports that call an application in this process, in place of a server: for tests of it."""
import io
import sys
from httpx._models import Response
from httpx._streams import AsyncByteStream, SyncByteStream
from httpx._transports import AsyncBaseTransport, BaseTransport


class _Result(SyncByteStream):
    """What a WSGI application answers, of which the first piece was taken already."""

    def __init__(self, first, iterator, result):
        self._first, self._iterator, self._result = first, iterator, result

    def __iter__(self):
        yield from self._first
        yield from self._iterator

    def close(self):
        """Tell the application that nobody reads on."""
        if hasattr(self._result, 'close'):
            self._result.close()


class WSGITransport(BaseTransport):
    """Calls a WSGI application (PEP 3333)."""

    def __init__(self, app, raise_app_exceptions=True, script_name='', remote_addr='127.0.0.1', wsgi_errors=None):
        self._app, self._raises = app, raise_app_exceptions
        self._script_name, self._remote_addr, self._errors = script_name, remote_addr, wsgi_errors

    def _environ(self, request):
        url = request.url
        environ = {
            'REQUEST_METHOD': request.method, 'SCRIPT_NAME': self._script_name,
            'PATH_INFO': url.path.encode().decode('latin-1'), 'QUERY_STRING': url.query.decode('ascii'),
            'SERVER_NAME': url.host, 'SERVER_PORT': str(url.port or {'http': 80, 'https': 443}[url.scheme]),
            'SERVER_PROTOCOL': 'HTTP/1.1', 'REMOTE_ADDR': self._remote_addr, 'wsgi.version': (1, 0),
            'wsgi.url_scheme': url.scheme, 'wsgi.input': io.BytesIO(request.read()),
            'wsgi.errors': self._errors or sys.stderr, 'wsgi.multithread': True, 'wsgi.multiprocess': False,
            'wsgi.run_once': False}
        for name, value in request.headers.items():
            key = name.upper().replace('-', '_')
            environ[key if key in ('CONTENT_TYPE', 'CONTENT_LENGTH') else f'HTTP_{key}'] = value
        return environ

    def handle_request(self, request):
        """What the application answers."""
        told = []

        def start_response(status, headers, exc_info=None):
            if exc_info and self._raises:
                raise exc_info[1].with_traceback(exc_info[2])
            told[:] = [int(status.split()[0]), [(name.encode('ascii'), value.encode('latin-1')) for name, value in headers]]
            return written.append

        written = []
        result = self._app(self._environ(request), start_response)
        iterator = iter(result)
        first = next(filter(None, iterator), None)  # by then it has called start_response()
        pieces = written + ([] if first is None else [first])
        return Response(told[0], headers=told[1], stream=_Result(pieces, iterator, result))


class _Pieces(AsyncByteStream):
    """What an ASGI application sent."""

    def __init__(self, pieces):
        self._pieces = pieces

    async def __aiter__(self):
        yield b''.join(self._pieces)


class _Call:
    """receive() and send() for one request."""

    def __init__(self, request):
        import asyncio
        self._body = aiter(request.stream)
        self._body_ended = False
        self._answered = asyncio.Event()
        self.status, self.headers, self.pieces = None, [], []
        self._method = request.method

    @property
    def is_complete(self):
        return self._answered.is_set()

    async def receive(self):
        if self._body_ended:
            await self._answered.wait()
            return {'type': 'http.disconnect'}
        async for piece in self._body:
            return {'type': 'http.request', 'body': piece, 'more_body': True}
        self._body_ended = True
        return {'type': 'http.request', 'body': b'', 'more_body': False}

    async def send(self, message):
        if message['type'] == 'http.response.start':
            assert self.status is None
            self.status, self.headers = message['status'], message.get('headers', [])
        elif message['type'] == 'http.response.body':
            assert self.status is not None and not self.is_complete
            if self._method != 'HEAD':
                self.pieces.append(message.get('body', b''))
            if not message.get('more_body', False):
                self._answered.set()


class ASGITransport(AsyncBaseTransport):
    """Calls an ASGI application; the answer is there when the application has ended."""

    def __init__(self, app, raise_app_exceptions=True, root_path='', client=('127.0.0.1', 123)):
        self._app, self._raises, self._root_path, self._client = app, raise_app_exceptions, root_path, client

    def _scope(self, request):
        url = request.url
        return {'type': 'http', 'asgi': {'version': '3.0'}, 'http_version': '1.1', 'method': request.method,
                'headers': [(name.lower(), value) for name, value in request.headers.raw], 'scheme': url.scheme,
                'path': url.path, 'raw_path': url.raw_path.split(b'?')[0], 'query_string': url.query,
                'server': (url.host, url.port), 'client': self._client, 'root_path': self._root_path}

    async def handle_async_request(self, request):
        """What the application answers."""
        call = _Call(request)
        try:
            await self._app(self._scope(request), call.receive, call.send)
        except Exception:
            if self._raises or not call.is_complete and call.status is not None:
                raise
            if call.status is None:
                call.status = 500
        else:
            assert call.is_complete, 'the application returned without a complete answer'
        return Response(call.status, headers=call.headers, stream=_Pieces(call.pieces))
