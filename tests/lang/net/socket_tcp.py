# Connections: all the ways to send and receive, closing halves, peers that send one byte at a time.
import os
import socket
from _peer import Peer, show


def echo_once(server):
    """Accepts one connection and sends back what it says until it closes its half."""
    connection, _ = server.accept()
    with connection:
        while data := connection.recv(65536):
            connection.sendall(data)


for family, host in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
    with socket.create_server((host, 0), family=family) as server:
        peer = Peer(echo_once, server)
        with socket.create_connection(server.getsockname()[:2]) as client:
            print(client.family.name, client.getpeername() == server.getsockname(), client.getsockname()[0])
            print(client.send(b'hello'), client.recv(100))
            print(client.sendall(b'abc'), client.recv(2), client.recv(2))
            print(client.sendall(bytearray(b'buffer')), client.recvfrom(100))
            print(client.send(memoryview(b'x-view-x')[2:6]), client.recv(100, socket.MSG_PEEK), client.recv(100))
            client.sendall(b'0123456789')
            space = bytearray(b'-' * 8)
            print(client.recv_into(space), space)
            print(client.recv_into(memoryview(space)[2:5], 0), space)
            client.sendall(b'0123456789')
            print(client.recv_into(space, 3), client.recv_into(space, nbytes=2, flags=0), space)
            print(client.recvfrom_into(space, 4), client.recvfrom_into(memoryview(space)), space)
            client.sendall(b'')
            big = os.urandom(300000)
            got = bytearray()
            sender = Peer(lambda: (client.sendall(big), client.shutdown(socket.SHUT_WR)))
            while piece := client.recv(50000):
                got += piece
            sender.join()
            print(got == big, client.recv(1), client.recv(0))
            show(client.send, b'x')
            show(client.sendall, b'')
        peer.join()

# a server of one byte at a time, and one that closes at once
with socket.create_server(('127.0.0.1', 0)) as server:
    def dribble(data):
        connection, _ = server.accept()
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for i in range(len(data)):
                connection.send(data[i:i + 1])

    peer = Peer(dribble, b'one byte at a time')
    with socket.create_connection(server.getsockname()) as client:
        print(client.recv(100, socket.MSG_WAITALL))
    peer.join()
    peer = Peer(dribble, b'first line\nsecond\n\nlast \xc3\xa9')
    with socket.create_connection(server.getsockname()) as client, client.makefile(encoding='utf-8') as stream:
        print(list(stream))
    peer.join()
    peer = Peer(dribble, b'')
    with socket.create_connection(server.getsockname()) as client:
        print(client.recv(10), client.recv_into(bytearray(3)))
    peer.join()

# one byte at a time the other way
a, b = socket.socketpair()
with a, b:
    peer = Peer(lambda: [a.send(bytes([c])) for c in b'dribble'] and a.close())
    got = []
    while piece := b.recv(1):
        got.append(piece)
    print(got)
    peer.join()

# halves
a, b = socket.socketpair()
with a, b:
    a.shutdown(socket.SHUT_WR)
    print(b.recv(1), b.send(b'still there'), a.recv(100))
    b.shutdown(socket.SHUT_RDWR)
    print(a.recv(1))
    show(b.send, b'x')
    show(b.shutdown, 9)
with socket.socket() as s:
    show(s.shutdown, socket.SHUT_RD)
    show(s.getpeername)
    show(s.accept)
    show(s.recv, 1)

# servers
with socket.create_server(('127.0.0.1', 0), backlog=1, reuse_port=True) as server:
    print(server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT),
          server.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    try:
        socket.create_server(server.getsockname())
    except OSError as problem:
        print(type(problem).__name__, problem.errno, str(problem).replace(str(server.getsockname()[1]), 'PORT'))
    other = socket.create_server(server.getsockname(), reuse_port=True)
    other.close()
    with socket.create_connection(server.getsockname(), source_address=('127.0.0.1', 0), timeout=5) as client:
        connection, address = server.accept()
        print(address == client.getsockname(), client.gettimeout(), connection.gettimeout(), repr(connection.family))
        connection.close()
show(socket.create_server, ('127.0.0.1', 0), family=99)
show(socket.create_server, ('127.0.0.1', 0), dualstack_ipv6=True)
print(socket.has_dualstack_ipv6())
with socket.create_server(('::', 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
    with socket.create_connection(('127.0.0.1', server.getsockname()[1])):
        connection, address = server.accept()
        print(address[0])
        connection.close()
with socket.create_server(('::1', 0), family=socket.AF_INET6) as server:
    print(server.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))

# arguments
a, b = socket.socketpair()
with a, b:
    for call in (a.recv, a.recvfrom, a.recv_into, a.recvfrom_into, a.send, a.sendall):
        for args in (('x',), (-1,), (1.5,), (None,), (b'x', 'y'), (bytearray(1), -1), (bytearray(1), 5), (2 ** 70,)):
            show(call, *args)
    for args in ((b'x',), (b'x', 1, 2, 3), (b'x', 'y', 'z'), ('x', 'y'), (b'x', 1), (b'x', 0, None), ()):
        show(a.sendto, *args)
    show(a.sendto, b'x', flags=1)
    show(a.recv_into, b'constant')
    show(a.recv_into, bytearray(3), size=1)
    show(a.listen, 'x')
    show(a.bind)
    show(a.connect, 1, 2)
