# Ctrl-C ends what the main thread waits in: a lock, a sleep, a read, a write, a wait for a child; other threads go on waiting.
import _thread
import os
import select
import signal
import time


def interrupt_later():
    time.sleep(0.03)
    os.kill(os.getpid(), signal.SIGINT)


def interrupted(name, call, *arguments):
    try:
        _thread.start_new_thread(interrupt_later, ())
        call(*arguments)
    except KeyboardInterrupt:
        print(name, 'interrupted')
    else:
        print(name, 'was not interrupted')


def fill(writer):
    while True:
        os.write(writer, b'x' * 65536)


lock = _thread.allocate_lock()
lock.acquire()
rlock = _thread.RLock()
_thread.start_new_thread(rlock.acquire, ())
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    signal.pause()
    os._exit(0)
interrupted('lock.acquire', lock.acquire)
interrupted('lock.acquire with a timeout', lock.acquire, True, 5)
interrupted('with lock', lock.__enter__)
interrupted('RLock of another thread', rlock.acquire)
interrupted('time.sleep', time.sleep, 5)
interrupted('os.read', os.read, reader, 1)
interrupted('file.readline', open(os.dup(reader)).readline)
interrupted('os.write', fill, writer)
interrupted('select', select.select, [], [], [], 5)
interrupted('os.waitpid', os.waitpid, child, 0)
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)

# A handler that returns lets the call go on, for the time that is left.
signal.signal(signal.SIGINT, lambda number, frame: print('handled'))
start = time.monotonic()
_thread.start_new_thread(interrupt_later, ())
print(lock.acquire(True, 0.5), time.monotonic() - start >= 0.5)
_thread.start_new_thread(interrupt_later, ())
start = time.monotonic()
time.sleep(0.5)
print(time.monotonic() - start >= 0.5)

# Another thread that waits is not interrupted; the handler runs on the main thread.
waited = []


def wait():
    waited.append(lock.acquire(True, 0.3))


def handler(number, frame):
    print('in the main thread:', _thread.get_ident() == main)


main = _thread.get_ident()
signal.signal(signal.SIGINT, handler)
_thread.start_new_thread(wait, ())
_thread.start_new_thread(interrupt_later, ())
time.sleep(1)
print(waited)

# A signal for one thread comes to the main thread's handler too.
idle = _thread.start_new_thread(time.sleep, (1,))
time.sleep(0.01)
signal.pthread_kill(idle, signal.SIGINT)
time.sleep(0.1)
_thread.interrupt_main()
