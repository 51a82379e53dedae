"""A WebSocket, as receive() and send() of an application."""
import asyncio
import collections
import sys
import traceback
from _webserver import log_line, plain_answer
from asgi import _frames
from asgi._frames import FrameError, FrameReader, make_close, make_frame
from asgi._scope import check_headers, make_scope, response_head

_ROOM = 64 << 10  # bytes of messages that the application has not taken yet
_MOMENT = 1  # seconds for clients to notice that a connection is closed
_CONNECTING, _OPEN, _CLOSING, _CLOSED = range(4)


class WebSocket(asyncio.Protocol):
    """The protocol of a transport that a request to upgrade came over."""

    def __init__(self, connection, head, target, accept_key, protocols):
        self._server, self._transport = connection.server, connection.transport
        self._peer = connection.peer
        self._line = f'{head[0]} {head[1].decode("latin-1")} WebSocket'
        self._scope = make_scope(connection, 'websocket', head, target)
        self._scope['subprotocols'] = protocols
        self._accept_key = accept_key
        self._reader = FrameReader(self._server.max_message)
        self._state = _CONNECTING
        self._events = collections.deque([{'type': 'websocket.connect'}])
        self._held = 0
        self._waiters = []
        self._writable = None
        self._close_code, self._close_reason = _frames.ABNORMAL, ''
        self._timer = None

    def begin(self, data):
        """Take the transport over, and what came over it already."""
        self._transport.set_protocol(self)
        self._server.connections.add(self)
        self._server.run_task(self._run())
        if data:
            self.data_received(data)

    # --- the transport speaks ---

    def data_received(self, data):
        """Some frames came."""
        if self._state == _CLOSED:
            return
        self._reader.feed(data)
        if self._state == _CONNECTING:  # too early, but it is kept
            return self._balance()
        self._read()

    def _read(self):
        try:
            for opcode, payload in self._reader:
                self._take(opcode, payload)
                if self._state == _CLOSED:
                    return
        except FrameError as problem:
            code, reason = problem.args
            self._send_close(code, reason)
            self._end(code, reason, may_send=True)
        self._balance()

    def _take(self, opcode, payload):
        if opcode == _frames.PING:
            if self._state == _OPEN:
                self._transport.write(make_frame(_frames.PONG, payload))
        elif opcode == _frames.CLOSE:
            code, reason = _frames.parse_close(payload)
            self._send_close(code, reason)
            self._end(code, reason)
        elif opcode != _frames.PONG and self._state == _OPEN:
            kind = 'text' if opcode == _frames.TEXT else 'bytes'
            self._held += len(payload)
            self._events.append({'type': 'websocket.receive', kind: payload})
            self._wake()

    def connection_lost(self, problem):
        """The client is gone."""
        self._server.connections.discard(self)
        self._end(self._close_code, self._close_reason)
        if self._timer is not None:
            self._timer.cancel()
        self.resume_writing()

    def pause_writing(self):
        """The client takes messages more slowly than they come."""
        if self._writable is None:
            self._writable = self._server.loop.create_future()

    def resume_writing(self):
        """The transport wants more, or is closed."""
        writable, self._writable = self._writable, None
        if writable is not None and not writable.done():
            writable.set_result(None)

    def _balance(self):
        """Read as long as the application takes messages."""
        if self._transport.is_closing():
            return
        if self._held < _ROOM and self._state != _CONNECTING or self._state >= _CLOSING:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    # --- the end ---

    def _send_close(self, code, reason):
        """Say that the connection is closed, once."""
        if self._state == _OPEN:
            self._state = _CLOSING
            self._transport.write(make_close(code, reason))

    def _end(self, code, reason, may_send=False):
        """Both sides know that it is closed, or the client is gone. One that is sending would lose what was sent to it, so
        it gets a moment to notice."""
        if self._state == _CLOSED:
            return
        self._state = _CLOSED
        self._close_code, self._close_reason = code, reason
        self._events.append({'type': 'websocket.disconnect', 'code': code, 'reason': reason})
        self._wake()
        if may_send and self._transport.can_write_eof():
            self._transport.write_eof()
            self._wait_for_end(_MOMENT)
        else:
            self._transport.close()

    def _wait_for_end(self, seconds):
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._server.loop.call_later(seconds, self.abort)

    def finish(self):
        """The server ends."""
        if self._state == _OPEN:
            self._close(_frames.GOING_AWAY, '')

    def abort(self):
        """The server, or this side of the connection, cannot wait any more."""
        self._transport.abort()

    def _close(self, code, reason):
        self._close_code, self._close_reason = code, reason
        self._send_close(code, reason)
        self._transport.resume_reading()
        self._wait_for_end(self._server.keep_alive)  # it is the client's turn

    # --- the application's side ---

    async def _run(self):
        try:
            await self._server.application(self._scope, self.receive, self.send)
            self._leave(403, _frames.NORMAL)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self._leave(500, _frames.INTERNAL_ERROR)
        except BaseException:
            self._leave(500, _frames.GOING_AWAY)
            raise

    def _leave(self, status, code):
        """The application has ended."""
        if self._state == _CONNECTING:
            self._reject(status)
        elif self._state == _OPEN:
            self._close(code, '')

    def _reject(self, status):
        self._log(status)
        self._state = _CLOSED
        self._close_code = _frames.ABNORMAL
        self._transport.write(plain_answer(status))
        self._transport.close()

    def _log(self, status):
        if not self._server.quiet:
            log_line(self._peer, self._line, status, 0)

    def _wake(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def receive(self):
        """The next event."""
        while not self._events:
            if self._state == _CLOSED:
                return {'type': 'websocket.disconnect', 'code': self._close_code, 'reason': self._close_reason}
            waiter = self._server.loop.create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        event = self._events.popleft()
        if event['type'] == 'websocket.receive':
            self._held -= len(event.get('bytes') or event.get('text') or '')
            self._balance()
        return event

    async def send(self, message):
        """Accept, send a message, or close."""
        kind = message['type']
        if self._state == _CONNECTING and kind == 'websocket.accept':
            return self._accept(message)
        if self._state == _CONNECTING and kind == 'websocket.close':
            return self._reject(403)
        if self._state == _CONNECTING or kind not in ('websocket.send', 'websocket.close'):
            raise RuntimeError(f'unexpected message {kind!r}')
        if self._state != _OPEN:
            return  # the client is gone, or going
        if kind == 'websocket.close':
            return self._close(message.get('code', _frames.NORMAL), message.get('reason') or '')
        data, text = message.get('bytes'), message.get('text')
        if (data is None) == (text is None):
            raise ValueError("'websocket.send' needs either 'bytes' or 'text'")
        frame = make_frame(_frames.TEXT, text.encode()) if data is None else make_frame(_frames.BINARY, bytes(data))
        self._transport.write(frame)
        if self._writable is not None:
            await asyncio.shield(self._writable)

    def _accept(self, message):
        more = [b'Upgrade: websocket\r\n', b'Connection: Upgrade\r\n', b'Sec-WebSocket-Accept: %b\r\n' % self._accept_key]
        protocol = message.get('subprotocol')
        if protocol is not None:
            if protocol not in self._scope['subprotocols']:
                raise ValueError(f'the client does not know the subprotocol {protocol!r}')
            more.append(f'Sec-WebSocket-Protocol: {protocol}\r\n'.encode('ascii'))
        self._transport.write(response_head(101, check_headers(message.get('headers', ())), more))
        self._state = _OPEN
        self._log(101)
        self._read()
