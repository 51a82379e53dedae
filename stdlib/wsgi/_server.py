"""The server: it accepts connections and reads heads in one thread, and has others for the application."""
import collections
import errno
import selectors
import signal
import socket
import sys
import threading
import time
from queue import SimpleQueue
from _webserver import plain_answer, url_of
from wsgi._connection import Connection

_NO_DESCRIPTORS = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_PAUSE = 0.1  # seconds without accepting when there are no descriptors
_MOMENT = 1  # seconds for clients to notice that a connection is closed


class Server:
    """Listens at once; run() serves until stop() is called, by another thread or in a signal's handler."""

    def __init__(self, application, *, host='127.0.0.1', port=8000, threads=8, backlog=1024, max_head=64 << 10, max_body=0,
                 timeout=30, keep_alive=5, grace=10, quiet=False):
        self.application = application
        self.max_head, self.max_body = max_head, max_body
        self.timeout, self.keep_alive, self.quiet = timeout, keep_alive, quiet
        self._grace, self._thread_count = grace, threads
        family = socket.AF_INET6 if ':' in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, backlog=backlog)
        self._listener.setblocking(False)
        self.host, self.port = self._listener.getsockname()[:2]
        self.url = url_of(self._listener)
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_read.setblocking(False)
        self._wake_write.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        # Connections without a whole head, and when each is closed. The time is the same for all of one dict, so they are in
        # its order.
        self._asking = {}  # new ones, and those that sent a part of a request
        self._idle = {}  # those that were answered
        self._leaving = {}  # those that were closed on this side, while the client may be sending
        self._work = SimpleQueue()  # connections with a request; None ends a thread
        self._returned = collections.deque()  # connections that may get another request
        self._busy = 0  # connections in the pool
        self._listens_again = None  # when, if there were no descriptors
        self._stopping = False

    # --- from other threads ---

    def stop(self):
        """Accept nothing more; run() returns when all requests are answered."""
        self._stopping = True
        self._wake()

    def _wake(self):
        try:
            self._wake_write.send(b'.')
        except BlockingIOError:
            pass  # it will wake anyway

    def give_back(self, connection, is_kept):
        """A thread has done what there was to do for a connection."""
        self._returned.append((connection, is_kept))
        self._wake()

    def _work_on(self):
        while (connection := self._work.get()) is not None:
            connection.answer()

    # --- the main thread ---

    def run(self):
        """Serve until stop() is called."""
        pool = [threading.Thread(target=self._work_on, name=f'wsgi-{i}', daemon=True) for i in range(self._thread_count)]
        for thread in pool:
            thread.start()
        try:
            while not self._stopping:
                self._turn(self._patience())
            self._finish()
        finally:
            for _ in pool:
                self._work.put(None)
            self._close_all()

    def _patience(self):
        moments = [next(iter(waiting.values())) for waiting in self._all_waiting if waiting]
        if self._listens_again is not None:
            moments.append(self._listens_again)
        return max(0, min(moments) - time.monotonic()) if moments else None

    def _turn(self, patience):
        for key, _ in self._selector.select(patience):
            if key.fileobj is self._listener:
                self._accept()
            elif key.fileobj is self._wake_read:
                self._take_back()
            else:
                self._read(key.data)
        self._look_at_time()

    def _accept(self):
        while not self._stopping:
            try:
                sock, address = self._listener.accept()
            except BlockingIOError:
                return
            except OSError as problem:
                if problem.errno in _NO_DESCRIPTORS:
                    self._selector.unregister(self._listener)
                    self._listens_again = time.monotonic() + _PAUSE
                    return
                continue  # the client is gone already
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._wait_for_head(Connection(self, sock, address))

    @property
    def _all_waiting(self):
        return self._asking, self._idle, self._leaving

    def _set_time(self, connection, is_new):
        self._asking.pop(connection, None)
        self._idle.pop(connection, None)
        if is_new or connection.has_started:
            self._asking[connection] = time.monotonic() + self.timeout
        else:
            self._idle[connection] = time.monotonic() + self.keep_alive

    def _wait_for_head(self, connection, is_new=True):
        connection.sock.setblocking(False)
        self._set_time(connection, is_new)
        self._selector.register(connection.sock, selectors.EVENT_READ, connection)

    def _forget(self, connection):
        self._selector.unregister(connection.sock)
        for waiting in self._all_waiting:
            waiting.pop(connection, None)

    def _read(self, connection):
        """Some of a head came."""
        state = connection.read_head()
        if state == 'more':
            if connection in self._idle:
                self._set_time(connection, False)
            return
        self._forget(connection)
        if state == 'head':
            self._busy += 1
            self._work.put(connection)
        elif state == 'end':
            connection.sock.close()
        else:
            self._dismiss(connection)

    def _dismiss(self, connection, farewell=None):
        """Close a connection. A client that is sending would lose what was sent to it, so it gets a moment to notice."""
        if connection.leave(farewell):
            self._leaving[connection] = time.monotonic() + _MOMENT
            self._selector.register(connection.sock, selectors.EVENT_READ, connection)

    def _take_back(self):
        try:
            self._wake_read.recv(4096)
        except BlockingIOError:
            pass
        while self._returned:
            connection, is_kept = self._returned.popleft()
            self._busy -= 1
            if is_kept and not self._stopping:
                self._wait_for_head(connection, False)
            else:
                self._dismiss(connection)

    def _look_at_time(self):
        now = time.monotonic()
        if self._listens_again is not None and self._listens_again <= now:
            self._listens_again = None
            self._selector.register(self._listener, selectors.EVENT_READ)
        for waiting in self._all_waiting:
            while waiting and next(iter(waiting.values())) <= now:
                connection = next(iter(waiting))
                self._forget(connection)
                if waiting is self._leaving:
                    connection.sock.close()
                else:
                    self._dismiss(connection, plain_answer(408) if connection.has_started else None)

    # --- the end ---

    def _finish(self):
        """Requests that are being answered may go on for a while."""
        if self._listens_again is None:
            self._selector.unregister(self._listener)
        self._listens_again = None
        self._listener.close()
        for connection in [*self._asking, *self._idle]:
            self._forget(connection)
            self._dismiss(connection)
        end = time.monotonic() + self._grace
        while (self._busy or self._leaving) and (left := end - time.monotonic()) > 0:
            patience = self._patience()
            self._turn(left if patience is None else min(left, patience))

    def _close_all(self):
        for connection in self._leaving:
            connection.sock.close()
        self._selector.close()
        self._listener.close()
        self._wake_read.close()
        self._wake_write.close()


def serve(application, **settings):
    """Serve an application until SIGINT (Ctrl-C) or SIGTERM. Settings are those of Server."""
    server = Server(application, **settings)
    for number in signal.SIGINT, signal.SIGTERM:
        signal.signal(number, lambda *_: server.stop())
    print(f'Serving WSGI on {server.url} with {server._thread_count} threads (Ctrl-C stops)', flush=True)
    server.run()
    sys.stderr.flush()
