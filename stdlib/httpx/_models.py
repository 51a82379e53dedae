"""Requests and answers."""
import time
from email.message import Message
from httpx import _content
from httpx._cookies import Cookies
from httpx._decoding import Chunker, LineDecoder, TextDecoder, decoder_for
from httpx._exceptions import (HTTPStatusError, RequestNotRead, ResponseNotRead, StreamClosed, StreamConsumed,
                               request_context)
from httpx._headers import Headers
from httpx._status import codes
from httpx._streams import AsyncByteStream, ByteStream, SyncByteStream, UnattachedStream
from httpx._urls import URL


class Request:
    """A request: method, URL, headers and a body."""

    def __init__(self, method, url, *, params=None, headers=None, cookies=None, content=None, data=None, files=None,
                 json=None, stream=None, extensions=None):
        self.method = (method.decode('ascii') if isinstance(method, bytes) else method).upper()
        self.url = URL(url)
        if params is not None:
            self.url = self.url.copy_merge_params(params)
        self.headers = Headers(headers)
        self.extensions = {} if extensions is None else extensions
        if cookies:
            Cookies(cookies).set_cookie_header(self)
        if stream is not None:
            self.stream = stream  # its headers are there already
            return
        boundary = self._boundary() if files else None
        automatic, self.stream = _content.encode_request(content, data, files, json, boundary)
        self._add_headers(automatic)
        if isinstance(self.stream, ByteStream):
            self._content = self.stream.content

    def _boundary(self):
        """What the header Content-Type says of it, if it was given."""
        message = Message()
        message['Content-Type'] = self.headers.get('Content-Type', '')
        boundary = message.get_param('boundary')
        return boundary.encode() if isinstance(boundary, str) else None

    def _add_headers(self, automatic):
        has_length = 'Content-Length' in self.headers or 'Transfer-Encoding' in self.headers
        first, last = [], []
        if 'Host' not in self.headers:
            first.append((b'Host', self.url.netloc))
        for name, value in automatic.items():
            if name not in self.headers and not (has_length and name in ('Content-Length', 'Transfer-Encoding')):
                last.append((name.encode(), value.encode()))
        if not has_length and not automatic and self.method in ('POST', 'PUT', 'PATCH'):
            first.append((b'Content-Length', b'0'))
        self.headers = Headers(first + self.headers.raw + last, self.headers._encoding)

    @property
    def content(self):
        """The body, which must be there already."""
        if not hasattr(self, '_content'):
            raise RequestNotRead()
        return self._content

    def read(self):
        """Read the body and answer it."""
        if not hasattr(self, '_content'):
            self._content = b''.join(self.stream)
            self.stream = ByteStream(self._content)
        return self._content

    async def aread(self):
        """Read the body and answer it."""
        if not hasattr(self, '_content'):
            self._content = b''.join([piece async for piece in self.stream])
            self.stream = ByteStream(self._content)
        return self._content

    def __repr__(self):
        return f'<Request({self.method!r}, {str(self.url)!r})>'


def _charset(headers):
    message = Message()
    message['Content-Type'] = headers.get('Content-Type', '')
    return message.get_content_charset(failobj=None)


def _is_known(encoding):
    try:
        b''.decode(encoding)
    except (LookupError, TypeError):
        return False
    return True


_KINDS = {1: 'Informational response', 3: 'Redirect response', 4: 'Client error', 5: 'Server error'}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class Response:
    """An answer: a status, headers and a body, which may not be read yet."""

    def __init__(self, status_code, *, headers=None, content=None, text=None, html=None, json=None, stream=None,
                 request=None, extensions=None, history=None, default_encoding='utf-8'):
        self.status_code = status_code
        self.headers = Headers(headers)
        self._request = request
        self.next_request = None  # where a redirection leads to, if it was not followed
        self.extensions = {} if extensions is None else extensions
        self.history = [] if history is None else [*history]
        self.default_encoding = default_encoding
        self.is_closed = self.is_stream_consumed = False
        self._num_bytes_downloaded = 0
        if stream is not None:
            self.stream = stream
            return
        automatic, self.stream = _content.encode_response(content, text, html, json)
        for name, value in automatic.items():
            if name == 'Transfer-Encoding' and 'Content-Length' in self.headers:
                continue
            self.headers.setdefault(name, value)
        if isinstance(self.stream, ByteStream):
            self.read()

    # --- what it is about ---

    @property
    def request(self):
        """The Request that it answers."""
        if self._request is None:
            raise RuntimeError('The request instance has not been set on this response.')
        return self._request

    @request.setter
    def request(self, request):
        self._request = request

    @property
    def elapsed(self):
        """The time from sending the request until the answer was closed, as a datetime.timedelta."""
        if not hasattr(self, '_elapsed'):
            raise RuntimeError("'.elapsed' may only be accessed after the response has been read or closed.")
        import datetime
        return datetime.timedelta(seconds=self._elapsed)

    @property
    def url(self):
        """The URL of the request."""
        return self.request.url

    @property
    def http_version(self):
        """'HTTP/1.1'"""
        return self.extensions.get('http_version', b'HTTP/1.1').decode('ascii', 'ignore')

    @property
    def reason_phrase(self):
        """'Not Found'"""
        phrase = self.extensions.get('reason_phrase')
        return codes.get_reason_phrase(self.status_code) if phrase is None else phrase.decode('ascii', 'ignore')

    @property
    def cookies(self):
        """Those that the answer sets."""
        if not hasattr(self, '_cookies'):
            self._cookies = Cookies()
            self._cookies.extract_cookies(self)
        return self._cookies

    @property
    def links(self):
        """The header Link: a dict from relations (or URLs) to dicts of parameters."""
        result = {}
        for item in self.headers.get('link', '').split(', <'):
            url, _, rest = item.partition(';')
            link = {'url': url.strip('<> \'"')}
            for parameter in rest.split(';'):
                name, equals, value = parameter.partition('=')
                if equals:
                    link[name.strip(' \'"')] = value.strip(' \'"')
            if link['url']:
                result[link.get('rel') or link['url']] = link
        return result

    # --- its status ---

    @property
    def is_informational(self):
        """1xx"""
        return codes.is_informational(self.status_code)

    @property
    def is_success(self):
        """2xx"""
        return codes.is_success(self.status_code)

    @property
    def is_redirect(self):
        """3xx"""
        return codes.is_redirect(self.status_code)

    @property
    def is_client_error(self):
        """4xx"""
        return codes.is_client_error(self.status_code)

    @property
    def is_server_error(self):
        """5xx"""
        return codes.is_server_error(self.status_code)

    @property
    def is_error(self):
        """4xx or 5xx"""
        return codes.is_error(self.status_code)

    @property
    def has_redirect_location(self):
        """Does it lead to another URL?"""
        return self.status_code in _REDIRECTS and 'Location' in self.headers

    def raise_for_status(self):
        """HTTPStatusError unless it is a success (2xx); else the answer itself."""
        request = self._request
        if request is None:
            raise RuntimeError('Cannot call `raise_for_status` as the request instance has not been set on this '
                               'response.')
        if self.is_success:
            return self
        message = (f"{_KINDS.get(self.status_code // 100, 'Invalid status code')} '{self.status_code} "
                   f"{self.reason_phrase}' for url '{self.url}'\n")
        if self.has_redirect_location:
            message += f"Redirect location: '{self.headers['location']}'\n"
        message += f'For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{self.status_code}'
        raise HTTPStatusError(message, request=request, response=self)

    # --- its body ---

    @property
    def content(self):
        """The body, decompressed; it must have been read."""
        if not hasattr(self, '_body'):
            raise ResponseNotRead()
        return self._body

    @property
    def charset_encoding(self):
        """What the header Content-Type says, or None."""
        return _charset(self.headers)

    @property
    def encoding(self):
        """Of the text: what the header says, or else the default."""
        if not hasattr(self, '_encoding'):
            encoding = self.charset_encoding
            if encoding is None or not _is_known(encoding):
                default = self.default_encoding
                encoding = default if isinstance(default, str) else default(self._body) if hasattr(self, '_body') else None
            self._encoding = encoding or 'utf-8'
        return self._encoding

    @encoding.setter
    def encoding(self, value):
        if hasattr(self, '_text'):
            raise ValueError('Setting encoding after `text` has been accessed is not allowed.')
        self._encoding = value

    @property
    def text(self):
        """The body as text."""
        if not hasattr(self, '_text'):
            self._text = self.content.decode(self.encoding or 'utf-8', 'replace')
        return self._text

    def json(self, **kwargs):
        """The value that the body is the JSON of; keywords are those of json.loads()."""
        import json
        return json.loads(self.content, **kwargs)

    @property
    def num_bytes_downloaded(self):
        """How much came so far, before it was decompressed."""
        return self._num_bytes_downloaded

    def _begin(self, kind):
        """Checks that the body can be read now, in this way."""
        if self.is_stream_consumed:
            raise StreamConsumed()
        if self.is_closed:
            raise StreamClosed()
        if not isinstance(self.stream, kind):
            raise RuntimeError('Attempted to call an {} iterator on an {} stream.'.format(
                *(('sync', 'async') if kind is SyncByteStream else ('async', 'sync'))))
        self.is_stream_consumed = True
        self._num_bytes_downloaded = 0

    def iter_raw(self, chunk_size=None):
        """The body as it comes, compressed if it is."""
        self._begin(SyncByteStream)
        chunker = Chunker(chunk_size, b'')
        with request_context(self._request):
            for piece in self.stream:
                self._num_bytes_downloaded += len(piece)
                yield from chunker.decode(piece)
        yield from chunker.flush()
        self.close()

    def iter_bytes(self, chunk_size=None):
        """The body, decompressed, in pieces."""
        chunker = Chunker(chunk_size, b'')
        if hasattr(self, '_body'):
            yield from chunker.decode(self._body)
        else:
            decoder = decoder_for(self.headers)
            with request_context(self._request):
                for piece in self.iter_raw():
                    yield from chunker.decode(decoder.decode(piece))
        yield from chunker.flush()

    def iter_text(self, chunk_size=None):
        """The body as text, in pieces."""
        decoder, chunker = TextDecoder(self.encoding or 'utf-8'), Chunker(chunk_size, '')
        for piece in self.iter_bytes():
            yield from chunker.decode(decoder.decode(piece))
        yield from chunker.decode(decoder.flush())
        yield from chunker.flush()

    def iter_lines(self):
        """The lines of the text, without their ends."""
        decoder = LineDecoder()
        for piece in self.iter_text():
            yield from decoder.decode(piece)
        yield from decoder.flush()

    def read(self):
        """Read the whole body and answer it."""
        if not hasattr(self, '_body'):
            self._body = b''.join(self.iter_bytes())
        return self._body

    def _closed(self):
        self.is_closed = True
        if hasattr(self, '_started'):
            self._elapsed = time.perf_counter() - self._started

    def close(self):
        """Give the connection back."""
        if not isinstance(self.stream, SyncByteStream):
            raise RuntimeError('Attempted to call an sync close on an async stream.')
        if not self.is_closed:
            self._closed()
            with request_context(self._request):
                self.stream.close()

    async def aiter_raw(self, chunk_size=None):
        """The body as it comes, compressed if it is."""
        self._begin(AsyncByteStream)
        chunker = Chunker(chunk_size, b'')
        with request_context(self._request):
            async for piece in self.stream:
                self._num_bytes_downloaded += len(piece)
                for chunk in chunker.decode(piece):
                    yield chunk
        for chunk in chunker.flush():
            yield chunk
        await self.aclose()

    async def aiter_bytes(self, chunk_size=None):
        """The body, decompressed, in pieces."""
        chunker = Chunker(chunk_size, b'')
        if hasattr(self, '_body'):
            for chunk in chunker.decode(self._body):
                yield chunk
        else:
            decoder = decoder_for(self.headers)
            with request_context(self._request):
                async for piece in self.aiter_raw():
                    for chunk in chunker.decode(decoder.decode(piece)):
                        yield chunk
        for chunk in chunker.flush():
            yield chunk

    async def aiter_text(self, chunk_size=None):
        """The body as text, in pieces."""
        decoder, chunker = TextDecoder(self.encoding or 'utf-8'), Chunker(chunk_size, '')
        async for piece in self.aiter_bytes():
            for chunk in chunker.decode(decoder.decode(piece)):
                yield chunk
        for chunk in chunker.decode(decoder.flush()) + chunker.flush():
            yield chunk

    async def aiter_lines(self):
        """The lines of the text, without their ends."""
        decoder = LineDecoder()
        async for piece in self.aiter_text():
            for line in decoder.decode(piece):
                yield line
        for line in decoder.flush():
            yield line

    async def aread(self):
        """Read the whole body and answer it."""
        if not hasattr(self, '_body'):
            self._body = b''.join([piece async for piece in self.aiter_bytes()])
        return self._body

    async def aclose(self):
        """Give the connection back."""
        if not isinstance(self.stream, AsyncByteStream):
            raise RuntimeError('Attempted to call an async close on an sync stream.')
        if not self.is_closed:
            self._closed()
            with request_context(self._request):
                await self.stream.aclose()

    def __repr__(self):
        return f'<Response [{self.status_code} {self.reason_phrase}]>'
