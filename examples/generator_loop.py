"""An event loop in some 40 lines. Its tasks are plain generators, which say by `yield` what they wait for:

    yield                     nothing: let the others run
    yield 'sleep', seconds    a while
    yield 'read', sock        until there is something to read
    yield task                until that task is done; the value of the yield is its result

That is all of asyncio in small. `await` is `yield from` with another name: it hands what is yielded below through to the
loop, and what the loop sends down to where it was yielded. Real futures are the general form of these waits, and the
real loop keeps the same three things: what is ready, a heap of timers, and the files it polls."""
import heapq
import itertools
import select
import socket
import time
from collections import deque


class Task:
    def __init__(self, generator):
        self.generator, self.done, self.result, self.waiting = generator, False, None, []


class Loop:
    def __init__(self):
        self.ready = deque()  # (task, what to send it)
        self.timers = []  # a heap of (when, number, task)
        self.readers = {}  # tasks by socket
        self.numbers = itertools.count()

    def start(self, generator):
        task = Task(generator)
        self.ready.append((task, None))
        return task

    def run(self):
        while self.ready or self.timers or self.readers:
            self.poll()
            for _ in range(len(self.ready)):
                self.step(*self.ready.popleft())

    def step(self, task, value):
        try:
            wanted = task.generator.send(value)
        except StopIteration as end:
            task.done, task.result = True, end.value
            self.ready.extend((waiting, end.value) for waiting in task.waiting)
            return
        match wanted:
            case None:
                self.ready.append((task, None))
            case 'sleep', seconds:
                heapq.heappush(self.timers, (time.monotonic() + seconds, next(self.numbers), task))
            case 'read', sock:
                self.readers[sock] = task
            case Task(done=True):
                self.ready.append((task, wanted.result))
            case Task():
                wanted.waiting.append(task)

    def poll(self):
        timeout = 0 if self.ready else max(self.timers[0][0] - time.monotonic(), 0) if self.timers else None
        for sock in select.select(list(self.readers), [], [], timeout)[0]:
            self.ready.append((self.readers.pop(sock), None))
        while self.timers and self.timers[0][0] <= time.monotonic():
            self.ready.append((heapq.heappop(self.timers)[2], None))


# ---- what it can do ----


def count(name):
    for number in range(3):
        print(name, number)
        yield
    return f'{name} has counted'


def nap(seconds):
    for _ in range(3):
        yield 'sleep', seconds
    return f'three naps of {seconds} s'


def receive(sock):
    """A coroutine for others, to be used with `yield from`."""
    yield 'read', sock
    return sock.recv(100)


def echo(sock):
    while data := (yield from receive(sock)):
        sock.send(data.upper())
    sock.close()


def ask(sock, questions):
    answers = []
    for question in questions:
        sock.send(question)
        answers.append((yield from receive(sock)))
    sock.close()
    return answers


def main(loop):
    naps = loop.start(nap(0.01))
    one, two = loop.start(count('one')), loop.start(count('two'))
    print((yield one))
    print((yield two))
    here, there = socket.socketpair()
    loop.start(echo(there))
    print((yield loop.start(ask(here, [b'one', b'two']))))
    print((yield naps))


loop = Loop()
loop.start(main(loop))
loop.run()
