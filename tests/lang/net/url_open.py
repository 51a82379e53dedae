"""urllib.request over loopback: what is sent and received, streaming, faults, timeouts, signals, threads, proxies."""
import http.client
import http.server
import io
import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from urllib.request import Request, urlopen
from _canned import Canned

for name in [*os.environ]:
    if name.lower().endswith('_proxy'):
        del os.environ[name]
signal.signal(signal.SIGALRM, signal.SIG_DFL)


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        reason = getattr(e, 'reason', '')
        return f'{type(e).__name__}({type(reason).__name__ if isinstance(reason, Exception) else ""}): {e}'


def shown(request):
    """The lines of a request, headers sorted."""
    head, _, body = request.partition('\r\n\r\n')
    first, *headers = head.split('\r\n')
    return first, sorted(headers), body


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    sys_version = 'Python/X'

    def log_message(self, *args):
        pass

    def date_time_string(self, timestamp=None):
        return 'NOW'

    def body(self):
        if self.headers.get('Transfer-Encoding') != 'chunked':
            return self.rfile.read(int(self.headers.get('Content-Length', 0)))
        body = b''
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def do_GET(self):
        body = self.body()
        if len(body) > 100:
            body = b'%d bytes of %s' % (len(body), body[:1])
        headers = sorted(f'{name}: {value}' for name, value in self.headers.items() if name not in ('Host', 'Content-Type'))
        text = f'{self.command} {self.path} {headers} {body} {self.headers.get("Content-Type")}'.encode()
        self.send_response(200, 'Fine')
        self.send_header('Content-Length', str(len(text)))
        self.send_header('X', '1')
        self.send_header('X', '2')
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(text)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_GET


class Serving:
    def __init__(self, handler=Handler):
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def __enter__(self):
        return 'http://127.0.0.1:%d' % self.server.server_port

    def __exit__(self, *exc_info):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


print('--- requests and answers')
with Serving() as url:
    for request in [Request(url), Request(url + '/a/../b;c?d=e#f'), Request(url + '?q'), Request(url + '/%20%41?%'), Request(url + '/p', b'data'), Request(url + '/p', b''), Request(url + '/p', io.BytesIO(b'file')), Request(url + '/p', [b'pie', b'', b'ces']),
                    Request(url + '/p', (piece for piece in [b'gene', b'rated'])), Request(url + '/p', b'x' * 3000000), Request(url + '/p', io.BytesIO(b'y' * 300000)), Request(url + '/p', io.BytesIO(b'sized'), {'Content-Length': '5'}), Request(url + '/p', method='HEAD'),
                    Request(url + '/p', method='DELETE'), Request(url + '/p', b'put', method='PUT'), Request(url + '/p', b'patch', {'Content-Type': 'a/b', 'X-Empty': '', 'X-Number': 5, 'Accept': 'x/y', 'User-Agent': 'me', 'Accept-Encoding': 'none'}, method='PATCH'),
                    Request(url + '/p', b'z', {'Expect': 'nothing'}), Request(url + '/p', memoryview(b'view'))]:
        with urlopen(request, timeout=10) as answer:
            print(answer.status, answer.reason, answer.msg, answer.version, answer.getcode(), answer.geturl() == request.full_url, answer.read().decode().replace(url, 'URL'))
    with urlopen(url) as answer:
        print(type(answer).__mro__[0], answer.getheader('x'), answer.headers.get_all('X'), answer.info() is answer.headers, answer.getheaders()[:2], answer.readable(), answer.length, answer.read(4), answer.peek(1)[:1], answer.read(3), answer.closed)
    print(answer.closed, attempt(answer.read))
    with urlopen(url) as answer:
        buffer = bytearray(10)
        print(answer.readinto(buffer), bytes(buffer), answer.readline()[:5], list(answer), answer.read(), answer.isclosed())
    print(attempt(urlopen, url + '/a b'), attempt(urlopen, url + '/\xe9'), attempt(urlopen, Request(url, headers={'X': 'a\nb'})), attempt(urlopen, Request(url, headers={'A:': 'b'})), attempt(urlopen, Request(url, method='A\tB')))
    print(attempt(urlopen, 'http://user:pass@127.0.0.1/'), attempt(urlopen, 'http://127.0.0.1:x/'), attempt(urlopen, url, 'text'), attempt(urlopen, url, 5), attempt(urlopen, url, timeout=-1))
    opener = urllib.request.build_opener()
    opener.addheaders = [('User-agent', 'mine'), ('Accept', 'z')]
    print(opener.open(url).read().decode())
    class Failing(io.BytesIO):
        def read(self, *args):
            raise OSError(28, 'No space left on device')
    print(attempt(urlopen, url, Failing()))
    name, headers = urllib.request.urlretrieve(url + '/x')
    print(open(name).read()[:8], headers['X'])
    urllib.request.urlcleanup()

print('--- answers of all kinds')
for text in [b'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef', b'HTTP/1.0 200 OK\r\n\r\nuntil the end', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n', b'HTTP/1.1 204 Empty\r\n\r\n',
             b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', b'HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx', b'HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx', b'HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 1\r\n\r\nx',
             b'HTTP/1.1 200 OK\nContent-Length: 1\n\nx', b'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx', b'HTTP/1.1 200 caf\xe9\r\nX: \xe9\r\nContent-Length: 1\r\n\r\nx', b'HTTP/1.1 299 Odd\r\nContent-Length: 1\r\n\r\nx', b'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx']:
    server = Canned([text])
    answer = attempt(urlopen, f'http://127.0.0.1:{server.port}/')
    print(text[:60], answer if isinstance(answer, str) else (answer.status, answer.reason, answer.headers.items(), answer.read()))
    server.close()
for code in [300, 304, 400, 404, 500, 999]:
    server = Canned([b'HTTP/1.1 %d Text\r\nContent-Length: 5\r\nA: b\r\n\r\nerror' % code])
    try:
        urlopen(f'http://127.0.0.1:{server.port}/')
    except urllib.error.HTTPError as e:
        print(e, e.code, e.reason, e.headers['A'], e.read(), e.getcode())
        e.close()
    server.close()
server = Canned([[bytes([byte]) for byte in b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n1\r\nx\r\nA\r\n0123456789\r\n0\r\n\r\n']])
print(urlopen(f'http://127.0.0.1:{server.port}/').read(), len(server.close()))

print('--- redirections')
server = Canned([b'HTTP/1.1 302 Found\r\nLocation: /second\r\nContent-Length: 3\r\n\r\nabc'], [b'HTTP/1.1 303 Other\r\nLocation: third?x y\r\n\r\n'], [b'HTTP/1.1 200 OK\r\n\r\nthere'])
answer = urlopen(Request(f'http://127.0.0.1:{server.port}/first', b'data', {'X': 'y'}))
print(answer.read(), server.hide(answer.url))
for request in server.close():
    print(shown(request))


class Loop(Handler):
    def do_GET(self):
        self.send_response(301)
        self.send_header('Location', self.path)
        self.send_header('Content-Length', '0')
        self.end_headers()


with Serving(Loop) as url:
    print(attempt(urlopen, url + '/x'))

print('--- what is wrong')
long = b'x' * 70000
for text in [b'', b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab', b'garbage\r\n', b'FTP/1.0 200 OK\r\n\r\n',
             b'HTTP/3.1 200 OK\r\n\r\n', b'HTTP/1.1 200 ' + long + b'\r\n\r\n', b'HTTP/1.1 200 OK\r\nA: ' + long + b'\r\n\r\n', b'HTTP/1.1 200 OK\r\nA: ' + long * 9, b'HTTP/1.1 200 OK\r\n' + b'A: b\r\n' * 101 + b'\r\n', b'\r\n\r\n']:
    server = Canned([text])
    answer = attempt(urlopen, f'http://127.0.0.1:{server.port}/', timeout=10)
    if isinstance(answer, str):
        print(text[:60], answer)
    else:
        print(text[:60], answer.headers.items(), attempt(answer.read), attempt(answer.read))
    server.close()
server = Canned([b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'])
answer = urlopen(f'http://127.0.0.1:{server.port}/')
print(answer.read(2), answer.read(5), answer.read(5), answer.isclosed())
server.close()
for text in [b'HTTP/1.1 abc\r\n\r\n', b'HTTP/1.1\r\n\r\n', b'HTTP/1.1 20\r\n\r\n']:
    server = Canned([text])
    print(text, attempt(urlopen, f'http://127.0.0.1:{server.port}/').partition(':')[0])
    server.close()
free = socket.create_server(('127.0.0.1', 0))
refused = 'http://127.0.0.1:%d/' % free.getsockname()[1]
free.close()
print(attempt(urlopen, refused), attempt(urlopen, refused, b'data'))
print(attempt(urlopen, 'http://nonexistent.invalid/').partition(':')[0])


def reset_after(text):
    """Sends the text and breaks the connection."""
    def serve(connection):
        connection.recv(65536)
        connection.sendall(text)
        arrived.wait(10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
    return serve


for text in [b'', b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', b'HTTP/1.1 200 OK\r\nContent-']:
    arrived = threading.Event()
    server = Canned(reset_after(text))
    threading.Timer(0.1, arrived.set).start()
    answer = attempt(urlopen, f'http://127.0.0.1:{server.port}/', timeout=10)
    print(text, answer if isinstance(answer, str) else (answer.read(3), attempt(answer.read)))
    server.close()

print('--- timeouts')


def slow(*pieces):
    def serve(connection):
        connection.recv(65536)
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.15)
        ended.wait(10)
    return serve


head = b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'
for timeout, pieces in [(0.1, []), (0.1, [b'HTTP/1.1 200 OK\r\n']), (0.1, [head + b'abc']), (1, [head, b'abc', b'defghij'])]:
    ended = threading.Event()
    server = Canned(slow(*pieces))
    answer = attempt(urlopen, f'http://127.0.0.1:{server.port}/', timeout=timeout)
    print(timeout, len(pieces), answer if isinstance(answer, str) else (answer.status, attempt(answer.read)))
    ended.set()
    server.close()
socket.setdefaulttimeout(0.1)
ended = threading.Event()
server = Canned(slow())
print(attempt(urlopen, f'http://127.0.0.1:{server.port}/'))
ended.set()
socket.setdefaulttimeout(None)
server.close()
full = socket.socket()  # nobody accepts, and there is no room for those who wait
full.bind(('127.0.0.1', 0))
full.listen(0)
waiting = []
for _ in range(4):
    waiting.append(socket.socket())
    waiting[-1].setblocking(False)
    attempt(waiting[-1].connect, full.getsockname())
print(attempt(urlopen, 'http://127.0.0.1:%d/' % full.getsockname()[1], timeout=0.1), attempt(urlopen, 'http://127.0.0.1:%d/' % full.getsockname()[1], timeout=0))
for sock in [full, *waiting]:
    sock.close()

print('--- streaming')
sent = [0]


def endless(connection):
    connection.recv(65536)
    connection.sendall(b'HTTP/1.1 200 OK\r\n\r\n')
    try:
        while sent[0] < 200 << 20:
            sent[0] += connection.send(b'x' * 65536)
    except OSError:
        sent.append('broken')


server = Canned(endless)
with urlopen(f'http://127.0.0.1:{server.port}/') as answer:
    print(answer.read(10), end=' ')
    time.sleep(0.2)
    print(sent[0] < 100 << 20, len(answer.read(1000000)))
server.close()
print(sent[1:])


class Big(Handler):
    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Length', str(8 << 20))
        self.end_headers()
        for number in range(128):
            self.wfile.write(bytes([number]) * 65536)


with Serving(Big) as url:
    with urlopen(url) as answer:
        total = 0
        while block := answer.read(100000):
            assert all(block[offset] == (total + offset) >> 16 for offset in (0, len(block) // 2, len(block) - 1))
            total += len(block)
    print(total, answer.isclosed())
    print(len(urlopen(url).read()))

print('--- signals')


class Interrupted(Exception):
    pass


def interrupt(number, frame):
    raise Interrupted


signal.signal(signal.SIGALRM, interrupt)
for pieces in [[], [head + b'abc']]:
    ended = threading.Event()
    server = Canned(slow(*pieces))
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        urlopen(f'http://127.0.0.1:{server.port}/').read()
    except Interrupted:
        print('interrupted')
    ended.set()
    server.close()
handled = []
signal.signal(signal.SIGALRM, lambda number, frame: handled.append(number))
ended = threading.Event()
server = Canned(slow(head, b'0123456789'))
signal.setitimer(signal.ITIMER_REAL, 0.05)
print(urlopen(f'http://127.0.0.1:{server.port}/').read(), handled == [signal.SIGALRM])  # goes on after the handler
ended.set()
server.close()

print('--- threads and descriptors')
with Serving() as url:
    urlopen(url).read()
    results = []

    def fetch(number):
        for step in range(10):
            with urlopen(f'{url}/{number}/{step}', b'%d' % number, timeout=20) as answer:
                results.append(answer.read().decode().split()[1] == f'/{number}/{step}')

    threads = [threading.Thread(target=fetch, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(results), all(results))
    while threading.active_count() > 2:  # those of the server
        time.sleep(0.01)
    before = len(os.listdir('/proc/self/fd'))
    for number in range(1000):
        with urlopen(url) as answer:
            answer.read() if number % 3 else answer.status
    while threading.active_count() > 2:
        time.sleep(0.01)
    print(len(os.listdir('/proc/self/fd')) - before)

print('--- proxies')
ok = b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
server = Canned([ok], [b'HTTP/1.0 407 Proxy Authentication Required\r\nA: b\r\n\r\n'], [b'HTTP/1.0 200 Established\r\n\r\n'], [b''], [ok])
proxy = f'127.0.0.1:{server.port}'
os.environ['http_proxy'] = f'http://us%41er:pass@{proxy}'
os.environ['https_proxy'] = f'http://user:word@{proxy}'
urllib.request.urlcleanup()
print(urlopen(Request('http://site.example/path?q', headers={'X': 'y'})).read())
print(attempt(urlopen, 'https://site.example/path'))
print(attempt(urlopen, 'https://site.example:8443/path').split('(')[0])  # the tunnel is there, but nobody speaks TLS
print(attempt(urlopen, 'https://site.example/path'))
os.environ['no_proxy'] = '127.0.0.1'
print(urlopen(f'http://{proxy}/direct').read())
for request in server.close():
    print(shown(request))
