"""WebSockets: the handshake, messages in both directions, in parts and with pings between; how they are closed, and what is refused."""
import asyncio
import io
import socket
import sys
import threading
import _net
from _asgi_thread import Running
from _raw import exchange, hide

sys.stderr = io.StringIO()  # the log and tracebacks
events = []
ended = threading.Semaphore(0)
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


async def app(scope, receive, send):
    try:
        await talk(scope, receive, send)
    finally:
        ended.release()


async def talk(scope, receive, send):
    path = scope['path']
    events.append((await receive())['type'])
    if path == '/scope':
        events.append({name: scope[name] for name in ('type', 'scheme', 'query_string', 'subprotocols', 'http_version')})
    if path == '/reject':
        return await send({'type': 'websocket.close'})
    if path == '/return':
        return
    if path == '/raise':
        raise RuntimeError('before')
    await send({'type': 'websocket.accept', 'subprotocol': scope['subprotocols'][-1] if scope['subprotocols'] else None, 'headers': [(b'X', b'1')]})
    if path == '/hello':
        await send({'type': 'websocket.send', 'text': 'hellö'})
        await send({'type': 'websocket.send', 'bytes': b'x' * 70000})
        return await send({'type': 'websocket.close', 'code': 3001, 'reason': 'enough'})
    if path == '/late':
        raise RuntimeError('late')
    if path == '/ends':
        return
    while (message := await receive())['type'] == 'websocket.receive':
        await send(message | {'type': 'websocket.send'})
    events.append(message)
    await send({'type': 'websocket.send', 'text': 'nobody hears this'})
    events.append(await receive())


def handshake(path='/', key='dGhlIHNhbXBsZSBub25jZQ==', version='13', more='', method='GET', http='1.1'):
    return (f'{method} {path} HTTP/{http}\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n'
            f'Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: {version}\r\n{more}\r\n').encode()


def frame(opcode, data=b'', first=0x80, mask=b'\1\2\3\4', length=None):
    size = len(data) if length is None else length
    head = bytes([first | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65536:
        head += bytes([0xfe]) + size.to_bytes(2, 'big')
    else:
        head += bytes([0xff]) + size.to_bytes(8, 'big')
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))


class Client:
    def __init__(self, path='/', **settings):
        self.sock = socket.create_connection(('127.0.0.1', server.port), timeout=20)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.sock.makefile('rb')
        self.sock.sendall(handshake(path, **settings))
        self.head = b''
        while (line := self.file.readline()) not in (b'\r\n', b''):
            self.head += line

    def send(self, *frames):
        self.sock.sendall(b''.join(frames))

    def read(self):
        """(opcode, data) of a frame, or None at the end."""
        head = self.file.read(2)
        if not head:
            return None
        length = head[1]
        if length > 125:
            length = int.from_bytes(self.file.read(2 if length == 126 else 8), 'big')
        data = self.file.read(length)
        return head[0], data if length < 100 else (length, data[:3])

    def read_all(self):
        frames = []
        while (got := self.read()) is not None:
            frames.append(got)
        self.close()
        return frames

    def close(self):
        self.file.close()
        self.sock.close()


def talk_to(*frames, path='/', slowly=False, answers=0):
    """What a server says to such frames; the last one is sent when there were so many answers."""
    client = Client(path)
    for piece in [bytes([byte]) for part in frames[:-1] for byte in part] if slowly else [b''.join(frames[:-1])]:
        client.send(piece)
    said = [client.read() for _ in range(answers)]
    client.send(frames[-1])
    said += client.read_all()
    ended.acquire()
    print(said, events)
    del events[:]


BYE = frame(CLOSE, b'\x03\xe8bye')
with Running(app, max_message=100_000, lifespan='off', keep_alive=0.3) as server:
    print('--- handshakes')
    client = Client('/scope?q=1', more='Sec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Protocol: c\r\n')
    print(hide(client.head))
    client.send(BYE)
    print(client.read_all())
    ended.acquire()
    print(events)
    del events[:]
    for case in [dict(key='short'), dict(version='8'), dict(method='POST'), dict(http='1.0'), dict(more='Content-Length: 1\r\n'), dict(key='')]:
        print(case, hide(exchange(server.port, handshake(**case))))
    for path in '/reject', '/return', '/raise':
        print(path, hide(exchange(server.port, handshake(path))).partition(b'\r\n')[0])
        ended.acquire()
    del events[:]

    print('--- messages')
    talk_to(frame(TEXT, 'hellö'.encode()), frame(BINARY, b'\0\1'), frame(TEXT), BYE, answers=3)
    talk_to(frame(TEXT, b'x' * 125), frame(TEXT, b'x' * 126), frame(TEXT, b'x' * 65535), frame(TEXT, b'x' * 65536), BYE, answers=4)
    talk_to(frame(TEXT, b'h\xc3', 0), frame(PING, b'ping'), frame(CONTINUATION, b'\xa4', 0), frame(PONG, b'unasked'), frame(CONTINUATION, b'!'), BYE, answers=2)
    talk_to(frame(BINARY, b'slow'), BYE, slowly=True, answers=1)
    talk_to(BYE, path='/hello', answers=3)

    print('--- the end')
    for path in '/late', '/ends':
        talk_to(BYE, path=path, answers=1)
    talk_to(frame(CLOSE))
    talk_to(frame(CLOSE, b'\x0b\xb8'))
    client = Client()
    client.close()
    ended.acquire()
    print(events)
    del events[:]
    client = Client('/ends')  # it does not answer when the server closes
    print(client.read_all())
    ended.acquire()
    del events[:]

    print('--- what is refused')
    talk_to(frame(TEXT, b'x', 0xc0))
    talk_to(frame(3))
    talk_to(frame(PING, b'', 0))
    talk_to(frame(PING, b'x' * 126))
    talk_to(b'\x81\x01x')
    talk_to(frame(CONTINUATION, b'x'))
    talk_to(frame(TEXT, b'x', 0), frame(TEXT, b'y'))
    talk_to(frame(TEXT, b'\xff'))
    talk_to(frame(CLOSE, b'x'))
    talk_to(frame(CLOSE, b'\x03\xed'))
    talk_to(frame(CLOSE, b'\x03\xe8\xff'))
    talk_to(frame(BINARY, length=100_001))
    talk_to(frame(BINARY, b'x' * 60_000, 0), frame(CONTINUATION, length=60_000))
    talk_to(frame(BINARY, length=(1 << 64) - 1))

    print('--- many at once')
    clients = [Client() for _ in range(50)]
    for i, client in enumerate(clients):
        client.send(frame(TEXT, b'%d' % i))
    print(all(client.read() == (0x80 | TEXT, b'%d' % i) for i, client in enumerate(clients)))
    del events[:]
print({client.read() for client in clients}, {(event['code'] if isinstance(event, dict) else event) for event in events})
for client in clients:
    client.close()
print([line for line in sys.stderr.getvalue().splitlines() if 'Error: ' in line], sys.stderr.getvalue().splitlines()[0].partition(']')[2])
