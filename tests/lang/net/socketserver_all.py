# Servers: TCP, UDP, local, one after the other, with threads, with processes.
import io
import os
import socket
import socketserver
import sys
import tempfile
import threading
import time
from _peer import show


class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


class Reverse(socketserver.DatagramRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.read()[::-1])


def ask(server, *lines):
    with socket.socket(server.address_family) as client:
        client.settimeout(20)
        client.connect(server.server_address)
        with client.makefile('rwb') as stream:
            answers = []
            for line in lines:
                stream.write(line)
                stream.flush()
                answers.append(stream.readline())
        client.shutdown(socket.SHUT_WR)
        return answers + [client.recv(10)]


def ask_datagram(server, *datagrams):
    with socket.socket(server.address_family, socket.SOCK_DGRAM) as client:
        client.settimeout(20)
        if server.address_family == socket.AF_UNIX:
            client.bind('')
        answers = []
        for data in datagrams:
            client.sendto(data, server.server_address)
            answers.append(client.recv(100))
        return answers


def served(server, *calls):
    """Runs the calls while the server serves in a thread."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        return [call() for call in calls]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


folder = tempfile.TemporaryDirectory()
numbers = iter(range(100))
for mixin in (None, socketserver.ThreadingMixIn, socketserver.ForkingMixIn):
    for base, handler, asking in ((socketserver.TCPServer, Upper, ask), (socketserver.UDPServer, Reverse, ask_datagram),
                                  (socketserver.UnixStreamServer, Upper, ask), (socketserver.UnixDatagramServer, Reverse, ask_datagram)):
        kind = base if mixin is None else type(mixin.__name__[:-5] + base.__name__, (mixin, base), {})
        local = base.address_family == socket.AF_UNIX
        server = kind(os.path.join(folder.name, str(next(numbers))) if local else ('127.0.0.1', 0), handler)
        print(kind.__name__, server.fileno() == server.socket.fileno(), server.server_address == server.socket.getsockname(),
              server.RequestHandlerClass is handler)
        print(*served(server, lambda: asking(server, b'one\n', b'two\n'), lambda: asking(server, b'x' * 50 + b'\n')))
        print(server.socket.fileno(), threading.active_count())
for kind in (socketserver.ThreadingTCPServer, socketserver.ThreadingUDPServer, socketserver.ThreadingUnixStreamServer, socketserver.ThreadingUnixDatagramServer,
             socketserver.ForkingTCPServer, socketserver.ForkingUDPServer):
    print([base.__name__ for base in kind.__mro__])
print(sorted(socketserver.__all__))


# many at once: all must be there before any is answered
class Meet(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(10)
        barrier.wait(20)
        self.request.sendall(threading.current_thread() is not threading.main_thread() and b'met')


barrier = threading.Barrier(5)
answers = []
with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Meet) as server:
    askers = [threading.Thread(target=lambda: answers.append(ask(server, b'x'))) for _ in range(5)]
    served(server, *[asker.start for asker in askers], *[asker.join for asker in askers])
    print(answers)


# steps
class Noted(socketserver.TCPServer):
    allow_reuse_address = True
    timeout = 0.05

    def note(name):
        def method(self, *args):
            print(' ', name, len(args))
            return getattr(super(Noted, self), name)(*args)
        return method

    for name in ('server_bind', 'server_activate', 'server_close', 'get_request', 'verify_request', 'process_request', 'finish_request', 'shutdown_request',
                 'close_request', 'handle_timeout', 'handle_error'):
        vars()[name] = note(name)
    del note, name


class Handler(socketserver.BaseRequestHandler):
    def setup(self):
        print('  setup', self.client_address[0], type(self.request).__name__, type(self.server).__name__)

    def handle(self):
        print('  handle')
        if self.request.recv(10) == b'fail':
            raise LookupError('in handle')

    def finish(self):
        print('  finish')


with Noted(('127.0.0.1', 0), Handler) as server:
    print(server.handle_request())
    for data in (b'good', b'fail'):
        with socket.create_connection(server.server_address) as client:
            client.sendall(data)
            error, sys.stderr = sys.stderr, io.StringIO()
            server.handle_request()
            told, sys.stderr = sys.stderr.getvalue(), error
            print(repr(client.recv(1)), [told.splitlines()[i] for i in (0, -2, -1)] if told else 'nothing told')
            print(told.splitlines()[1].replace(str(client.getsockname()[1]), 'PORT') if told else '')
    server.socket.settimeout(0.01)
    start = time.monotonic()
    server.handle_request()
    print(time.monotonic() - start < 0.05 or 'slow')
print(server.fileno())


class Choosy(socketserver.TCPServer):
    def verify_request(self, request, client_address):
        return request.recv(1) == b'y'


with Choosy(('127.0.0.1', 0), Handler) as server:
    for data in (b'n', b'y'):
        with socket.create_connection(server.server_address) as client:
            client.sendall(data + b'es')
            server.handle_request()
            print(repr(client.recv(1)))

    class Exits(socketserver.BaseRequestHandler):
        def handle(self):
            raise SystemExit('from a handler')

    server.RequestHandlerClass = Exits
    with socket.create_connection(server.server_address) as client:
        client.sendall(b'y')
        show(server.handle_request)
        print(repr(client.recv(1)))
try:
    with Noted(('127.0.0.1', 0), Handler) as server:
        Noted(('127.0.0.1', server.server_address[1]), Handler)
except OSError as problem:
    print(type(problem).__name__, problem)
server = socketserver.TCPServer(('127.0.0.1', 0), Handler, bind_and_activate=False)
print(server.server_address, server.socket.getsockname())
server.server_bind(), server.server_activate()
print(server.server_address == server.socket.getsockname())
server.server_close()


# handlers with options, one that writes nothing, one that times out
class Buffered(socketserver.StreamRequestHandler):
    wbufsize, rbufsize, timeout, disable_nagle_algorithm = -1, 0, 0.05, True

    def handle(self):
        print(type(self.rfile).__name__, type(self.wfile).__name__, self.connection is self.request, self.connection.gettimeout(),
              self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        self.wfile.write(b'flushed at the end')
        show(self.rfile.read, 1)


with socketserver.TCPServer(('127.0.0.1', 0), Buffered) as server, socket.create_connection(server.server_address) as client:
    server.handle_request()
    print(client.recv(100), client.recv(1))


class Writer(socketserver.StreamRequestHandler):
    def handle(self):
        print(self.wfile.write(memoryview(b'12345678').cast('i')), self.wfile.writable(), self.wfile.fileno() == self.connection.fileno(), isinstance(self.wfile, io.BufferedIOBase))


with socketserver.TCPServer(('127.0.0.1', 0), Writer) as server, socket.create_connection(server.server_address) as client:
    server.handle_request()
    print(client.recv(100), client.recv(1))


# threads that outlive the server's loop are waited for
class Slow(socketserver.BaseRequestHandler):
    def handle(self):
        time.sleep(0.1)
        done.append(1)


for daemon, block in ((False, True), (True, True), (False, False)):
    done = []
    with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Slow) as server:
        server.daemon_threads, server.block_on_close = daemon, block
        with socket.create_connection(server.server_address) as client:
            server.handle_request()
    print(daemon, block, done)
    while not done:
        time.sleep(0.01)

# processes are collected
with socketserver.ForkingTCPServer(('127.0.0.1', 0), Slow) as server:
    print(server.active_children, server.max_children, server.timeout)
    for _ in range(3):
        socket.create_connection(server.server_address).close()
        server.handle_request()
    print(len(server.active_children))
print(server.active_children)
show(os.waitpid, -1, os.WNOHANG)
