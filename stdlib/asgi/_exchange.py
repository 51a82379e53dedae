"""A request and its answer, as receive() and send() of an application."""
import sys
import traceback
from _webserver import has_no_body, plain_answer
from asgi._scope import check_headers, make_scope, response_head

_ROOM = 64 << 10  # bytes of a body that the application has not taken yet
_CONTINUE = b'HTTP/1.1 100 Continue\r\n\r\n'


class Exchange:
    """One request of a connection."""

    def __init__(self, connection, head, target):
        self._connection, self._transport, self._target = connection, connection.transport, target
        self._head = head
        self._minor, self._keep_alive, self._continues = head[2], head[5], head[6]
        # the request's body
        self._pieces, self._held, self._count = [], 0, 0
        self._ended = self._end_was_told = False
        self._waiters = []
        self._is_gone = False  # the client
        # the answer
        self._start = None  # (status, headers), until they are sent
        self._head_is_sent = self._is_complete = False
        self._length = None
        self._is_chunked = self._is_empty = False
        self._status = self._sent = 0

    # --- the connection's side ---

    @property
    def has_room(self):
        """May more of the body come?"""
        return self._held < _ROOM and not (self._continues and not self._head_is_sent)

    def add_piece(self, piece):
        """A piece of the body; b'' is its end."""
        self._count += len(piece)
        most = self._connection.server.max_body
        if most and self._count > most:
            return self.refuse(413)
        if piece:
            self._pieces.append(piece)
            self._held += len(piece)
        else:
            self._ended = True
        self._wake()

    def disconnect(self):
        """The client is gone."""
        self._is_gone = True
        self._wake()

    def refuse(self, status):
        """The body is wrong: an answer by the server, if none was begun; the application is told that the client is gone."""
        if not self._head_is_sent and not self._transport.is_closing():
            self._status, self._head_is_sent = status, True
            self._transport.write(plain_answer(status))
        self.disconnect()
        self._connection.leave(False)

    def _wake(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    # --- the application's side ---

    async def run(self):
        """Call the application."""
        server = self._connection.server
        try:
            await server.application(make_scope(self._connection, 'http', self._head, self._target), self.receive, self.send)
            if not self._is_complete and not self._is_gone:
                sys.stderr.write('the application returned without a complete answer\n')
                self._fail()
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self._fail()
        except BaseException:
            self._fail()
            raise
        finally:
            line = f'{self._head[0]} {self._head[1].decode("latin-1")} HTTP/1.{self._minor}'
            self._connection.log(line, self._status, self._sent)
            self._connection.exchange_ended(self, self._is_complete and self._keep_alive)

    def _fail(self):
        self._keep_alive = False
        if self._head_is_sent or self._is_gone:
            if not self._is_complete:
                self._transport.close()
            return
        self._status, self._head_is_sent = 500, True
        answer = plain_answer(500)
        self._transport.write(answer if self._head[0] != 'HEAD' else answer.partition(b'\r\n\r\n')[0] + b'\r\n\r\n')

    async def receive(self):
        """The next piece of the body, or that the client is gone."""
        if self._continues:
            self._continues = False
            if not self._head_is_sent:
                self._transport.write(_CONTINUE)
                self._connection.want_more()
        while True:
            if self._pieces or self._ended and not self._end_was_told:
                body = b''.join(self._pieces)
                self._pieces, self._held, self._end_was_told = [], 0, self._ended
                self._connection.want_more()
                return {'type': 'http.request', 'body': body, 'more_body': not self._end_was_told}
            if self._is_gone or self._is_complete:
                return {'type': 'http.disconnect'}
            await self._wait()

    async def _wait(self):
        waiter = self._connection.server.loop.create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            self._waiters.remove(waiter)

    async def send(self, message):
        """Take a part of the answer."""
        kind = message['type']
        if self._is_complete:
            raise RuntimeError(f'the answer is complete, and {kind!r} comes')
        if kind == 'http.response.start':
            if self._start is not None or self._head_is_sent:
                raise RuntimeError('the answer was begun before')
            self._begin(message)
        elif kind == 'http.response.body':
            if self._start is None and not self._head_is_sent:
                raise RuntimeError("'http.response.body' comes before 'http.response.start'")
            await self._send_body(bytes(message.get('body', b'')), message.get('more_body', False))
        else:
            raise ValueError(f'unexpected message {kind!r}')

    def _begin(self, message):
        status = message['status']
        if not isinstance(status, int) or not 200 <= status <= 999:
            raise ValueError(f'invalid status {status!r}')
        self._start = int(status), check_headers(message.get('headers', ()))
        self._status = int(status)

    def _head_bytes(self, body, more):
        status, headers = self._start
        added = []
        lengths = [value for name, value in headers if name.lower() == b'content-length']
        self._is_empty = has_no_body(self._head[0], status)
        if lengths:
            if len(lengths) > 1 or not lengths[0].isdigit():
                raise ValueError('invalid Content-Length')
            self._length = int(lengths[0])
        elif self._is_empty:
            pass
        elif not more:
            self._length = len(body)
            added.append(b'Content-Length: %d\r\n' % len(body))
        elif self._minor:
            self._is_chunked = True
            added.append(b'Transfer-Encoding: chunked\r\n')
        else:
            self._keep_alive = False
        if self._continues or self._connection.server.is_stopping:
            self._keep_alive = False  # the body that was not asked for may come or not
        if not self._keep_alive:
            added.append(b'Connection: close\r\n')
        elif not self._minor:
            added.append(b'Connection: keep-alive\r\n')
        return response_head(status, headers, added)

    async def _send_body(self, body, more):
        if self._is_gone:
            self._is_complete = not more
            return
        data = [] if self._head_is_sent else [self._head_bytes(body, more)]
        if self._is_empty:
            body = b''
        elif self._length is not None:
            left = self._length - self._sent
            if len(body) > left or (not more and len(body) < left):
                raise ValueError(f'the body is not as long as its Content-Length says ({self._length})')
        self._head_is_sent = True
        self._sent += len(body)
        if body:
            data.append(b'%x\r\n%b\r\n' % (len(body), body) if self._is_chunked else body)
        if not more:
            self._is_complete = True
            if self._is_chunked:
                data.append(b'0\r\n\r\n')
        if data:
            self._transport.write(b''.join(data))
        if not more:
            self._wake()
        await self._connection.drain()
