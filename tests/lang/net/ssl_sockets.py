# TLS over sockets: what goes through, what is known of the peer, how it ends.
import os
import socket
import ssl
import time
from _peer import Peer
from _tls import client_context, path, server_context, show, tcp_pair, text, tls_pair

a, b = tls_pair()
print(type(a).__name__, a.version(), b.version(), a.server_side, b.server_side, a.server_hostname, b.server_hostname)
print(repr(a)[:15], a.gettimeout(), a.context.verify_mode.name, b.context.verify_mode.name)
print(a.cipher()[1:], a.cipher() == b.cipher(), a.compression(), a.selected_alpn_protocol(), a.session_reused, b.session_reused)
print(a.send(b'hello'), b.recv(100), b.sendall(b'world'), a.recv(2), a.pending(), a.recv(100), a.pending())
print(b.write(b'file-like'), a.read(4), a.read(), b.write(bytearray(b'bytearray')), a.read(100), b.send(memoryview(b'view')), a.recv())
space = bytearray(b'-' * 10)
b.send(b'0123456789')
print(a.recv_into(space, 3), a.recv_into(memoryview(space)[5:]), space, a.read(100, space), space)
b.send(b'abc')
print(a.recv_into(space), a.recv(0), b.send(b''), b.sendall(b''), space)
big = os.urandom(500000)
got = bytearray()
peer = Peer(b.sendall, big)
while len(got) < len(big):
    got += a.recv(100000)
peer.join()
print(got == big)
with a.makefile('rwb') as stream:
    stream.write(b'line one\nline two\n')
    stream.flush()
    with b.makefile('r') as lines:
        print(lines.readline(), lines.readline())

# certificates
print(a.getpeercert())
print(b.getpeercert())
print(len(a.getpeercert(True)) > 400, ssl.DER_cert_to_PEM_cert(a.getpeercert(True)) in open(path('server')).read())
print(ssl.PEM_cert_to_DER_cert(ssl.DER_cert_to_PEM_cert(a.getpeercert(binary_form=True))) == a.getpeercert(True))

# refused
for call, *args in ((a.recv, 1, 1), (a.recv_into, space, 1, 1), (a.send, b'x', 1), (a.sendall, b'x', 1), (a.sendto, b'x', ('x', 1)), (a.sendto, b'x', 0, ('x', 1)),
                    (a.recvfrom, 1), (a.recvfrom_into, space), (a.recvmsg, 1), (a.recvmsg_into, [space]), (a.sendmsg, [b'x']), (a.dup,), (a.send, 'text'), (a.read, -1),
                    (a.read, 'x'), (a.recv_into, b'constant'), (a.get_channel_binding, 'x'), (a.connect, ('127.0.0.1', 1)), (b.connect, ('127.0.0.1', 1)),
                    (a.verify_client_post_handshake,)):
    show(call, *args)

# the end, in good order: both say goodbye, and the socket goes on without TLS
peer = Peer(b.unwrap)
plain = a.unwrap()
print(plain is a, peer.join() is b, a.version(), a.cipher(), a.pending())
print(a.send(b'in clear'), b.recv(100))
for call, *args in ((a.unwrap,), (a.read,), (a.write, b'x'), (a.verify_client_post_handshake,)):
    try:
        call(*args)
    except ValueError as problem:
        print(type(problem).__name__, str(problem)[:40])
a.close(), b.close()
print(a.fileno(), repr(b)[:24])
show(a.recv, 1)
show(a.read)

# one end closes without a word, or after goodbye
for ragged in (True, False):
    for goodbye in (False, True):
        a, b = tls_pair(suppress_ragged_eofs=ragged)
        b.send(b'last words')
        if goodbye:
            b.settimeout(0)
            show(b.unwrap)
        b.close()
        print(ragged, goodbye, a.recv(100))
        show(a.recv, 100)
        show(a.recv_into, space)
        a.close()
a, b = tls_pair()
a.shutdown(socket.SHUT_WR)
print(a.version(), b.recv(1))
show(a.send, b'x')
a.close(), b.close()

# timeouts and non-blocking mode
a, b = tls_pair()
a.settimeout(0.05)
start = time.monotonic()
show(a.recv, 1)
show(a.read, 1)
print(time.monotonic() - start >= 0.09)
show(a.sendall, bytes(10 ** 7))
b.close(), a.close()
a, b = tls_pair()
a.setblocking(False)
show(a.recv, 1)
show(a.recv_into, space)
show(a.read)
show(a.unwrap)
b.close(), a.close()
a, b = tls_pair()
a.setblocking(False)
try:
    while True:
        a.send(bytes(1 << 18))
except ssl.SSLWantWriteError as problem:
    print(type(problem).__mro__[:3], problem.errno, problem.reason, problem.library, text(problem))
a.close(), b.close()
a, b = tcp_pair()
a.settimeout(0.05)
show(client_context().wrap_socket, a, server_hostname='localhost')
b.close()

# steps by hand, without waiting
a, b = tcp_pair()
a, b = client_context().wrap_socket(a, server_hostname='localhost', do_handshake_on_connect=False), server_context().wrap_socket(b, True, do_handshake_on_connect=False)
a.setblocking(False), b.setblocking(False)
print(a.version(), a.cipher())
show(a.getpeercert)
show(a.do_handshake)
done = []
for _ in range(100):
    for end in (a, b):
        if end not in done:
            try:
                end.do_handshake()
                done.append(end)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                pass
print(len(done), a.version())
a.setblocking(True), b.setblocking(True)
a.send(b'x')
print(b.recv(1))
a.close(), b.close()
a, b = tcp_pair()
a = client_context().wrap_socket(a, server_hostname='localhost', do_handshake_on_connect=False)
a.setblocking(False)
peer = Peer(server_context().wrap_socket, b, True)
print(a.do_handshake(block=True), a.gettimeout(), a.version())
peer.join().close(), a.close()

# connecting and accepting with contexts
with socket.create_server(('127.0.0.1', 0)) as plain, server_context().wrap_socket(plain, server_side=True) as server:
    print(plain.fileno(), server.fileno() > 0, server.version())

    def serve():
        connection, address = server.accept()
        with connection:
            connection.sendall(connection.recv(100).upper())
            return type(connection).__name__, address[0], connection.server_side

    peer = Peer(serve)
    with client_context().wrap_socket(socket.socket(), server_hostname='localhost') as client:
        print(client.version(), client.cipher())
        show(client.getpeercert)
        show(client.recv, 1)
        client.connect(server.getsockname())
        client.sendall(b'shout')
        print(client.recv(100), peer.join())
        show(client.connect, server.getsockname())
        show(client.connect_ex, server.getsockname())
    peer = Peer(serve)
    with client_context().wrap_socket(socket.socket(), server_hostname='127.0.0.1') as client:
        print(client.connect_ex(server.getsockname()), client.version())
        client.sendall(b'again')
        print(client.recv(100), peer.join())
    peer = Peer(serve)
    with client_context().wrap_socket(socket.create_connection(server.getsockname()), server_hostname='::1') as client:
        client.sendfile(open(path('authority'), 'rb'), 0, 27)
        print(client.recv(100), peer.join())
    peer = Peer(serve)
    print(ssl.get_server_certificate(server.getsockname()) in open(path('server')).read())
    show(peer.join)
with client_context().wrap_socket(socket.socket(), server_hostname='localhost') as client:
    print(client.connect_ex(server.getsockname()) if server.fileno() > 0 else 'closed')
    with socket.create_server(('127.0.0.1', 0)) as gone:
        address = gone.getsockname()
    print(client.connect_ex(address))
