"""urllib.request when things go wrong: bad answers, broken connections, timeouts, signals."""
import http.client
import signal
import socket
import threading
import time
from urllib.request import urlopen
from _canned import Canned
from _serving import attempt

signal.signal(signal.SIGALRM, signal.SIG_DFL)

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
