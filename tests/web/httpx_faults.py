"""httpx when something goes wrong: answers that break off, are late or malformed, proxies, certificates, pools that are full."""
from _net import attempt
import asyncio
import httpx
import os
import socket
from _canned import Canned
from _peer import Peer
from _serving import Serving
from _tls import path, server_context

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'


def against(*connections, call=lambda client, url: client.get(url).content, requests=False, **settings):
    """What a call to a server with such answers gives."""
    server = Canned(*connections)
    with httpx.Client(**settings) as client:
        print(server.hide(str(attempt(call, client, f'http://127.0.0.1:{server.port}/'))))
    asked = server.close()
    if requests:
        print(asked)


def reset(connection):
    connection.recv(1000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')


print('--- answers')
against([OK])
against([b''])
against([b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'], call=lambda client, url: client.get(url))
against([b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel'])
against([b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhel'])
against([b'HTTP/1.1 200 OK\r\n\r\nuntil the end'])
against([b'nonsense\r\n\r\n'])
against([b'HTTP/1.1 200 O'])
against(reset)
against([[OK[:9], OK[9:20], OK[20:-1], OK[-1:]]])
against([b'HTTP/1.1 299 ' + b'\r\nFolded: a\r\n  b\r\nContent-Length: 0\r\n\r\n'], call=lambda client, url: (r := client.get(url)).reason_phrase + '|' + r.headers['folded'])
against([OK, b''], [OK], call=lambda client, url: [client.get(url).text, client.get(url).text], requests=True)
against([OK, OK], call=lambda client, url: [client.get(url).text, client.post(url, content=b'x').text])
against([b'HTTP/1.1 302 Found\r\nLocation: http://h:99999/\r\nContent-Length: 0\r\n\r\n'], call=lambda client, url: client.get(url, follow_redirects=True))

print('--- requests that are wrong')
for arguments in [('ftp://h/',), ('/x',), ('http:///x',), ('://',)]:
    print(attempt(httpx.get, *arguments))
for headers in [{'a b': '1'}, {'a': '1\r\nb: 2'}, {'a': ' 1'}]:
    print(attempt(httpx.get, 'http://127.0.0.1:1/', headers=headers))
print(attempt(httpx.post, 'http://127.0.0.1:1/', content=b'abc', headers={'Content-Length': '2'}))
print(attempt(httpx.get, 'http://127.0.0.1:1/'))
try:
    httpx.get('http://127.0.0.1:1/')
except httpx.RequestError as problem:
    print(problem.request)

print('--- times')


def stall(connection):
    while connection.recv(1000):
        pass


def stall_in_body(connection):
    connection.recv(1000)
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
    connection.recv(1000)


def read_half(client, url):
    with client.stream('GET', url) as answer:
        pieces = answer.iter_bytes()
        return next(pieces), attempt(next, pieces)


impatient = httpx.Timeout(20, read=0.05)
against(stall, timeout=impatient)
against(stall_in_body, call=read_half, timeout=impatient)
against(stall, call=lambda client, url: client.post(url, content=iter([b'a', b'b'])), timeout=impatient)

full = socket.create_server(('127.0.0.1', 0), backlog=0)
held = [socket.socket() for _ in range(4)]
for one in held:
    one.setblocking(False)
    one.connect_ex(full.getsockname())
print(attempt(httpx.get, 'http://127.0.0.1:%d/' % full.getsockname()[1], timeout=httpx.Timeout(0.1)))
for one in [full, *held]:
    one.close()


async def post_async(url, timeout):
    async with httpx.AsyncClient(timeout=timeout) as client:
        await client.post(url, content=b'x' * 30_000_000)


with socket.create_server(('127.0.0.1', 0)) as deaf:  # connections are made, nobody reads
    url, slow_to_send = 'http://127.0.0.1:%d/' % deaf.getsockname()[1], httpx.Timeout(20, write=0.05)
    for content in b'x' * 30_000_000, iter([b'x' * 100_000] * 300):
        print(attempt(httpx.post, url, content=content, timeout=slow_to_send))
    print(attempt(asyncio.run, post_async(url, slow_to_send)))

with Serving() as base, httpx.Client(limits=httpx.Limits(max_connections=1), timeout=httpx.Timeout(20, pool=0.05)) as client:
    with client.stream('GET', base):
        print(attempt(client.get, base))
    print(client.get(base).status_code)

print('--- proxies')


class Via:
    """What a client sends to a proxy."""

    def __init__(self, **settings):
        self.settings = settings

    def get(self, url, *answers, environment=None):
        server = Canned(list(answers))
        proxy = f'http://me:pw@127.0.0.1:{server.port}'
        os.environ.update({name: proxy if value else '' for name, value in (environment or {}).items()})
        settings = {} if environment else {'proxy': proxy}
        print(attempt(httpx.get, url, **settings), *[request.split('\r\n')[:4] for request in server.close()])
        for name in environment or ():
            del os.environ[name]


Via().get('http://example.org/x?y', OK)
Via().get('http://example.org/', OK, environment={'http_proxy': True})
Via().get('http://example.org/', OK, environment={'ALL_PROXY': True})
Via().get('https://example.org/', b'HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n')
print(attempt(httpx.get, 'http://example.org/', proxy='http://127.0.0.1:1'))
os.environ['http_proxy'], os.environ['no_proxy'] = 'http://127.0.0.1:1', 'localhost,127.0.0.1'
with Serving() as base:
    print(httpx.get(base).status_code, attempt(httpx.get, base, proxy='http://127.0.0.1:1'), attempt(httpx.get, 'http://example.org/'), sep='\n')
    del os.environ['no_proxy']
    print(httpx.get(base, trust_env=False).status_code)
    mounts = {'all://example.org': httpx.MockTransport(lambda request: httpx.Response(201, text=str(request.url)))}
    with httpx.Client(mounts=mounts, transport=httpx.MockTransport(lambda request: httpx.Response(500))) as client:
        print(client.get('http://example.org/a').text, client.get('http://www.example.org/a').status_code)
del os.environ['http_proxy']

print('--- certificates')


def tls_serve(listener, count):
    for _ in range(count):
        connection, _ = listener.accept()
        try:
            with server_context().wrap_socket(connection, server_side=True) as secure:
                secure.recv(1000)
                secure.sendall(OK)
        except OSError:
            connection.close()


with socket.create_server(('127.0.0.1', 0)) as listener:
    port = listener.getsockname()[1]
    peer = Peer(tls_serve, listener, 4)
    print(httpx.get(f'https://localhost:{port}/', verify=path('authority')).text)
    print(httpx.get(f'https://localhost:{port}/', verify=False).text)
    print(attempt(httpx.get, f'https://localhost:{port}/'))
    os.environ['SSL_CERT_FILE'] = path('authority')
    print(httpx.get(f'https://localhost:{port}/').text)
    peer.join()
print(attempt(httpx.get, 'https://localhost/', verify='/no/such/file'))
