# Timeouts and non-blocking mode.
import socket
import time
from _peer import Peer, show


def timed(function, *args):
    """The call, and whether it took about as long as the timeout of 0.05 seconds."""
    start = time.monotonic()
    show(function, *args)
    elapsed = time.monotonic() - start
    print('  in time' if 0.045 <= elapsed < 15 else f'  after {elapsed}')


with socket.socket() as s:
    for timeout in (None, 0, 0.0, 5, 1.5, True, 1e-10, 1e-9, -1, -0.5, -1e-12, float('nan'), float('inf'), 1e30, 10 ** 30, 10 ** 10, 9.3e9, 'x', 1j):
        show(s.settimeout, timeout)
        print(s.gettimeout(), s.getblocking(), s.timeout)
    for flag in (True, False, 1, 0, 'x', None, 2.5):
        show(s.setblocking, flag)
        print(s.gettimeout(), s.getblocking())
    print(socket.getdefaulttimeout())
    for timeout in (2.5, 0, None, -1, 'x', 3):
        show(socket.setdefaulttimeout, timeout)
        print(socket.getdefaulttimeout())
    a, b = socket.socketpair()
    with a, b, socket.socket() as t, socket.create_server(('127.0.0.1', 0)) as server:
        print(a.gettimeout(), t.gettimeout(), server.gettimeout())
        with socket.create_connection(server.getsockname()) as c, socket.create_connection(server.getsockname(), timeout=None) as d:
            connection, _ = server.accept()
            print(c.gettimeout(), d.gettimeout(), connection.gettimeout())
            connection.close()
    socket.setdefaulttimeout(None)

a, b = socket.socketpair()
with a, b:
    a.settimeout(0.05)
    for call, *args in ((a.recv, 1), (a.recv_into, bytearray(1)), (a.recvfrom, 1), (a.recvfrom_into, bytearray(1)), (a.recvmsg, 1),
                        (a.recvmsg_into, [bytearray(1)])):
        timed(call, *args)
    b.send(b'there')
    print(a.recv(100))
    timed(a.sendall, bytes(10 ** 7))  # nobody reads
    timed(a.send, bytes(10 ** 7))
    a.setblocking(False)
    for call, *args in ((a.recv, 1), (a.recv_into, bytearray(1)), (a.recvfrom, 1), (a.send, b'x' * 10 ** 6), (a.sendall, b'x' * 10 ** 6)):
        show(call, *args)
    # the waiting thread goes on when there is something
    b.setblocking(False)
    try:
        while b.recv(10 ** 6):
            pass
    except BlockingIOError:
        pass
    b.settimeout(20)
    peer = Peer(lambda: b.recv(100))
    a.send(b'at last')
    print(peer.join())
with socket.create_server(('127.0.0.1', 0)) as server:
    server.settimeout(0.05)
    timed(server.accept)
    server.setblocking(False)
    show(server.accept)
    with socket.socket() as client:
        client.setblocking(False)
        print(client.connect_ex(server.getsockname()) in (0, 115))
    with socket.socket() as client:
        client.settimeout(20)
        client.connect(server.getsockname())
        print(client.connect_ex(server.getsockname()))
        show(client.connect, server.getsockname())
    server.settimeout(20)
    print([server.accept()[0].close() for _ in range(2)])

# a datagram socket waits too
with socket.socket(type=socket.SOCK_DGRAM) as s:
    s.bind(('127.0.0.1', 0))
    s.settimeout(0.05)
    timed(s.recvfrom, 10)
    s.settimeout(0)
    show(s.recvfrom, 10)

# connecting to where nobody answers: a listening socket whose queue is full
with socket.socket() as server:
    server.bind(('127.0.0.1', 0))
    server.listen(0)
    fillers = []
    for _ in range(3):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(server.getsockname())
        fillers.append(filler)
    with socket.socket() as client:
        client.settimeout(0.05)
        timed(client.connect, server.getsockname())
    with socket.socket() as client:
        client.settimeout(0.05)
        print(client.connect_ex(server.getsockname()))
    timed(lambda: socket.create_connection(server.getsockname(), timeout=0.05))
    for filler in fillers:
        filler.close()

# streams
a, b = socket.socketpair()
with a, b:
    a.settimeout(0.05)
    with a.makefile('rb') as stream:
        b.send(b'no end of line')
        timed(stream.readline)
        show(stream.readline)
    with a.makefile('rb', 0) as stream:
        a.setblocking(False)
        print(stream.read(1), stream.readinto(bytearray(1)))
    with a.makefile('wb', 0) as stream:
        print(stream.write(b'x'))
        while stream.write(bytes(10 ** 6)):
            pass
        print(stream.write(b'x' * 10 ** 6))
