# threading.Barrier.
import threading
import time
from threading import Barrier, BrokenBarrierError


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__name__, error)


def together(n, call):
    """What each of n threads gets; sorted as text."""
    out = []
    def run():
        try:
            out.append(repr(call()))
        except Exception as error:
            out.append(type(error).__name__)
    threads = [threading.Thread(target=run) for _ in range(n)]
    for t in threads: t.start()
    for t in threads: t.join()
    return sorted(out)


b = Barrier(3)
print(repr(b)[:21], repr(b)[-14:], b.parties, b.n_waiting, b.broken)
for _ in range(3):
    print(together(3, b.wait), b.n_waiting, b.broken)
def waits():
    try:
        b.wait()
    except BrokenBarrierError:
        pass
t = threading.Thread(target=waits)
t.start()
while not b.n_waiting: time.sleep(0.001)
print(b.n_waiting, repr(b)[-14:])
b.abort()
t.join()
print(b.n_waiting, b.broken, repr(b)[-8:])
attempt(b.wait)
b.reset()
print(b.broken, repr(b)[-14:])
t = threading.Thread(target=waits)
t.start()
while not b.n_waiting: time.sleep(0.001)
b.reset()
t.join()
print(b.n_waiting, b.broken, together(3, b.wait))
attempt(b.wait, 0.01)
print(b.broken, b.n_waiting)
attempt(b.wait, 0.01)

print('action')
log = []
b = Barrier(2, action=lambda: log.append('action'))
print(together(2, b.wait), together(2, b.wait), log)
b = Barrier(2, lambda: 1 / 0)
print(together(2, b.wait), b.broken)
b = Barrier(1, lambda: log.append((b.n_waiting, b.broken)))
print(b.wait(), b.wait(0), b.wait(timeout=-1), log[2:])

print('timeout')
b = Barrier(2, timeout=0.01)
attempt(b.wait)
b.reset()
attempt(b.wait, 0.02)
b = Barrier(0)
attempt(b.wait, 0.01)
attempt(Barrier)
print(BrokenBarrierError.__mro__[1], issubclass(BrokenBarrierError, RuntimeError))

print('generations')
b, rounds = Barrier(4), []
def run(i):
    for n in range(50):
        rounds.append(n)
        b.wait()
threads = [threading.Thread(target=run, args=(i,)) for i in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(rounds == [n for n in range(50) for _ in range(4)])
