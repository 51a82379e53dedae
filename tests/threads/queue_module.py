# The module queue.
import queue
import threading
import time
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(f'{type(error).__module__}.{type(error).__name__}', error)


def start(target, *args):
    t = threading.Thread(target=target, args=args)
    t.start()
    return t


print('Queue')
q = Queue(2)
print(q.maxsize, q.empty(), q.full(), q.qsize(), q.unfinished_tasks, list(q.queue))
for args in [(False,), (True, 0), (True, 0.01), (True, -1), (False, -1)]:
    attempt(q.get, *args)
attempt(q.get_nowait)
print(q.put(1), q.put('two', False), q.empty(), q.full(), q.qsize(), q.unfinished_tasks, q.queue)
for args in [(3, False), (3, True, 0), (3, True, 0.01), (3, True, -1), (3, False, -1)]:
    attempt(q.put, *args)
attempt(q.put_nowait, 3)
attempt(q.put, 3, timeout='a')
print(q.get(), q.get(timeout=5), q.qsize(), q.unfinished_tasks)
attempt(q.get, timeout='a')
print(q.task_done(), q.task_done(), q.join())
attempt(q.task_done)
attempt(Queue(-1).full)
attempt(Queue().full)
attempt(lambda: [t.__name__ for t in map(type, (q.mutex, q.not_empty, q.not_full, q.all_tasks_done))])
print(Empty, Full, Empty.__mro__[1:2], Full.__mro__[1:2], queue.__all__)
print(Queue[int], PriorityQueue[str], LifoQueue[int, str], SimpleQueue[bytes])

print('orders')
for cls in [Queue, LifoQueue, PriorityQueue]:
    q = cls()
    for item in [(3, 'c'), (1, 'a'), (2, 'b')]:
        q.put(item)
    print(cls.__name__, [q.get() for _ in range(3)], q.queue)
q = PriorityQueue()
q.put(1)
attempt(q.put, 'a')
print(q.unfinished_tasks)
class Unique(Queue):
    """Each item once."""
    def _init(self, maxsize):
        self.queue = {}
    def _put(self, item):
        self.queue[item] = True
    def _get(self):
        return self.queue.popitem()[0]
u = Unique(3)
for item in 'aabbab':
    u.put(item)
print(u.qsize(), u.get(), u.get(), u.empty(), u.unfinished_tasks)

print('between threads')
q, out = Queue(), []
def consume():
    while (item := q.get()) is not None:
        out.append(item)
        q.task_done()
    q.task_done()
t = start(consume)
for i in range(2000):
    q.put(i)
q.put(None)
q.join()
t.join()
print(out == list(range(2000)), q.unfinished_tasks, q.qsize())
a, b = Queue(1), Queue(1)
def echo():
    while (item := a.get()) is not None:
        b.put(item * 2)
t = start(echo)
print(sum(a.put(i) or b.get() for i in range(500)))
a.put(None)
t.join()
q, results = Queue(3), Queue()
def square():
    while (item := q.get()) >= 0:
        results.put(item * item)
threads = [start(square) for _ in range(4)]
for i in range(300):
    q.put(i)
for _ in threads:
    q.put(-1)
for t in threads: t.join()
print(sorted(results.queue) == [i * i for i in range(300)], q.empty())

print('waiting')
q = Queue(1)
t = start(lambda: (time.sleep(0.02), q.put('late')))
print(q.get(timeout=60))
t.join()
q.put('full')
t = start(lambda: (time.sleep(0.02), q.get()))
print(q.put('room', timeout=60), q.queue)
t.join()
begin = time.monotonic()
attempt(q.put, 'no room', True, 0.05)
print(0.04 < time.monotonic() - begin < 5)
q.get()
begin = time.monotonic()
attempt(q.get, True, 0.05)
print(0.04 < time.monotonic() - begin < 5)
for item in 'ab':
    with q.mutex:
        q.queue.append(item)
        q.not_empty.notify()
print(q.get(), q.get())

print('SimpleQueue')
s = SimpleQueue()
print(s.empty(), s.qsize(), s.put(1), s.put(2, False, 5), s.put_nowait(3), s.empty(), s.qsize(), s.get(), s.get_nowait(),
      s.get(timeout=5))
for args in [(False,), (True, 0), (True, 0.01), (True, -1), (False, -1), (True, 'a'), (True, 10**20)]:
    attempt(s.get, *args)
attempt(s.get_nowait)
attempt(SimpleQueue, 1)
attempt(lambda: s.maxsize)
attempt(setattr, s, 'x', 1)
attempt(lambda: (s.put(item=5, block=1, timeout=2), s.get(block=True, timeout=None)))
class Named(SimpleQueue):
    def __init__(self, name):
        self.name = name
n = Named('n')
n.put(4)
print(n.name, n.get())
out = []
def take():
    while (item := s.get()) is not None:
        out.append(item)
threads = [start(take) for _ in range(3)]
for i in range(3000):
    s.put(i)
for _ in threads:
    s.put(None)
for t in threads: t.join()
print(sorted(out) == list(range(3000)), s.empty())
t = start(lambda: (time.sleep(0.02), s.put('late')))
print(s.get(timeout=60))
t.join()
class PutsWhenGone:
    def __del__(self): s.put('from __del__')
PutsWhenGone()
print(s.get())
s.put(s)  # a cycle
import gc, weakref
ref = weakref.ref(s)
del s, take, PutsWhenGone
gc.collect()
print(ref())
