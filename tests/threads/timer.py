# threading.Timer.
import threading
import time
from threading import Timer

out = []
t = Timer(0.01, out.append, ['one'])
print(t.interval, t.function == out.append, t.args, t.kwargs, t.daemon, t.is_alive(), t.finished.is_set())
t.start()
t.join()
print(out, t.finished.is_set(), t.is_alive())
t = Timer(0.01, lambda *args, **kwargs: out.append((args, kwargs)), (1,), {'two': 2})
t.start()
t.join()
print(out[1])
t = Timer(100, out.append, ['never'])
t.start()
print(t.is_alive())
t.cancel()
t.join()
print(out[2:], t.finished.is_set())
t.cancel()
t = Timer(0, out.append, ['at once'])
t.start(), t.join()
print(out[2:])
t = Timer(0.01, out.append, ['cancelled before start'])
t.cancel()
t.start(), t.join()
print(out[3:])
start = time.monotonic()
t = Timer(0.05, lambda: out.append(time.monotonic() - start > 0.04))
t.start(), t.join()
print(out[3:])
t.name = 'renamed'
print(t.name, issubclass(Timer, threading.Thread), repr(Timer(1, print))[:14])
threading.excepthook = lambda args: print(args.exc_type.__name__, args.exc_value, args.thread is t)
t = Timer(0, lambda: 1 / 0)
t.start(), t.join()
print(t.finished.is_set())
