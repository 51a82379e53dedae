# The module sched, with a clock of its own and with the real one.
import sched
import threading
import time


def attempt(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except BaseException as error:
        print(f'{type(error).__name__}: {error}')


now = 0
def clock(): return now
def delay(n):
    global now
    print(f'delay {n}', end='; ')
    now += n


s = sched.scheduler(clock, delay)
a = s.enter(5, 1, print, ('a',))
b = s.enterabs(3, 2, print, argument=('b',), kwargs={'end': '!\n'})
c = s.enterabs(3, 1, print, ('c', 'd'))
print(a, a._fields)
print(a < b, a == b, a > b, b <= c, s.queue == [c, b, a], s.empty())
print(s.run(blocking=False))
now = 3
print(s.run(False))
print(s.run(), s.empty(), s.queue)
e = s.enter(1, 1, print)
print(e.argument, e.kwargs, s.cancel(e), s.empty())
attempt(s.cancel, e)
attempt(s.enter)
s.enter(1, 1, 5)
attempt(s.run)
print(s.queue)
def again(n):
    print('again', n, now)
    if n:
        s.enter(1, 1, again, (n - 1,))
s.enter(1, 1, again, (3,))
s.run()
def boom(): raise KeyError('x')
s.enter(1, 1, boom)
s.enter(2, 1, print, ('after',))
attempt(s.run)
print(len(s.queue))
s.run()
x, y, z = (s.enterabs(1, 1, print, (i,)) for i in 'xyz')
print(x < y, x == y, x.sequence < y.sequence)
s.cancel(y)
s.run()
s.enterabs(2, 1, lambda: s.cancel(second))
second = s.enterabs(2, 2, print, ('cancelled',))
s.run()

print()
real = sched.scheduler()
print(real.timefunc is time.monotonic, real.delayfunc is time.sleep, sched.__all__)
start, seen = time.monotonic(), []
for i in (3, 1, 2):
    real.enter(i / 100, 1, seen.append, (i,))
real.run()
print(seen, time.monotonic() - start > 0.025)
class Stop(Exception): pass
def stop(): raise Stop
real.enter(0.3, 1, stop)
t = threading.Thread(target=lambda: real.enter(0.01, 1, seen.append, ('from another thread',)))
t.start(), t.join()
try:
    real.run()
except Stop:
    print(seen[3:])
