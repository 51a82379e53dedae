"""Servers that answer one request after the other, or each in a thread or process of its own.

A server waits for requests and makes an instance of a request handler class for each; what a handler does is in its
method handle(). Mix-ins (ThreadingMixIn, ForkingMixIn) go before the class of the server and change where that happens."""
import io
import os
import selectors
import socket
import sys
import threading
import time

__all__ = ['BaseServer', 'TCPServer', 'UDPServer', 'UnixStreamServer', 'UnixDatagramServer', 'BaseRequestHandler',
           'StreamRequestHandler', 'DatagramRequestHandler', 'ThreadingMixIn', 'ThreadingTCPServer', 'ThreadingUDPServer',
           'ThreadingUnixStreamServer', 'ThreadingUnixDatagramServer', 'ForkingMixIn', 'ForkingTCPServer',
           'ForkingUDPServer']


class BaseServer:
    """What all servers do. Subclasses say how a request is got and ended: get_request, shutdown_request, close_request,
    fileno."""

    timeout = None  # of handle_request(), in seconds

    def __init__(self, server_address, RequestHandlerClass):
        self.server_address = server_address
        self.RequestHandlerClass = RequestHandlerClass
        self._stop_asked = False
        self._stopped = threading.Event()
        self._stopped.set()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.server_close()

    def server_activate(self):
        """Begin to take requests."""

    def server_close(self):
        """Let go of what the server holds."""

    # serving

    def serve_forever(self, poll_interval=0.5):
        """Handle requests until shutdown() is called, which is looked for every poll_interval seconds."""
        self._stopped.clear()
        try:
            with selectors.PollSelector() as selector:
                selector.register(self, selectors.EVENT_READ)
                while not self._stop_asked:
                    ready = selector.select(poll_interval)
                    if self._stop_asked:
                        break
                    if ready:
                        self._handle_one()
                    self.service_actions()
        finally:
            self._stop_asked = False
            self._stopped.set()

    def shutdown(self):
        """Stop serve_forever() and wait until it has stopped: so not to be called by the thread that runs it."""
        self._stop_asked = True
        self._stopped.wait()

    def service_actions(self):
        """Called by serve_forever() at each turn of its loop."""

    def handle_request(self):
        """Handle one request, or call handle_timeout() when none comes in time: the smaller of `timeout` and the timeout
        of the socket."""
        limits = [limit for limit in (self.socket.gettimeout(), self.timeout) if limit is not None]
        deadline = time.monotonic() + min(limits) if limits else None
        with selectors.PollSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            while True:
                left = None if deadline is None else max(deadline - time.monotonic(), 0)
                if selector.select(left):
                    return self._handle_one()
                if deadline is not None and time.monotonic() >= deadline:
                    return self.handle_timeout()

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

    # steps of a request, for subclasses to change

    def verify_request(self, request, client_address):
        """Is the request to be handled?"""
        return True

    def process_request(self, request, client_address):
        """Handle the request and end it."""
        self.finish_request(request, client_address)
        self.shutdown_request(request)

    def finish_request(self, request, client_address):
        """Handle the request, by an instance of the handler class."""
        self.RequestHandlerClass(request, client_address, self)

    def shutdown_request(self, request):
        """End a request that was handled."""
        self.close_request(request)

    def close_request(self, request):
        """Let go of a request."""

    def handle_timeout(self):
        """Called when handle_request() saw no request in time."""

    def handle_error(self, request, client_address):
        """Called in an exception handler when a request failed: tells it on the standard error stream."""
        import traceback
        line = '-' * 40
        print(line, file=sys.stderr)
        print('Exception occurred during processing of request from', client_address, file=sys.stderr)
        traceback.print_exc()
        print(line, file=sys.stderr)


class TCPServer(BaseServer):
    """Requests are connections of TCP."""

    address_family = socket.AF_INET
    socket_type = socket.SOCK_STREAM
    request_queue_size = 5
    allow_reuse_address = False
    allow_reuse_port = False

    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        super().__init__(server_address, RequestHandlerClass)
        self.socket = socket.socket(self.address_family, self.socket_type)
        if bind_and_activate:
            try:
                self.server_bind()
                self.server_activate()
            except BaseException:
                self.server_close()
                raise

    def server_bind(self):
        """Bind the socket; server_address becomes the address that it really has."""
        for allowed, option in ((self.allow_reuse_address, socket.SO_REUSEADDR),
                                (self.allow_reuse_port, socket.SO_REUSEPORT)):
            if allowed:
                self.socket.setsockopt(socket.SOL_SOCKET, option, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def server_activate(self):
        self.socket.listen(self.request_queue_size)

    def server_close(self):
        self.socket.close()

    def fileno(self):
        """The file descriptor of the socket."""
        return self.socket.fileno()

    def get_request(self):
        """(a socket for the connection, the address of the client)"""
        return self.socket.accept()

    def shutdown_request(self, request):
        try:
            request.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the client has gone
        self.close_request(request)

    def close_request(self, request):
        request.close()


class UDPServer(TCPServer):
    """Requests are datagrams: (data, socket for the answer)."""

    socket_type = socket.SOCK_DGRAM
    max_packet_size = 8192

    def server_activate(self):
        pass

    def get_request(self):
        data, client_address = self.socket.recvfrom(self.max_packet_size)
        return (data, self.socket), client_address

    def shutdown_request(self, request):
        self.close_request(request)

    def close_request(self, request):
        pass


class UnixStreamServer(TCPServer):
    """As TCPServer, at a path."""

    address_family = socket.AF_UNIX


class UnixDatagramServer(UDPServer):
    """As UDPServer, at a path."""

    address_family = socket.AF_UNIX


class ThreadingMixIn:
    """Each request has a thread of its own."""

    daemon_threads = False
    block_on_close = True  # server_close() waits for all threads that are no daemons

    def process_request_thread(self, request, client_address):
        """What the thread does."""
        try:
            self.finish_request(request, client_address)
        except Exception:
            self.handle_error(request, client_address)
        finally:
            self.shutdown_request(request)

    def process_request(self, request, client_address):
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address))
        thread.daemon = self.daemon_threads
        if self.block_on_close and not thread.daemon:
            self._working = [other for other in self.__dict__.get('_working', ()) if other.is_alive()]
            self._working.append(thread)
        thread.start()

    def server_close(self):
        super().server_close()
        for thread in self.__dict__.pop('_working', ()):
            thread.join()


class ForkingMixIn:
    """Each request has a process of its own."""

    timeout = 300
    active_children = None  # a set of process numbers, once there are any
    max_children = 40
    block_on_close = True  # server_close() waits for all processes

    def collect_children(self, *, blocking=False):
        """Take note of processes that have ended. Waits while there are too many, or until all have if blocking."""
        children = self.active_children
        if not children:
            return
        try:
            while len(children) >= self.max_children:
                children.discard(os.waitpid(-1, 0)[0])
        except ChildProcessError:
            children.clear()  # others have waited for them
        for child in list(children):
            try:
                ended, _ = os.waitpid(child, 0 if blocking else os.WNOHANG)
            except ChildProcessError:
                ended = child
            if ended:
                children.discard(child)

    def handle_timeout(self):
        self.collect_children()

    def service_actions(self):
        self.collect_children()

    def process_request(self, request, client_address):
        child = os.fork()
        if child:
            self.active_children = self.active_children or set()
            self.active_children.add(child)
            self.close_request(request)
            return
        status = 1
        try:
            self.finish_request(request, client_address)
            status = 0
        except Exception:
            self.handle_error(request, client_address)
        finally:
            try:
                self.shutdown_request(request)
            finally:
                os._exit(status)

    def server_close(self):
        super().server_close()
        self.collect_children(blocking=self.block_on_close)


class ThreadingTCPServer(ThreadingMixIn, TCPServer):
    pass


class ThreadingUDPServer(ThreadingMixIn, UDPServer):
    pass


class ThreadingUnixStreamServer(ThreadingMixIn, UnixStreamServer):
    pass


class ThreadingUnixDatagramServer(ThreadingMixIn, UnixDatagramServer):
    pass


class ForkingTCPServer(ForkingMixIn, TCPServer):
    pass


class ForkingUDPServer(ForkingMixIn, UDPServer):
    pass


class BaseRequestHandler:
    """Handles one request, in its constructor: setup(), handle(), finish(). Subclasses say what handle() does; there are
    self.request, self.client_address and self.server."""

    def __init__(self, request, client_address, server):
        self.request = request
        self.client_address = client_address
        self.server = server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def setup(self):
        """Called before handle()."""

    def handle(self):
        """All that is to be done for the request."""

    def finish(self):
        """Called after handle(), also if that raised; but not if setup() did."""


class StreamRequestHandler(BaseRequestHandler):
    """Reads from self.rfile and writes to self.wfile; the socket is self.connection."""

    rbufsize = -1
    wbufsize = 0  # not 0: what is written must be flushed
    timeout = None
    disable_nagle_algorithm = False

    def setup(self):
        self.connection = self.request
        if self.timeout is not None:
            self.connection.settimeout(self.timeout)
        if self.disable_nagle_algorithm:
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        self.rfile = self.connection.makefile('rb', self.rbufsize)
        self.wfile = (self.connection.makefile('wb', self.wbufsize) if self.wbufsize
                      else _SocketWriter(self.connection))

    def finish(self):
        if not self.wfile.closed:
            try:
                self.wfile.flush()
            except OSError:
                pass  # the client has gone
        self.wfile.close()
        self.rfile.close()


class _SocketWriter(io.BufferedIOBase):
    """A stream without buffer that nevertheless writes all it is given."""

    def __init__(self, sock):
        self._sock = sock

    def writable(self):
        return True

    def write(self, data):
        self._sock.sendall(data)
        return memoryview(data).nbytes

    def fileno(self):
        return self._sock.fileno()


class DatagramRequestHandler(BaseRequestHandler):
    """The datagram is self.packet and is read from self.rfile; what is written to self.wfile is the answer."""

    def setup(self):
        self.packet, self.socket = self.request
        self.rfile = io.BytesIO(self.packet)
        self.wfile = io.BytesIO()

    def finish(self):
        self.socket.sendto(self.wfile.getvalue(), self.client_address)
