"""http.server: requests in good and bad shape, kept connections, errors, files and listings, threads."""
import http.client
import http.server
import io
import os
import socket
import sys
import tempfile
import threading
from http import HTTPStatus
from _peer import show


class Handler(http.server.BaseHTTPRequestHandler):
    sys_version = 'Python/X'
    log = []

    def log_message(self, format, *args):
        self.log.append(format % args)

    def date_time_string(self, timestamp=None):
        return 'NOW' if timestamp is None else super().date_time_string(timestamp)

    def do_GET(self):
        body = f'{self.command} {self.path} {self.request_version} {self.headers.items()}\n'.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_HEAD(self):
        self.send_response(HTTPStatus.NO_CONTENT, 'Nothing here')
        self.send_header('X', 'y')
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201)
        self.send_header('Connection', 'close')
        self.end_headers()
        self.wfile.write(body.upper())

    def do_FAIL(self):
        code, *rest = self.path[1:].split(',')
        self.send_error(int(code), *rest)


class Handler11(Handler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True


class Files(Handler, http.server.SimpleHTTPRequestHandler):
    do_GET = http.server.SimpleHTTPRequestHandler.do_GET
    do_HEAD = http.server.SimpleHTTPRequestHandler.do_HEAD


class Serving:
    def __init__(self, handler, server=http.server.HTTPServer):
        self.server = server(('127.0.0.1', 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def __enter__(self):
        return self.server

    def __exit__(self, *exc_info):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def talk(server, data):
    """Everything that the server sends for that data."""
    with socket.create_connection(server.server_address, 10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        answer = b''
        while more := connection.recv(65536):
            answer += more
    log, Handler.log[:] = list(Handler.log), []
    return answer, log


def try_all(handler, requests):
    with Serving(handler) as server:
        for request in requests:
            answer, log = talk(server, request)
            print(request[:70], '->', answer.replace(b'\r\n', b'|'), log)


print('--- requests')
bad = [b'', b'\r\n', b'GET\r\n\r\n', b'GET /\r\n\r\n', b'POST /\r\n\r\n', b'GET / HTTP/1.0\r\n\r\n', b'GET / HTTP/1.1\r\nHost: h\r\n\r\n', b'GET  /a%20b?c#d  HTTP/1.1 \r\n\r\n', b'GET //host/x HTTP/1.0\r\n\r\n', b'GET / x HTTP/1.1\r\n\r\n',
       b'GET / FTP/1.1\r\n\r\n', b'GET / HTTP/1\r\n\r\n', b'GET / HTTP/a.b\r\n\r\n', b'GET / HTTP/1.1.1\r\n\r\n', b'GET / HTTP/2.0\r\n\r\n', b'GET / HTTP/0.9\r\n\r\n', b'GET / HTTP/12345678901.1\r\n\r\n', b'GET / HTTP/\r\n\r\n', b'FOO / HTTP/1.1\r\n\r\n',
       b'FOO / HTTP/1.0\r\n\r\n', b'GET /' + b'x' * 70000, b'GET / HTTP/1.0\r\nA: ' + b'x' * 70000, b'GET / HTTP/1.0\r\n' + b'A: b\r\n' * 101 + b'\r\n', b'GET /\x01\xe9\\ HTTP/1.0\r\nX: \xe9\r\n  more\r\nbad\r\n\r\n', b'HEAD / HTTP/1.0\r\n\r\n',
       b'POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc']
bad += [b'FAIL /%s HTTP/1.0\r\n\r\n' % code for code in (b'404', b'500,message', b'400,<b>&"a",why<i>', b'204', b'304', b'799', b'103', b'418,\xe9')]
try_all(Handler, bad)
print('--- connections that are kept')
get = b'GET /%d HTTP/1.1\r\n%s\r\n'
try_all(Handler11, [get % (1, b'') + get % (2, b''), get % (1, b'Connection: close\r\n') + get % (2, b''), b'GET /1 HTTP/1.0\r\n\r\n' + get % (2, b''), b'GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n' + get % (2, b''),
                    b'POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-Continue\r\n\r\nabc', b'FAIL /400 HTTP/1.1\r\n\r\n' + get % (2, b''), b'FOO / HTTP/1.1\r\n\r\n', b'HEAD / HTTP/1.1\r\n\r\n' + get % (2, b''), b'GET / HTTP/2.0\r\n\r\n'])

print('--- the log')
handler = Handler.__new__(Handler)
handler.client_address = ('1.2.3.4', 5)
handler.requestline = 'GET /\x00\x1b[31m\x7f\x9f\\ HTTP/1.0'
before, sys.stderr = sys.stderr, io.StringIO()
try:
    http.server.BaseHTTPRequestHandler.log_message(handler, '"%s" %s', handler.requestline, 200)
    print(sys.stderr.getvalue().partition('] ')[2], sys.stderr.getvalue().partition(' [')[0])
finally:
    sys.stderr = before
print(http.server.BaseHTTPRequestHandler.date_time_string(handler, 1e9), len(handler.log_date_time_string()), handler.address_string(), handler.version_string())
print(Handler.responses[404], Handler.protocol_version, Handler.error_content_type, Handler.weekdayname[0], Handler.monthname[1], Handler.MessageClass.__name__, len(Handler.responses))

print('--- files')
with tempfile.TemporaryDirectory() as folder:
    site = os.path.join(folder, 'site')
    os.makedirs(os.path.join(site, 'sub', 'deep'))
    os.makedirs(os.path.join(site, 'withindex'))
    for name, text in [('site/a.html', '<p>a</p>'), ('site/b &<"\xe9.txt', 'b'), ('site/z.tar.gz', 'z'), ('site/withindex/index.htm', 'index'), ('site/UPPER.HTML', 'u'), ('site/no_type', 'n'), ('secret', 'secret'), ('site/x.Z', '')]:
        path = os.path.join(folder, name)
        with open(path, 'w') as file:
            file.write(text)
        os.utime(path, (1e9, 1e9 + 0.5))
    os.symlink('a.html', os.path.join(site, 'link'))
    os.symlink('nowhere', os.path.join(site, 'broken'))
    handler = lambda *args: Files(*args, directory=site)
    date = b'If-Modified-Since: %s\r\n'
    try_all(handler, [b'GET %s HTTP/1.0\r\n%s\r\n' % pair for pair in [
        (b'/', b''), (b'/a.html', b''), (b'/a.html?q#f', b''), (b'/b%20%26%3C%22%C3%A9.txt', b''), (b'/b &', b''), (b'/z.tar.gz', b''), (b'/x.Z', b''), (b'/no_type', b''), (b'/UPPER.HTML', b''), (b'/link', b''), (b'/broken', b''), (b'/sub', b''),
        (b'/sub?x=y', b''), (b'/sub/', b''), (b'/sub/?%3Cb%3E', b''), (b'/withindex/', b''), (b'/a.html/', b''), (b'/nothing', b''), (b'/../secret', b''), (b'/sub/../../secret', b''), (b'/%2e%2e/secret', b''), (b'/..%2fsecret', b''), (b'//sub', b''), (b'/%ff', b''),
        (b'/a.html', date % b'Sun, 09 Sep 2001 01:46:40 GMT'), (b'/a.html', date % b'Sun, 09 Sep 2001 01:46:39 GMT'), (b'/a.html', date % b'Sun, 09 Sep 2001 03:46:40 +0100'), (b'/a.html', date % b'yesterday'),
        (b'/a.html', date % b'Sun, 09 Sep 2001 01:46:40 GMT' + b'If-None-Match: x\r\n')]])
    try_all(handler, [b'HEAD %s HTTP/1.0\r\n\r\n' % path for path in [b'/', b'/a.html', b'/sub', b'/nothing']] + [b'POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx'])
    simple = Files.__new__(Files)
    simple.directory = '/base'
    print([simple.translate_path(path) for path in ['/', '/a/b', '/a/../b', '/../a', '/a/', '/%41', '/a//b', '/a?b', '/./a', '/a%2fb']], [simple.guess_type(name) for name in ['a.gz', 'a.GZ', 'a.txt', 'a', 'a.Z', 'a.z', 'a.png']])
    os.chdir(site)
    try_all(Files, [b'GET /no_type HTTP/1.0\r\n\r\n'])
    os.chdir('/')

print('--- threads')
arrived = threading.Barrier(4)


class Slow(Handler):
    def do_GET(self):
        arrived.wait(10)  # all four are there at once
        super().do_GET()


results = []


def client(number):
    connection = http.client.HTTPConnection(*server.server_address, timeout=10)
    connection.request('GET', f'/{number}')
    response = connection.getresponse()
    results.append((number, response.status, response.read().split()[1]))
    connection.close()


with Serving(Slow, http.server.ThreadingHTTPServer) as server:
    clients = [threading.Thread(target=client, args=(number,)) for number in range(4)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    print(sorted(results), server.daemon_threads, server.allow_reuse_address, type(server.server_name).__name__, server.server_port == server.server_address[1])

print('--- many requests')
with Serving(Handler11) as server:
    connection = http.client.HTTPConnection(*server.server_address, timeout=10)
    before = len(os.listdir('/proc/self/fd'))
    for number in range(300):
        connection.request('GET', f'/{number}')
        with connection.getresponse() as response:
            assert response.status == 200 and response.read().startswith(b'GET /%d ' % number)
    print(len(os.listdir('/proc/self/fd')) - before)
    connection.close()

print(sorted(http.server.__all__), http.server.HTTPServer.__mro__[1].__name__)
