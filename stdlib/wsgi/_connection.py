"""A connection: requests come in, are answered one after the other, in order."""
import socket
import sys
import traceback
import _http
from _webserver import log_line, plain_answer
from wsgi._request import BodyError, BodyTimeout, Request, RequestInput
from wsgi._response import Response

_RECEIVE = 65536


class Connection:
    """A socket and what was read from it. Either the main thread has it, or one of the pool."""

    def __init__(self, server, sock, address):
        self.server, self.sock = server, sock
        self.peer, self.peer_port = address[:2]
        self.parser = _http.RequestParser(server.max_head)
        self._head = None
        self._is_clean = True  # everything that was received was read
        self._is_leaving = False

    @property
    def has_started(self):
        """Did a part of a request come?"""
        return self.parser.started

    # --- in the main thread ---

    def read_head(self):
        """Read what is there: 'head' if a head is complete, 'more' if not, 'end' if there will be none, 'bad' if it is
        refused."""
        try:
            data = self.sock.recv(_RECEIVE)
        except (BlockingIOError, InterruptedError):
            return 'more'
        except OSError:
            return 'end'
        if not data:
            return 'end'
        if self._is_leaving:
            return 'more'
        self.parser.feed(data)
        try:
            self._head = self.parser.next()
        except _http.ParseError as problem:
            self._refuse(*problem.args)
            return 'bad'
        return 'more' if self._head is None else 'head'

    def _refuse(self, status, reason):
        self._log('-', status, 0)
        self._is_clean = False
        try:
            self.sock.send(plain_answer(status, reason))
        except OSError:
            pass

    def leave(self, farewell=None):
        """Send nothing more. False: it is closed; True: the client may be sending, so it is to be read from until it is
        closed."""
        self._is_leaving = True
        try:
            self.sock.setblocking(False)
            if farewell:
                self.sock.send(farewell)
            self.sock.shutdown(socket.SHUT_WR)
            if not self._is_clean or farewell:
                while self.sock.recv(_RECEIVE):
                    pass
        except BlockingIOError:
            return True
        except OSError:
            pass
        self.sock.close()
        return False

    # --- in a thread of the pool ---

    def receive(self):
        """Wait for more of a body."""
        try:
            data = self.sock.recv(_RECEIVE)
        except TimeoutError:
            raise BodyTimeout('the body does not come') from None
        if not data:
            raise BodyError('the client closed the connection in a body')
        self.parser.feed(data)

    def answer(self):
        """Answer requests as long as there is one."""
        is_kept = False
        try:
            self.sock.settimeout(self.server.timeout)
            while self._head is not None:
                is_kept = self._answer_one(self._head) and not self.server._stopping
                self._head = self.parser.next() if is_kept else None
        except _http.ParseError as problem:
            is_kept = False
            self._refuse(*problem.args)
        except OSError:
            is_kept = False
        except BaseException:
            is_kept = False
            traceback.print_exc(file=sys.stderr)
        finally:
            self.server.give_back(self, is_kept)

    def _answer_one(self, head):
        """Can the connection be used again?"""
        body = RequestInput(self, head)
        request = Request(self, head, body)
        response = Response(self, request, body)
        if request.target is None:
            response.send_plain(400)
        elif self.server.max_body and (request.length or 0) > self.server.max_body:
            response.send_plain(413)
        else:
            self._call(request, response, body)
        self._log(request.line, response.code, response.sent)
        is_kept = response.is_complete and request.keep_alive and response.keeps
        self._is_clean = body.skip_rest(is_kept)
        return is_kept and self._is_clean

    def _call(self, request, response, body):
        try:
            response.send_result(self.server.application(request.environ(), response.start))
        except BodyError as problem:
            response.send_plain(problem.status)
        except OSError:
            if not response.is_broken:  # else the client is gone
                self._report(response)
        except BaseException:
            self._report(response)

    @staticmethod
    def _report(response):
        traceback.print_exc(file=sys.stderr)
        response.send_plain(500)

    def _log(self, line, code, length):
        if not self.server.quiet:
            log_line(self.peer, line, code, length)
