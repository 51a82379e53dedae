# Addresses that cannot be, and what is said about them.
import os
import socket
import tempfile
from _peer import show

s, six, unix = (socket.socket(family) for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX))
for address in ('x', ('x',), (1, 2), ('127.0.0.1', 70000), ('127.0.0.1', -1), ('127.0.0.1', 'x'), ('a\0b', 1), (b'127.0.0.1', 0, 3),
                (None, 1), ('127.0.0.1', 2 ** 70), ['127.0.0.1', 0], ('127.0.0.1', 1.5), None, ('::1', 0)):
    show(s.bind, address)
    show(s.connect, address)
    show(s.sendto, b'', address)
for address in ('x', ('::1',), (1, 2), ('::1', 70000), ('::1', -1), ('::1', 'x'), ('::1', 1, -1), ('::1', 1, 2 ** 21), ('::1', 1, 0, 0, 0),
                ('127.0.0.1', 1)):
    show(six.bind, address)
for address in (1, 'x' * 108, b'x' * 109, '\0' + 'x' * 109, 'a\0b/c', bytearray(b'/nowhere/x'), ('x', 1), None, '/nowhere/\udc80'):
    show(unix.connect, address)
show(s.bind)
show(s.bind, 1, 2)
show(s.connect_ex, 'x')
show(s.connect_ex, ('127.0.0.1', 70000))

# those that can
for host in ('', '0.0.0.0', '127.0.0.1', b'127.0.0.1', bytearray(b'127.0.0.1'), 'localhost'):
    with socket.socket() as t:
        t.bind((host, 0))
        name, port = t.getsockname()
        print(host, name, port > 0)
for host in ('', '::', '::1', 'localhost'):
    with socket.socket(socket.AF_INET6) as t:
        if host != 'localhost':  # it may be no IPv6 address
            t.bind((host, 0))
            name, port, flow, scope = t.getsockname()
            print(host, name, port > 0, flow, scope)
with socket.socket(type=socket.SOCK_DGRAM) as t:
    show(t.sendto, b'x', ('<broadcast>', 9))  # not allowed without SO_BROADCAST
with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as t:
    show(t.connect, ('<broadcast>', 9))
with tempfile.TemporaryDirectory() as folder:
    for name in ('plain', 'caf\u00e9', 'bad\udcff', b'bytes\xff'):
        path = os.path.join(os.fsencode(folder), name) if isinstance(name, bytes) else os.path.join(folder, name)
        with socket.socket(socket.AF_UNIX) as t:
            t.bind(path)
            print(ascii(t.getsockname().replace(folder, 'FOLDER')), os.path.exists(path))
            show(t.getpeername)
with socket.socket(socket.AF_UNIX) as t:
    name = b'\0minipy test \xff %d' % os.getpid()
    t.bind(name)
    print(t.getsockname() == name)
    with socket.socket(socket.AF_UNIX) as u:
        show(u.bind, name)
with socket.socket(socket.AF_UNIX) as t:
    print(repr(t.getsockname()))
    t.bind('')  # the kernel chooses an abstract name
    print(t.getsockname()[:1], len(t.getsockname()))
with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as t:
    for address in (1, (1,), ('x', 1)):
        show(t.bind, address)
    t.bind((0, 0))
    pid, groups = t.getsockname()
    print(type(pid), groups)
for t in (s, six, unix):
    t.close()
