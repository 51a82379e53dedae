# Messages of all sizes, in both directions, through pipes and sockets; connections that end.
import os
from multiprocessing import Pipe, Process

SIZES = [0, 1, 100, 65531, 65532, 65536, 65537, 300000]


def echo(conn):
    for _ in range(516):
        conn.send_bytes(conn.recv_bytes())


def write_half(conn):
    os.write(conn.fileno(), b'\0\0\0\x05abc')


if __name__ == '__main__':
    ours, theirs = Pipe()
    process = Process(target=echo, args=(theirs,))
    process.start()
    for size in SIZES * 2:
        ours.send_bytes(bytes(size))
        print(len(ours.recv_bytes()), end=' ')
    for i in range(500):  # so often that looking and sleeping are tried
        ours.send_bytes(b'%d' % i)
        assert ours.recv_bytes() == b'%d' % i
    ours.close()
    process.join()
    print(process.exitcode)
    reading, writing = Pipe(duplex=False)
    process = Process(target=write_half, args=(writing,))
    process.start()
    writing.close()
    process.join()
    try:
        reading.recv_bytes()
    except OSError as error:
        print(type(error).__name__, error)
    try:
        reading.recv_bytes()
    except EOFError as error:
        print(type(error).__name__)
