# The same work with processes that are started by fork, spawn and forkserver.
import multiprocessing
import os
import socket
import sys
import time
from multiprocessing import shared_memory

imported = 'as a main program' if __name__ == '__main__' else 'again'
argument = sys.argv[1]  # there, wherever this is imported


class Point:
    def __init__(self, x):
        self.x = x


class Own(multiprocessing.Process):
    def run(self):
        sys.exit(4)


def work(value, array, lock, queue, conn, event, barrier, point):
    for _ in range(100):
        with value.get_lock():
            value.value += 1
    array[0] = 5.5
    with lock:
        queue.put((multiprocessing.current_process().name, point.x, multiprocessing.parent_process().name))
    conn.send(['hello', os.getppid() != 0])
    event.set()
    barrier.wait()


def attach(name):
    block = shared_memory.SharedMemory(name)
    block.buf[0] += 7
    block.close()


def square(x):
    return x * x


def fetch(connections):
    """A connection and a socket come through another connection."""
    conn, sock = connections.recv()
    conn.send('through a connection that was sent')
    sock.send(b'and a socket')


def fail():
    raise ValueError('in the child')


def main(method):
    context = multiprocessing.get_context(method)
    print(method, context.get_start_method(), type(context.Process(target=work)).__name__)
    value, array, lock, queue = context.Value('i', 0), context.Array('d', [1.0, 2.0]), context.Lock(), context.Queue()
    reading, writing = context.Pipe(duplex=False)
    event, barrier = context.Event(), context.Barrier(3)
    args = value, array, lock, queue, writing, event, barrier, Point('point')
    processes = [context.Process(target=work, args=args, name=f'worker {i}') for i in range(2)]
    for process in processes:
        process.start()
    barrier.wait()
    print(sorted([queue.get(), queue.get()]), reading.recv(), reading.recv(), event.wait())
    for process in processes:
        process.join()
    print(value.value, array[:], [process.exitcode for process in processes])
    block = shared_memory.SharedMemory(create=True, size=100)
    block.buf[0] = 1
    process = context.Process(target=attach, args=(block.name,))
    process.start()
    process.join()
    print(block.buf[0], len(block.buf) >= 100)
    block.close()
    block.unlink()
    own = Own() if method == 'fork' else context.Process(target=sys.exit, args=(4,))
    own.start()
    own.join()
    print(own.exitcode)
    process = context.Process(target=time.sleep, args=(60,))
    process.start()
    print(process.is_alive(), process.exitcode)
    process.terminate()
    process.join()
    print(process.is_alive(), process.exitcode)
    with context.Pool(2) as pool:
        print(pool.map(square, range(5)))
    ours, theirs = context.Pipe()
    process = context.Process(target=fetch, args=(theirs,))
    process.start()
    (here, there), (near, far) = context.Pipe(), socket.socketpair()
    ours.send((there, far))
    print(here.recv(), near.recv(100))
    process.join()
    items = context.SimpleQueue()
    items.put([1, {'a': 2}])
    print(items.get(), items.empty())


if __name__ == '__main__':
    for method in multiprocessing.get_all_start_methods():
        main(method)
    print(imported)
