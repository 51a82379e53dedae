"""Requests as applications see them."""
import io
import sys
from _webserver import split_target, unquote_path

_CONTINUE = b'HTTP/1.1 100 Continue\r\n\r\n'
_ENOUGH = 64 << 10  # bytes of a body nobody wants that are read for the sake of the next request


class BodyError(OSError):
    """The body of a request does not come as it should."""

    status = 400


class BodyTimeout(BodyError):
    """Nothing came for too long."""

    status = 408


class BodyTooLarge(BodyError):
    """The body of a request is larger than allowed."""

    status = 413


class FileWrapper:
    """wsgi.file_wrapper: what a file has, in blocks. Of real files the system sends them."""

    def __init__(self, filelike, blksize=8192):
        self.filelike, self.blksize = filelike, blksize
        if hasattr(filelike, 'close'):
            self.close = filelike.close

    def __iter__(self):
        return self

    def __next__(self):
        if block := self.filelike.read(self.blksize):
            return block
        raise StopIteration


class RequestInput(io.RawIOBase):
    """The body of a request, as a raw stream: wsgi.input is buffered above it."""

    def __init__(self, connection, head):
        self._connection, self._parser = connection, connection.parser
        self._continues = head[6]  # the client waits for a word before it sends
        self._piece = memoryview(b'')
        self._ended = False
        self._count = 0

    def readable(self):
        return True

    def _next_piece(self):
        """b'' at the end."""
        while (piece := self._parser.next()) is None:
            if self._continues:
                self._continues = False
                self._connection.sock.sendall(_CONTINUE)
            self._connection.receive()
        most = self._connection.server.max_body
        self._count += len(piece)
        if most and self._count > most:
            raise BodyTooLarge('the body is too large')
        self._ended = not piece
        return piece

    def readinto(self, buffer):
        if not self._piece and not self._ended:
            try:
                self._piece = memoryview(self._next_piece())
            except ValueError as problem:  # _http.ParseError: it is malformed
                raise BodyError(str(problem)) from None
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count

    @property
    def is_waited_for(self):
        """Does the client wait for a word before it sends?"""
        return self._continues

    def no_more_words(self):
        """The answer begins: it is too late to tell the client to go on."""
        if self._continues:
            self._ended = True

    def skip_rest(self, may_wait):
        """Read what the application left. False: that would take too long, or it does not come."""
        try:
            if self._continues:  # the client may send it or not: nobody knows where the next request begins
                return self._parser.next() == b''
            if not may_wait:
                return self._ended or self._parser.next() == b''
            while not self._ended:
                if self._count > _ENOUGH or len(self._next_piece()) > _ENOUGH:
                    return False
            return True
        except (OSError, ValueError):
            return False


class Request:
    """The head of a request."""

    def __init__(self, connection, head, body):
        self._connection, self._body = connection, body
        self.method, self._raw_target, self.minor, self._headers, self.length, self.keep_alive, *_ = head
        self.target = split_target(self._raw_target)
        self.is_head = self.method == 'HEAD'

    @property
    def line(self):
        """For the log."""
        return f'{self.method} {self._raw_target.decode("latin-1")} HTTP/1.{self.minor}'

    def environ(self):
        """The dict that applications get."""
        path, query = self.target
        server = self._connection.server
        environ = {
            'REQUEST_METHOD': self.method, 'SCRIPT_NAME': '', 'PATH_INFO': unquote_path(path).decode('latin-1'),
            'QUERY_STRING': query.decode('latin-1'), 'SERVER_NAME': server.host, 'SERVER_PORT': str(server.port),
            'SERVER_PROTOCOL': f'HTTP/1.{self.minor}', 'REMOTE_ADDR': self._connection.peer,
            'REMOTE_PORT': str(self._connection.peer_port), 'wsgi.version': (1, 0), 'wsgi.url_scheme': 'http',
            'wsgi.input': io.BufferedReader(self._body), 'wsgi.errors': sys.stderr, 'wsgi.multithread': True,
            'wsgi.multiprocess': False, 'wsgi.run_once': False, 'wsgi.file_wrapper': FileWrapper,
            'wsgi.input_terminated': True}
        for name, value in self._headers:
            if b'_' not in name:  # else it could pose as another one
                self._add_header(environ, name.decode('ascii'), value.decode('latin-1'))
        return environ

    @staticmethod
    def _add_header(environ, name, value):
        key = name.replace('-', '_').upper()
        if key not in ('CONTENT_LENGTH', 'CONTENT_TYPE'):
            key = 'HTTP_' + key
        if key in environ:
            value = environ[key] + ('; ' if key == 'HTTP_COOKIE' else ',') + value
        environ[key] = value
