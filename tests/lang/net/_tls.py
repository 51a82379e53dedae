"""What the scripts about TLS share: contexts, connected pairs, texts of errors without the places they come from."""
import os
import socket
import ssl
from _peer import Peer

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'certificates')


def path(name):
    return os.path.join(FOLDER, name + '.pem')


def server_context(name='server'):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path(name))
    return context


def client_context(**attributes):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(path('authority'))
    for name, value in attributes.items():
        setattr(context, name, value)
    return context


def text(problem):
    """str() of an exception without the places in C source that it names."""
    return ' '.join(word for word in str(problem).split(' ') if '.c:' not in word)


def show(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as problem:
        print(type(problem).__name__, text(problem))


def tcp_pair():
    with socket.create_server(('127.0.0.1', 0)) as server:
        client = socket.create_connection(server.getsockname())
        return client, server.accept()[0]


def tls_pair(client=None, server=None, server_hostname='localhost', **keywords):
    """A client's and a server's SSLSocket, connected with each other."""
    a, b = tcp_pair()
    a.settimeout(20)
    b.settimeout(20)
    peer = Peer((server or server_context()).wrap_socket, b, True)
    try:
        near = (client or client_context()).wrap_socket(a, server_hostname=server_hostname, **keywords)
    except BaseException:
        a.close()
        try:
            peer.join()
        except (OSError, ValueError):
            pass
        raise
    return near, peer.join()
