# Local sockets: names, kinds, and file descriptors that travel through them.
import os
import socket
import sys
import tempfile
from _peer import show

INT = 4


def pack(*numbers):
    return b''.join(n.to_bytes(INT, sys.byteorder, signed=True) for n in numbers)


def unpack(data):
    return [int.from_bytes(data[i:i + INT], sys.byteorder, signed=True) for i in range(0, len(data) - INT + 1, INT)]


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'socket')
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(path)
            connection, address = server.accept()
            with connection:
                print(repr(address), client.getpeername() == path, repr(client.getsockname()), connection.getsockname() == path)
                client.sendall(b'over the path')
                print(connection.recvfrom(100))
        show(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).connect(path))
    show(lambda: socket.socket(socket.AF_UNIX).connect(path))
    os.unlink(path)
    show(lambda: socket.socket(socket.AF_UNIX).connect(path))
    paths = [os.path.join(folder, name) for name in 'ab']
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as a, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as b:
        a.bind(paths[0])
        b.bind(paths[1])
        a.sendto(b'datagram', paths[1])
        data, sender = b.recvfrom(100)
        print(data, sender == paths[0])
with socket.socket(socket.AF_UNIX) as server:
    name = b'\0minipy-test-%d' % os.getpid()
    server.bind(name)
    server.listen()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(name.decode())
        connection, address = server.accept()
        print(repr(address), client.getpeername() == name, type(client.getpeername()))
        connection.close()

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
with a, b:
    a.send(b'one'), a.send(b'two')
    print(b.recv(100), b.recv(100), repr(a.type))

# files
a, b = socket.socketpair()
with a, b:
    reader, writer = os.pipe()
    print(socket.send_fds(a, [b'two ', b'ends'], [reader, writer]))
    data, fds, flags, address = socket.recv_fds(b, 100, 2)
    print(data, len(fds), set(fds).isdisjoint({reader, writer}), flags & ~socket.MSG_CMSG_CLOEXEC, repr(address))
    os.write(fds[1], b'through')
    print(os.read(reader, 100), os.get_inheritable(fds[0]))
    for fd in fds:
        os.close(fd)
    print(a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, pack(reader)), (socket.SOL_SOCKET, socket.SCM_RIGHTS, pack(writer))]))
    data, ancillary, flags, address = b.recvmsg(100, socket.CMSG_SPACE(2 * INT))
    fds = [fd for level, kind, packed in ancillary for fd in unpack(packed)]
    print(data, [(level == socket.SOL_SOCKET, kind == socket.SCM_RIGHTS) for level, kind, _ in ancillary], len(fds), flags)
    for fd in fds:
        os.close(fd)
    # no room for it: cut off, and the file is not received
    a.sendmsg([b'y'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, pack(reader, writer))])
    data, ancillary, flags, address = b.recvmsg(100)
    print(data, ancillary, flags == socket.MSG_CTRUNC)
    a.sendmsg([b'z'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, pack(reader, writer))])
    data, fds, flags, address = socket.recv_fds(b, 100, 1)
    print(data, len(fds) <= 2, flags & socket.MSG_CTRUNC in (0, socket.MSG_CTRUNC))
    for fd in fds:
        os.close(fd)
    show(a.sendmsg, [b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, pack(999))])
    os.close(reader), os.close(writer)
    show(lambda: socket.send_fds(a, [b'x'], [-1]))

# who is there
a, b = socket.socketpair()
with a, b:
    print(unpack(a.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 3 * INT)) == [os.getpid(), os.getuid(), os.getgid()])
    b.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    a.send(b'me')
    data, ancillary, flags, address = b.recvmsg(10, socket.CMSG_SPACE(3 * INT))
    print(data, [(kind == socket.SCM_CREDENTIALS, unpack(packed) == [os.getpid(), os.getuid(), os.getgid()]) for _, kind, packed in ancillary])
