# os.fork() while other threads run: the child has only the thread that forked.
import os
import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def child(call):
    """Run the call in a child process, print what it prints, and its status."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            call()
            status = 0
        finally:
            sys.stdout.flush()
            os._exit(status)
    print('status', os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def plain(thing):
    words = repr(thing).rstrip('>').split(' ')
    return ' '.join('N' if word.rstrip(')').isdigit() and len(word) > 3 else word for word in words)


gate = threading.Event()
held = threading.Lock()
held.acquire()
def wait():
    with lock:
        gate.wait()
lock = threading.Lock()
threads = [threading.Thread(target=gate.wait, name='waits'), threading.Thread(target=wait, name='holds')]
for t in threads: t.start()
while not lock.locked(): time.sleep(0.001)


def look():
    main = threading.main_thread()
    print(threading.enumerate() == [main], threading.active_count(), main is threading.current_thread(), plain(main))
    print(main.ident == threading.get_ident(), threading.get_native_id() == os.getpid())
    for t in threads:
        print(plain(t), t.is_alive(), t.join(), t.join(1))
    print('locks stay as they were:', lock.locked(), lock.acquire(False), held.locked(), gate.is_set())
    gate.set()
    held.release()
    print(gate.wait(), held.acquire(timeout=1))


def threads_in_child():
    out = queue.Queue()
    t = threading.Thread(target=lambda: out.put(threading.current_thread().name), name='of the child')
    t.start()
    print(out.get(), t.join(), t.is_alive(), threading.active_count())
    with ThreadPoolExecutor(2) as pool:
        print(list(pool.map(abs, [-1, -2])))
    condition = threading.Condition()
    with condition:
        print(condition.wait(0.01))


child(look)
child(threads_in_child)
print('the parent goes on:', threading.active_count(), [t.is_alive() for t in threads])

print('from another thread')
def forks():
    def look():
        main = threading.main_thread()
        print(main is threading.current_thread(), main.name, threading.active_count(), main.is_alive())
        print(old_main is main, old_main.is_alive(), plain(old_main).split(',')[0])
    old_main = threading.main_thread()
    child(look)
    child(threads_in_child)
t = threading.Thread(target=forks, name='forks')
t.start(), t.join()

print('a child that ends by itself waits for its own threads')
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    threading.Thread(target=lambda: (time.sleep(0.02), print('thread of the child'))).start()
    print('main of the child ends')
    sys.exit(4)
print('status', os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

print('a pool with idle threads')
pool = ThreadPoolExecutor(2)
print(pool.submit(abs, -1).result())
def use_new():
    with ThreadPoolExecutor(1) as mine:
        print(mine.submit(abs, -3).result())
child(use_new)
print(pool.submit(abs, -2).result())
pool.shutdown()

gate.set()
for t in threads: t.join()
