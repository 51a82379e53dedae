# concurrent.futures.Future: states, results, errors, callbacks.
import concurrent.futures as cf
import gc
import io
import sys
import threading
import time
import weakref
from concurrent.futures import Future


def attempt(call, *args, **kwargs):
    try:
        print(plain(call(*args, **kwargs)))
    except BaseException as error:
        print(f'{type(error).__module__}.{type(error).__name__}:', plain(str(error)))


def plain(thing):
    text = thing if isinstance(thing, str) else repr(thing)
    return ' '.join('ADDRESS' if word.startswith('0x') else word for word in text.split(' '))


print('pending')
f = Future()
print(plain(f), f.cancelled(), f.running(), f.done())
for timeout in [0, 0.01, -1]:
    attempt(f.result, timeout)
    attempt(f.exception, timeout)
attempt(f.result, timeout='a')
print('running')
print(f.set_running_or_notify_cancel(), plain(f), f.running(), f.done(), f.cancel(), f.cancelled())
attempt(f.result, 0)
print('finished')
print(f.set_result([5]), plain(f), f.running(), f.done(), f.cancel(), f.result(), f.result(0), f.exception())
attempt(f.set_result, 6)
attempt(f.set_exception, KeyError())
print('cancelled')
f = Future()
print(f.cancel(), plain(f), f.cancel(), f.cancelled(), f.done(), f.running())
attempt(f.result)
attempt(f.exception, 0)
attempt(f.set_result, 1)
print(f.set_running_or_notify_cancel(), plain(f), f.cancel(), f.cancelled())
attempt(f.result)
attempt(f.set_exception, KeyError())
print('raised')
f = Future()
error = ValueError('text')
print(f.set_exception(error), plain(f), f.exception() is error, f.exception(0) is error, f.done())
attempt(f.result)
f = Future()
f.set_exception(KeyError)
print(plain(f), f.exception())
attempt(f.result)
f = Future()
f.set_exception(None)
print(plain(f), f.result(), f.exception())
f = Future()
f.set_exception(SystemExit(3))
attempt(f.result)
print(cf.TimeoutError is TimeoutError, cf.CancelledError.__mro__[1:3], cf.BrokenExecutor.__mro__[1], Future[int])

print('what is told on stderr')
def stderr_of(call, *args):
    before, sys.stderr = sys.stderr, io.StringIO()
    try:
        attempt(call, *args)
        text = sys.stderr.getvalue()
    finally:
        sys.stderr = before
    lines = [line for line in text.splitlines() if not line.startswith(' ')]
    print([' '.join('N' if word.isdigit() and len(word) > 5 else word for word in plain(line).split(' '))
           for line in lines])
f = Future()
f.set_running_or_notify_cancel()
stderr_of(f.set_running_or_notify_cancel)
f.set_result(1)
stderr_of(f.set_running_or_notify_cancel)

print('callbacks')
f, log = Future(), []
for i in range(3):
    f.add_done_callback(lambda future, i=i: log.append((i, future is f, future.result())))
f.set_result('r')
print(log)
f.add_done_callback(lambda future: log.append('late'))
print(log[3:])
f = Future()
f.add_done_callback(lambda future: log.append(future.cancelled()))
f.cancel()
f.cancel()
print(log[4:])
def bad(future): raise KeyError('callback')
f = Future()
f.add_done_callback(bad)
f.add_done_callback(lambda future: log.append('after bad'))
stderr_of(f.set_result, 1)
stderr_of(f.add_done_callback, bad)
stderr_of(f.add_done_callback, 5)
print(log[5:])
f = Future()
def cancels(future): log.append(future.cancel())
f.add_done_callback(cancels)
f.set_result(1)
print(log[6:])

print('waiting threads')
f, out = Future(), []
threads = [threading.Thread(target=lambda: out.append(f.result(60))) for _ in range(4)]
for t in threads: t.start()
f.set_result('all')
for t in threads: t.join()
print(out)
f = Future()
def waits():
    try:
        f.result(60)
    except cf.CancelledError:
        out.append('cancelled')
t = threading.Thread(target=waits)
t.start()
f.cancel()
t.join()
print(out[4:])
start = time.monotonic()
attempt(Future().result, 0.05)
print(0.04 < time.monotonic() - start < 5)

print('no cycles')
class Thing: pass
gc.disable()
f, thing = Future(), Thing()
f.thing = thing
f.set_exception(ValueError())
try:
    f.result()
except ValueError:
    pass
ref = weakref.ref(thing)
del f, thing
print(ref())

class Sub(Future):
    pass
print(plain(Sub()), isinstance(Sub(), Future))
