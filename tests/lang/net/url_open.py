"""urllib.request over loopback: what is sent and received, redirections, streaming, threads, proxies."""
import io
import os
import threading
import time
import urllib.error
import urllib.request
from urllib.request import Request, urlopen
from _canned import Canned
from _serving import Handler, Serving, attempt


def shown(request):
    """The lines of a request, headers sorted."""
    head, _, body = request.partition('\r\n\r\n')
    first, *headers = head.split('\r\n')
    return first, sorted(headers), body


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
