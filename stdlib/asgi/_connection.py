"""A connection: requests come in and are answered one after the other, in order."""
import asyncio
import _http
from _webserver import log_line, plain_answer, split_target
from asgi._exchange import Exchange
from asgi._handshake import is_websocket, upgrade

_AHEAD = 64 << 10  # bytes of later requests that are read while one is answered
_SKIPPED = 64 << 10  # bytes of a body nobody wants that are read for the sake of the next request
_MOMENT = 1  # seconds for clients to notice that a connection is closed


_TIMERS = {'new': ('timeout', '_close'), 'idle': ('keep_alive', '_close'), 'head': ('timeout', '_too_late'),
           'body': ('timeout', '_too_late'), 'write': ('timeout', 'abort'), 'leaving': (_MOMENT, 'abort'),
           'slowly leaving': ('timeout', 'abort')}


class Connection(asyncio.Protocol):
    """The protocol of a client's transport."""

    def __init__(self, server):
        self.server = server
        self.transport = None
        self._parser = _http.RequestParser(server.max_head)
        self._exchange = None  # that goes on
        self._body_ended = True  # of its request
        self._ahead = self._skipped = 0
        self._timer = self._timer_kind = None
        self._writable = None  # a future, while the transport wants nothing more
        self._reads = True
        self._is_leaving = False

    # --- the transport speaks ---

    def connection_made(self, transport):
        """A client is there."""
        self.transport = transport
        self.peer, self.peer_port = (transport.get_extra_info('peername') or ('', 0))[:2]
        self.server.connections.add(self)
        self._set_timer('new')

    def connection_lost(self, problem):
        """The client is gone."""
        self._set_timer(None)
        self.server.connections.discard(self)
        if self._exchange is not None:
            self._exchange.disconnect()
        self.resume_writing()

    def eof_received(self):
        """The client sends nothing more: it does not want an answer either."""
        if self._exchange is not None:
            self._exchange.disconnect()

    def data_received(self, data):
        """Some of a request came."""
        if self._is_leaving:
            return
        self._parser.feed(data)
        if self._exchange is not None and self._body_ended:
            self._ahead += len(data)
        self._advance()

    def pause_writing(self):
        """The client takes the answer more slowly than it comes."""
        if self._writable is None:
            self._writable = self.server.loop.create_future()
            self._set_timer('write')

    def resume_writing(self):
        """The transport wants more, or is closed."""
        writable, self._writable = self._writable, None
        if writable is not None:
            if not writable.done():
                writable.set_result(None)
            if not self.transport.is_closing():
                self._set_timer(None)
                self._balance()

    async def drain(self):
        """Wait until the transport wants more."""
        if self._writable is not None:
            await asyncio.shield(self._writable)

    # --- time ---

    def _set_timer(self, kind):
        """What ends the connection if nothing happens: one of _TIMERS. Only a body gets new time for each piece."""
        if kind == self._timer_kind and kind != 'body':
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer_kind, self._timer = kind, None
        if kind is not None:
            setting, action = _TIMERS[kind]
            seconds = getattr(self.server, setting) if isinstance(setting, str) else setting
            self._timer = self.server.loop.call_later(seconds, getattr(self, action))

    def _too_late(self):
        """A request began but does not go on."""
        if self._exchange is None:
            self._refuse(408)
        else:
            self._exchange.refuse(408)

    def _close(self):
        self.transport.close()

    def abort(self):
        """Nobody waits any more."""
        self.transport.abort()

    # --- requests ---

    def _advance(self):
        """Make what can be made of what came."""
        try:
            while self._exchange is None and not self._is_leaving and self._body_ended:
                head = self._parser.next()
                if head is None:
                    break
                self._begin(head)
            self._read_body()
        except _http.ParseError as problem:
            if self._exchange is not None:
                self._exchange.refuse(problem.args[0])
            else:
                self._refuse(*problem.args)
            return
        self._balance()

    def _begin(self, head):
        self._body_ended, self._ahead, self._skipped = False, 0, 0
        target = split_target(head[1])
        if target is None:
            return self._refuse(400)
        if self.server.max_body and (head[4] or 0) > self.server.max_body:
            return self._refuse(413)
        if is_websocket(head):
            return self._upgrade(head, target)
        self._exchange = Exchange(self, head, target)
        self.server.run_task(self._exchange.run())

    def _upgrade(self, head, target):
        status = upgrade(self, head, target, self._parser)
        if status:
            return self._refuse(status)
        self._is_leaving = True  # another protocol has the transport
        self._set_timer(None)
        self.server.connections.discard(self)

    def _read_body(self):
        """Hand pieces to the exchange, as many as it has room for, or drop them if it has ended."""
        while not self._body_ended and (self._exchange is None or self._exchange.has_room):
            if self._is_leaving or (piece := self._parser.next()) is None:
                return
            self._body_ended = not piece
            if self._exchange is not None:
                self._exchange.add_piece(piece)
            else:
                self._skipped += len(piece)
                if self._skipped > _SKIPPED:
                    return self.leave(False)
                if self._body_ended:
                    return self._advance()

    def _balance(self):
        """Read or not, and look at the time or not."""
        if self._is_leaving:
            return
        is_busy = self._exchange is not None
        reads = not is_busy or (self._exchange.has_room if not self._body_ended else self._ahead < _AHEAD)
        if reads != self._reads:
            self._reads = reads
            (self.transport.resume_reading if reads else self.transport.pause_reading)()
        if self._writable is not None:
            return  # that has a timer of its own
        if not self._body_ended:
            self._set_timer('body' if reads else None)
        elif is_busy:
            self._set_timer(None)
        elif self._parser.started:
            self._set_timer('head')
        elif self._timer_kind != 'new':
            self._set_timer('idle')

    def want_more(self):
        """The exchange has room for a piece of the body."""
        if not self._body_ended:
            self._advance()

    # --- the end ---

    def _refuse(self, status, reason=None):
        """The request is wrong: nothing that follows can be trusted."""
        self.log('-', status, 0)
        self.transport.write(plain_answer(status, reason))
        self._body_ended = False
        self.leave(False)

    def exchange_ended(self, exchange, is_kept):
        """The next request may begin."""
        self._exchange = None
        if self._is_leaving or self.transport.is_closing():
            return
        if is_kept and not self.server.is_stopping:
            self._advance()
        else:
            self.leave(self._body_ended)

    def leave(self, is_clean):
        """Send nothing more. A client that is sending would lose what was sent to it, so it gets a moment to notice."""
        self._is_leaving = True
        if is_clean or not self.transport.can_write_eof():
            self._set_timer(None)
            return self.transport.close()
        self.transport.write_eof()
        self.transport.resume_reading()
        self._set_timer('slowly leaving' if self.transport.get_write_buffer_size() else 'leaving')

    def finish(self):
        """The server ends: so does a connection that is idle, others when their answer is complete."""
        if self._exchange is None:
            self.transport.close()

    def log(self, line, status, length):
        """A line for a request."""
        if not self.server.quiet:
            log_line(self.peer, line, status, length)
