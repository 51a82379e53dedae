"""The server of ASGI applications: what they see and may do, bodies in both directions, connections that are kept, limits, refusals."""
import asyncio
import io
import socket
import sys
import threading
import _net
import httpx
from _asgi_thread import Running
from _raw import CHUNKED, CHUNKS, SMUGGLING, exchange, hide

sys.stderr = io.StringIO()  # the log and tracebacks
events = []


async def read_body(receive):
    body, count = b'', 0
    while True:
        message = await receive()
        if message['type'] == 'http.disconnect':
            return None, count
        body += message['body']
        count += 1
        if not message['more_body']:
            return body, count


async def answer(send, body, status=200, headers=()):
    await send({'type': 'http.response.start', 'status': status, 'headers': headers})
    await send({'type': 'http.response.body', 'body': body})


async def show(scope, receive, send):
    body, _ = await read_body(receive)
    shown = {name: value for name, value in scope.items() if name not in ('client', 'server')}
    text = ''.join(f'{name}={value!r}\n' for name, value in sorted(shown.items())) + repr(body)
    await answer(send, text.encode(), headers=[(b'Content-Type', b'text/plain')])


async def echo(scope, receive, send):
    body, _ = await read_body(receive)
    await answer(send, body)


async def stream(scope, receive, send):
    """Sends back what comes, while it comes."""
    await send({'type': 'http.response.start', 'status': 200})
    more = True
    while more:
        message = await receive()
        more = message['more_body']
        await send({'type': 'http.response.body', 'body': message['body'], 'more_body': more})


async def pieces(scope, receive, send):
    await send({'type': 'http.response.start', 'status': 200, 'headers': [[b'X', b'1']]})
    for piece in b'a', b'', b'bc':
        await send({'type': 'http.response.body', 'body': piece, 'more_body': True})
        await asyncio.sleep(0)
    await send({'type': 'http.response.body'})


async def after(scope, receive, send):
    await receive()
    await answer(send, b'first')
    events.append((await receive())['type'])
    try:
        await send({'type': 'http.response.body', 'body': b'second'})
    except RuntimeError as problem:
        events.append(str(problem))


async def waits(scope, receive, send):
    """Until the client is gone."""
    await receive()
    events.append((await receive())['type'])
    await answer(send, b'nobody reads this')
    gone.set()


async def floods(scope, receive, send):
    """More than the client takes: send() waits."""
    await send({'type': 'http.response.start', 'status': 200})
    block, sent = b'x' * 65536, 0
    while not flood_ended.is_set() and sent < 100_000_000:
        await send({'type': 'http.response.body', 'body': block, 'more_body': True})
        sent += len(block)
    events.append('held back' if sent < 50_000_000 else 'not held back')
    flooded.set()


async def wrong(scope, receive, send):
    case = scope['query_string'].decode()
    if case == 'early':
        raise RuntimeError('before')
    if case == 'nothing':
        return
    if case == 'body':
        await send({'type': 'http.response.body'})
    if case == 'kind':
        await send({'type': 'http.nonsense'})
    status = {'status': 42}.get(case, 200)
    headers = {'newline': [(b'X', b'a\r\nb')], 'name': [(b'a b', b'c')], 'more': [(b'content-length', b'3')], 'less': [(b'content-length', b'9')],
               'hop': [(b'connection', b'keep-alive'), (b'X', b' kept ')]}.get(case, [])
    await send({'type': 'http.response.start', 'status': status, 'headers': headers})
    if case == 'twice':
        await send({'type': 'http.response.start', 'status': status})
    if case == 'unfinished':
        return await send({'type': 'http.response.body', 'body': b'begun', 'more_body': True})
    if case == 'later':
        await send({'type': 'http.response.body', 'body': b'begun', 'more_body': True})
        raise RuntimeError('later')
    await send({'type': 'http.response.body', 'body': b'12345'})


async def empty(scope, receive, send):
    await answer(send, b'a body', int(scope['query_string']))


async def ignores(scope, receive, send):
    await answer(send, b'ignored')


APPS = {'/show': show, '/echo': echo, '/stream': stream, '/pieces': pieces, '/after': after, '/waits': waits, '/floods': floods, '/wrong': wrong, '/empty': empty}


async def app(scope, receive, send):
    if scope['type'] == 'lifespan':
        events.append((await receive())['type'])
        scope['state']['made'] = 'at start'
        await send({'type': 'lifespan.startup.complete'})
        events.append((await receive())['type'])
        await send({'type': 'lifespan.shutdown.complete'})
        return
    for prefix, target in APPS.items():
        if scope['path'].startswith(prefix):
            return await target(scope, receive, send)
    await ignores(scope, receive, send)


def raw(*parts, port=None, **settings):
    print(hide(exchange(port or server.port, *parts, **settings)))


def request(target, method='GET', version='1.1', headers='', body=b''):
    return f'{method} {target} HTTP/{version}\r\nHost: h\r\n{headers}\r\n'.encode() + body


LAST = 'Connection: close\r\n'
gone, flooded, flood_ended = threading.Event(), threading.Event(), threading.Event()
with Running(app, max_body=1_000_000) as server, Running(app, timeout=0.3, keep_alive=0.2, lifespan='off') as hasty:
    print('--- what applications see')
    print(exchange(server.port, request('/show/a%20b%C3%A9;p?q=%20x', 'POST', headers='X-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n' + LAST, body=b'abc')).partition(b'\r\n\r\n')[2].decode())
    print(exchange(server.port, request('http://other/show?x', version='1.0')).partition(b'\r\n\r\n')[2].decode().splitlines()[3:8])

    print('--- answers')
    for target in '/pieces', '/after', '/empty?204', '/empty?304', '/empty?599':
        print(target, hide(exchange(server.port, request(target, headers=LAST))))
    raw(request('/pieces', version='1.0'))
    raw(request('/pieces', 'HEAD', headers=LAST))
    for case in 'early', 'nothing', 'body', 'kind', 'status', 'newline', 'name', 'more', 'less', 'hop', 'twice', 'unfinished', 'later':
        print(case, hide(exchange(server.port, request('/wrong?' + case, headers=LAST))))
    print(events, [line for line in sys.stderr.getvalue().splitlines() if 'Error: ' in line or 'the application' in line])
    del events[:]

    print('--- connections that are kept')
    raw(request('/pieces') + request('/echo', 'POST', headers='Content-Length: 2\r\n', body=b'hi') + b'\r\n' + request('/ignores', 'POST', headers='Transfer-Encoding: chunked\r\n', body=b'3\r\nabc\r\n0\r\n\r\n') + request('/pieces', headers=LAST) + request('/never'))
    raw(request('/echo', version='1.0', headers='Connection: keep-alive\r\n') + request('/echo', version='1.0'))
    raw(*[bytes([byte]) for byte in request('/echo', 'POST', headers='Transfer-Encoding: chunked\r\n' + LAST, body=b'3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n')])
    raw(request('/ignores'), port=hasty.port)  # until it was idle for too long
    with httpx.Client(base_url=server.url) as client:
        print([client.post('/echo', content=b'x' * n).text == 'x' * n for n in (0, 1, 1000, 999_999)])
        print(client.post('/stream', content=iter([b'y' * 50_000] * 10)).text == 'y' * 500_000)

    print('--- both directions at once')
    with socket.create_connection(('127.0.0.1', server.port), timeout=20) as sock:
        sock.sendall(request('/stream', 'POST', headers='Transfer-Encoding: chunked\r\n' + LAST))
        sock.sendall(b'2\r\nhi\r\n')
        received = b''
        while b'hi' not in received:
            received += sock.recv(1000)
        sock.sendall(b'3\r\nyou\r\n0\r\n\r\n')
        while data := sock.recv(1000):
            received += data
        print(hide(received))
    with socket.create_connection(('127.0.0.1', server.port), timeout=20) as sock:
        sock.sendall(request('/waits'))
    print(gone.wait(20), events)
    with socket.create_connection(('127.0.0.1', server.port), timeout=20) as sock:
        sock.sendall(request('/floods'))
        sock.recv(100)
        print('stalls:', not flooded.wait(0.3))
        flood_ended.set()
    print(flooded.wait(20), events[1:])

    print('--- Expect: 100-continue')
    with socket.create_connection(('127.0.0.1', server.port), timeout=20) as sock:
        sock.sendall(request('/echo', 'POST', headers='Content-Length: 2\r\nExpect: 100-continue\r\n' + LAST))
        print(sock.recv(1000))
        sock.sendall(b'hi')
        print(hide(sock.recv(1000)))
    raw(request('/ignores', 'POST', headers='Content-Length: 2\r\nExpect: 100-continue\r\n'))

    print('--- limits')
    print(hide(exchange(server.port, request('/echo', 'POST', headers='Content-Length: 1000001\r\n'))))
    print(hide(exchange(server.port, request('/echo', 'POST', headers='Transfer-Encoding: chunked\r\n'), *[b'40000\r\n' + b'x' * 0x40000 + b'\r\n'] * 4, end=True)).partition(b'\r\n')[0])
    for text in b'GET / HTT', b'', request('/echo', 'POST', headers='Content-Length: 10\r\n', body=b'half'):  # for too long
        raw(text, port=hasty.port)
    raw(request('/echo', 'POST', headers='Content-Length: 10\r\n', body=b'half'), end=True)

    print('--- requests that are refused')
    for name, text in SMUGGLING.items():
        print(name, exchange(server.port, text).partition(b'\r\n')[0], sep=': ')
    for name, chunks in CHUNKS.items():
        print(name, exchange(server.port, CHUNKED + chunks).partition(b'\r\n')[0], sep=': ')
    del events[:]

print('--- the end')
print(events)
print(*[line.partition(']')[2] for line in sys.stderr.getvalue().splitlines() if ' - - [' in line][:12], sep='\n')


def lifespans(kind):
    async def start(scope, receive, send):
        if scope['type'] != 'lifespan':
            return await ignores(scope, receive, send)
        await receive()
        if kind == 'raises':
            raise RuntimeError('not at all')
        await send({'type': 'lifespan.startup.' + ('failed' if kind == 'fails' else 'complete'), 'message': 'no database'})
        if kind == 'returns':
            return
        await receive()
        if kind == 'shutdown raises':
            raise RuntimeError('at the end')
        await send({'type': 'lifespan.shutdown.failed', 'message': 'too late'})

    for mode in 'auto', 'on':
        sys.stderr = io.StringIO()
        with Running(start, lifespan=mode, quiet=True) as one:
            good = hasattr(one, 'port') and httpx.get(one.url).text
        print(kind, mode, good, [line for line in sys.stderr.getvalue().splitlines() if not line.startswith(' ')])


for kind in 'raises', 'fails', 'returns', 'shutdown raises', 'shutdown fails':
    lifespans(kind)
