# TLS without sockets: SSLObject between MemoryBIOs, as an event loop uses it.
import os
import ssl
from _tls import client_context, path, server_context, show, text


class End:
    def __init__(self, context, **keywords):
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, **keywords)

    def give(self, other, limit=-1):
        """Moves what is ready to go to the other end."""
        return other.incoming.write(self.outgoing.read(limit))


def handshake(a, b, limit=-1):
    """Steps of both, until neither has anything to say."""
    waiting = [a, b]
    for _ in range(10000):
        for end, other in ((a, b), (b, a)):
            if end in waiting:
                try:
                    end.tls.do_handshake()
                    waiting.remove(end)
                except ssl.SSLWantReadError:
                    pass
            end.give(other, limit)
        if not waiting and not a.outgoing.pending and not b.outgoing.pending:
            return


def pair(limit=-1, **keywords):
    a, b = End(client_context(), server_hostname='localhost', **keywords), End(server_context(), server_side=True)
    handshake(a, b, limit)
    return a, b


a = End(client_context(), server_hostname='localhost')
t = a.tls
print(repr(t)[:15], t.context.verify_mode.name, t.session, t.session_reused, t.server_side, t.server_hostname, t.pending(), t.cipher(), t.compression(), t.version(), t.selected_alpn_protocol(),
      t.get_channel_binding())
print(t.shared_ciphers()[0])
for call, *args in ((t.read,), (t.write, b'x'), (t.getpeercert,), (t.do_handshake,), (t.unwrap,), (t.get_channel_binding, 'x'), (t.verify_client_post_handshake,), (setattr, t, 'context', 1),
                    (setattr, t, 'session', 1), (setattr, t, 'server_side', True), (t.read, -1), (t.read, 'x'), (t.write, 'text')):
    show(call, *args)
print(a.outgoing.pending > 100)
a.incoming.write(b'this is no TLS at all')
show(t.do_handshake)
context = client_context()
for args in ((1, 2), (ssl.MemoryBIO(), 2), (None, None)):
    show(context.wrap_bio, *args)
show(context.wrap_bio, ssl.MemoryBIO(), ssl.MemoryBIO(), session=1)

for limit in (-1, 1000, 7, 1):
    a, b = pair(limit)
    print(limit, a.tls.version(), b.tls.version(), a.tls.cipher() == b.tls.cipher(), a.tls.getpeercert()['subject'][-1], b.tls.getpeercert())
print(a.tls.write(b'question'), a.outgoing.pending > 8, a.give(b) > 8, b.tls.read(), b.tls.write(b'answer'), b.give(a) > 6)
space = bytearray(b'-' * 8)
print(a.tls.read(3, space), space, a.tls.pending(), a.tls.read(100, space), space, a.tls.pending())
show(a.tls.read)
show(a.tls.read, 10, space)
show(a.tls.read, 10, b'constant')
big = os.urandom(200000)
print(a.tls.write(memoryview(big)), a.tls.write(b''))
a.give(b)
got = bytearray()
while True:
    try:
        got += b.tls.read(1 << 16)
    except ssl.SSLWantReadError:
        break
print(got == big)
# a record that comes in pieces
a.tls.write(b'piece by piece')
record = a.outgoing.read()
for i in range(len(record)):
    b.incoming.write(record[i:i + 1])
    try:
        print(b.tls.read(), i == len(record) - 1)
    except ssl.SSLWantReadError:
        pass
# a record that somebody changed
a, b = pair()
a.tls.write(b'changed under way')
record = bytearray(a.outgoing.read())
record[-1] ^= 1
b.incoming.write(record)
show(b.tls.read)

# the end: after a goodbye, and without
a, b = pair()
show(a.tls.unwrap)
a.give(b)
show(b.tls.read)
print(b.tls.unwrap(), b.give(a) > 0, a.tls.unwrap())
show(a.tls.read)
show(a.tls.write, b'x')
a, b = pair()
b.incoming.write_eof()
show(b.tls.read)
a = End(client_context(), server_hostname='localhost')
a.incoming.write_eof()
show(a.tls.do_handshake)
a, b = pair()
a.tls.write(b'before the end')
a.give(b)
b.incoming.write_eof()
print(b.tls.read())
show(b.tls.read)

# errors of verification, alerts
a, b = End(client_context(), server_hostname='wrong.test'), End(server_context(), server_side=True)
try:
    handshake(a, b)
except ssl.SSLCertVerificationError as problem:
    print(text(problem), problem.verify_code, problem.reason, text(problem.verify_message))
a.give(b)
show(b.tls.do_handshake)

# names and contexts
server, other = server_context(), server_context('other')
seen = []


def choose(connection, name, context):
    seen.append((type(connection).__name__, connection is b.tls, name, connection.context is server))
    connection.context = other
    print('  chosen', connection.context is other)


server.sni_callback = choose
a, b = End(client_context(), server_hostname='other.test'), End(server, server_side=True)
handshake(a, b)
print(seen, a.tls.getpeercert()['subject'], b.tls.context is other)

# sessions
context, server = client_context(), server_context()
a, b = End(context, server_hostname='localhost'), End(server, server_side=True)
handshake(a, b)
b.tls.write(b'x'), b.give(a), a.tls.read()
session = a.tls.session
a, b = End(context, server_hostname='localhost', session=session), End(server, server_side=True)
handshake(a, b)
print(a.tls.session_reused, b.tls.session_reused, a.tls.session != session)
# the object is kept alive by nothing but its user
import weakref
reference = weakref.ref(a.tls)
connection = a.tls._sslobj
a.tls = None
print(reference(), connection.owner, connection.server_hostname, connection.context is context)

# a client that is to compare names needs one
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    client_context().wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO())
print([(each.category.__name__, str(each.message), each.lineno) for each in caught])
