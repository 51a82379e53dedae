# threading.local: attributes of their own in each thread.
import gc
import threading
import weakref
from threading import local


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__name__, error)


def in_thread(call, *args):
    out = []
    def run():
        try:
            out.append(call(*args))
        except BaseException as error:
            out.append(f'{type(error).__name__}: {error}')
    t = threading.Thread(target=run)
    t.start(), t.join()
    return out[0]


mine = local()
mine.x = 1
print(mine.x, in_thread(lambda: mine.x), in_thread(lambda: hasattr(mine, 'x')), mine.__dict__)
def change():
    mine.x = 2
    mine.y = 3
    return dict(mine.__dict__)
print(in_thread(change), mine.x, mine.__dict__, hasattr(mine, 'y'))
del mine.x
attempt(lambda: mine.x)
attempt(delattr, mine, 'x')
attempt(setattr, mine, '__dict__', {})
attempt(local, 1)
attempt(local, a=1)

print('__init__ is called in each thread')
class Own(local):
    shared = []
    def __init__(self, n, *, key=None):
        self.shared.append(threading.current_thread().name)
        self.n, self.key = n, key
        self.items = []
own = Own(5, key='k')
own.items.append('main')
def use():
    own.items.append('thread')
    return own.n, own.key, own.items
print(own.n, own.items, in_thread(use), in_thread(use), own.items, Own.shared[0], len(Own.shared))
class Slots(local):
    __slots__ = 'number',
s = Slots()
s.number, s.own = 1, 2
print(in_thread(lambda: (s.number, hasattr(s, 'own'))))
class Fails(local):
    tries = 0
    def __init__(self):
        Fails.tries += 1
        if threading.current_thread() is not threading.main_thread():
            raise KeyError('init')
f = Fails()
f.x = 1
print(in_thread(lambda: f.x), in_thread(lambda: f.x), Fails.tries, f.x)

print('what the thread had goes with it')
class Noisy:
    def __init__(self, name): self.name = name
    def __del__(self): gone.append(self.name)
gone = []
in_thread(lambda: setattr(mine, 'noisy', Noisy('of the thread')))
print(gone)
mine.noisy = Noisy('of main')
in_thread(lambda: setattr(mine, 'noisy', Noisy('of another')))
print(gone)
ref = weakref.ref(mine)
del mine
gc.collect()
print(gone, ref())

print('a local that goes before its threads')
inside, outside = threading.Event(), threading.Event()
shared = [local()]
def hold():
    shared[0].value = Noisy('held')
    inside.set()
    outside.wait()
t = threading.Thread(target=hold)
t.start()
inside.wait()
shared.clear()
gc.collect()
print(gone[-1])
outside.set()
t.join()

print('many threads at once')
values, start = local(), threading.Barrier(10)
sums = []
def add(i):
    values.total = 0
    start.wait()
    for n in range(200):
        values.total += i
    sums.append(values.total)
threads = [threading.Thread(target=add, args=(i,)) for i in range(10)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(sums), hasattr(values, 'total'))
