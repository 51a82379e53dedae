# Who is whom: names, numbers, certificates that are refused, clients with certificates.
import ssl
from _peer import Peer
from _tls import client_context, path, server_context, show, tcp_pair, text, tls_pair


def attempt(client, server, hostname='localhost'):
    """Both ends of a handshake, and what each says of it."""
    a, b = tcp_pair()
    a.settimeout(20), b.settimeout(20)

    def serve():
        with server.wrap_socket(b, True) as connection:
            connection.sendall(b'welcome')
            return connection.recv(10), connection.getpeercert() and connection.getpeercert()['subject']

    peer = Peer(serve)
    try:
        with client.wrap_socket(a, server_hostname=hostname) as connection:
            print('  client:', connection.recv(10), connection.server_hostname, end=' ')
            connection.sendall(b'thanks')
            print(connection.getpeercert() and connection.getpeercert()['subject'])
    except Exception as problem:
        a.close()
        print('  client:', type(problem).__name__, text(problem))
        if isinstance(problem, ssl.SSLError):
            print('   ', problem.errno, problem.library, problem.reason, getattr(problem, 'verify_code', None), getattr(problem, 'verify_message', None))
            print('   ', text(problem.strerror) == text(problem), problem.args[0], isinstance(problem, ValueError))
    try:
        print('  server:', peer.join())
    except OSError as problem:
        print('  server:', type(problem).__name__, text(problem))
    finally:
        b.close()


for hostname in ('localhost', 'LOCALHOST', '127.0.0.1', '::1', '2001:db8::ab', 'a.example.test', 'a.b.example.test', 'example.test', 'other.test', '127.0.0.2', '::2', 'localhost.'):
    print(hostname)
    attempt(client_context(), server_context(), hostname)
for name in ('expired', 'foreign', 'nameless', 'other', 'client'):
    print(name)
    attempt(client_context(), server_context(name))
print('nameless, without common names')
attempt(client_context(hostname_checks_common_name=False), server_context('nameless'))
print('foreign, not verified')
attempt(client_context(check_hostname=False, verify_mode=ssl.CERT_NONE), server_context('foreign'))
print('other, not checked')
attempt(client_context(check_hostname=False), server_context('other'))
print('no name at all')
attempt(client_context(check_hostname=False), server_context(), None)
print('nobody is trusted')
attempt(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), server_context())
print('the certificate itself is trusted')
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(path('foreign'))
attempt(context, server_context('foreign'))
context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
attempt(context, server_context('foreign'))
print('revocation lists are asked for')
attempt(client_context(verify_flags=ssl.VERIFY_CRL_CHECK_LEAF), server_context())

# certificates of clients
for mode in (ssl.CERT_NONE, ssl.CERT_OPTIONAL, ssl.CERT_REQUIRED):
    for name in (None, 'client', 'foreign', 'server'):
        print(mode.name, name)
        server, client = server_context(), client_context()
        server.load_verify_locations(path('authority'))
        server.verify_mode = mode
        for context in (server, client):  # with 1.3, a client learns later that it was refused
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        if name:
            client.load_cert_chain(path(name))
        attempt(client, server)
server, client = server_context(), client_context()
server.load_verify_locations(path('authority'))
server.verify_mode = ssl.CERT_REQUIRED
client.load_cert_chain(path('client'))
a, b = tls_pair(client, server)
print(b.getpeercert())
a.close(), b.close()
# later, in TLS 1.3
server.post_handshake_auth = client.post_handshake_auth = True
server.verify_mode = ssl.CERT_REQUIRED
a, b = tls_pair(client, server)
print(b.getpeercert(), b.verify_client_post_handshake(), b.send(b'asked'), a.recv(10), a.send(b'here'), b.recv(10), b.getpeercert()['subject'])
a.close(), b.close()
