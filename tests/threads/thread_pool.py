# concurrent.futures.ThreadPoolExecutor.
import concurrent.futures as cf
import gc
import io
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor


def attempt(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except BaseException as error:
        print(f'{type(error).__module__}.{type(error).__name__}: {error}')


print('submit')
with ThreadPoolExecutor(2) as pool:
    print(pool.submit(pow, 2, 10).result(), pool.submit(dict, a=1, fn=2, self=3).result())
    attempt(pool.submit(lambda: 1 / 0).result)
    print(type(pool.submit(lambda: 1 / 0).exception()).__name__)
    attempt(pool.submit(5).result)
    attempt(pool.submit)
    attempt(pool.submit(sys.exit, 3).result)
    print(sorted(f.result() for f in [pool.submit(abs, -i) for i in range(100)]) == list(range(100)))
attempt(pool.submit, print)
attempt(pool.map, print, [1])
print(pool.shutdown(), pool.shutdown(wait=False))

print('threads')
def me():
    t = threading.current_thread()
    return t.name, t.daemon, t.is_alive(), threading.main_thread() is t
pool = ThreadPoolExecutor(1)
print(pool.submit(me).result(), threading.active_count())
pool.shutdown()
print(threading.active_count())
with ThreadPoolExecutor(thread_name_prefix='given', max_workers=3) as pool:
    gate = threading.Barrier(3)
    names = [pool.submit(lambda: (gate.wait(60), threading.current_thread().name)[1]) for _ in range(3)]
    print(sorted(f.result() for f in names), threading.active_count())
with ThreadPoolExecutor(5) as pool:
    for _ in range(20):
        pool.submit(time.sleep, 0).result()
        time.sleep(0.001)
    print(threading.active_count(), 'idle threads are used again')
print(ThreadPoolExecutor()._max_workers == min(32, __import__('os').cpu_count() + 4))
for args in [(0,), (-1,), ('a',), (1, '', 5), (1, 2, 3, 4, 5)]:
    attempt(ThreadPoolExecutor, *args)

print('map')
with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(pow, [1, 2, 3], [2, 2, 2, 2])), list(pool.map(abs, [])), list(pool.map(pow)), list(pool.map(abs, (-1,), timeout=60, chunksize=3)))
    attempt(lambda: list(pool.map(lambda x: 1 / x, [1, 0, 3])))
    results = pool.map(lambda x: 1 / x, [4, 0, 2])
    print(next(results), type(results).__name__)
    attempt(next, results)
    attempt(next, results)
    slow = pool.map(time.sleep, [0.1], timeout=0.01)
    attempt(next, slow)
    order = list(pool.map(lambda i: (time.sleep(0.002 * (5 - i)), i)[1], range(6)))
    print(order)
    results = pool.map(abs, range(-50, 0))
    print(next(results), next(results))
    results.close()

print('cancelling')
gate = threading.Event()
pool = ThreadPoolExecutor(1)
running = pool.submit(gate.wait)
waiting = [pool.submit(print, 'never') for _ in range(5)]
while not running.running(): time.sleep(0.001)
print(running.cancel(), waiting[0].cancel(), waiting[0].cancelled(), waiting[1].done())
pool.shutdown(wait=False, cancel_futures=True)
print([f.cancelled() for f in waiting], running.done())
gate.set()
print(running.result(), pool.shutdown(wait=True))
attempt(waiting[1].result)
pool = ThreadPoolExecutor(1)
gate = threading.Event()
fs = [pool.submit(gate.wait), pool.submit(int, 5)]
pool.shutdown(wait=False)
gate.set()
print([f.result() for f in fs], 'what was submitted before runs')

print('initializer')
local = threading.local()
def init(*args): local.args = args
with ThreadPoolExecutor(2, initializer=init, initargs=(1, 'two')) as pool:
    print(list(pool.map(lambda _: local.args, range(3))))
before, sys.stderr = sys.stderr, io.StringIO()
pool = ThreadPoolExecutor(2, initializer=lambda: 1 / 0)
f = pool.submit(print)
attempt(f.result)
attempt(pool.submit, print)
pool.shutdown()
text, sys.stderr = sys.stderr.getvalue(), before
print(text.splitlines()[0], text.splitlines()[-1])
from concurrent.futures.thread import BrokenThreadPool
print(BrokenThreadPool.__mro__[1:3])

print('context manager')
with ThreadPoolExecutor(1) as pool:
    f = pool.submit(time.sleep, 0.02)
print(f.done())
try:
    with ThreadPoolExecutor(1) as pool:
        f = pool.submit(time.sleep, 0.02)
        raise KeyError('x')
except KeyError:
    print(f.done())

print('a pool that nobody holds ends')
pool = ThreadPoolExecutor(1)
pool.submit(int).result()
thread = [t for t in threading.enumerate() if t is not threading.main_thread()][0]
ref = weakref.ref(pool)
del pool
thread.join(60)
print(ref(), thread.is_alive(), threading.active_count())

print('what a call held goes when it is done')
class Thing: pass
thing = Thing()
ref = weakref.ref(thing)
with ThreadPoolExecutor(1) as pool:
    f = pool.submit(lambda t: None, thing)
    del thing
    f.result()
    while ref() is not None: time.sleep(0.001)
    print(ref())

print('Executor')
e = cf.Executor()
attempt(e.submit, print)
attempt(e.map, print, [1])
print(e.shutdown(), e.__enter__() is e, e.__exit__(None, None, None))
class Now(cf.Executor):
    def submit(self, fn, /, *args, **kwargs):
        f = cf.Future()
        f.set_result(fn(*args, **kwargs))
        return f
with Now() as now:
    print(list(now.map(pow, [2, 3], [3, 2])))

print('calls that submit calls')
with ThreadPoolExecutor(4) as pool:
    def tree(n):
        return [n] if n == 0 else [n, pool.submit(tree, n - 1)]
    result, f = [], pool.submit(tree, 3)
    while True:
        part = f.result()
        result.append(part[0])
        if len(part) == 1: break
        f = part[1]
    print(result)
