# The object itself: how it begins and ends, what it says of itself.
import copy
import os
import socket
import _socket
from _peer import show

with socket.socket() as s:
    print(repr(s.family), repr(s.type), s.proto, s.fileno() > 2, s.gettimeout(), s.getblocking(), s.timeout)
    print(repr(s).replace(f'fd={s.fileno()}', 'fd=N'))
    print(os.get_inheritable(s.fileno()), s.get_inheritable())
    s.set_inheritable(True)
    print(s.get_inheritable())
    show(copy.copy, s)
    show(setattr, s, 'family', 1)
    show(setattr, s, 'unknown', 1)
    show(setattr, s, 'timeout', 1)
    print(hasattr(s, '__dict__'))
print(repr(s), s.fileno())
show(s.__enter__().fileno)
s.close()
show(s.detach)
for call in (s.getsockname, s.getpeername, s.listen, s.accept, lambda: s.recv(1), lambda: s.send(b'x'),
             lambda: s.bind(('127.0.0.1', 0)), lambda: s.connect(('127.0.0.1', 1)), lambda: s.settimeout(1),
             lambda: s.shutdown(socket.SHUT_RD), lambda: s.getsockopt(1, 2), lambda: s.setsockopt(1, 2, 1)):
    show(call)
print(s.connect_ex(('127.0.0.1', 1)))

for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM),
                     (socket.AF_INET6, socket.SOCK_STREAM), (socket.AF_UNIX, socket.SOCK_SEQPACKET)):
    with socket.socket(family, kind) as s:
        print(repr(s).replace(f'fd={s.fileno()}', 'fd=N'))

# by file number
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
number = s.detach()
print(s, s.fileno())
with socket.socket(fileno=number) as s:
    print(s.fileno() == number, repr(s.family), repr(s.type), s.proto)
with socket.create_server(('127.0.0.1', 0)) as s:
    with socket.socket(fileno=s.fileno()) as t:
        print(t.family.name, t.type.name, t.proto)
        t.detach()
    with socket.fromfd(s.fileno(), socket.AF_INET, socket.SOCK_STREAM) as t:
        print(t.fileno() != s.fileno(), t.getsockname() == s.getsockname(), t.get_inheritable())
    s.settimeout(1.5)
    with s.dup() as t:
        print(t.fileno() != s.fileno(), t.gettimeout(), t.getsockname() == s.getsockname(), type(t))
    copied = socket.dup(s.fileno())
    print(copied != s.fileno(), os.get_inheritable(copied))
    socket.close(copied)
    show(os.fstat, copied)
reader, writer = os.pipe()
show(lambda: socket.socket(fileno=reader))
os.close(reader)
os.close(writer)
for keywords in ({'fileno': 1.5}, {'fileno': 'x'}, {'fileno': -1}, {'family': 'x'}, {'bogus': 1}, {'fileno': -5}, {'family': 99},
                 {'type': 99}, {'family': 2 ** 40}):
    show(lambda: socket.socket(**keywords) and None)


class Index:
    def __index__(self):
        return socket.AF_INET


with socket.socket(Index()) as s:
    print(repr(s.family))
with socket.socket(type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC) as s:
    print(repr(s.type), s.gettimeout(), s.getblocking())


class Mine(socket.socket):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = 1


with Mine() as s, s.dup() as t:
    print(type(t).__name__, t.extra, repr(s)[:15])

# the class below
s = _socket.socket()
print(repr(s).replace(f'fd={s.fileno()}', 'fd=N'))
print(s.family, s.type, s.proto, s.timeout)
s.close()
print(repr(s))
print(_socket.gaierror, _socket.herror, _socket.timeout, _socket.error, _socket.gaierror.__bases__)
print(_socket.socket.__name__, _socket.socket.__module__, _socket.SocketType is _socket.socket, _socket.socket.__mro__)
print(socket.socket.__mro__[:-1], socket.SocketIO.__mro__[0:2], socket.error, socket.timeout)
print(sorted(name for name in vars(_socket.socket) if not name.startswith('_') and name != 'sendmsg_afalg'))

# ends of life
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    s = socket.socket(socket.AF_UNIX)
    number = s.fileno()
    del s
    print([str(w.message).replace(f'fd={number}', 'fd=N') for w in caught], caught[0].category.__name__)
show(os.fstat, number)
s = socket.socket()
stream = s.makefile('rb')
s.close()
print(repr(s).replace(f'fd={s.fileno()}', 'fd=N'), s.fileno() > 2)
stream.close()
print(repr(s))
a, b = socket.socketpair()
print(type(a), repr(a.family), repr(a.type), a.proto, [repr(x).replace(f'fd={x.fileno()}', 'fd=N') for x in (a, b)])
a.close(), b.close()
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
print(repr(b.type))
a.close(), b.close()
show(socket.socketpair, 99)
show(socket.socketpair, socket.AF_INET)
a, b = _socket.socketpair()
print(type(a))
a.close(), b.close()
