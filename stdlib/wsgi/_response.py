"""Answers: what applications say, as HTTP."""
import os
from _webserver import HOP_BY_HOP, SERVER_NAME, date_line, has_no_body, plain_answer
from wsgi._request import FileWrapper


def _check_status(status):
    if not isinstance(status, str):
        raise TypeError(f'status must be a str, not {type(status).__name__}')
    code = status[:3]
    if not (len(code) == 3 and code.isascii() and code.isdigit() and status[3:4] in (' ', '') and '100' <= code):
        raise ValueError(f'status must begin with a number of three digits and a blank: {status!r}')
    if not status.isprintable():
        raise ValueError(f'status must not have control characters: {status!r}')
    return int(code)


def _check_header(name, value):
    if not (isinstance(name, str) and isinstance(value, str)):
        raise TypeError(f'header names and values must be str: {(name, value)!r}')
    if not name or not name.isascii() or not name.isprintable() or set(name).intersection(' ():;<>@,/[]?={}"\\'):
        raise ValueError(f'invalid name of a header: {name!r}')
    if any(char < ' ' and char != '\t' or char == '\x7f' for char in value):
        raise ValueError(f'control characters in the header {name}: {value!r}')
    if name.lower() in HOP_BY_HOP:
        raise ValueError(f'applications must not set the header {name}')


class Response:
    """The answer to one request."""

    def __init__(self, connection, request, body):
        self._sock, self._request, self._body = connection.sock, request, body
        self._status = self._headers = None  # what start() was told, until it is sent
        self.code = self.sent = 0  # for the log: status, bytes of the body
        self._head_is_sent = False
        self._length = None  # of the body, if the application says
        self._is_chunked = self._is_empty = False
        self.keeps = True  # may the connection be kept?
        self.is_complete = self.is_broken = False

    # --- what applications call ---

    def start(self, status, headers, exc_info=None):
        """start_response(): answers write()."""
        if exc_info is not None:
            try:
                if self._head_is_sent:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        elif self._status is not None:
            raise AssertionError('start_response() was called before; the second time it needs exc_info')
        if type(headers) is not list:
            raise TypeError(f'headers must be a list, not {type(headers).__name__}')
        code = _check_status(status)
        for name, value in headers:
            _check_header(name, value)
        self.code, self._status, self._headers = code, status, headers[:]
        return self.write

    def write(self, data):
        """Send a piece of the body at once."""
        if not isinstance(data, bytes):
            raise TypeError(f'the body must be bytes, not {type(data).__name__}')
        self._send(data)

    # --- the head ---

    def _head(self, known_length):
        """known_length: of the whole body, or None."""
        if self._status is None:
            raise AssertionError('the application did not call start_response()')
        request = self._request
        lines = [f'HTTP/1.1 {self._status}\r\n', *(f'{name}: {value}\r\n' for name, value in self._headers)]
        names = {name.lower() for name, _ in self._headers}
        self._is_empty = has_no_body(request.method, self.code)
        if 'content-length' in names:
            self._length = self._declared_length()
        elif self._is_empty:
            pass
        elif known_length is not None:
            self._length = known_length
            lines.append(f'Content-Length: {known_length}\r\n')
        elif request.minor:
            self._is_chunked = True
            lines.append('Transfer-Encoding: chunked\r\n')
        else:
            self.keeps = False
        if not (self.keeps and request.keep_alive) or self._body.is_waited_for:
            self.keeps = False
            lines.append('Connection: close\r\n')
        elif not request.minor:
            lines.append('Connection: keep-alive\r\n')
        if 'server' not in names:
            lines.append(f'Server: {SERVER_NAME}\r\n')
        date = b'' if 'date' in names else date_line()
        return ''.join(lines).encode('latin-1') + date + b'\r\n'

    def _declared_length(self):
        values = {value.strip() for name, value in self._headers if name.lower() == 'content-length'}
        if len(values) != 1 or not (value := values.pop()).isascii() or not value.isdigit():
            raise ValueError('invalid Content-Length')
        return int(value)

    # --- the body ---

    def _send(self, data, known_length=None):
        head = b''
        if not self._head_is_sent:
            head = self._head(known_length)
            self._body.no_more_words()
            self._head_is_sent = True
        if self._is_empty:
            data = b''
        elif self._length is not None and self.sent + len(data) > self._length:
            data = data[:self._length - self.sent]
            self._send_all(head + data)
            self.sent += len(data)
            raise ValueError('the application sends more than its Content-Length says')
        self.sent += len(data)
        if self._is_chunked and data:
            data = b'%x\r\n%b\r\n' % (len(data), data)
        if head or data:
            self._send_all(head + data)

    def _send_all(self, data):
        try:
            self._sock.sendall(data)
        except OSError:
            self.is_broken = True
            raise

    def send_result(self, result):
        """Send all that the application answered."""
        try:
            if isinstance(result, FileWrapper) and self._send_file(result):
                return self._end()
            whole = self._length_of(result)
            for data in result:
                if not isinstance(data, bytes):
                    raise TypeError(f'the body must be bytes, not {type(data).__name__}')
                if data:
                    self._send(data, whole)
            self._end()
        finally:
            if hasattr(result, 'close'):
                result.close()

    @staticmethod
    def _length_of(result):
        """Of the whole body, if it is one piece."""
        if isinstance(result, (list, tuple)) and all(isinstance(data, bytes) for data in result):
            return sum(map(len, result))
        return None

    def _end(self):
        if not self._head_is_sent:
            self._send(b'', 0)
        if self._is_chunked:
            self._send_all(b'0\r\n\r\n')
        if self._length is not None and not self._is_empty and self.sent < self._length:
            raise ValueError(f'the application sent {self.sent} bytes, but its Content-Length says {self._length}')
        self.is_complete = True

    def _send_file(self, wrapper):
        """By the system, if that can be; False: it cannot."""
        file = wrapper.filelike
        try:
            descriptor, offset = file.fileno(), file.tell()
            size = os.fstat(descriptor).st_size - offset
        except (AttributeError, OSError, ValueError):
            return False
        if self._head_is_sent or size <= 0:
            return False
        self._send(b'', size)
        if self._is_empty:
            return True
        count = min(size, self._length)
        self.sent += count
        try:
            self._sock.sendfile(file, offset, count)
        except OSError:
            self.is_broken = True
            raise
        return True

    def send_plain(self, code):
        """An answer of the server itself, if none was begun; the connection ends."""
        self.keeps = False
        if self._head_is_sent or self.is_broken:
            return
        self.code = code
        self._head_is_sent = True
        answer = plain_answer(code)
        self._send_all(answer if not self._request.is_head else answer.partition(b'\r\n\r\n')[0] + b'\r\n\r\n')
