"""https: urllib.request over libcurl and, with a context of the script's, over http.client; certificates, tunnels."""
import http.client
import os
import socket
import ssl
import threading
import urllib.request
import warnings
from urllib.request import urlopen
from _peer import Peer
from _serving import Handler, Serving
from _tls import client_context, path, server_context, text


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        reason = getattr(e, 'reason', '')
        if isinstance(reason, ssl.SSLError):
            return type(e).__name__, type(reason).__name__, reason.library, reason.reason, getattr(reason, 'verify_code', None), text(reason)
        return type(e).__name__, type(reason).__name__, text(e)


class Secure(Serving):
    def __init__(self, context):
        super().__init__(Quiet)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)

    def __enter__(self):
        return super().__enter__().replace('http://127.0.0.1', 'https://localhost')


class Quiet(Handler):
    def setup(self):
        try:
            self.request.do_handshake()
            self.shaken = True
        except OSError:
            self.shaken = False
        super().setup()

    def handle(self):
        if self.shaken:
            super().handle()

    def finish(self):
        try:
            super().finish()
        except OSError:
            pass


os.environ.pop('SSL_CERT_DIR', None)
warnings.simplefilter('ignore', DeprecationWarning)
print('--- certificates')
with Secure(server_context()) as url:
    os.environ['SSL_CERT_FILE'] = path('authority')
    with urlopen(url + '/a?b', b'data', timeout=20) as answer:
        print(answer.status, type(answer).__name__, answer.read().decode().replace(url, 'URL'), answer.geturl() == url + '/a?b')
    os.environ['SSL_CERT_FILE'] = path('foreign')
    print(attempt(urlopen, url))
    os.environ['SSL_CERT_FILE'] = os.devnull
    print(attempt(urlopen, url))
    print(urlopen(url, context=client_context()).read()[:5])
    unverified = ssl._create_unverified_context()
    print(urlopen(url, context=unverified).status, urllib.request.build_opener(urllib.request.HTTPSHandler(context=unverified)).open(url).status)
    connection = http.client.HTTPSConnection(url[8:], context=client_context(), timeout=20)
    connection.request('GET', '/')
    with connection.getresponse() as answer:
        print(answer.status, connection.port == int(url.rpartition(':')[2]), connection.default_port)
    connection.close()
    ssl._create_default_https_context = ssl._create_unverified_context
    print(urlopen(url).status, attempt(urlopen, url.replace('https', 'http'))[0])
    ssl._create_default_https_context = ssl.create_default_context
    os.environ['SSL_CERT_FILE'] = path('authority')
    print(attempt(urlopen, url, context=unverified, cafile=path('authority')))
with Secure(server_context('expired')) as url:
    print(attempt(urlopen, url))
with Secure(server_context('other')) as url:
    print(attempt(urlopen, url), attempt(urlopen, url.replace('localhost', '127.0.0.1')))
with Serving() as url:
    print(attempt(urlopen, url.replace('http://', 'https://')))

print('--- a tunnel')


def relay(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def proxy():
    """Serves one tunnel."""
    client, _ = listener.accept()
    request = client.recv(65536)
    server = socket.create_connection(('localhost', int(request.split(b' ')[1].rpartition(b':')[2])))
    client.sendall(b'HTTP/1.1 200 Established\r\nX: y\r\n\r\n')
    back = Peer(relay, server, client)
    relay(client, server)
    back.join()
    client.close()
    server.close()
    return request


with socket.create_server(('127.0.0.1', 0)) as listener, Secure(server_context()) as url:
    port = url.rpartition(':')[2]
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({'https': 'http://me:secret@127.0.0.1:%d' % listener.getsockname()[1]}))
    for _ in range(2):
        peer = Peer(proxy)
        with opener.open(url + '/through', timeout=20) as answer:
            print(answer.status, answer.read().decode(), answer.geturl() == url + '/through')
        print(sorted(peer.join().decode().replace(port, 'PORT').split('\r\n')))

print('--- threads')
with Secure(server_context()) as url:
    results = []

    def fetch(number):
        with urlopen(f'{url}/{number}', timeout=20) as answer:
            results.append(answer.read().split()[1] == b'/%d' % number)

    threads = [threading.Thread(target=fetch, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(results), all(results))
