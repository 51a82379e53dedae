# sendfile(): by the system, by reading, parts of files.
import io
import os
import socket
import tempfile
from _peer import Peer, show


def receive(sock):
    return b''.join(iter(lambda: sock.recv(1 << 16), b''))


with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as empty:
    data = os.urandom(700000)
    file.write(data)
    file.flush()
    for timeout in (None, 20):
        for offset, count in ((0, None), (1000, None), (0, 5), (699990, 100), (700000, None), (800000, 10), (5, 690000)):
            file.seek(3)
            a, b = socket.socketpair()
            with a, b:
                a.settimeout(timeout)
                peer = Peer(receive, b)
                sent = a.sendfile(file, offset, count)
                a.shutdown(socket.SHUT_WR)
                got = peer.join()
                print(sent, got == data[offset:][:count], file.tell())
    a, b = socket.socketpair()
    with a, b:
        print(a.sendfile(empty), empty.tell())
        for stream in (io.BytesIO(b'in memory'), io.BytesIO(b'')):
            print(a.sendfile(stream), stream.tell())
        print(a.sendfile(io.BytesIO(b'0123456789'), 2, 5), b.recv(100))
        reader, writer = os.pipe()
        os.write(writer, b'through a pipe')
        os.close(writer)
        with open(reader, 'rb') as pipe:
            show(a.sendfile, pipe)
        show(a.sendfile, file, -1)
        show(a.sendfile, file, 0, -1)
        show(a.sendfile, file, 0, 0)
        show(a.sendfile, file, 0, 1.5)
        show(a.sendfile, io.StringIO('text'))
        with open(__file__) as text:
            show(a.sendfile, text)
        a.setblocking(False)
        show(a.sendfile, file)
        show(a.sendfile, io.BytesIO(b'x'))
    with socket.socket(type=socket.SOCK_DGRAM) as s:
        show(s.sendfile, file)
    with socket.socket() as s:
        file.seek(7)
        show(s.sendfile, file)
        print(file.tell())
    a, b = socket.socketpair()
    with a:
        b.close()
        show(a.sendfile, file)
    a, b = socket.socketpair()
    with a, b:
        a.settimeout(0.05)
        show(a.sendfile, file)
        print(0 < file.tell() < 700000)
