# What goes wrong: refused, reset, full, closed under way.
import errno
import os
import socket
import sys
from _peer import Peer, show


def port_of_nobody():
    with socket.create_server(('127.0.0.1', 0)) as server:
        return server.getsockname()


def reset(connection):
    """Closes so that the other side is told of a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, (1).to_bytes(4, sys.byteorder) + bytes(4))
    connection.close()


def connected():
    with socket.create_server(('127.0.0.1', 0)) as server:
        client = socket.create_connection(server.getsockname())
        return client, server.accept()[0]


# refused
with socket.socket() as s:
    show(s.connect, port_of_nobody())
with socket.socket() as s:
    print(s.connect_ex(port_of_nobody()) == errno.ECONNREFUSED)
with socket.socket() as s:
    s.settimeout(20)
    show(s.connect, port_of_nobody())
with socket.socket() as s:
    s.settimeout(20)
    print(s.connect_ex(port_of_nobody()) == errno.ECONNREFUSED)
show(socket.create_connection, port_of_nobody())
show(socket.create_connection, port_of_nobody(), 20)
try:
    socket.create_connection(port_of_nobody(), all_errors=True)
except* ConnectionRefusedError as group:
    print(repr(group))

# reset
for timeout in (None, 20):
    a, b = connected()
    a.settimeout(timeout)
    with a:
        reset(b)
        show(a.recv, 1)
        print(repr(a.recv(1)))
        show(a.send, b'x')
    a, b = connected()
    with a:
        a.settimeout(timeout)
        peer = Peer(a.recv, 1)
        reset(b)
        show(peer.join)
    a, b = connected()
    with a, a.makefile('rb') as stream:
        b.send(b'beginning')
        reset(b)
        show(stream.read)
a, b = connected()
with a:
    a.send(b'never read')
    b.recv(1)
    b.close()  # with data unread: a reset
    show(a.recv, 1)

# sending to who has gone
a, b = connected()
with a:
    b.close()
    for _ in range(3):
        try:
            a.sendall(b'x' * 100000)
        except OSError as problem:
            print(type(problem).__name__ in ('BrokenPipeError', 'ConnectionResetError'))
            break
a, b = socket.socketpair()
with a:
    b.close()
    show(a.send, b'x')
    show(a.sendall, b'x' * 10 ** 6)
    show(a.sendmsg, [b'x'])
    print(a.recv(1))

# full: short sends, then none
a, b = connected()
with a, b:
    a.setblocking(False)
    total, sizes = 0, set()
    try:
        while True:
            sent = a.send(bytes(1 << 20))
            sizes.add(sent)
            total += sent
    except BlockingIOError as problem:
        print(problem.errno == errno.EAGAIN, 0 < total, any(size < 1 << 20 for size in sizes))
    got = 0
    while got < total:
        got += len(b.recv(1 << 20))
    print(got == total)
    peer = Peer(lambda: sum(len(piece) for piece in iter(lambda: b.recv(1 << 16), b'')))
    a.settimeout(20)
    print(a.sendall(bytes(5 << 20)), a.shutdown(socket.SHUT_WR), peer.join() == 5 << 20)

# the buffer of a call that waits cannot change its size
a, b = socket.socketpair()
with a, b:
    space = bytearray(10)
    peer = Peer(a.recv_into, space)
    while True:
        try:
            space.append(0)
            space.pop()
        except BufferError as problem:
            print(problem)
            break
        os.sched_yield()
    b.send(b'ready')
    print(peer.join(), space)
    space.append(1)
    data = bytearray(4 << 20)
    peer = Peer(a.sendall, data)
    while True:
        try:
            data.append(0)
            data.pop()
        except BufferError as problem:
            print(problem)
            break
        os.sched_yield()
    got = 0
    while got < 4 << 20:
        got += len(b.recv(1 << 20))
    print(peer.join())

# closed by another thread while a call waits: the call still has the old file, and finds the socket closed at its next look
a, b = socket.socketpair()
with b:
    a.settimeout(20)
    waiting = a.dup()
    waiting.settimeout(20)
    peer = Peer(waiting.recv, 10)
    waiting.close()
    b.send(b'x')
    show(peer.join)
    a.close()
a, b = socket.socketpair()
with b:
    peer = Peer(a.recv, 10)
    a.shutdown(socket.SHUT_RD)  # this wakes it up
    print(peer.join())
    a.close()
with socket.create_server(('127.0.0.1', 0)) as server:
    peer = Peer(server.accept)
    server.shutdown(socket.SHUT_RDWR)
    show(peer.join)
