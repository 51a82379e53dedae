# Datagrams.
import socket
from _peer import show

for family, host in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
    with socket.socket(family, socket.SOCK_DGRAM) as a, socket.socket(family, socket.SOCK_DGRAM) as b:
        a.bind((host, 0))
        b.bind((host, 0))
        print(a.sendto(b'one', b.getsockname()), a.sendto(b'two!', 0, b.getsockname()), a.sendto(b'', b.getsockname()[:2]))
        data, sender = b.recvfrom(100)
        print(data, sender == a.getsockname())
        print(b.recvfrom(2)[0], b.recv(100))  # the rest of a datagram is lost
        b.connect(a.getsockname())
        print(b.getpeername() == a.getsockname(), b.send(b'connected'))
        space = bytearray(20)
        count, sender = a.recvfrom_into(space)
        print(bytes(space[:count]), sender == b.getsockname())
        print(a.sendto(b'truncated', b.getsockname()), b.recv(4, socket.MSG_TRUNC | socket.MSG_PEEK)[:4], b.recv_into(space, 4, socket.MSG_TRUNC))
        show(b.send, b'x' * 70000)
        show(a.send, b'no address')
        b.settimeout(0)
        show(b.recv, 1)
        show(b.recvfrom, 1)
        show(b.recv_into, space)

# refused: the answer comes with the next call
with socket.socket(type=socket.SOCK_DGRAM) as a, socket.socket(type=socket.SOCK_DGRAM) as gone:
    gone.bind(('127.0.0.1', 0))
    a.connect(gone.getsockname())
    gone.close()
    a.settimeout(5)
    a.send(b'x')
    show(a.recv, 1)
