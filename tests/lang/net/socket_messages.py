# sendmsg and recvmsg: several buffers, flags, addresses, arguments.
import socket
from _peer import show

a, b = socket.socketpair()
with a, b:
    print(a.sendmsg([b'one ', bytearray(b'two '), memoryview(b'three')]), b.recv(100))
    print(a.sendmsg(iter([b'from an iterator'])), b.recvmsg(100))
    print(a.sendmsg([]), a.sendmsg([b'', b'', b'x']), b.recvmsg(10))
    a.send(b'0123456789')
    parts = [bytearray(b'---'), bytearray(b'....'), bytearray(b'++++++++')]
    print(b.recvmsg_into(parts), parts)
    a.send(b'0123456789')
    whole = bytearray(20)
    view = memoryview(whole)
    print(b.recvmsg_into(v for v in (view[10:13], view[0:4])), whole, b.recv(100))
    a.send(b'peek')
    print(b.recvmsg(2, 0, socket.MSG_PEEK)[:2], b.recvmsg(0), b.recvmsg_into([]), b.recvmsg(9)[0])
    b.setblocking(False)
    show(b.recvmsg, 1)
    show(b.recvmsg_into, [bytearray(1)])
    b.settimeout(0.01)
    show(b.recvmsg, 1)
    b.settimeout(None)
    for call, arguments in (
            (b.recvmsg, [(), ('x',), (-1,), (1, -1), (1, 2 ** 40), (1, 'x'), (1, 0, 'x'), (1.5,)]),
            (b.recvmsg_into, [([b'constant'],), (1,), ([1],), (['x'],), ([bytearray(1)], -1), (b'12',), ([bytearray(1), b''],)]),
            (a.sendmsg, [('x',), ([1],), (1,), ([b'x'], [1]), ([b'x'], [(1, 2)]), ([b'x'], [(1, 2, 'x')]), ([b'x'], 1),
                         ([b'x'], [(1, 2, b'x', 3)]), (b'abc',), ([b'x'], [('x', 2, b'')]), ([b'x'], [], 'x'),
                         ([b'x'], [], 0, 1), ([b'x'], [(1, 2.5, b'')]), ([b'x'], [{1, 2, b'3'}])])):
        for args in arguments:
            if args:
                show(call, *args)
    a.shutdown(socket.SHUT_WR)
    print(b.recvmsg(10), b.recvmsg_into([bytearray(3)]))

with socket.socket(type=socket.SOCK_DGRAM) as a, socket.socket(type=socket.SOCK_DGRAM) as b:
    a.bind(('127.0.0.1', 0))
    b.bind(('127.0.0.1', 0))
    print(a.sendmsg([b'data', b'gram'], [], 0, b.getsockname()), a.sendmsg([b'short'], (), 0, b.getsockname()))
    data, ancillary, flags, sender = b.recvmsg(100)
    print(data, ancillary, flags, sender == a.getsockname())
    data, ancillary, flags, sender = b.recvmsg(2)
    print(data, flags == socket.MSG_TRUNC, sender == a.getsockname())
    show(a.sendmsg, [b'nowhere'])
    show(a.sendmsg, [b'nowhere'], [], 0, None)
    b.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)
    b.setsockopt(socket.IPPROTO_IP, 12, 1)  # IP_RECVTTL
    a.sendto(b'with more', b.getsockname())
    data, ancillary, flags, sender = b.recvmsg(100, 200)
    print(data, sorted((level, kind, len(packed)) for level, kind, packed in ancillary), flags)
    a.sendto(b'cut off', b.getsockname())
    data, ancillary, flags, sender = b.recvmsg(100, 5)
    print(data, len(ancillary), flags == socket.MSG_CTRUNC)
with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as a, socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as b:
    b.bind(('::1', 0))
    b.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
    hops = (33).to_bytes(4, 'little')
    a.sendmsg([b'hops'], [(socket.IPPROTO_IPV6, socket.IPV6_HOPLIMIT, hops)], 0, b.getsockname())
    data, ancillary, flags, sender = b.recvmsg(100, socket.CMSG_LEN(4))
    print(data, ancillary == [(socket.IPPROTO_IPV6, socket.IPV6_HOPLIMIT, hops)], flags, sender[0])
