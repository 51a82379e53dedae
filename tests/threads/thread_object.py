# Thread objects: names, states, what may be done when.
import threading
from threading import Thread


def attempt(call, *args):
    try:
        print(repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error)


def plain(thing):
    """A repr without numbers that differ at each run."""
    words = repr(thing).rstrip('>').split(' ')
    return ' '.join('N' if word.rstrip(')').isdigit() and len(word) > 3 else word for word in words)


def work(): pass


print('names')
print(Thread().name, Thread(target=work).name, Thread(target=len).name, Thread(name='given').name)
print(Thread(name=5).name, Thread(target=work, name='').name, Thread(target=lambda: 0).name)
class Callable:
    def __call__(self): pass
print(Thread(target=Callable()).name, Thread(target=Callable.__call__).name)
t = Thread(target=work)
t.name = 17
print(repr(t.name))

print('states')
gate = threading.Event()
t = Thread(target=gate.wait, name='gated')
print(t.ident, t.native_id, t.is_alive(), t.daemon, plain(t))
t.start()
print(type(t.ident), t.ident > 0, type(t.native_id), t.native_id > 0, t.is_alive(), plain(t))
attempt(t.start)
attempt(setattr, t, 'daemon', True)
t.join(0.01)
print(t.is_alive())
t.join(0)
t.join(-5)
gate.set()
t.join()
t.join()
t.join(timeout=1)
print(t.is_alive(), t.ident > 0, plain(t))
attempt(t.start)
attempt(setattr, t, 'daemon', True)

print('errors')
attempt(Thread(target=work).join)
attempt(threading.current_thread().join)
attempt(Thread, 1)
attempt(Thread, None, None, None, (), None, True)
attempt(setattr, threading.current_thread(), 'daemon', True)
for call in ['start', 'join', 'is_alive', '__repr__', 'getName', 'isDaemon']:
    class Careless(Thread):
        def __init__(self): pass
    with __import__('warnings').catch_warnings():
        __import__('warnings').simplefilter('ignore')
        attempt(lambda: getattr(Careless(), call)())
for name in ['name', 'ident', 'daemon', 'native_id']:
    attempt(lambda: getattr(Careless(), name))
attempt(setattr, Careless(), 'daemon', True)
attempt(setattr, Careless(), 'name', 'n')
attempt(setattr, t, 'ident', 5)
join_self = []
def joins_itself():
    try:
        threading.current_thread().join()
    except RuntimeError as error:
        join_self.append(str(error))
t = Thread(target=joins_itself)
t.start(), t.join()
print(join_self)

print('daemons')
print(Thread(daemon=True).daemon, Thread(daemon=False).daemon, Thread().daemon, Thread(daemon=1).daemon)
seen = []
t = Thread(target=lambda: seen.append((Thread().daemon, Thread(daemon=False).daemon)), daemon=True)
print(plain(t))
t.start(), t.join()
print(seen, plain(t))

print('arguments and run')
out = []
t = Thread(None, lambda *args, **kwargs: out.append((args, kwargs)), 'n', (1, 2), {'three': 3})
t.start(), t.join()
t = Thread(target=out.append, args=['one'])
t.start(), t.join()
print(out)
print(hasattr(t, '_target'), hasattr(t, '_args'), hasattr(t, '_kwargs'))
Thread().run()
t = Thread(target=out.append, args=(4,))
t.run()
print(out[-1], t.is_alive(), hasattr(t, '_target'))

class Result(Thread):
    result = None
    def run(self):
        if self._target is not None:
            self.result = self._target(*self._args, **self._kwargs)
    def join(self, *args):
        super().join(*args)
        return self.result
r = Result(target=sum, args=([1, 2, 3],))
r.start()
print(r.join(), r.name)

class Own(Thread):
    def __init__(self, n):
        super().__init__(name=f'own {n}')
        self.n = n
    def run(self):
        out.append((self.n, threading.current_thread() is self, self.is_alive()))
threads = [Own(i) for i in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(out[-3:]), [plain(t) for t in threads])

print('begun when start() returns')
class Begins(Thread):
    def run(self):
        order.append('run')
        pause.wait()
order, pause = [], threading.Event()
t = Begins()
t.start()
print(t.is_alive(), t in threading.enumerate(), t.ident == threading.enumerate()[-1].ident)
pause.set()
t.join()
print(t in threading.enumerate())

print('a thread is an object like others')
t = Thread(name='weak')
import weakref
ref = weakref.ref(t)
t.extra = 5
print(t == t, t != Thread(), hash(t) == hash(t), len({t, t}), ref() is t, t.extra)
del t
print(ref())
target_gone = []
class Held:
    def __del__(self): target_gone.append(True)
held = Held()
t = Thread(target=lambda h: None, args=(held,))
del held
t.start(), t.join()
print(target_gone)
