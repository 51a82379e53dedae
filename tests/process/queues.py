# Queues between processes, and connections.
import socket
from multiprocessing import BufferTooShort, JoinableQueue, Pipe, Process, Queue, SimpleQueue
from multiprocessing.connection import AuthenticationError, Client, Connection, Listener, wait


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, str(error).partition(' at 0x')[0][:60])


def put_all(items, q):
    for item in items:
        q.put(item)


def work(q, results):
    while True:
        item = q.get()
        if item is None:
            q.task_done()
            return
        results.put(item * 2)
        q.task_done()


def serve(listener):
    for _ in range(2):
        try:
            with listener.accept() as conn:
                conn.send(conn.recv().upper())
        except AuthenticationError as error:
            print(error, flush=True)


def close_one(reader, writer):
    reader.close()
    writer.send('last')


def main():
    q = Queue()
    print(q.empty(), q.full(), q.qsize())
    attempt(q.get, False)
    attempt(q.get, True, 0.01)
    attempt(q.get_nowait)
    process = Process(target=put_all, args=([1, 'two', [3], b'x' * 300000, None], q))
    process.start()
    print([str(q.get())[:5] for _ in range(5)], process.join(), q.empty())
    small = Queue(2)
    small.put(1)
    small.put(2)
    print(small.full(), small.qsize())
    attempt(small.put, 3, False)
    attempt(small.put, 3, timeout=0.01)
    attempt(small.put_nowait, 3)
    print(small.get(), small.put(3), small.get(), small.get(timeout=10))
    for i in range(3000):
        q.put(i)
    print(sum(q.get() for _ in range(3000)))
    processes = [Process(target=put_all, args=(range(100), q)) for _ in range(4)]
    for process in processes:
        process.start()
    print(sum(q.get() for _ in range(400)), [process.join() for process in processes])
    for _ in range(20):
        q.put('y' * 100000)
    print(sum(len(q.get()) for _ in range(20)))
    q.close()
    q.join_thread()
    attempt(q.put, 1)

    tasks, results = JoinableQueue(), SimpleQueue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for i in range(20):
        tasks.put(i)
    tasks.join()
    print(sorted(results.get() for _ in range(20)), results.empty())
    for _ in workers:
        tasks.put(None)
    tasks.join()
    attempt(tasks.task_done)
    for worker in workers:
        worker.join()

    a, b = Pipe()
    a.send({'k': [1]})
    a.send_bytes(b'0123456789', 2, 3)
    print(b.recv(), b.recv_bytes(), b.poll(), b.poll(0.01), a.closed, a.readable, a.writable, type(a).__name__)
    attempt(a.send_bytes, b'abc', 5)
    attempt(a.send_bytes, b'abc', -1)
    attempt(a.send_bytes, b'abc', 1, 5)
    attempt(a.send_bytes, b'abc', 1, -1)
    attempt(a.send, lambda: 0)
    a.send_bytes(b'message')
    room = bytearray(10)
    print(b.recv_bytes_into(room, 2), room)
    a.send_bytes(b'too long for it')
    try:
        b.recv_bytes_into(room)
    except BufferTooShort as error:
        print(error.args)
    attempt(b.recv_bytes_into, room, 11)
    attempt(b.recv_bytes, -1)
    b.send_bytes(b'x' * 100)
    attempt(a.recv_bytes, 10)
    reader, writer = Pipe(duplex=False)
    attempt(reader.send, 1)
    attempt(writer.recv)
    attempt(writer.poll)
    process = Process(target=close_one, args=(reader, writer))
    process.start()
    process.join()
    writer.close()
    print(reader.poll(), reader.recv())
    attempt(reader.recv)
    reader.close()
    for function in reader.recv, reader.poll, reader.fileno, lambda: writer.send(1):
        attempt(function)
    attempt(Connection, -1)
    with Pipe()[0] as conn:
        print(conn.closed)
    print(conn.closed)
    pairs = [Pipe() for _ in range(3)]
    print(wait([ours for ours, _ in pairs], 0.01))
    pairs[1][1].send(1)
    print(wait([ours for ours, _ in pairs]) == [pairs[1][0]])
    near, far = socket.socketpair()
    far.send(b'x')
    print(wait([near, pairs[0][0]], 1) == [near])

    for address in ('localhost', 0), None:
        family = None if address else 'AF_UNIX'
        with Listener(address, family, authkey=b'secret') as listener:
            process = Process(target=serve, args=(listener,))
            process.start()
            attempt(Client, listener.address, authkey=b'wrong')
            with Client(listener.address, authkey=b'secret') as conn:
                conn.send('hello')
                print(conn.recv(), type(listener.address).__name__)
            process.join()
    attempt(Listener, ('localhost', 0), authkey='text')
    attempt(Listener, family='AF_NONE')


if __name__ == '__main__':
    main()
