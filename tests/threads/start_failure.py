# A thread that the system does not give: here because it has no room for its stack.
import _thread
import threading
from concurrent.futures import ThreadPoolExecutor


def attempt(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        print(type(error).__name__, error)


threading.stack_size(1 << 50)
t = threading.Thread(target=print, args=('runs later',))
attempt(t.start)
print(t.is_alive(), t.ident, threading.active_count(), threading.enumerate() == [threading.current_thread()])
attempt(t.join)
attempt(_thread.start_new_thread, print, ())
print(_thread._count())
pool = ThreadPoolExecutor(1)
attempt(pool.submit, print)
timer = threading.Timer(0, print)
attempt(timer.start)
threading.stack_size(0)
t.start()
t.join()
print(t.is_alive(), threading.active_count())
attempt(pool.submit(abs, -1).result)
timer.start()
timer.join()
