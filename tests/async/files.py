# add_reader, add_writer and their opposites: pipes, sockets, both directions of one descriptor, hang-ups, misuse.
import asyncio
import os
import socket

from _show import attempt, shown

loop = asyncio.new_event_loop()
log = []


def note(*args):
    log.append(args)


def flush():
    print(*log)
    log.clear()


def run_until(condition):
    def look():
        if condition():
            loop.stop()
        else:
            loop.call_later(0.001, look)

    look()
    loop.run_forever()


r, w = os.pipe()
os.set_blocking(r, False)
print(loop.add_reader(r, lambda: note(os.read(r, 100))), loop.remove_reader(w), loop.remove_writer(r))
os.write(w, b"one")
run_until(lambda: log)
flush()

# Level-triggered: what is left over is told again.
loop.add_reader(r, lambda: note(os.read(r, 2)))
os.write(w, b"abcdef")
run_until(lambda: len(log) == 3)
flush()

# Another callback replaces the first, whose handle is cancelled.
h = loop._add_reader(r, note, "first")
loop.add_reader(r, lambda: note("second", os.read(r, 100)))
print(h.cancelled(), shown(h))
os.write(w, b"x")
run_until(lambda: log)
flush()

# A callback may remove itself, and others that are ready.
a, b = socket.socketpair()
c, d = socket.socketpair()


def remove(*which):
    for s in which:
        note(loop.remove_reader(s))


loop.add_reader(a, lambda: remove(a, c))
loop.add_reader(c, lambda: remove(c, a))
b.send(b"1")
d.send(b"2")
run_until(lambda: log)
flush()
print(loop.remove_reader(a), loop.remove_reader(c.fileno()))

# Both directions
loop.add_reader(a, lambda: (note("readable", a.recv(10)), loop.remove_reader(a)))
loop.add_writer(a, lambda: (note("writable"), loop.remove_writer(a)))
run_until(lambda: len(log) == 2)
print(sorted(log, key=str))
log.clear()
b.send(b"again")
loop.add_writer(a.fileno(), lambda: (note("writable", loop.remove_writer(a))))
loop.add_reader(a.fileno(), lambda: (note("readable", a.recv(10), loop.remove_reader(a))))
run_until(lambda: len(log) == 2)
print(sorted(log, key=str), loop.remove_reader(a), loop.remove_writer(a))
log.clear()

# The other end is gone.
loop.add_reader(r, lambda: (note("end", os.read(r, 10)), loop.remove_reader(r)))
os.close(w)
run_until(lambda: log)
flush()
os.close(r)
r, w = os.pipe()
os.set_blocking(w, False)
times = []


def broken():
    times.append(attempt(os.write, w, b"x"))
    if len(times) == 3:
        loop.remove_writer(w)


loop.add_writer(w, broken)
loop.call_later(0.01, os.close, r)
full = []
while not full:
    try:
        os.write(w, b"x" * 4096)
    except BlockingIOError:
        full.append(True)
run_until(lambda: len(times) == 3)
print(times[-1].partition(":")[0], loop.remove_writer(w))
os.close(w)

# A refused connection
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
address = listener.getsockname()
listener.close()
s = socket.socket()
s.setblocking(False)
s.connect_ex(address)
loop.add_writer(s, lambda: (note("error", s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0), loop.remove_writer(s)))
run_until(lambda: log)
flush()
s.close()

# The same number again, for another file
for i in range(3):
    r, w = os.pipe()
    loop.add_reader(r, lambda: (note(i, os.read(r, 10)), loop.remove_reader(r), os.close(r)))
    os.write(w, b"x")
    run_until(lambda: log)
    flush()
    os.close(w)

# Many at once, and all of them found
pairs = [socket.socketpair() for _ in range(200)]
found = set()


def got(i):
    found.add((i, pairs[i][0].recv(10)))
    loop.remove_reader(pairs[i][0])


for i, (x, y) in enumerate(pairs):
    loop.add_reader(x, got, i)
    y.send(b"%d" % i)
run_until(lambda: len(found) == 200)
print(all(text == b"%d" % i for i, text in found))
for pair in pairs:
    for s in pair:
        s.close()

# Whether it blocks is left as it is.
r, w = os.pipe()
loop.add_reader(r, note)
print(os.get_blocking(r), loop.remove_reader(r), os.get_blocking(r))
os.close(w)
os.close(r)

# Misuse
with open(__file__) as file:
    print(attempt(loop.add_reader, file, note))
print(attempt(loop.add_reader, -1, note), attempt(loop.add_reader, "x", note), attempt(loop.remove_reader, None))
print(attempt(loop.add_reader, r, note).partition("]")[0], attempt(loop.add_reader, 3.5, note))
print(attempt(loop.add_reader, object(), note).partition(" <")[0])


class File:
    def __init__(self, fd):
        self.fd = fd

    def fileno(self):
        return self.fd


loop.add_reader(File(a.fileno()), lambda: (note("by fileno()", loop.remove_reader(File(a.fileno())))))
b.send(b"x")
run_until(lambda: log)
flush()
loop.add_reader(a, note, "never")
loop.add_writer(a, note, "never")
loop.close()
print(attempt(loop.add_reader, a, note), loop.remove_reader(a), loop.remove_writer(a), a.fileno() > 0)
print(a.recv(10), a.send(b"y"), b.recv(10))
