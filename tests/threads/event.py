# threading.Event.
import threading
import time
from threading import Event


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__name__, error)


e = Event()
print(repr(e)[:19], repr(e)[-8:], e.is_set(), e.clear(), e.set(), e.is_set(), repr(e)[-6:])
print(e.wait(), e.wait(0), e.wait(-1), e.wait(timeout=5), e.set(), e.clear(), e.is_set())
print(e.wait(0), e.wait(-1), e.wait(0.01), e.wait(timeout=0.01), e.wait(1e-9))
for timeout in ['a', 10**20, 1e20, float('inf'), float('nan'), [], -10**30]:
    attempt(e.wait, timeout)

out = []
def wait(i):
    out.append((i, e.wait()))
threads = [threading.Thread(target=wait, args=(i,)) for i in range(5)]
for t in threads: t.start()
print(out)
e.set()
for t in threads: t.join()
print(sorted(out))

e = Event()
threads = [threading.Thread(target=wait, args=(i,)) for i in range(5)]
out = []
for t in threads: t.start()
time.sleep(0.01)
e.set(), e.clear()  # those that waited were woken
while len(out) < 5 and any(t.is_alive() for t in threads):
    time.sleep(0.01)
print(sorted(out), e.is_set())

start = time.monotonic()
print(e.wait(0.05), 0.04 < time.monotonic() - start < 5)
threading.Timer(0.02, e.set).start()
print(e.wait(60), time.monotonic() - start < 30)

ping, pong, turns = Event(), Event(), []
def other():
    for i in range(500):
        ping.wait()
        ping.clear()
        turns.append('other')
        pong.set()
t = threading.Thread(target=other)
t.start()
for i in range(500):
    turns.append('main')
    ping.set()
    pong.wait()
    pong.clear()
t.join()
print(turns == ['main', 'other'] * 500)

class Named(Event):
    def __init__(self, name):
        super().__init__()
        self.name = name
    def set(self):
        print('set', self.name)
        super().set()
n = Named('n')
n.set()
print(n.wait(), repr(n)[:15], isinstance(n, Event))
