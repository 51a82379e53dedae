# threading.Semaphore and BoundedSemaphore.
import threading
import time
from threading import BoundedSemaphore, Semaphore


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__name__, error)


s = Semaphore(2)
print(repr(s)[:23], repr(s)[-9:], repr(Semaphore())[-9:], repr(Semaphore(0))[-9:])
print(s.acquire(), s.acquire(False), s.acquire(False), s.acquire(timeout=0), s.acquire(timeout=0.01), s.acquire(True, -1))
print(s.acquire(blocking=0), repr(s)[-9:], s.release(), s.release(3), repr(s)[-9:], s.acquire(timeout=5))
with s as got:
    print(got, repr(s)[-9:])
try:
    with s:
        1 / 0
except ZeroDivisionError:
    print(repr(s)[-9:])
attempt(Semaphore, -1)
attempt(Semaphore, 'a')
attempt(Semaphore(True).acquire)
attempt(s.acquire, False, 1)
attempt(s.acquire, False, 0)
attempt(s.acquire, False, None)
attempt(s.acquire, timeout='a')
attempt(s.release, 0)
attempt(s.release, -1)
attempt(s.release, n=2)
print(repr(s)[-9:])

print('waiting')
s, out = Semaphore(0), []
def take(i):
    out.append((i, s.acquire(timeout=60)))
threads = [threading.Thread(target=take, args=(i,)) for i in range(6)]
for t in threads: t.start()
print(out)
s.release()
while len(out) < 1: time.sleep(0.001)
s.release(2)
while len(out) < 3: time.sleep(0.001)
time.sleep(0.01)
print(len(out), repr(s)[-9:])
s.release(5)
for t in threads: t.join()
print(sorted(out), repr(s)[-9:])

print('never more than three inside')
s, inside, most, lock = Semaphore(3), 0, 0, threading.Lock()
def work():
    global inside, most
    for _ in range(50):
        with s:
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0)
            with lock:
                inside -= 1
threads = [threading.Thread(target=work) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(inside, most <= 3, repr(s)[-9:])

print('bounded')
b = BoundedSemaphore(2)
print(repr(b)[:30], repr(b)[-11:], repr(BoundedSemaphore())[-11:])
attempt(b.release)
print(b.acquire(), repr(b)[-11:], b.release(), b.acquire(), b.acquire(), b.acquire(False))
attempt(b.release, 3)
attempt(b.release, 0)
print(b.release(2), repr(b)[-11:])
with b:
    print(repr(b)[-11:])
attempt(b.release)
attempt(BoundedSemaphore, -1)
print(isinstance(b, Semaphore), b._value, b._initial_value)

class Logged(Semaphore):
    def release(self, n=1):
        print('release', n)
        super().release(n)
with Logged(1) as l:
    print(l)
