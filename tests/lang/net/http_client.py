"""http.client: requests as they are sent, answers as they are read, and everything that can be wrong with them."""
import http.client
import io
import socket
from _canned import Canned
from http.client import *


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


class FakeSocket:
    """An answer without a connection; what is sent is kept."""

    def __init__(self, text=b''):
        self.text, self.sent, self.closed = text, b'', False

    def makefile(self, mode, bufsize=None):
        return io.BufferedReader(io.BytesIO(self.text), 16)

    def sendall(self, data):
        self.sent += data

    def setsockopt(self, *args):
        pass

    def close(self):
        self.closed = True


def answer(text, method='GET'):
    response = HTTPResponse(FakeSocket(text), method=method)
    response.begin()
    return response


print('--- heads')
for text in [b'HTTP/1.1 200 OK\r\n\r\nbody', b'HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nbody', b'HTTP/1.1 200\r\n\r\n', b'HTTP/1.1 204 No\r\nContent-Length: 3\r\n\r\nabc',
             b'HTTP/1.1 404  Not  Found \r\nA: 1\r\nA: 2\r\nB: x\r\n y\r\n\r\n', b'HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', b'', b'HTTP/1.1\r\n\r\n', b'HTTP/1.1 abc\r\n\r\n',
             b'HTTP/1.1 99 x\r\n\r\n', b'HTTP/1.1 1000 x\r\n\r\n', b'FTP 200 OK\r\n\r\n', b'HTTP/2.0 200 OK\r\n\r\n', b'HTTP/0.9 200 OK\r\n\r\n', b'\r\n', b'HTTP/1.1 200 ' + b'x' * 70000, b'HTTP/1.1 200 OK\r\nA: ' + b'x' * 70000,
             b'HTTP/1.1 200 OK\r\n' + b'A: b\r\n' * 101 + b'\r\n', b'HTTP/1.1 200 OK\r\n' + b'A: b\r\n' * 99 + b'\r\n', b'HTTP/1.1 200 OK\r\nno header\r\nA: 1\r\n\r\n', b'HTTP/1.1 200 caf\xe9\r\nX: caf\xe9\r\n\r\n',
             b'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc', b'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc', b'HTTP/1.1 200 OK\nA: 1\n\nabc', b'HTTP/1.1 200 OK\r\nA: 1']:
    response = attempt(answer, text)
    if isinstance(response, str):
        print(text[:30], response)
        continue
    print(text[:30], response.version, response.status, repr(response.reason), response.getheaders()[:3], len(response.headers), response.length, response.will_close, response.chunked,
          response.getcode(), response.isclosed())
    print('   ', attempt(response.read), response.isclosed(), response.closed)
response = answer(b'HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\nB: x\r\n\r\n')
print(response.getheader('A'), response.getheader('b'), response.getheader('c'), response.getheader('c', 'd'), response.getheader('c', ['e', 'f']), response.headers.get_all('A'), response.info() is response.msg)
print(repr(str(response.headers)), type(response.headers).__mro__[0].__name__, response.msg['b'])
print(attempt(HTTPResponse(FakeSocket(b'')).getheader, 'a'), attempt(HTTPResponse(FakeSocket(b'')).getheaders))
for text in [b'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', b'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n', b'HTTP/1.0 200 OK\r\nKeep-Alive: 5\r\nContent-Length: 0\r\n\r\n',
             b'HTTP/1.0 200 OK\r\nProxy-Connection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', b'HTTP/1.1 200 OK\r\n\r\n', b'HTTP/1.1 304 x\r\n\r\n']:
    print(answer(text).will_close, end=' ')
print()

print('--- bodies')
plain = b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nline one\nline two\nxx!rest'
chunks = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9;name=v\r\nline one\n\r\n4\r\nline\r\n7\r\n two\nxx\r\n0\r\nTrailer: x\r\n\r\nrest'
endless = b'HTTP/1.1 200 OK\r\n\r\nline one\nline two\nxx'
for text in [plain, chunks, endless]:
    print(answer(text).read())
    for size in [0, 1, 3, 100]:
        response, pieces = answer(text), []
        while piece := response.read(size):
            pieces.append(piece)
        print(size, pieces[:4], b''.join(pieces), response.isclosed())
    response, buffer = answer(text), bytearray(7)
    while count := response.readinto(buffer):
        print(count, bytes(buffer[:count]), end=' ')
    print(response.isclosed())
    print(list(answer(text)), answer(text).readlines(), answer(text).readline(4))
    response = answer(text)
    print(response.peek(1)[:1], response.read1(3), b''.join(iter(lambda: response.read1(4), b'')), response.read(), response.readline(), response.peek())
    with answer(text) as response:
        print(response.readable(), response.writable(), response.seekable(), response.closed, response.read(2))
    print(response.closed, response.isclosed(), attempt(response.read), attempt(response.readline))
    print(answer(text, 'HEAD').read(), answer(text, 'HEAD').read(5), answer(text, 'HEAD').readinto(bytearray(5)), answer(text, 'HEAD').readline())
print(attempt(answer(endless).fileno))

print('--- bodies that end too early')
for text in [plain[:-15], plain[:38], *(chunks[:chunks.index(b'9;') + cut] for cut in (0, 1, 8, 12, 19, 21, 24, 29, 38, 43, 46)), b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + b'1' * 70000]:
    for read in [lambda r: r.read(), lambda r: [r.read(3), r.read(100)], lambda r: r.readinto(bytearray(100)), lambda r: [r.read1(2), r.read1(100), r.read1(100)], lambda r: r.readlines()]:
        print(attempt(read, answer(text)), end=' | ')
    print()
try:
    answer(plain[:-15]).read()
except IncompleteRead as e:
    print(e.partial, e.expected, repr(e), str(e), e.args)

print('--- requests')


def sent(*args, **kwargs):
    connection = HTTPConnection('host.example', 8080)
    connection.sock = FakeSocket(b'')
    try:
        connection.request(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
    return connection.sock.sent


for args in [('GET', '/'), ('GET', ''), ('POST', '/x'), ('PUT', '/x', 'text'), ('PATCH', '/x', b''), ('POST', '/x', bytearray(b'abc')), ('POST', '/x', io.BytesIO(b'abc')), ('POST', '/x', io.StringIO('caf\xe9')),
             ('POST', '/x', [b'a', b'', b'bcd']), ('POST', '/x', (piece for piece in [b'a', b'b'])), ('DELETE', '/x', b'q'), ('GET', 'http://other.example:81/x?y'), ('POST', '/x', 5), ('POST', '/x', '\u20ac'),
             ('GET', '/a b'), ('GET', '/\xe9'), ('G\nT', '/'), ('GET', '/a\x7f'), ('POST', '/x', memoryview(b'abcd').cast('H')), ('POST', '/', ['text'])]:
    print(args[0], repr(args[1]), sent(*args))
for headers in [{'X': 'y'}, {'Host': 'h'}, {'Accept-Encoding': 'gzip'}, {'Content-Length': '3'}, {'Content-Length': 3}, {'Transfer-Encoding': 'chunked'}, {'X': b'y'}, {'X': 'caf\xe9'}, {'X': '\u20ac'}, {'X': 5}, {'X\n': 'y'}, {'X:': 'y'},
                {' X': 'y'}, {'': 'y'}, {'X': 'a\nb'}, {'X': 'a\r\n b'}, {'X': 'a\n\tb'}, {'X': 'a\r'}, {'\xe9': 'y'}]:
    print(headers, sent('POST', '/', b'abc', headers))
print(sent('POST', '/', [b'abc'], {'Transfer-Encoding': 'chunked'}, encode_chunked=True))
connection = HTTPConnection('h')
connection.sock = FakeSocket()
connection.putrequest('GET', '/', skip_host=True, skip_accept_encoding=True)
connection.putheader('A', 'b', 'c', 5)
connection.putheader(b'D', b'e')
connection.endheaders(b'body')
connection.send(b'more')
connection.send(io.BytesIO(b'file'))
connection.send([b'x', b'y'])
print(connection.sock.sent, attempt(connection.send, 5), attempt(connection.send, 'text'))
print(attempt(connection.putrequest, 'GET', '/'), attempt(connection.putheader, 'a', 'b'), attempt(connection.endheaders))
print(attempt(HTTPConnection('h').putheader, 'a', 'b'), attempt(HTTPConnection('h').endheaders), attempt(HTTPConnection('h').getresponse))
closed = HTTPConnection('h')
closed.auto_open = 0
print(repr(attempt(closed.request, 'GET', '/')))
for host, port in [('h', None), ('h:81', None), ('h:', None), ('[::1]', None), ('[::1]:82', None), ('::1', 83), ('h:x', None), ('a b', None), ('h\n', 80), ('h:81', 82)]:
    try:
        connection = HTTPConnection(host, port)
    except InvalidURL as e:
        print(host, port, e)
        continue
    connection.sock = FakeSocket()
    connection.request('GET', '/')
    print(host, port, connection.host, connection.port, connection.sock.sent.split(b'\r\n')[1])

print('--- connections')
ok = b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
server = Canned([ok, [b'HTTP/1.1 100 Continue\r\n\r\n', b'HTTP/1.1 201 Created\r\nTransfer-Enc', b'oding: chunked\r\n\r\n3\r', b'\nabc\r\n0\r\n\r\n'], ok, b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nlast'], [ok])
connection = HTTPConnection('127.0.0.1', server.port, timeout=10)
for method, path, body in [('GET', '/one', None), ('POST', '/two', b'body'), ('POST', '/three', [b'pie', b'ces']), ('GET', '/four', None), ('GET', '/five', None)]:
    connection.request(method, path, body, {'X-Number': path})
    with connection.getresponse() as response:
        print(response.status, response.reason, response.will_close, connection.sock is None, response.read(), attempt(connection.getresponse))
connection.close()
for request in server.close():
    print(repr(request))
connection = HTTPConnection('h')
connection.sock = FakeSocket(ok)
connection.request('GET', '/one')
response = connection.getresponse()
connection.request('GET', '/two')  # it may be sent, but not answered yet
print(attempt(connection.getresponse), response.read(), attempt(connection.request, 'GET', '/three'))
connection.close()
print(connection.sock, response.isclosed())

print('--- the connection breaks')
for text in [b'', b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', b'garbage\r\n', b'HTTP/1.1 200 OK\r\nA: b']:
    server = Canned([text])
    connection = HTTPConnection('127.0.0.1', server.port, timeout=10)
    connection.request('GET', '/')
    response = attempt(connection.getresponse)
    print(text, response if isinstance(response, str) else (response.status, attempt(response.read)))
    connection.close()
    server.close()
free = socket.create_server(('127.0.0.1', 0))
port = free.getsockname()[1]
free.close()
print(attempt(HTTPConnection('127.0.0.1', port).request, 'GET', '/'))
print(attempt(HTTPConnection('nonexistent.invalid').request, 'GET', '/').partition(':')[0])
silent = socket.create_server(('127.0.0.1', 0))
connection = HTTPConnection(*silent.getsockname(), timeout=0.05)
connection.request('GET', '/')
print(attempt(connection.getresponse))
connection.close()
silent.close()

print('--- byte by byte')
server = Canned([[bytes([byte]) for byte in b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n c\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nA\r\n0123456789\r\n0\r\n\r\n']])
connection = HTTPConnection('127.0.0.1', server.port, timeout=10)
connection.request('GET', '/')
response = connection.getresponse()
print(response.getheaders(), response.read())
connection.close()
server.close()

print('--- a tunnel')
server = Canned([b'HTTP/1.1 200 Established\r\nX: y\r\n\r\n', ok], [b'HTTP/1.0 407 Proxy Authentication Required\r\n\r\n'])
connection = HTTPConnection('127.0.0.1', server.port, timeout=10)
connection.set_tunnel('target.example', 8443, {'Proxy-Authorization': 'secret'})
connection.request('GET', '/path')
print(connection.getresponse().read(), attempt(connection.set_tunnel, 'other'))
connection.close()
connection.set_tunnel('target.example')
print(attempt(connection.request, 'GET', '/path'))
connection.close()
for request in server.close():
    print(repr(request))

print('--- printing')
connection = HTTPConnection('h.example')
connection.set_debuglevel(1)
connection.sock = FakeSocket(b'HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\nB: c\r\n\r\nx')
connection.request('POST', '/', [b'a', b''])
print(connection.getresponse().read())


class Text(io.StringIO):
    def __repr__(self):
        return 'Text'


connection.send(Text('text'))

print('--- names')
print(sorted(http.client.__all__), http.client.HTTP_PORT, http.client.HTTPS_PORT, http.client.responses[404], http.client.NOT_FOUND, http.client.OK == 200)
for cls in [NotConnected, InvalidURL, UnknownProtocol, UnknownTransferEncoding, UnimplementedFileMode, IncompleteRead, ImproperConnectionState, CannotSendRequest, CannotSendHeader, ResponseNotReady, BadStatusLine,
            LineTooLong, RemoteDisconnected]:
    print([base.__name__ for base in cls.__mro__[:-3]], cls.__module__)
print(http.client.error is HTTPException, issubclass(HTTPResponse, io.BufferedIOBase), str(BadStatusLine('')), BadStatusLine('x').line, UnknownProtocol('y').version)
