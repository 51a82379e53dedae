# A callback that chooses another context by the name of the host, while nothing else holds the first one.
import gc
import socket
import ssl
import sys
import threading
import weakref
from _tls import client_context, server_context


def first_context(choose, curve=None):
    """A context that only connections will hold, with a callback."""
    context = server_context()
    if curve:  # the client guesses another one, and is asked to begin anew: then OpenSSL calls back twice
        context.set_ecdh_curve(curve)
    context.sni_callback = choose
    return context


def over_memory(choose, curve=None):
    context = first_context(choose, curve)
    dead = weakref.ref(context)
    ends = []
    for each, keywords in (client_context(), {'server_hostname': 'localhost'}), (context, {'server_side': True}):
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        ends.append((each.wrap_bio(incoming, outgoing, **keywords), incoming, outgoing))
    del each, context, keywords
    for _ in range(10):
        for (tls, _, outgoing), (_, incoming, _) in zip(ends, ends[::-1]):
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                pass
            incoming.write(outgoing.read())
    gc.collect()
    client, server = ends[0][0], ends[1][0]
    client.write(b'hello')
    ends[1][1].write(ends[0][2].read())
    print(client.version(), server.context is other, dead() is None, server.read(5))


def choose(tls, name, context):
    tls.context = other


def choose_and_fail(tls, name, context):
    tls.context = other
    del context
    gc.collect()
    raise LookupError(name)


other = server_context()
over_memory(choose)
over_memory(choose, 'secp384r1')


# Over a socket; what reads and writes must not be the first context's either.
def serve(connection):
    with first_context(choose).wrap_socket(connection, server_side=True) as tls:
        gc.collect()
        while data := tls.recv(100):
            tls.sendall(data.upper())


a, b = socket.socketpair()
thread = threading.Thread(target=serve, args=(b,))
thread.start()
with client_context().wrap_socket(a, server_hostname='localhost') as tls:
    for text in b'one', b'two':
        tls.sendall(text)
        print(tls.recv(100))
thread.join()

ends = [ssl.MemoryBIO() for _ in range(4)]
client = client_context().wrap_bio(ends[0], ends[1], server_hostname='localhost')
server = first_context(choose_and_fail).wrap_bio(ends[2], ends[3], server_side=True)
try:
    client.do_handshake()
except ssl.SSLWantReadError:
    ends[2].write(ends[1].read())
unraisable = []
sys.unraisablehook = lambda seen: unraisable.append(seen.exc_value)
try:
    server.do_handshake()
except ssl.SSLError as error:
    print(error.reason, unraisable, server.context is other)
