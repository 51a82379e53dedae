"""Servers that answer one request after the other, or each in a thread or process of its own.

A server waits for requests and makes an instance of a request handler class for each; what a handler does is in its
method handle(). Mix-ins (ThreadingMixIn, ForkingMixIn) go before the class of the server and change where that happens."""
import io
import os
import select
import socket
import sys
import threading
import time
from contextlib import suppress

__all__ = ['BaseServer', 'TCPServer', 'UDPServer', 'UnixStreamServer', 'UnixDatagramServer', 'BaseRequestHandler',
           'StreamRequestHandler', 'DatagramRequestHandler', 'ThreadingMixIn', 'ThreadingTCPServer', 'ThreadingUDPServer',
           'ThreadingUnixStreamServer', 'ThreadingUnixDatagramServer', 'ForkingMixIn', 'ForkingTCPServer',
           'ForkingUDPServer']


# Handlers.

class BaseRequestHandler:
    """Handles one request, in its constructor: setup(), handle(), finish(). Subclasses say what handle() does; there are
    self.request, self.client_address and self.server."""

    def __init__(self, request, client_address, server):
        self.server, self.client_address, self.request = server, client_address, request
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def handle(self):
        """All that is to be done for the request."""

    def setup(self):
        """Called before handle()."""

    def finish(self):
        """Called after handle(), also if that raised; but not if setup() did."""


class _SocketWriter(io.BufferedIOBase):
    """A stream without buffer that nevertheless writes all it is given."""

    def __init__(self, sock):
        self._sock = sock

    def fileno(self):
        return self._sock.fileno()

    def writable(self):
        return True

    def write(self, data):
        self._sock.sendall(data)
        return memoryview(data).nbytes


class StreamRequestHandler(BaseRequestHandler):
    """Reads from self.rfile and writes to self.wfile; the socket is self.connection."""

    timeout = None
    disable_nagle_algorithm = False
    wbufsize = 0  # not 0: what is written must be flushed
    rbufsize = -1

    def setup(self):
        connection = self.connection = self.request
        if self.disable_nagle_algorithm:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        if self.timeout is not None:
            connection.settimeout(self.timeout)
        self.wfile = connection.makefile('wb', self.wbufsize) if self.wbufsize else _SocketWriter(connection)
        self.rfile = connection.makefile('rb', self.rbufsize)

    def finish(self):
        if not self.wfile.closed:
            with suppress(OSError):  # the client may have gone
                self.wfile.flush()
        for stream in (self.wfile, self.rfile):
            stream.close()


class DatagramRequestHandler(BaseRequestHandler):
    """The datagram is self.packet and is read from self.rfile; what is written to self.wfile is the answer."""

    def setup(self):
        self.packet, self.socket = self.request
        self.rfile, self.wfile = io.BytesIO(self.packet), io.BytesIO()

    def finish(self):
        answer = self.wfile.getvalue()
        self.socket.sendto(answer, self.client_address)


# Servers.

class BaseServer:
    """What all servers do. Subclasses say how a request is got and ended: get_request, shutdown_request, close_request,
    fileno."""

    timeout = None  # of handle_request(), in seconds

    def __init__(self, server_address, RequestHandlerClass):
        self.RequestHandlerClass = RequestHandlerClass
        self.server_address = server_address
        self._stop_asked = False
        self._stopped = threading.Event()
        self._stopped.set()

    def server_close(self):
        """Let go of what the server holds."""

    def server_activate(self):
        """Begin to take requests."""

    def __exit__(self, *exc_info):
        self.server_close()

    def __enter__(self):
        return self

    # Waiting for requests.

    def _comes_in_time(self, deadline):
        """Is there a request before the deadline, or at all if that is None?"""
        poll = select.poll()
        poll.register(self.fileno(), select.POLLIN)
        return bool(poll.poll(None if deadline is None else max(deadline - time.monotonic(), 0) * 1000))

    def serve_forever(self, poll_interval=0.5):
        """Handle requests until shutdown() is called, which is looked for every poll_interval seconds."""
        self._stopped.clear()
        try:
            while not self._stop_asked:
                if self._comes_in_time(time.monotonic() + poll_interval) and not self._stop_asked:
                    self._handle_one()
                if not self._stop_asked:
                    self.service_actions()
        finally:
            self._stop_asked = False
            self._stopped.set()

    def handle_request(self):
        """Handle one request, or call handle_timeout() when none comes in time: the smaller of `timeout` and the timeout
        of the socket."""
        limit = min((limit for limit in (self.timeout, self.socket.gettimeout()) if limit is not None), default=None)
        in_time = self._comes_in_time(limit if limit is None else time.monotonic() + limit)
        return self._handle_one() if in_time else self.handle_timeout()

    def shutdown(self):
        """Stop serve_forever() and wait until it has stopped: so not to be called by the thread that runs it."""
        self._stop_asked = True
        self._stopped.wait()

    def _handle_one(self):
        """Handles a request that is known to be there; if it has gone meanwhile, nothing happens."""
        try:
            request, client_address = self.get_request()
        except OSError:
            return
        accepted = False
        try:
            if self.verify_request(request, client_address):
                self.process_request(request, client_address)
                accepted = True
        except Exception:
            self.handle_error(request, client_address)
        finally:
            if not accepted:
                self.shutdown_request(request)

    def _finish_whole(self, request, client_address):
        """Handles a request and ends it, in a thread or process of its own. Answers whether it went well."""
        well = False
        try:
            self.finish_request(request, client_address)
            well = True
        except Exception:
            self.handle_error(request, client_address)
        finally:
            self.shutdown_request(request)
        return well

    # Steps, for subclasses to change.

    def handle_timeout(self):
        """Called when handle_request() saw no request in time."""

    def service_actions(self):
        """Called by serve_forever() at each turn of its loop."""

    def verify_request(self, request, client_address):
        """Is the request to be handled?"""
        return True

    def finish_request(self, request, client_address):
        """Handle the request, by an instance of the handler class."""
        self.RequestHandlerClass(request, client_address, self)

    def process_request(self, request, client_address):
        """Handle the request and end it."""
        self.finish_request(request, client_address)
        self.shutdown_request(request)

    def close_request(self, request):
        """Let go of a request."""

    def shutdown_request(self, request):
        """End a request that was handled."""
        self.close_request(request)

    def handle_error(self, request, client_address):
        """Called in an exception handler when a request failed: tells it on the standard error stream."""
        from traceback import format_exc
        line = '-' * 40
        print(line, f'Exception occurred during processing of request from {client_address}', format_exc() + line,
              sep='\n', file=sys.stderr)


class TCPServer(BaseServer):
    """Requests are connections of TCP."""

    allow_reuse_port = allow_reuse_address = False
    request_queue_size = 5
    socket_type = socket.SOCK_STREAM
    address_family = socket.AF_INET

    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        super().__init__(server_address, RequestHandlerClass)
        self.socket = socket.socket(self.address_family, self.socket_type)
        try:
            if bind_and_activate:
                self.server_bind()
                self.server_activate()
        except BaseException:
            self.server_close()
            raise

    def fileno(self):
        """The file descriptor of the socket."""
        return self.socket.fileno()

    def server_bind(self):
        """Bind the socket; server_address becomes the address that it really has."""
        for allowed, option in ((self.allow_reuse_address, socket.SO_REUSEADDR),
                                (self.allow_reuse_port, socket.SO_REUSEPORT)):
            if allowed:
                self.socket.setsockopt(socket.SOL_SOCKET, option, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def server_close(self):
        self.socket.close()

    def server_activate(self):
        self.socket.listen(self.request_queue_size)

    def close_request(self, request):
        request.close()

    def shutdown_request(self, request):
        with suppress(OSError):  # the client may have gone
            request.shutdown(socket.SHUT_WR)
        self.close_request(request)

    def get_request(self):
        """(a socket for the connection, the address of the client)"""
        return self.socket.accept()


class UnixStreamServer(TCPServer):
    """As TCPServer, at a path."""

    address_family = socket.AF_UNIX


class UDPServer(TCPServer):
    """Requests are datagrams: (data, socket for the answer)."""

    max_packet_size = 8192
    socket_type = socket.SOCK_DGRAM

    def server_activate(self):
        """There is nothing to listen for."""

    def close_request(self, request):
        """The socket is the server's."""

    def shutdown_request(self, request):
        self.close_request(request)

    def get_request(self):
        packet, sender = self.socket.recvfrom(self.max_packet_size)
        return (packet, self.socket), sender


class UnixDatagramServer(UDPServer):
    """As UDPServer, at a path."""

    address_family = socket.AF_UNIX


# Where requests are handled.

class ThreadingMixIn:
    """Each request has a thread of its own."""

    block_on_close = True  # server_close() waits for all threads that are no daemons
    daemon_threads = False

    def process_request(self, request, client_address):
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address),
                                  daemon=self.daemon_threads)
        if self.block_on_close and not thread.daemon:
            self._working = [other for other in self.__dict__.get('_working', ()) if other.is_alive()]
            self._working.append(thread)
        thread.start()

    def process_request_thread(self, request, client_address):
        """What the thread does."""
        self._finish_whole(request, client_address)

    def server_close(self):
        super().server_close()
        for thread in self.__dict__.pop('_working', ()):
            thread.join()


class ForkingMixIn:
    """Each request has a process of its own."""

    block_on_close = True  # server_close() waits for all processes
    max_children = 40
    active_children = None  # a set of process numbers, once there are any
    timeout = 300

    def process_request(self, request, client_address):
        child = os.fork()
        if child == 0:
            self._work_in_child(request, client_address)
        self.active_children = {child}.union(self.active_children or ())
        self.close_request(request)

    def _work_in_child(self, request, client_address):
        """Handles the request and ends the process, whatever happens."""
        well = False
        try:
            well = self._finish_whole(request, client_address)
        finally:
            os._exit(not well)

    def collect_children(self, *, blocking=False):
        """Take note of processes that have ended. Waits while there are too many, or until all have if blocking."""
        children = self.active_children or set()
        try:
            while len(children) >= self.max_children:
                children.discard(os.waitpid(-1, 0)[0])
        except ChildProcessError:
            children.clear()  # others have waited for them
        for child in tuple(children):
            if self._has_ended(child, blocking):
                children.discard(child)

    @staticmethod
    def _has_ended(child, blocking):
        try:
            return os.waitpid(child, 0 if blocking else os.WNOHANG)[0] == child
        except ChildProcessError:
            return True

    def service_actions(self):
        self.collect_children()

    def handle_timeout(self):
        self.collect_children()

    def server_close(self):
        super().server_close()
        self.collect_children(blocking=self.block_on_close)


class ThreadingTCPServer(ThreadingMixIn, TCPServer):
    """A TCPServer with threads."""


class ThreadingUDPServer(ThreadingMixIn, UDPServer):
    """A UDPServer with threads."""


class ThreadingUnixStreamServer(ThreadingMixIn, UnixStreamServer):
    """A UnixStreamServer with threads."""


class ThreadingUnixDatagramServer(ThreadingMixIn, UnixDatagramServer):
    """A UnixDatagramServer with threads."""


class ForkingTCPServer(ForkingMixIn, TCPServer):
    """A TCPServer with processes."""


class ForkingUDPServer(ForkingMixIn, UDPServer):
    """A UDPServer with processes."""
