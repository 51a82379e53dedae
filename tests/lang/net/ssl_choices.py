# What two ends agree upon: versions, ciphers, application protocols, the certificate for a name, sessions.
import os
import socket
import ssl
import tempfile
from _peer import Peer
from _tls import client_context, path, server_context, show, tcp_pair, text, tls_pair

V = ssl.TLSVersion


def attempt(client, server, *questions, **keywords):
    try:
        a, b = tls_pair(client, server, **keywords)
    except (OSError, ValueError) as problem:
        print('  ', type(problem).__name__, text(problem))
        return
    print('  ', *[getattr(end, question)() for question in questions for end in (a, b)])
    a.close(), b.close()


for client_range in ((V.TLSv1_2, V.TLSv1_2), (V.TLSv1_3, V.TLSv1_3), (V.TLSv1_2, V.TLSv1_3)):
    for server_range in ((V.TLSv1_2, V.TLSv1_2), (V.TLSv1_3, V.TLSv1_3), (V.MINIMUM_SUPPORTED, V.MAXIMUM_SUPPORTED)):
        client, server = client_context(), server_context()
        for context, (lowest, highest) in ((client, client_range), (server, server_range)):
            context.minimum_version, context.maximum_version = lowest, highest
        print([version.name for version in client_range + server_range])
        attempt(client, server, 'version')
for own, other in (('ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256'), ('ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'),
                   ('ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384')):
    client, server = client_context(maximum_version=V.TLSv1_2), server_context()
    client.set_ciphers(own)
    server.set_ciphers(other)
    print(own, other)
    attempt(client, server, 'cipher', 'version')
client, server = client_context(), server_context()
client.set_ecdh_curve('secp384r1')
server.set_ecdh_curve('prime256v1')
attempt(client, server, 'version')
server.set_ecdh_curve('secp384r1')
attempt(client, server, 'version')

for own, other in ((['h2', 'http/1.1'], ['http/1.1', 'h2']), (['h2'], ['http/1.1']), (['h2'], None), (None, ['h2']), (['a', 'b'], ['c', 'b'])):
    client, server = client_context(), server_context()
    if own:
        client.set_alpn_protocols(own)
    if other:
        server.set_alpn_protocols(other)
    print(own, other)
    attempt(client, server, 'selected_alpn_protocol')

# the certificate for a name
server, other = server_context(), server_context('other')
other.set_alpn_protocols(['for the other'])
calls = []


def choose(connection, name, context):
    calls.append((type(connection).__name__, name, context is server))
    if name == 'other.test':
        connection.context = other
        return None
    return {'alert.test': ssl.ALERT_DESCRIPTION_ACCESS_DENIED, 'wrong.test': 'no number', None: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME}.get(name)


server.sni_callback = choose
print(server.sni_callback is choose)
for name in ('localhost', 'other.test', 'alert.test', '127.0.0.1'):
    client = client_context()
    client.set_alpn_protocols(['for the other'])
    print(name)
    attempt(client, server, 'selected_alpn_protocol', server_hostname=name)
print(calls)
server.sni_callback = None
attempt(client_context(), server, 'version', server_hostname='localhost')
server.set_servername_callback(choose)
attempt(client_context(), server, 'version', server_hostname='localhost')
print(len(calls))
import sys
told = []
sys.unraisablehook = lambda info: told.append((info.exc_type.__name__, str(info.exc_value)))
attempt(client_context(), server, 'version', server_hostname='wrong.test')


def fails(*args):
    raise LookupError('in the callback')


server.sni_callback = fails
attempt(client_context(), server, 'version', server_hostname='localhost')
print(told)

# sessions
for version in (V.TLSv1_2, V.TLSv1_3):
    client, server = client_context(maximum_version=version), server_context()
    a, b = tls_pair(client, server)
    b.send(b'x'), a.recv(1)  # tickets of TLS 1.3 come with the first data
    session = a.session
    print(type(session), session.has_ticket, len(session.id), session.timeout, session.ticket_lifetime_hint, session.time > 1.6e9, a.session_reused, b.session_reused, session == a.session,
          session != a.session, session == 1)
    show(hash, session)
    show(setattr, a, 'session', session)
    show(setattr, b, 'session', session)
    a.close()
    b.close()
    a, b = tls_pair(client, server, session=session)
    print(a.session_reused, b.session_reused, a.version(), a.getpeercert()['subject'][-1])
    a.close(), b.close()
    with socket.socket() as plain:
        plain = client.wrap_socket(plain, server_hostname='localhost', do_handshake_on_connect=False)
        plain.session = session
        print(plain.session, plain.session_reused)
        plain.close()
    other = client_context()
    a, b = tcp_pair()
    show(lambda: other.wrap_socket(a, server_hostname='localhost', session=session))
    a.close(), b.close()
    a, b = tcp_pair()
    show(lambda: client.wrap_socket(a, server_hostname='localhost', session='x'))
    a.close(), b.close()
    print(server.session_stats()['accept'], server.session_stats()['accept_good'], client.session_stats()['connect_good'])
show(type(session))
server.num_tickets = 0
a, b = tls_pair(client, server)
b.send(b'x'), a.recv(1)
print(a.session.has_ticket)
a.close(), b.close()

# what identifies a connection
client = client_context(maximum_version=V.TLSv1_2)
a, b = tls_pair(client)
print(len(a.get_channel_binding()), a.get_channel_binding('tls-unique') == b.get_channel_binding())
a.close(), b.close()

# the log of keys
with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'keys')
    client = client_context(keylog_filename=name)
    print(client.keylog_filename == name)
    attempt(client, server_context(), 'version')
    lines = open(name).read().splitlines()
    print(lines[0][:47], sorted({line.split()[0] for line in lines[1:]}))
    client.keylog_filename = None
    attempt(client, server_context(), 'version')
    print(len(open(name).read().splitlines()) == len(lines), client.keylog_filename)
    os.environ['SSLKEYLOGFILE'] = name
    print(ssl.create_default_context(cafile=path('authority')).keylog_filename == name)
    print(ssl._create_unverified_context().keylog_filename == name)
