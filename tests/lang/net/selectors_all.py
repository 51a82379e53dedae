# The selectors, all three of them.
import os
import selectors
import socket
import time
from _peer import Peer, show

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


def ready(selector, *timeout):
    return sorted((str(key.data), events) for key, events in selector.select(*timeout))


print(selectors.DefaultSelector.__name__, selectors.SelectorKey._fields, READ, WRITE)
show(selectors.BaseSelector)
for Selector in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    print(Selector.__name__, issubclass(Selector, selectors.BaseSelector))
    a, b = socket.socketpair()
    s = Selector()
    for args in ((a, 0), (a, 4), (a, 'x'), ('x', READ), (-1, READ), (None, READ), (1.5, READ)):
        show(lambda: s.register(*args) and None)
    key = s.register(a, READ, 'data')
    print(key.fileobj is a, key.fd == a.fileno(), key.events, key.data, s.get_key(a) is key, s.get_key(a.fileno()) is key)
    for file in (a, a.fileno()):
        try:
            s.register(file, READ)
        except KeyError as problem:
            print(str(problem).replace(repr(a), 'A').replace(str(a.fileno()), 'N'))
    unknown = os.dup(0)
    for call in (s.get_key, s.unregister, lambda file: s.modify(file, READ)):
        for file in (unknown, 'x'):
            try:
                call(file)
            except (KeyError, ValueError) as problem:
                print(type(problem).__name__, str(problem).replace(str(unknown), 'N'))
    registered = s.get_map()
    print(len(registered), a in registered, b in registered, a.fileno() in registered, list(registered) == [a.fileno()], registered[a] is key, registered.get(b))
    show(lambda: registered['x'])
    print(s.select(0), s.select(-1), s.select(0.01))
    b.send(b'x')
    print(ready(s), ready(s, None), ready(s, 5))
    changed = s.modify(a, READ | WRITE, 'new')
    print(changed.data, changed.events, ready(s), registered[a] is changed)
    changed = s.modify(a, READ | WRITE, data='other')
    print(changed.data, ready(s))
    changed = s.modify(a, WRITE)
    print(changed.data, ready(s))
    s.register(b, WRITE, 'b')
    print(ready(s), len(registered))
    s.unregister(b)
    s.modify(a, READ, 'a')
    b.close()
    a.recv(1)
    print(ready(s), a.recv(1))
    print(s.unregister(a).fileobj is a, len(registered), s.select(0.001))
    # closed before it is unregistered
    s.register(a, READ)
    fd = a.fileno()
    a.close()
    print(s.unregister(a).fd == fd, len(registered))
    # waiting in one thread, changed by another (select() takes its files when it begins)
    a, b = socket.socketpair()
    s.register(a, READ, 'woken')
    peer = Peer(ready, s)
    b.send(b'x')
    print(peer.join())
    start = time.monotonic()
    s.modify(a, READ, 'woken')
    a.recv(1)
    print(s.select(0.05), time.monotonic() - start >= 0.045)
    with s as same:
        print(same is s)
    print(s.get_map())
    show(s.get_key, 1)
    show(s.close)
    show(s.unregister, 0)
    a.close(), b.close(), os.close(unknown)
with selectors.EpollSelector() as s:
    print(s.fileno() > 2)
    show(s.register, os.open('/etc/passwd', os.O_RDONLY), READ)
    print(len(s.get_map()))

# an echo server in one thread
with socket.create_server(('127.0.0.1', 0)) as server, selectors.DefaultSelector() as s:
    server.setblocking(False)

    def talk(number):
        with socket.create_connection(server.getsockname()) as client:
            for i in range(20):
                message = b'%d-%d\n' % (number, i)
                client.sendall(message)
                if client.recv(100) != message:
                    return 'wrong'
        return number

    clients = [Peer(talk, number) for number in range(5)]
    s.register(server, READ)
    served = 0
    while served < 5:
        for key, events in s.select():
            if key.fileobj is server:
                connection, _ = server.accept()
                connection.setblocking(False)
                s.register(connection, READ)
            elif data := key.fileobj.recv(1000):
                key.fileobj.send(data)
            else:
                s.unregister(key.fileobj)
                key.fileobj.close()
                served += 1
    print([client.join() for client in clients])
