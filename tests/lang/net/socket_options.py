# getsockopt and setsockopt: ints, bytes, only a length.
import socket
import sys
from _peer import show

SOL, TCP = socket.SOL_SOCKET, socket.IPPROTO_TCP
with socket.socket() as s:
    for option in (socket.SO_REUSEADDR, socket.SO_KEEPALIVE, socket.SO_BROADCAST, socket.SO_OOBINLINE, socket.SO_DONTROUTE):
        before = s.getsockopt(SOL, option)
        s.setsockopt(SOL, option, True)
        print(option, before, s.getsockopt(SOL, option), s.getsockopt(SOL, option, 4), s.getsockopt(SOL, option, 2))
    s.setsockopt(SOL, socket.SO_REUSEADDR, b'\0\0\0\0')
    print(s.getsockopt(SOL, socket.SO_REUSEADDR))
    s.setsockopt(SOL, socket.SO_REUSEADDR, bytearray((1).to_bytes(4, sys.byteorder)))
    print(s.getsockopt(SOL, socket.SO_REUSEADDR))
    linger = (1).to_bytes(4, sys.byteorder) + (7).to_bytes(4, sys.byteorder)
    s.setsockopt(SOL, socket.SO_LINGER, linger)
    print(s.getsockopt(SOL, socket.SO_LINGER, 8) == linger, s.getsockopt(SOL, socket.SO_LINGER, 100) == linger)
    print(s.getsockopt(SOL, socket.SO_TYPE), s.getsockopt(SOL, socket.SO_DOMAIN), s.getsockopt(SOL, socket.SO_PROTOCOL), s.getsockopt(SOL, socket.SO_ERROR))
    s.setsockopt(TCP, socket.TCP_NODELAY, 1)
    s.setsockopt(TCP, socket.TCP_KEEPIDLE, 77)
    print(s.getsockopt(TCP, socket.TCP_NODELAY), s.getsockopt(TCP, socket.TCP_KEEPIDLE), len(s.getsockopt(TCP, socket.TCP_INFO, 104)))
    print(s.getsockopt(TCP, socket.TCP_CONGESTION, 16).rstrip(b'\0').isascii())
    s.setsockopt(SOL, socket.SO_RCVBUF, 20000)
    print(s.getsockopt(SOL, socket.SO_RCVBUF))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 42)
    print(s.getsockopt(socket.IPPROTO_IP, socket.IP_TTL))
    for args in ((SOL, 9999), (9999, 1), (SOL, socket.SO_TYPE, 1025), (SOL, socket.SO_TYPE, -1), ('x', 1), (SOL, 'x'), (SOL, 3, 'x')):
        show(s.getsockopt, *args)
    for args in ((SOL, 2, None), (SOL, 2, None, -1), (SOL, 2, None, 4), (SOL, 2, 1, 4), (SOL, 2, 'x'), (SOL, 2, 2 ** 40), (SOL, 2), (SOL, 2, 1.5), (SOL, 2, b'x'),
                 (SOL, 9999, 1), ('x', 2, 1), (SOL, socket.SO_TYPE, 1), (), (SOL, 2, b'', 0)):
        show(s.setsockopt, *args)
