# Two threads use one SSLSocket at the same time: one reads and one writes, or both write. (CPython 3.11 mixes their records
# up, so it is no oracle here.)
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lang', 'net'))
from _peer import Peer
from _tls import tls_pair


def receive(sock, size):
    data = bytearray()
    while len(data) < size:
        data += sock.recv(1 << 16)
    return bytes(data)


a, b = tls_pair()
big = os.urandom(500000)
peers = [Peer(a.sendall, big), Peer(b.sendall, big), Peer(receive, a, len(big)), Peer(receive, b, len(big))]
print([peer.join() in (None, big) for peer in peers])
peers = [Peer(a.sendall, letter * 100000) for letter in (b'x', b'y')]
got = receive(b, 200000)
print(got.count(b'x'), got.count(b'y'), [peer.join() for peer in peers])
readers = [Peer(receive, a, 1) for _ in range(3)]
b.sendall(b'1')
b.sendall(b'2')
b.sendall(b'3')
print(len(b''.join(reader.join() for reader in readers)))
# one waits to read for long, meanwhile others write
waiting = Peer(a.recv, 10)
for i in range(100):
    a.sendall(b'ping%d' % i)
    b.recv(10)
b.sendall(b'pong')
print(waiting.join())
# closed by another thread while one waits
waiting = Peer(a.recv, 10)
a.close()
b.close()
try:
    print(waiting.join())
except (OSError, ValueError) as problem:
    print('the reader was told')
