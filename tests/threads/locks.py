# threading.Lock and RLock.
import threading
import time


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__name__, error)


def plain(lock):
    words = repr(lock).split(' ')
    return ' '.join('owner=N' if word.startswith('owner=') and word != 'owner=0' else word for word in words[:-1])


def in_thread(call, *args, **kwargs):
    """What the call gives in another thread."""
    out = []
    def run():
        try:
            out.append(call(*args, **kwargs))
        except BaseException as error:
            out.append(f'{type(error).__name__} {error}')
    t = threading.Thread(target=run)
    t.start(), t.join()
    return out[0]


print('Lock')
lock = threading.Lock()
print(type(lock), threading.Lock, plain(lock))
print(lock.acquire(), lock.locked(), plain(lock), lock.acquire(False), lock.acquire(blocking=False))
print(lock.acquire(timeout=0), lock.acquire(True, 0), lock.acquire(timeout=0.01), lock.acquire(True, 0.01))
print(lock.release(), lock.locked(), lock.acquire(False), lock.release())
attempt(lock.release)
attempt(lock.__exit__, None, None, None)
for args in [(False, 1), (False, 0), (True, -2), (True, -0.5), (True, float('nan')), (True, 'a'), ('a',), (True, None),
             (1, 2, 3), (True, 1e10), (True, 10**30), (False, -1)]:
    attempt(lock.acquire, *args)
    if lock.locked():
        lock.release()
attempt(lock.acquire, wait=1)
attempt(threading.Lock, 1)
print(lock.acquire(timeout=-1), lock.release(), lock.acquire(timeout=threading.TIMEOUT_MAX), lock.release())
with lock as got:
    print(got, lock.locked())
print(lock.locked(), [n for n in dir(lock) if n[:2] != '__'])
try:
    with lock:
        1 / 0
except ZeroDivisionError:
    print(lock.locked())
attempt(type(lock))
attempt(lambda: type('L', (type(lock),), {}))
attempt(setattr, lock, 'x', 1)
import weakref
print(weakref.ref(lock)() is lock, lock == lock, lock != threading.Lock(), isinstance(hash(lock), int))

print('released by a stranger')
lock.acquire()
print(in_thread(lock.release), lock.locked(), in_thread(lock.release))
lock.acquire()
threading.Timer(0.02, lock.release).start()
print(lock.acquire(), lock.locked())

print('timeouts')
start = time.monotonic()
print(lock.acquire(timeout=0.05), 0.04 < time.monotonic() - start < 5)
start = time.monotonic()
print(in_thread(lock.acquire, timeout=0.05), 0.04 < time.monotonic() - start < 5)
lock.release()

print('held by a thread that an exception ended')
threading.excepthook = lambda args: print('hook', args.exc_type.__name__)
def dies():
    lock.acquire()
    raise ValueError
t = threading.Thread(target=dies)
t.start(), t.join()
print(lock.locked(), lock.acquire(timeout=0.01), lock.release(), lock.acquire(False), lock.release())
def dies_inside():
    with lock:
        raise KeyError
t = threading.Thread(target=dies_inside)
t.start(), t.join()
print(lock.locked())

print('RLock')
lock = threading.RLock()
print(type(lock), plain(lock))
print(lock.acquire(), lock.acquire(), lock.acquire(False), lock.acquire(True, 5), lock.acquire(timeout=0), plain(lock))
print(in_thread(lock.acquire, False), in_thread(lock.acquire, timeout=0.01), in_thread(lock.release))
for _ in range(4):
    lock.release()
print(in_thread(lock.acquire, False), plain(lock))
lock.release()
print(plain(lock), in_thread(lock.acquire, False))
lock = threading.RLock()
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -5)
with lock as got, lock:
    print(got, plain(lock), in_thread(lock.acquire, False))
print(plain(lock), in_thread(lock.acquire, False))
lock = threading.RLock()
attempt(lock.__exit__, None, None, None)
print([n for n in dir(lock) if n[:2] != '__'])
class Mine(type(lock)):
    pass
mine = Mine()
mine.x = 5
with mine:
    print(mine.x, plain(mine), in_thread(mine.acquire, False))

print('many threads, one counter')
lock, count = threading.Lock(), 0
def add():
    global count
    for _ in range(2000):
        with lock:
            before = count
            count = before + 1
threads = [threading.Thread(target=add) for _ in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(count, lock.locked())
rlock, count = threading.RLock(), 0
def add():
    global count
    for _ in range(1000):
        rlock.acquire()
        with rlock:
            before = count
            count = before + 1
        rlock.release()
threads = [threading.Thread(target=add) for _ in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(count, plain(rlock))
print(threading.TIMEOUT_MAX, threading.ThreadError)
