"""The client's side of HTTP/1.1 over sockets: HTTPConnection sends requests, HTTPResponse reads answers.

A connection is idle, or a request was begun, or a request was sent and the answer is not read. Only one request is
under way at a time; the next one can be sent when the answer has been read to its end."""
import http
import io
import socket
import sys
from collections.abc import Iterable
from email.message import Message
from email.parser import Parser
from urllib.parse import urlsplit

__all__ = ['HTTPResponse', 'HTTPConnection', 'HTTPSConnection', 'HTTPException', 'NotConnected', 'UnknownProtocol',
           'UnknownTransferEncoding', 'UnimplementedFileMode', 'IncompleteRead', 'InvalidURL',
           'ImproperConnectionState', 'CannotSendRequest', 'CannotSendHeader', 'ResponseNotReady', 'BadStatusLine',
           'LineTooLong', 'RemoteDisconnected', 'error', 'responses']

HTTP_PORT = 80
HTTPS_PORT = 443

globals().update(http.HTTPStatus.__members__)
responses = {status: status.phrase for status in http.HTTPStatus.__members__.values()}

_MAXLINE = 65536
_MAXHEADERS = 100
_UNKNOWN = 'UNKNOWN'

_IDLE, _STARTED, _SENT = 'Idle', 'Request-started', 'Request-sent'

_METHODS_WITH_BODY = ('PATCH', 'POST', 'PUT')
_NAME_ENDS = frozenset(b':\r\n')


# --- what can go wrong ---

class HTTPException(Exception):
    """Any error of this module."""


class NotConnected(HTTPException):
    """There is no connection, and it is not to be opened by itself."""


class InvalidURL(HTTPException):
    """A host, port or path has characters that it must not have."""


class UnknownProtocol(HTTPException):
    """The answer is in a version of HTTP that is not known."""

    def __init__(self, version):
        super().__init__(version)
        self.version = version


class UnknownTransferEncoding(HTTPException):
    """The body of an answer is encoded in a way that is not known."""


class UnimplementedFileMode(HTTPException):
    """A file was asked for that cannot be made."""


class IncompleteRead(HTTPException):
    """The connection ended before the body. `partial` is what was read, `expected` how many bytes are missing."""

    def __init__(self, partial, expected=None):
        super().__init__(partial)
        self.expected, self.partial = expected, partial

    def __repr__(self):
        more = '' if self.expected is None else f', {self.expected} more expected'
        return f'{self.__class__.__name__}({len(self.partial)} bytes read{more})'

    __str__ = __repr__


class ImproperConnectionState(HTTPException):
    """This is not the time for that call."""


class CannotSendRequest(ImproperConnectionState):
    """Another request is under way."""


class CannotSendHeader(ImproperConnectionState):
    """No request was begun."""


class ResponseNotReady(ImproperConnectionState):
    """No request was sent."""


class BadStatusLine(HTTPException):
    """The first line of an answer cannot be understood."""

    def __init__(self, line):
        self.line = line or repr(line)
        super().__init__(self.line)


class LineTooLong(HTTPException):
    """A line has more bytes than any sensible one."""

    def __init__(self, line_type):
        super().__init__(f'got more than {_MAXLINE} bytes when reading {line_type}')


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The connection was closed before an answer came."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, '')
        ConnectionResetError.__init__(self, *pos, **kw)


error = HTTPException


# --- reading headers ---

class HTTPMessage(Message):
    """The headers of an answer or request."""


def _read_line(fp, what):
    line = fp.readline(_MAXLINE + 1)
    if len(line) > _MAXLINE:
        raise LineTooLong(what)
    return line


def _read_header_lines(fp):
    """The lines up to the blank one, which is included."""
    lines = []
    while True:
        line = _read_line(fp, 'header line')
        lines.append(line)
        if len(lines) > _MAXHEADERS:
            raise HTTPException(f'got more than {_MAXHEADERS} headers')
        if line in (b'\r\n', b'\n', b''):
            return lines


def parse_headers(fp, _class=HTTPMessage):
    """Read headers from a binary file, up to the blank line behind them."""
    text = b''.join(_read_header_lines(fp)).decode('iso-8859-1')
    return Parser(_class=_class).parsestr(text)


# --- answers ---

class HTTPResponse(io.BufferedIOBase):
    """An answer: its status, its headers, and its body, which is read as a binary file.

    The body is read in pieces: one of known length, one that lasts as long as the connection does, or chunks. When it
    has been read to its end, `fp` is closed and None."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self._method, self.debuglevel = method, debuglevel
        self.fp = sock.makefile('rb')
        self.headers = self.msg = None
        self.status = self.reason = self.version = _UNKNOWN  # of versions: 10 or 11
        self.length = _UNKNOWN  # what is left of the body; None: nobody said
        self.chunk_left = None  # None: the next thing to come is the size of a chunk
        self.chunked = self.will_close = _UNKNOWN

    def _first_line(self):
        """(version, status, reason) of the first line."""
        line = _read_line(self.fp, 'status line').decode('iso-8859-1')
        if self.debuglevel > 0:
            print('reply:', repr(line))
        if not line:
            raise RemoteDisconnected('Remote end closed connection without response')
        version, code, reason, *_ = *line.split(None, 2), '', '', ''
        if not version.startswith('HTTP/'):
            self._drop_file()
        elif code.isascii() and code.isdigit() and 100 <= int(code) <= 999:
            return version, int(code), reason
        raise BadStatusLine(line)

    def begin(self):
        """Read the status and the headers."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._first_line()
            if status != http.HTTPStatus.CONTINUE:
                break
            skipped = _read_header_lines(self.fp)
            if self.debuglevel > 0:
                print('headers:', skipped)
        self.code = self.status = status
        self.reason = reason.strip()
        if version in ('HTTP/1.0', 'HTTP/0.9'):
            self.version = 10
        elif version.startswith('HTTP/1.'):
            self.version = 11
        else:
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        if self.debuglevel > 0:
            for name, value in self.headers.items():
                print('header:', f'{name}:', value)
        self._find_length()

    def _find_length(self):
        """Where does the body end, and is the connection of use after that? (RFC 9112, 6.3)"""
        self.chunked = self.headers.get('transfer-encoding', '').lower() == 'chunked'
        self.length = None
        if not self.chunked:
            try:
                length = int(self.headers.get('content-length', ''))
            except ValueError:
                length = -1
            self.length = length if length >= 0 else None
        if 100 <= self.status < 200 or self.status in (204, 304) or self._method == 'HEAD':
            self.length = 0
        has_end = self.chunked or self.length is not None
        self.will_close = not (has_end and self._is_kept())

    def _is_kept(self):
        """Will the server keep the connection?"""
        says = {name: self.headers.get(name, '').lower() for name in ('connection', 'proxy-connection')}
        if self.version == 11:
            return 'close' not in says['connection']
        return 'keep-alive' in self.headers or any('keep-alive' in words for words in says.values())

    def _drop_file(self):
        fp, self.fp = self.fp, None
        fp.close()

    def close(self):
        """Close the answer. The connection, if it is kept, is of no use until the body has been read to its end."""
        try:
            super().close()
        finally:
            if self.fp is not None:
                self._drop_file()

    def flush(self):
        """Nothing is ever held back."""
        super().flush()
        if self.fp is not None:
            self.fp.flush()

    def readable(self):
        """True."""
        return True

    def isclosed(self):
        """Has the body been read to its end?"""
        return self.fp is None

    # --- pieces ---

    def _read_exactly(self, count):
        data = self.fp.read(count)
        if len(data) < count:
            raise IncompleteRead(data, count - len(data))
        return data

    def _next_chunk_size(self):
        line = _read_line(self.fp, 'chunk size')
        try:
            return int(line.partition(b';')[0], 16)
        except ValueError:
            self._drop_file()
            raise IncompleteRead(b'')

    def _skip_trailer(self):
        while _read_line(self.fp, 'trailer line') not in (b'\r\n', b'\n', b''):
            pass

    def _chunk(self):
        """How many bytes of the current chunk are left; 0: that was the last one."""
        if not self.chunk_left:
            if self.chunk_left is not None:
                self._read_exactly(2)  # the end of the line behind the last one
            self.chunk_left = self._next_chunk_size()
            if self.chunk_left == 0:
                self._skip_trailer()
                self._drop_file()
                self.chunk_left = None
                return 0
        return self.chunk_left

    def _limit(self, count):
        """How many bytes may be read at once, if count are asked for (below 0: as many as there are)."""
        left = self._chunk() if self.chunked else self.length
        if left is None:
            return count
        return left if count < 0 else min(count, left)

    def _took(self, count, asked=True):
        """count bytes of the piece were read. None, though some were asked for, is the end of the connection."""
        if self.chunked:
            self.chunk_left -= count
            if not count and asked:
                raise IncompleteRead(b'')
        elif not count and asked:
            self._drop_file()
        elif self.length is not None:
            self.length -= count

    def _finish(self):
        """Close if there is nothing more to read."""
        if self.length == 0 and not self.chunked and self.fp is not None:
            self._drop_file()

    # --- the body as a file ---

    def _is_over(self):
        if self.fp is None:
            return True
        if self._method == 'HEAD':
            self._drop_file()
            return True
        return False

    def read(self, amt=None):
        """Read amt bytes, or all that are left. IncompleteRead if the connection ends before all are there."""
        if self._is_over():
            return b''
        if self.chunked:
            return self._read_chunks(amt)
        if amt is None:
            return self._read_rest()
        asked = self._limit(amt)
        data = self.fp.read(asked)
        self._took(len(data), asked or amt)
        self._finish()
        return data

    def _read_rest(self):
        try:
            if self.length is None:
                return self.fp.read()
            data = self._read_exactly(self.length)
            self.length = 0
            return data
        finally:
            self._drop_file()

    def _read_chunks(self, amt):
        pieces = []
        try:
            while (amt is None or amt > 0 or not pieces) and (left := self._chunk()):
                count = left if amt is None else min(amt, left)
                pieces.append(self._read_exactly(count))
                self.chunk_left = left - count
                if amt is not None:
                    amt -= count
        except IncompleteRead as problem:
            raise IncompleteRead(b''.join(pieces)) from problem
        return b''.join(pieces)

    def readinto(self, b):
        """Read into a buffer; answers how many bytes were read, 0 at the end."""
        if self._is_over():
            return 0
        view = memoryview(b).cast('B')
        if not self.chunked:
            asked = self._limit(len(view))
            count = self.fp.readinto(view[:asked])
            self._took(count, len(view))
            self._finish()
            return count
        total = 0
        try:
            while total < len(view) and (left := self._chunk()):
                piece = view[total:total + left]
                count = self.fp.readinto(piece)
                if count < len(piece):
                    raise IncompleteRead(bytes(piece[:count]), len(piece) - count)
                self.chunk_left = left - count
                total += count
        except IncompleteRead:
            raise IncompleteRead(bytes(view[:total]))
        return total

    def read1(self, n=-1):
        """Read up to n bytes with at most one read from the connection."""
        if self._is_over() or (n == 0 and self.chunked):
            return b''
        asked = self._limit(n)
        if self.chunked and not asked:
            return b''
        data = self.fp.read1(asked)
        self._took(len(data), asked)
        return data

    def peek(self, n=-1):
        """Look at bytes that come next, without reading them."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if not self.chunked:
            return self.fp.peek(n)
        try:
            left = self._chunk()
        except IncompleteRead:
            return b''  # there is nothing to see; who reads gets the error
        return self.fp.peek(left)[:left] if left else b''

    def readline(self, limit=-1):
        """Read a line, or limit bytes of one."""
        if self.fp is None or self._method == 'HEAD':
            return b''
        if self.chunked:
            return super().readline(limit)  # a line may be in several chunks
        asked = self._limit(limit)
        line = self.fp.readline(asked)
        self._took(len(line), asked or limit)
        return line

    def fileno(self):
        """The file descriptor of the connection."""
        return self.fp.fileno()

    # --- the headers ---

    def getheader(self, name, default=None):
        """The value of a header; if there are several of that name, their values with commas between them."""
        if self.headers is None:
            raise ResponseNotReady()
        values = self.headers.get_all(name) or default
        if isinstance(values, str) or not hasattr(values, '__iter__'):
            return values
        return ', '.join(values)

    def getheaders(self):
        """A list of the names and values of all headers."""
        if self.headers is None:
            raise ResponseNotReady()
        return [*self.headers.items()]

    def getcode(self):
        """The status."""
        return self.status

    def geturl(self):
        """The URL that was read in the end, if urllib.request opened it."""
        return self.url

    def info(self):
        """The headers."""
        return self.headers


# --- requests ---

def _body_bytes(text):
    """A body that is text, as it is sent."""
    try:
        return text.encode('latin-1')
    except UnicodeEncodeError as problem:
        problem.reason = (f'Body ({text[problem.start:problem.end]!r:.20}) is not valid Latin-1. '
                          "Use body.encode('utf-8') if you want to send it encoded in UTF-8.")
        raise


def _as_chunk(block):
    """A block as one chunk; an empty one ends the body."""
    return b'%X\r\n' % len(block) + block + b'\r\n'


def _first(text, is_bad):
    return next((c for c in text if is_bad(c)), None)


def _check_url(url):
    found = _first(url, lambda c: c <= ' ' or c == '\x7f')
    if found is not None:
        raise InvalidURL(f"URL can't contain control characters. {url!r} (found at least {found!r})")


def _check_header_name(name):
    """Nothing that ends the name or the line, and no blank before it."""
    if not name or name[:1].isspace() or not _NAME_ENDS.isdisjoint(name):
        raise ValueError(f'Invalid header name {name!r}')


def _check_header_value(value):
    """A line break must be followed by a blank, so that the line goes on with the value."""
    rest = value
    while rest:
        end = min((at for at in (rest.find(b'\r'), rest.find(b'\n')) if at >= 0), default=-1)
        if end < 0:
            return
        end += 2 if rest[end:end + 2] == b'\r\n' else 1
        if rest[end:end + 1] not in (b' ', b'\t'):
            raise ValueError(f'Invalid header value {value!r}')
        rest = rest[end:]


def _is_text_file(file):
    return isinstance(file, io.TextIOBase)


def _split_host(host, port, default_port):
    """(host, port): the port may be in the host, and brackets around an IPv6 address go."""
    if port is None:
        colon = host.rfind(':')
        if colon > host.rfind(']'):
            port = host[colon + 1:]
            try:
                port = int(port) if port else default_port  # 'host:' means the default
            except ValueError:
                raise InvalidURL(f"nonnumeric port: '{port}'")
            host = host[:colon]
        else:
            port = default_port
    if host and host[0] == '[' and host[-1] == ']':
        host = host[1:-1]
    return host, port


class HTTPConnection:
    """A connection to a server, which is opened when the first request is sent, and again when it has been closed.

    blocksize is how many bytes of a file are sent at a time."""

    default_port = HTTP_PORT
    response_class = HTTPResponse
    debuglevel = 0
    auto_open = 1
    _http_vsn_str = 'HTTP/1.1'
    _http_vsn = 11

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, blocksize=8192):
        self.timeout = timeout
        self.source_address = source_address
        self.blocksize = blocksize
        self.sock = None
        self._lines = []  # of the request that is being made
        self._response = None  # the answer that uses the connection
        self._state = _IDLE
        self._method = None
        self._tunnel_host = self._tunnel_port = None
        self._tunnel_headers = {}
        self.host, self.port = _split_host(host, port, self.default_port)
        _check_url(self.host)
        self._create_connection = socket.create_connection  # tests replace it

    def set_tunnel(self, host, port=None, headers=None):
        """Connect to host through the server that the connection was made for, which is a proxy (the method CONNECT).

        headers are for the proxy."""
        if self.sock:
            raise RuntimeError("Can't set up tunnel for established connection")
        self._tunnel_host, self._tunnel_port = _split_host(host, port, self.default_port)
        self._tunnel_headers = dict(headers) if headers else {}

    def set_debuglevel(self, level):
        """Above 0, what is sent and received is printed."""
        self.debuglevel = level

    def _tunnel(self):
        lines = [f'CONNECT {self._tunnel_host}:{self._tunnel_port} HTTP/1.0\r\n']
        lines += [f'{name}: {value}\r\n' for name, value in self._tunnel_headers.items()]
        self.send(''.join((*lines, '\r\n')).encode('latin-1'))
        response = self.response_class(self.sock, method=self._method)
        try:
            _, code, message = response._first_line()
            if code != http.HTTPStatus.OK:
                self.close()
                raise OSError(f'Tunnel connection failed: {code} {message.strip()}')
            while (line := _read_line(response.fp, 'header line')) not in (b'\r\n', b'\n', b''):
                if self.debuglevel > 0:
                    print('header:', line.decode('latin-1'))
        finally:
            response.close()

    def connect(self):
        """Open the connection."""
        sys.audit('http.client.connect', self, self.host, self.port)
        self.sock = self._create_connection((self.host, self.port), self.timeout, self.source_address)
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as problem:
            import errno
            if problem.errno != errno.ENOPROTOOPT:
                raise
        if self._tunnel_host:
            self._tunnel()

    def close(self):
        """Close the connection, and the answer that is being read."""
        self._state = _IDLE
        try:
            sock, self.sock = self.sock, None
            if sock:
                sock.close()
        finally:
            response, self._response = self._response, None
            if response:
                response.close()

    # --- sending ---

    def _blocks(self, file):
        """The blocks of a file; text is encoded."""
        is_text = _is_text_file(file)
        if self.debuglevel > 0 and is_text:
            print('encoding file using iso-8859-1')
        while block := file.read(self.blocksize):
            yield block.encode('iso-8859-1') if is_text else block

    def send(self, data):
        """Send bytes, a file, or an iterable of bytes."""
        if self.sock is None:
            if not self.auto_open:
                raise NotConnected()
            self.connect()
        if self.debuglevel > 0:
            print('send:', repr(data))
        if hasattr(data, 'read'):
            if self.debuglevel > 0:
                print('sendIng a read()able')
            data = self._blocks(data)
        else:
            sys.audit('http.client.send', self, data)
            try:
                self.sock.sendall(data)
                return
            except TypeError:
                if not isinstance(data, Iterable):
                    raise TypeError(f'data should be a bytes-like object or an iterable, got {type(data)!r}')
        for block in data:
            self.sock.sendall(block)

    def _send_request(self, body, in_chunks):
        """Send the lines that were collected, and the body."""
        head = b'\r\n'.join((*self._lines, b'', b''))
        self._lines.clear()
        self.send(head)
        if body is None:
            return
        for block in self._body_blocks(body):
            if block:
                self.send(_as_chunk(block) if in_chunks else block)
            elif self.debuglevel > 0:
                print('Zero length chunk ignored')
        if in_chunks:
            self.send(_as_chunk(b''))

    def _body_blocks(self, body):
        if hasattr(body, 'read'):
            return self._blocks(body)
        try:
            memoryview(body)
        except TypeError:
            try:
                return iter(body)
            except TypeError:
                raise TypeError('message_body should be a bytes-like object or an iterable, got '
                                f'{type(body)!r}') from None
        return (body,)

    def _forget_ended(self):
        """An answer that was read to its end needs the connection no more."""
        if self._response and self._response.isclosed():
            self._response = None

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        """Begin a request. Unless told not to, it sends the headers Host and Accept-Encoding, too."""
        self._forget_ended()
        if self._state != _IDLE:
            raise CannotSendRequest(self._state)
        self._state = _STARTED
        self._check_method(method)
        self._method = method
        url = url or '/'
        self._check_path(url)
        self._lines.append(self._encode_request(f'{method} {url} {self._http_vsn_str}'))
        if self._http_vsn != 11:
            return
        if not skip_host:
            self._put_host(url)
        if not skip_accept_encoding:
            self.putheader('Accept-Encoding', 'identity')

    def _check_method(self, method):
        found = _first(method, lambda c: c < ' ')
        if found is not None:
            raise ValueError(f"method can't contain control characters. {method!r} (found at least {found!r})")

    def _check_path(self, url):
        _check_url(url)

    def _encode_request(self, request):
        return request.encode('ascii')

    def _put_host(self, url):
        netloc = urlsplit(url).netloc if url.startswith('http') else ''
        if netloc:
            try:
                self.putheader('Host', netloc.encode('ascii'))
            except UnicodeEncodeError:
                self.putheader('Host', netloc.encode('idna'))
            return
        if self._tunnel_host:
            host, port = self._tunnel_host, self._tunnel_port
        else:
            host, port = self.host, self.port
        try:
            host = host.encode('ascii')
        except UnicodeEncodeError:
            host = host.encode('idna')
        if b':' in host:
            host = b'[' + host + b']'
        if port != self.default_port:
            host = b'%b:%d' % (host, port)
        self.putheader('Host', host)

    def putheader(self, header, *values):
        """Add a header to the request; several values are on lines of their own."""
        if self._state != _STARTED:
            raise CannotSendHeader()
        if hasattr(header, 'encode'):
            header = header.encode('ascii')
        _check_header_name(header)
        encoded = []
        for value in values:
            if hasattr(value, 'encode'):
                value = value.encode('latin-1')
            elif isinstance(value, int):
                value = str(value).encode('ascii')
            _check_header_value(value)
            encoded.append(value)
        self._lines.append(header + b': ' + b'\r\n\t'.join(encoded))

    def endheaders(self, message_body=None, *, encode_chunked=False):
        """The headers are complete: send the request and its body, if there is one, in chunks if encode_chunked is true."""
        if self._state != _STARTED:
            raise CannotSendHeader()
        self._state = _SENT
        self._send_request(message_body, encode_chunked and self._http_vsn == 11)

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request. body is bytes, text (sent as latin-1), a file, or an iterable of bytes.

        Unless the headers say something of it, the length of the body is sent, or the body is sent in chunks if nobody
        knows its length. encode_chunked: the headers say that there are chunks, and they are still to be made."""
        names = {name.lower() for name in headers}
        self.putrequest(method, url, 'host' in names, 'accept-encoding' in names)
        if 'content-length' in names:
            encode_chunked = False
        elif 'transfer-encoding' not in names:
            encode_chunked = self._put_length(method, body)
        for name, value in headers.items():
            self.putheader(name, value)
        if isinstance(body, str):
            body = _body_bytes(body)
        self.endheaders(body, encode_chunked=encode_chunked)

    def _put_length(self, method, body):
        """Say how long the body is; true: nobody knows, and it is to be sent in chunks."""
        length = self._body_length(method, body)
        if length is not None:
            self.putheader('Content-Length', str(length))
        elif body is not None:
            if self.debuglevel > 0:
                print(f'Unable to determine size of {body!r}')
            self.putheader('Transfer-Encoding', 'chunked')
            return True
        return False

    def _body_length(self, method, body):
        if body is None:
            return 0 if method.upper() in _METHODS_WITH_BODY else None
        if hasattr(body, 'read'):
            return None
        if isinstance(body, str):
            return len(body)
        try:
            return memoryview(body).nbytes
        except TypeError:
            return None

    # --- receiving ---

    def getresponse(self):
        """The answer to the request that was sent. It must be read to its end before the next request is sent."""
        self._forget_ended()
        if self._state != _SENT or self._response:
            raise ResponseNotReady(self._state)
        level = (self.debuglevel,) if self.debuglevel > 0 else ()
        response = self.response_class(self.sock, *level, method=self._method)
        try:
            response.begin()
        except BaseException as problem:
            if isinstance(problem, ConnectionError):
                self.close()
            response.close()
            raise
        self._state = _IDLE
        self._response = None if response.will_close else response
        if response.will_close:
            self.close()
        return response


class HTTPSConnection(HTTPConnection):
    """A connection with TLS. context is an ssl.SSLContext."""

    default_port = HTTPS_PORT

    def __init__(self, host, port=None, key_file=None, cert_file=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT,
                 source_address=None, *, context=None, check_hostname=None, blocksize=8192):
        super().__init__(host, port, timeout, source_address, blocksize)
        if key_file is not None or cert_file is not None or check_hostname is not None:
            import warnings
            warnings.warn('key_file, cert_file and check_hostname are deprecated, use a custom context instead.',
                          DeprecationWarning, 2)
        self.key_file, self.cert_file = key_file, cert_file
        if context is None:
            import ssl
            context = ssl._create_default_https_context()
            if self._http_vsn == 11:
                context.set_alpn_protocols(['http/1.1'])
            if context.post_handshake_auth is not None:
                context.post_handshake_auth = True
        if check_hostname is None:
            check_hostname = context.check_hostname
        elif check_hostname and not context.verify_mode:
            raise ValueError('check_hostname needs a SSL context with either CERT_OPTIONAL or CERT_REQUIRED')
        if key_file or cert_file:
            context.load_cert_chain(cert_file, key_file)
            if context.post_handshake_auth is not None:
                context.post_handshake_auth = True
        self._context = context
        context.check_hostname = check_hostname

    def connect(self):
        """Open the connection and make it safe."""
        super().connect()
        self.sock = self._context.wrap_socket(self.sock, server_hostname=self._tunnel_host or self.host)
