# What is known of all threads: enumerate, active_count, current_thread, main_thread; threads that _thread started.
import _thread
import threading
import time


def plain(thing):
    words = repr(thing).rstrip('>').split(' ')
    return ' '.join('N' if word.rstrip(')').isdigit() and len(word) > 3 else word for word in words)


main = threading.main_thread()
print(plain(main), main is threading.current_thread(), main.name, main.daemon, main.is_alive(), type(main).__name__)
print(main.ident == threading.get_ident(), main.native_id == threading.get_native_id())
print(threading.active_count(), [t.name for t in threading.enumerate()])

gate = threading.Event()
threads = [threading.Thread(target=gate.wait, name=f't{i}') for i in range(3)]
print(threading.active_count())
for t in threads: t.start()
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
print(len({t.ident for t in threading.enumerate()}), len({t.native_id for t in threading.enumerate()}))
gate.set()
for t in threads: t.join()
print(threading.active_count(), threading.enumerate() == [main])

seen = []
def look():
    me = threading.current_thread()
    seen.append((me.name, me is t, me.ident == threading.get_ident(), me.native_id == threading.get_native_id(),
                 threading.main_thread() is main, me in threading.enumerate(), threading.active_count()))
t = threading.Thread(target=look, name='looking')
t.start(), t.join()
print(seen)

print('threads that _thread started')
done = threading.Event()
def raw():
    global dummy
    dummy = threading.current_thread()
    out.append((plain(dummy), dummy.daemon, dummy.is_alive(), dummy is threading.current_thread(),
                dummy.ident == threading.get_ident(), dummy in threading.enumerate(), threading.active_count()))
    done.set()
out = []
_thread.start_new_thread(raw, ())
done.wait()
for line in out: print(line)
print(type(dummy).__name__, isinstance(dummy, threading.Thread), dummy.is_alive())
try:
    dummy.join()
except AssertionError as error:
    print(error)
ended = _thread.allocate_lock()
ended.acquire()
print(isinstance(_thread.start_new_thread(ended.release, ()), int), ended.acquire())
for args in [(1, ()), (print, []), (print, (), 5), (print,)]:
    try:
        _thread.start_new_thread(*args)
    except TypeError as error:
        print(error)
results = []
_thread.start_new_thread(lambda *args, **kwargs: (results.append((args, kwargs)), ended.release()), (1, 2), {'k': 3})
ended.acquire()
print(results)
def leaves():
    try:
        _thread.exit()
    except SystemExit as error:
        results.append(repr(error))
    ended.release()
    _thread.exit()
_thread.start_new_thread(leaves, ())
ended.acquire()
print(results[1:], _thread.LockType is type(ended), _thread.error is RuntimeError)

print('stack sizes')
print(threading.stack_size(), threading.stack_size(256 * 1024), threading.stack_size())
def deep(n): return n and 1 + deep(n - 1)
t = threading.Thread(target=lambda: results.append(deep(200)))
t.start(), t.join()
print(results[-1], threading.stack_size(0), threading.stack_size())
for size in [1, -1, 'a', 2**70, 32767]:
    try:
        threading.stack_size(size)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
