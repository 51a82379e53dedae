# select(), poll objects and epoll objects: results, arguments, what is closed.
import os
import select
import socket
import time
from _peer import Peer, show


class File:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number


reader, writer = os.pipe()
names = {reader: 'reader', writer: 'writer'}


def named(pairs):
    return [(names.get(fd, fd), events) for fd, events in pairs]


# select
print(select.select([], [], [], 0), select.select([reader], [], [], 0), select.select([], [writer], [], 0) == ([], [writer], []))
start = time.monotonic()
print(select.select([reader], [], [], 0.05), time.monotonic() - start >= 0.045)
os.write(writer, b'x')
as_object, other = File(reader), File(writer)
ready = select.select((as_object, reader), {other: 1}, iter([]))
print(ready == ([as_object, reader], [other], []), type(ready))
print(select.select([reader, reader], [], [], None) == ([reader, reader], [], []))
for args in ((1, 2, 3), ([1.5], [], [], 0), ([-1], [], [], 0), ([99999], [], [], 0), ([1024], [], [], 0), ([object()], [], []), ([],), ([], [], [], 0.0, 1), ([], [], [], 'x'),
             ([], [], [], -1), ([], [], [], -0.001), ([], [], [], float('nan')), ([], [], [], 1e30), ([], [], [], 10 ** 30), ([File('x')], [], [], 0), ([File(-3)], [], [], 0),
             ([2 ** 70], [], [], 0), ([], [None], []), ([], [], ['x'])):
    show(select.select, *args)
closed = os.dup(reader)
os.close(closed)
show(select.select, [closed], [], [], 0)


class Breaks:
    def fileno(self):
        raise RuntimeError('no number today')


show(select.select, [Breaks()], [], [], 0)

# poll
p = select.poll()
print(type(p).__name__, type(p).__module__)
show(type(p))
show(select.poll, 1)
print(p.register(reader), p.register(other, select.POLLOUT), named(p.poll()), named(p.poll(0)), named(p.poll(-1)), named(p.poll(None)))
print(p.register(reader, select.POLLPRI), named(p.poll(0)), p.modify(reader, select.POLLIN), named(p.poll(1.5)))
print(p.modify(writer, 0), named(p.poll(0)), p.unregister(as_object), p.poll(0), p.unregister(writer), p.poll(0))
for call, args in ((p.register, (reader, -1)), (p.register, (reader, 70000)), (p.register, (reader, 'x')), (p.register, ('x',)), (p.register, (-1,)), (p.modify, (reader, 1)),
                   (p.modify, (reader,)), (p.unregister, (reader,)), (p.unregister, ('x',)), (p.poll, (1, 2)), (p.poll, ('x',)), (p.poll, (float('nan'),)), (p.poll, (1e30,)),
                   (p.poll, (10 ** 30,)), (p.poll, (9.3e9,)), (p.register, ())):
    if args == (reader,):
        try:
            call(*args)
        except (KeyError, TypeError) as problem:
            print(type(problem).__name__, problem.args == (reader,) or problem)
    else:
        show(call, *args)
print(p.register(closed, select.POLLIN), p.poll(0) == [(closed, select.POLLNVAL)], p.unregister(closed))
start = time.monotonic()
print(p.poll(50), time.monotonic() - start >= 0.045)
a, b = socket.socketpair()
p.register(a)
b.close()
print(p.poll() == [(a.fileno(), select.POLLIN | select.POLLOUT | select.POLLHUP)])
a.close()
p = select.poll()
quiet, loud = os.pipe()
p.register(quiet, select.POLLIN)


def poll_stubbornly():
    while True:
        try:
            return p.poll()
        except RuntimeError:
            pass  # the other one was quicker


peer = Peer(poll_stubbornly)
while True:
    try:
        p.poll(0)
        time.sleep(0.001)  # else each may come just while the other one polls, for ever
    except RuntimeError as problem:
        print(problem)
        break
p.register(reader)  # does not disturb the thread that waits
os.write(loud, b'x')
print(peer.join() == [(quiet, select.POLLIN)], len(p.poll(0)))

# epoll
e = select.epoll()
print(e.closed, e.fileno() > 2, os.get_inheritable(e.fileno()), e.register(reader), named(e.poll(0)), named(e.poll(timeout=0, maxevents=1)))
print(e.modify(reader, 0), e.poll(0), e.unregister(as_object), e.register(other, select.EPOLLOUT | select.EPOLLET), named(e.poll()), e.poll(0))
print(e.modify(fd=writer, eventmask=select.EPOLLOUT | select.EPOLLONESHOT), named(e.poll(1)), e.poll(0), e.unregister(fd=writer))
for call, args in ((e.poll, (0, 0)), (e.poll, (0, -5)), (e.poll, (0, 'x')), (e.poll, ('x',)), (e.poll, (float('nan'),)), (e.poll, (1e30,)), (e.poll, (9.3e9,)), (e.poll, (10 ** 10,)),
                   (e.modify, (reader, 0)), (e.modify, (closed, 0)), (e.unregister, (reader,)), (e.unregister, (closed,)), (e.register, ('x',)), (e.register, (-1,)), (e.register, ()),
                   (e.register, (reader, 'x')), (select.epoll, (0,)), (select.epoll, (-2,)), (select.epoll, (1, 5)), (select.epoll, ('x',)), (select.epoll.fromfd, ('x',))):
    show(call, *args)
e.register(reader)
show(e.register, reader)
show(e.register, os.open('/etc/passwd', os.O_RDONLY))
many = [os.pipe() for _ in range(20)]
for r, w in many:
    e.register(w, select.EPOLLOUT)
print(len(e.poll()), len(e.poll(maxevents=7)), len(e.poll(-1, -1)))
for pair in many:
    for fd in pair:
        os.close(fd)
print(named(e.poll(0)))
start = time.monotonic()
e.unregister(reader)
print(e.poll(0.05), time.monotonic() - start >= 0.045)
peer = Peer(e.poll)
e.register(writer, select.EPOLLOUT)  # wakes the thread that waits
print(named(peer.join()))
with e as same:
    print(same is e)
print(e.closed, e.close())
for call in (e.fileno, e.poll, lambda: e.register(reader), lambda: e.modify(reader, 1), lambda: e.unregister(reader), e.__enter__, e.__exit__):
    show(call)
copied = os.dup(reader)
f = select.epoll.fromfd(copied)
print(f.fileno() == copied)
show(f.poll, 0)
f.close()
show(os.fstat, copied)
e = select.epoll(sizehint=5, flags=select.EPOLL_CLOEXEC)
number = e.fileno()
del e
show(os.fstat, number)
try:
    class Derived(select.epoll):
        pass
except TypeError as problem:
    print(problem)
print([(name, getattr(select, name)) for name in sorted(dir(select)) if name.isupper()], select.error)
