"""The server of WSGI applications: what they see and may do, connections that are kept, limits, requests that are refused."""
import io
import os
import socket
import sys
import threading
import _net
import httpx
import wsgi
from _raw import CHUNKED, CHUNKS, SMUGGLING, exchange, hide

sys.stderr = io.StringIO()  # the log and tracebacks
seen = []


def show(environ, start):
    shown = {name: value for name, value in environ.items() if isinstance(value, (str, bool, tuple)) and name not in ('SERVER_PORT', 'REMOTE_PORT')}
    body = ''.join(f'{name}={value!r}\n' for name, value in sorted(shown.items())) + repr(environ['wsgi.input'].read())
    start('200 Fine', [('Content-Type', 'text/plain')])
    return [body.encode()]


def echo(environ, start):
    body = environ['wsgi.input'].read()
    start('200 OK', [])
    return [body]


def lines(environ, start):
    source = environ['wsgi.input']
    start('200 OK', [])
    yield repr([source.readline(), source.readline(2), source.read(3), source.readlines()]).encode()


def writes(environ, start):
    write = start('200 OK', [('X', 'ü')])
    write(b'one ')
    write(b'')
    write(b'two ')
    return [b'three ', b'', b'four']


def pieces(environ, start):
    start('200 OK', [])
    yield b'a'
    yield b''
    yield b'bc'


class Closing:
    def __init__(self, items):
        self.items = iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self.items)
        if isinstance(item, Exception):
            raise item
        return item

    def close(self):
        seen.append('closed')


def fails(environ, start):
    if environ['QUERY_STRING'] == 'early':
        raise RuntimeError('before')
    start('200 OK', [])
    if environ['QUERY_STRING'] == 'first':
        return Closing([RuntimeError('at first')])
    return Closing([b'begun', RuntimeError('later')])


def recovers(environ, start):
    start('200 OK', [('X', 'old')])
    try:
        1 / 0
    except ZeroDivisionError:
        start('500 Oops', [('X', 'new')], sys.exc_info())
        return [b'recovered']


def too_late(environ, start):
    write = start('200 OK', [])
    write(b'begun')
    try:
        1 / 0
    except ZeroDivisionError:
        start('500 Oops', [], sys.exc_info())
    return [b'never']


def file(environ, start):
    start('200 OK', [])
    wrapped = environ['wsgi.file_wrapper'](open('_raw.py', 'rb') if environ['QUERY_STRING'] else io.BytesIO(b'x' * 20000), 4096)
    return wrapped


def wrong(environ, start):
    case = environ['QUERY_STRING']
    if case == 'none':
        return [b'x']
    if case == 'twice':
        start('200 OK', [])
    status = {'status': '2000 OK', 'type': 200}.get(case, '200 OK')
    headers = {'newline': [('X', 'a\r\nb')], 'hop': [('Connection', 'close')], 'name': [('a b', 'c')], 'tuple': (('a', 'b'),),
               'more': [('Content-Length', '3')], 'less': [('Content-Length', '9')]}.get(case, [])
    start(status, headers)
    return ['text'] if case == 'str' else [b'12345']


def empty(environ, start):
    start(environ['QUERY_STRING'].replace('+', ' '), [])
    return [b'a body']


def ignores(environ, start):
    start('200 OK', [])
    return [b'ignored']


APPS = {'/show': show, '/echo': echo, '/lines': lines, '/writes': writes, '/pieces': pieces, '/fails': fails, '/recovers': recovers,
        '/late': too_late, '/file': file, '/wrong': wrong, '/empty': empty, '/ignores': ignores}


def app(environ, start):
    for prefix, target in APPS.items():
        if environ['PATH_INFO'].startswith(prefix):
            return target(environ, start)
    return ignores(environ, start)


def raw(*pieces, port=None, **settings):
    print(hide(exchange(port or server.port, *pieces, **settings)))


def request(target, method='GET', version='1.1', headers='', body=b''):
    return f'{method} {target} HTTP/{version}\r\nHost: h\r\n{headers}\r\n'.encode() + body


LAST = 'Connection: close\r\n'
def start(**settings):
    server = wsgi.Server(app, port=0, threads=4, max_body=100_000, **settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    return server, thread


server, thread = start()
hasty_server, hasty_thread = start(timeout=0.3, keep_alive=0.2)

print('--- what applications see')
print(exchange(server.port, request('/show/a%20b%C3%A9;p?q=%20x', 'POST', headers='X-A: 1\r\nx-a: 2\r\nX_A: evil\r\nCookie: a=1\r\nCookie: b=2\r\nContent-Type: text/x\r\nContent-Length: 3\r\n' + LAST, body=b'abc')).partition(b'\r\n\r\n')[2].decode())
print(exchange(server.port, request('http://other/show?x', version='1.0')).partition(b'\r\n\r\n')[2].decode().splitlines()[3:8])
raw(request('/lines', 'POST', headers='Content-Length: 18\r\n' + LAST, body=b'line\r\nabcdef\ng\nhij'))

print('--- answers')
for target in '/writes', '/pieces', '/recovers', '/late', '/file', '/file?real', '/fails?early', '/fails?first', '/fails?later', '/empty?204+No+Content', '/empty?304+x', '/empty?299':
    print(target)
    answer = hide(exchange(server.port, request(target, headers=LAST)))
    print(answer if len(answer) < 500 else answer.partition(b'\r\n\r\n')[0])
raw(request('/pieces', version='1.0'))
raw(request('/pieces', 'HEAD', headers=LAST))
raw(request('/nothing', 'HEAD', headers=LAST))
for case in 'none', 'twice', 'status', 'type', 'newline', 'hop', 'name', 'tuple', 'more', 'less', 'str':
    print(case, hide(exchange(server.port, request('/wrong?' + case, headers=LAST))))
print(seen, [line for line in sys.stderr.getvalue().splitlines() if 'Error: ' in line])

print('--- connections that are kept')
raw(request('/pieces') + request('/echo', 'POST', headers='Content-Length: 2\r\n', body=b'hi') + b'\r\n' + request('/ignores', 'POST', headers='Transfer-Encoding: chunked\r\n', body=b'3\r\nabc\r\n0\r\n\r\n') + request('/writes', headers=LAST) + request('/never'))
raw(request('/echo', version='1.0', headers='Connection: keep-alive\r\n') + request('/echo', version='1.0'))
raw(*[bytes([byte]) for byte in request('/echo', 'POST', headers='Transfer-Encoding: chunked\r\n' + LAST, body=b'3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n')])
raw(request('/ignores'), port=hasty_server.port)  # until it was idle for too long
with httpx.Client(base_url=server.url) as client:
    print([client.post('/echo', content=b'x' * n).text == 'x' * n for n in (0, 1, 1000, 99_999)], client.get('/file?real').content == open('_raw.py', 'rb').read())

print('--- Expect: 100-continue')
with socket.create_connection(('127.0.0.1', server.port), timeout=20) as sock:
    sock.sendall(request('/echo', 'POST', headers='Content-Length: 2\r\nExpect: 100-continue\r\n' + LAST))
    print(sock.recv(1000))
    sock.sendall(b'hi')
    print(hide(sock.recv(1000)))
raw(request('/ignores', 'POST', headers='Content-Length: 2\r\nExpect: 100-continue\r\n'))

print('--- limits')
print(hide(exchange(server.port, request('/echo', 'POST', headers='Content-Length: 100001\r\n'))))
print(hide(exchange(server.port, request('/echo', 'POST', headers='Transfer-Encoding: chunked\r\n'), *[b'4000\r\n' + b'x' * 0x4000 + b'\r\n'] * 7, end=True)).partition(b'\r\n')[0])
for text in b'GET / HTT', b'', request('/echo', 'POST', headers='Content-Length: 10\r\n', body=b'half'):  # for too long
    raw(text, port=hasty_server.port)
raw(request('/echo', 'POST', headers='Content-Length: 10\r\n', body=b'half'), end=True)

print('--- requests that are refused')
for name, text in SMUGGLING.items():
    print(name, exchange(server.port, text).partition(b'\r\n')[0], sep=': ')
for name, chunks in CHUNKS.items():
    print(name, exchange(server.port, CHUNKED + chunks).partition(b'\r\n')[0], sep=': ')

for one in server, hasty_server:
    one.stop()
thread.join()
hasty_thread.join()
print('--- the log')
print(*[line.partition(']')[2] for line in sys.stderr.getvalue().splitlines() if ' - - [' in line][:12], sep='\n')
try:
    socket.create_connection(('127.0.0.1', server.port))
except ConnectionRefusedError:
    print('closed')
