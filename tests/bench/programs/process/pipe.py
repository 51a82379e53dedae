# Messages to another process and back: small ones, and large ones.
from multiprocessing import Pipe, Process


def echo(conn):
    while (message := conn.recv()) is not None:
        conn.send(message)


if __name__ == '__main__':
    ours, theirs = Pipe()
    process = Process(target=echo, args=(theirs,))
    process.start()
    total = 0
    for i in range(10000):
        ours.send((i, 'ping'))
        total += ours.recv()[0]
    for _ in range(100):
        ours.send(b'x' * 500000)
        total += len(ours.recv())
    ours.send(None)
    process.join()
    print(total)
