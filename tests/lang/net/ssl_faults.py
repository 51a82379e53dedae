# TLS when things go wrong: peers that do not speak it, leave, dribble, reset.
import socket
import ssl
import sys
from _peer import Peer
from _tls import client_context, path, server_context, show, tcp_pair, text, tls_pair

LINGER = (1).to_bytes(4, sys.byteorder) + bytes(4)


def client_against(action, **keywords):
    """A client's handshake while the other end does something else."""
    a, b = tcp_pair()
    a.settimeout(20), b.settimeout(20)
    peer = Peer(action, b)
    show(lambda: client_context().wrap_socket(a, server_hostname='localhost', **keywords) and None)
    peer.join()
    a.close(), b.close()


def server_against(action):
    a, b = tcp_pair()
    a.settimeout(20), b.settimeout(20)
    peer = Peer(action, a)
    show(lambda: server_context().wrap_socket(b, True) and None)
    peer.join()
    a.close(), b.close()


def reset(sock):
    sock.recv(10000)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
    sock.close()


def leave(sock):
    sock.recv(10000)
    sock.close()


def say(data):
    def action(sock):
        sock.recv(10000)
        sock.sendall(data)
        try:
            sock.recv(10000)
        except ConnectionResetError:
            pass
    return action


print('left')
client_against(leave)
print('reset')
client_against(reset)
print('plain text')
client_against(say(b'HTTP/1.1 400 Bad Request\r\n\r\n'))
print('an alert')
client_against(say(bytes([21, 3, 3, 0, 2, 2, 40])))
print('an unknown alert')
client_against(say(bytes([21, 3, 3, 0, 2, 2, 255])))
print('half a record')
client_against(lambda sock: (sock.recv(10000), sock.sendall(bytes([22, 3, 3, 0, 50, 2])), sock.close()))
print('server: left, plain text, half a record')
server_against(lambda sock: sock.close())
server_against(lambda sock: sock.sendall(b'GET / HTTP/1.0\r\n\r\n'))
server_against(lambda sock: sock.sendall(b'some text that is no TLS\r\n'))
server_against(lambda sock: (sock.sendall(bytes([22, 3, 1, 0, 50, 1])), sock.close()))

# both ends on one side
print('two clients')
a, b = tcp_pair()
a.settimeout(20), b.settimeout(20)
peer = Peer(lambda: client_context().wrap_socket(a, server_hostname='localhost'))
show(lambda: client_context().wrap_socket(b, server_hostname='localhost') and None)
try:
    peer.join()
except (ssl.SSLError, OSError) as problem:
    print(isinstance(problem, OSError))
a.close(), b.close()


# a peer that sends one byte at a time
def dribble(source, target):
    """Passes on what comes, byte by byte."""
    target.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        while data := source.recv(1000):
            for i in range(len(data)):
                target.sendall(data[i:i + 1])
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


a, middle_a = tcp_pair()
middle_b, b = tcp_pair()
for s in (a, b):
    s.settimeout(20)
passing = [Peer(dribble, middle_a, middle_b), Peer(dribble, middle_b, middle_a)]
peer = Peer(server_context().wrap_socket, b, True)
with client_context().wrap_socket(a, server_hostname='localhost') as a, peer.join() as b:
    a.sendall(b'slowly, but all of it')
    print(b.recv(100), a.version())
    b.sendall(b'y' * 3000)
    got = b''
    while len(got) < 3000:
        got += a.recv(5000)
    print(got == b'y' * 3000)
for passer in passing:
    passer.join()
for s in (middle_a, middle_b):
    s.close()

# after the handshake
a, b = tls_pair()
socket._socket.socket.send(b, b'garbage that is no record')
show(a.recv, 10)
a.close(), b.close()
a, b = tls_pair()
b.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
b.close()
show(a.recv, 10)
a.close()
a, b = tls_pair()
b.close()
for _ in range(5):
    try:
        a.sendall(b'x' * 100000)
    except OSError as problem:
        print(isinstance(problem, (BrokenPipeError, ConnectionResetError, ssl.SSLError)))
        break
a.close()
# the socket is gone
a, b = tls_pair()
connection = a._sslobj
a.close()
del a
for call, *args in ((connection.read, 10), (connection.write, b'x'), (connection.do_handshake,), (connection.shutdown,)):
    show(call, *args)
print(connection.version(), connection.owner)
b.close()

# left with data unread before TLS began
with socket.create_server(('127.0.0.1', 0)) as server:
    client = socket.create_connection(server.getsockname())
    client.sendall(b'in clear')
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
    connection, _ = server.accept()
    connection.recv(3)
    client.close()
    show(server_context().wrap_socket, connection, True)
    connection.close()
