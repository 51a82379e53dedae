# Streams over sockets: makefile() and SocketIO.
import io
import socket
from _peer import Peer, show

a, b = socket.socketpair()
with a, b:
    for mode, keywords in (('r', {}), ('w', {}), ('rb', {}), ('wb', {}), ('rwb', {}), ('rw', {}), ('b', {}), ('', {}), ('rb', {'buffering': 0}), ('wb', {'buffering': 5}),
                           ('rb', {'buffering': -1}), ('r', {'encoding': 'latin-1', 'errors': 'replace', 'newline': ''})):
        with a.makefile(mode, **keywords) as stream:
            print(type(stream).__name__, getattr(stream, 'mode', None), getattr(stream, 'encoding', None), stream.readable(), stream.writable(), stream.seekable(), stream.closed)
    for mode in ('x', 'r+', 'a', 'U'):
        show(a.makefile, mode)
    show(a.makefile, 1)
    show(a.makefile, 'r', 0)
    show(a.makefile, 'r', encoding='nope')
    print(a.fileno() > 0)

    out, into = a.makefile('w', encoding='utf-8', newline='\n'), b.makefile('r', encoding='utf-8')
    print('caf\u00e9', 'second', sep='\n', file=out, flush=True)
    print(ascii(into.readline()), into.readline())
    out.write('not flushed')
    print(a.send(b''), b.getblocking())
    out.close()
    print(into.read(11))
    print(a.fileno() > 0)
    both = b.makefile('rwb')
    a.sendall(b'question\n')
    print(both.readline(), both.write(b'answer\n'), both.flush(), a.recv(100))
    both.close()
    raw = a.makefile('rwb', 0)
    print(raw.name == a.fileno(), raw.mode, raw.fileno() == a.fileno(), isinstance(raw, io.RawIOBase), raw.isatty())
    print(raw.write(b'raw'), b.recv(9), b.send(b'back'), raw.read(2), raw.read(9))
    show(raw.readinto, b'constant')
    show(raw.seek, 0)
    show(raw.tell)
    show(raw.truncate)
    raw.close()
    raw.close()
    print(raw.closed, raw.name, raw.mode)
    for call in (raw.readable, raw.writable, raw.seekable, raw.fileno, lambda: raw.read(1), lambda: raw.write(b'x'), lambda: raw.readinto(bytearray(1)), raw.flush):
        show(call)
    show(lambda: a.makefile('rb', 0).write(b'x'))
    show(lambda: a.makefile('wb', 0).read(1))
    for mode in ('x', 'rb+', ''):
        show(socket.SocketIO, a, mode)

# the socket lives as long as its streams
a, b = socket.socketpair()
first, second = a.makefile('rb'), a.makefile('wb')
a.close()
print(a.fileno() > 0, repr(a).replace(str(a.fileno()), 'N', 1))
first.close()
second.write(b'still')
second.flush()
print(b.recv(10), a.fileno() > 0)
second.close()
print(a.fileno(), b.recv(10))
b.close()

with socket.create_server(('127.0.0.1', 0)) as server:
    def serve():
        connection, _ = server.accept()
        with connection, connection.makefile('rw', encoding='ascii', newline='\r\n') as stream:
            for line in stream:
                stream.write(line.upper())
                stream.flush()
                if line == 'quit\r\n':
                    break

    peer = Peer(serve)
    with socket.create_connection(server.getsockname()) as client, client.makefile('rwb') as stream:
        for line in (b'hello\r\n', b'x' * 20000 + b'\r\n', b'quit\r\n'):
            stream.write(line)
            stream.flush()
            print(stream.readline() == line.upper())
        print(stream.read())
    peer.join()
