# Signals while calls wait (PEP 475): handlers run, and the call goes on with the time that is left; or they raise.
import select
import selectors
import signal
import socket
import time
from _peer import Peer


class Enough(Exception):
    pass


calls = 0


def note(number, frame):
    global calls
    calls += 1


def refuse(number, frame):
    raise Enough('from the handler')


def alarmed(handler, call, *args):
    """The call under a timer of 10 ms: its result, whether handlers ran, and whether it waited for its 100 ms."""
    global calls
    calls = 0
    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    start = time.monotonic()
    try:
        result = call(*args)
    except (OSError, Enough) as problem:
        result = f'{type(problem).__name__}: {problem}'
    elapsed = time.monotonic() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(result, calls >= 1 if handler is note else calls, elapsed >= 0.095 if handler is note else elapsed < 10)


a, b = socket.socketpair()
server = socket.create_server(('127.0.0.1', 0))
full = socket.create_server(('127.0.0.1', 0), backlog=0)
fillers = [socket.socket() for _ in range(3)]
for filler in fillers:
    filler.setblocking(False)
    filler.connect_ex(full.getsockname())
for s in (a, server):
    s.settimeout(0.1)
poll, epoll = select.poll(), select.epoll()
poll.register(a, select.POLLIN)
epoll.register(a, select.EPOLLIN)
selector = selectors.DefaultSelector()
selector.register(a, selectors.EVENT_READ)
waiting = [(a.recv, 1), (a.recv_into, bytearray(1)), (a.recvfrom, 1), (a.recvmsg, 1), (a.sendall, bytes(10 ** 7)), (server.accept,),
           (select.select, [a], [], [], 0.1), (poll.poll, 100), (epoll.poll, 0.1), (selector.select, 0.1),
           (socket.create_connection, full.getsockname(), 0.1)]
for handler in (note, refuse):
    for call, *args in waiting:
        alarmed(handler, call, *args)


def later(action):
    """What happens after 100 ms, in another thread, where no signals are handled."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(0.1)
    action()


def with_peer(action, call, *args):
    peer = Peer(later, action)
    result = call(*args)
    peer.join()
    return result


# without timeouts: until there is something
for s in (a, server):
    s.settimeout(None)
for filler in fillers:
    filler.close()
while True:
    b.setblocking(False)
    try:
        b.recv(1 << 20)
    except BlockingIOError:
        break
b.setblocking(True)
alarmed(note, with_peer, lambda: b.send(b'x'), a.recv, 10)
alarmed(note, with_peer, lambda: b.send(b'x'), a.recvmsg, 10)
alarmed(note, with_peer, lambda: b.send(b'x'), lambda: len(select.select([a], [], [])[0]))
alarmed(note, with_peer, lambda: None, lambda: len(poll.poll()))
a.recv(1)
alarmed(note, with_peer, lambda: b.send(b'x'), lambda: len(epoll.poll()))
a.recv(1)
clients = []
alarmed(note, with_peer, lambda: clients.append(socket.create_connection(server.getsockname())), lambda: server.accept()[0].close())
got = []


def receive_all():
    total = 0
    while total < 10 ** 7:
        total += len(b.recv(1 << 20))
    got.append(total)


alarmed(note, with_peer, receive_all, a.sendall, bytes(10 ** 7))
print(got)
for s in (a, b, server, full, *clients):
    s.close()
