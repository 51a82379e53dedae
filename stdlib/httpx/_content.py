"""The bodies of requests: bytes, JSON, forms, files. Each function answers (headers, stream)."""
import mimetypes
import os
from collections.abc import AsyncIterable, Iterable, Mapping
from urllib.parse import urlencode
from httpx._streams import AsyncByteStream, AsyncIteratorStream, ByteStream, IteratorStream, SyncByteStream
from httpx._urls import text_of


def encode_request(content=None, data=None, files=None, json=None, boundary=None):
    """The body of a request; only one kind can be given, but for data beside files."""
    if data is not None and not isinstance(data, Mapping):  # the way of requests
        import warnings
        warnings.warn("Use 'content=<...>' to upload raw bytes/text content.", DeprecationWarning, stacklevel=2)
        return encode_content(data)
    if content is not None:
        return encode_content(content)
    if files:
        return encode_multipart(data or {}, files, boundary)
    if data:
        return encode_form(data)
    if json is not None:
        return encode_json(json)
    return {}, ByteStream(b'')


def encode_content(content):
    """Text or bytes, or what makes pieces of bytes."""
    if isinstance(content, (str, bytes)):
        body = content.encode() if isinstance(content, str) else content
        return {'Content-Length': str(len(body))} if body else {}, ByteStream(body)
    if isinstance(content, AsyncIterable):
        return {'Transfer-Encoding': 'chunked'}, AsyncIteratorStream(content)
    if isinstance(content, Iterable) and not isinstance(content, dict):
        length = _length_of_file(content)
        headers = {'Transfer-Encoding': 'chunked'} if length is None else {'Content-Length': str(length)}
        return headers, IteratorStream(content)
    raise TypeError(f"Unexpected type for 'content', {type(content)!r}")


def _length_of_file(file):
    """How many bytes a binary file has from where it is on; None: nobody knows."""
    try:
        descriptor = file.fileno()
        return os.fstat(descriptor).st_size - file.tell()
    except (AttributeError, OSError):
        pass
    try:
        here = file.tell()
        end = file.seek(0, os.SEEK_END)
        file.seek(here)
        return end - here
    except (AttributeError, OSError):
        return None


def _body(content_type, body):
    return {'Content-Length': str(len(body)), 'Content-Type': content_type}, ByteStream(body)


def encode_form(data):
    """Fields as a form of HTML sends them."""
    pairs = []
    for name, value in data.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(name, text_of(item)) for item in values]
    return _body('application/x-www-form-urlencoded', urlencode(pairs).encode())


def encode_json(value):
    """A value as JSON."""
    import json
    return _body('application/json', json.dumps(value).encode())


def encode_text(text):
    """Plain text."""
    return _body('text/plain; charset=utf-8', text.encode())


def encode_html(html):
    """A page."""
    return _body('text/html; charset=utf-8', html.encode())


# --- forms with files (RFC 7578) ---

_IN_QUOTES = {'"': '%22', '\\': '\\\\', **{chr(code): f'%{code:02X}' for code in range(32) if code != 27}}


def _parameter(name, value):
    return f'{name}="{value.translate(str.maketrans(_IN_QUOTES))}"'


def _field_head(name):
    return f'Content-Disposition: form-data; {_parameter("name", name)}\r\n\r\n'.encode()


class _File:
    """A part of the form: a file, text or bytes, or a tuple (name, file, content type, headers)."""

    def __init__(self, name, value):
        file_name, content_type, headers = None, None, {}
        if isinstance(value, tuple):
            file_name, self.source, *rest = value
            content_type = rest[0] if rest else None
            headers = dict(rest[1]) if len(rest) > 1 else {}
        else:
            self.source = value
            file_name = os.path.basename(str(getattr(value, 'name', 'upload')))
        if isinstance(self.source, str):
            self.source = self.source.encode()
        if not isinstance(self.source, bytes) and getattr(self.source, 'encoding', None):
            raise TypeError('Multipart file uploads must be opened in binary mode, not text mode.')
        if content_type is None and file_name:
            content_type = mimetypes.guess_type(file_name)[0] or 'application/octet-stream'
        if content_type and 'content-type' not in {key.lower() for key in headers}:
            headers['Content-Type'] = content_type
        disposition = f'form-data; {_parameter("name", name)}'
        if file_name:
            disposition += f'; {_parameter("filename", file_name)}'
        lines = [f'Content-Disposition: {disposition}', *(f'{key}: {text}' for key, text in headers.items())]
        self.head = ''.join(f'{line}\r\n' for line in [*lines, '']).encode()
        is_here = isinstance(self.source, bytes)
        self.length = len(self.source) if is_here else _length_of_file(self.source)

    def pieces(self):
        if isinstance(self.source, bytes):
            yield self.source
            return
        if hasattr(self.source, 'seek'):
            try:
                self.source.seek(0)
            except OSError:
                pass
        yield from IteratorStream(self.source)


class MultipartStream(SyncByteStream, AsyncByteStream):
    """Fields and files, each behind a line with the boundary."""

    def __init__(self, data, files, boundary=None):
        self.boundary = boundary or os.urandom(16).hex().encode()
        self._parts = []  # of (head, bytes or _File)
        for name, value in data.items():
            for item in value if isinstance(value, (list, tuple)) else [value]:
                body = item if isinstance(item, bytes) else text_of(item).encode()
                self._parts.append((_field_head(name), body))
        for name, value in files.items() if isinstance(files, Mapping) else files:
            file = _File(name, value)
            self._parts.append((file.head, file))

    @property
    def length(self):
        """Of the whole body; None if a part does not know its own."""
        lengths = [body.length if isinstance(body, _File) else len(body) for _, body in self._parts]
        if None in lengths:
            return None
        return sum(lengths) + sum(len(head) + len(self.boundary) + 6 for head, _ in self._parts) + len(self.boundary) + 6

    def __iter__(self):
        for head, body in self._parts:
            yield b'--%b\r\n%b' % (self.boundary, head)
            if isinstance(body, _File):
                yield from body.pieces()
            else:
                yield body
            yield b'\r\n'
        yield b'--%b--\r\n' % self.boundary

    async def __aiter__(self):
        for piece in self:
            yield piece


def encode_multipart(data, files, boundary=None):
    """A form with files."""
    stream = MultipartStream(data, files, boundary)
    length = stream.length
    headers = {'Transfer-Encoding': 'chunked'} if length is None else {'Content-Length': str(length)}
    headers['Content-Type'] = 'multipart/form-data; boundary=' + stream.boundary.decode('ascii')
    return headers, stream


def encode_response(content=None, text=None, html=None, json=None):
    """The body of an answer that a program makes."""
    if content is not None:
        return encode_content(content)
    if text is not None:
        return encode_text(text)
    if html is not None:
        return encode_html(html)
    if json is not None:
        return encode_json(json)
    return {}, ByteStream(b'')
