# threading.Condition over locks of all kinds.
import threading
import time
from threading import Condition


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__name__, error)


def wait_until(predicate):
    while not predicate():
        time.sleep(0.001)


class Written:
    """A lock written in Python, with what a Condition may ask for."""
    def __init__(self):
        self.inner = threading.Lock()
        self.log = []
    def acquire(self, *args):
        self.log.append(f'acquire{args}')
        return self.inner.acquire(*args)
    def release(self):
        self.log.append('release')
        self.inner.release()
    def __enter__(self):
        self.log.append('enter')
        self.inner.acquire()
        return 'entered'
    def __exit__(self, *args):
        self.log.append(f'exit{args[:1]}')
        self.inner.release()


class Full(Written):
    def _is_owned(self):
        self.log.append('owned?')
        return self.inner.locked()
    def _release_save(self):
        self.log.append('save')
        self.inner.release()
        return 'state'
    def _acquire_restore(self, state):
        self.log.append(f'restore {state}')
        self.inner.acquire()


print('repr and errors')
c = Condition()
print(repr(c)[:45], repr(c)[-4:], repr(Condition(threading.Lock()))[:42])
for call in [c.wait, c.notify, c.notify_all, Condition(threading.Lock()).wait, Condition(threading.Lock()).notify,
             Condition(Written()).wait, Condition(Full()).notify, c.release, Condition(threading.Lock()).release]:
    attempt(call)
attempt(lambda: c.__exit__(None, None, None))
attempt(Condition, 3)
attempt(c.wait_for, lambda: False, 0)
with c:
    attempt(c.wait, 'a')
    attempt(c.wait, 10**20)
    attempt(c.notify, 'a')
    print(c._is_owned(), c.wait(0), c.wait(-1), c.wait(0.01), c.wait(timeout=0), c.notify(), c.notify(5), c.notify_all())
    print(c.wait_for(lambda: 'yes'), c.wait_for(lambda: 0, 0.01), c.wait_for(lambda: '', timeout=-1))
print(c._is_owned())

print('entering')
for lock in [threading.Lock(), threading.RLock(), Written(), Full()]:
    with Condition(lock) as entered:
        print(entered)
    c = Condition(lock)
    print(c.acquire(), c.release(), getattr(lock, 'log', None))

print('waiting and notifying')
for lock in [None, threading.Lock(), threading.RLock(), Written(), Full(), threading.Condition(threading.Lock())._lock]:
    c, items, out = Condition(lock), [], []
    def consumer():
        with c:
            while not items:
                out.append(f'notified {c.wait()}')
            out.append(items.pop())
    t = threading.Thread(target=consumer)
    t.start()
    wait_until(lambda: repr(c).endswith(', 1)>'))
    with c:
        items.append('item')
        c.notify()
        out.append('notifier done')
    t.join()
    print(out, repr(c)[-4:], sorted(getattr(lock, 'log', [])))

print('an RLock held twice is given up wholly')
c, out = Condition(), []
def deep():
    with c:
        with c:
            c.acquire()
            out.append('waits')
            c.wait()
            out.append(c._is_owned())
            c.release()
        out.append(c._is_owned())
    out.append(c._is_owned())
t = threading.Thread(target=deep)
t.start()
wait_until(lambda: out)
with c:
    c.notify()
t.join()
print(out)

print('first come, first notified')
c, out = Condition(threading.Lock()), []
def waiter(i):
    with c:
        c.wait()
        out.append(i)
threads = []
for i in range(6):
    threads.append(threading.Thread(target=waiter, args=(i,)))
    threads[-1].start()
    wait_until(lambda: repr(c).endswith(f', {i + 1})>'))
for n in [1, 2]:
    with c:
        c.notify(n)
    wait_until(lambda: len(out) == 1 + 2 * (n - 1))
    print(sorted(out), repr(c)[-4:])
with c:
    c.notify_all()
for t in threads: t.join()
print(sorted(out), repr(c)[-4:])
with c:
    c.notify_all(), c.notify()  # is not remembered
    print(c.wait(0.01))

print('timeouts leave the queue')
c, out = Condition(), []
def impatient():
    with c:
        out.append(c.wait(0.01))
threads = [threading.Thread(target=impatient) for _ in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(out, repr(c)[-4:])
start = time.monotonic()
with c:
    print(c.wait(0.05), 0.04 < time.monotonic() - start < 5)

print('wait_for')
c, level = Condition(), 0
def climb():
    global level
    for _ in range(5):
        with c:
            level += 1
            c.notify_all()
t = threading.Thread(target=climb)
with c:
    t.start()
    print(c.wait_for(lambda: level >= 5 and f'level {level}', timeout=60))
t.join()

print('exceptions')
class Breaking(Full):
    def _release_save(self):
        raise KeyError('save')
c = Condition(Breaking())
c.acquire()
attempt(c.wait)
class Hostile(Full):
    def _acquire_restore(self, state):
        self.inner.acquire()
        raise KeyError('restore')
c = Condition(Hostile())
c.acquire()
attempt(c.wait, 0.01)
class Unhelpful(Full):
    def _is_owned(self):
        raise KeyError('owned')
attempt(Condition(Unhelpful()).wait)

print('subclasses')
class Counting(Condition):
    """Counts."""
    def __init__(self):
        super().__init__()
        self.waits = 0
    def wait(self, timeout=None):
        self.waits += 1
        return super().wait(timeout)
c = Counting()
with c:
    print(c.wait(0), c.wait_for(lambda: c.waits > 2, 0.05), c.waits > 1)
print(issubclass(Counting, Condition), isinstance(c, Condition))
class Careless(Condition):
    def __init__(self): pass
attempt(lambda: Careless().notify())
