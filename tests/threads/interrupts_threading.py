# Ctrl-C ends every wait of threading, queue and concurrent.futures on the main thread, and leaves what was waited for in order.
import concurrent.futures
import os
import queue
import signal
import threading
import time


def interrupted(name, call, *arguments):
    def interrupt():
        time.sleep(0.03)
        os.kill(os.getpid(), signal.SIGINT)
    t = threading.Thread(target=interrupt)
    t.start()
    try:
        call(*arguments)
    except KeyboardInterrupt:
        print(name, 'interrupted')
    else:
        print(name, 'was not interrupted')
    t.join()


gate = threading.Event()
sleeper = threading.Thread(target=gate.wait)
sleeper.start()
event, condition, semaphore = threading.Event(), threading.Condition(), threading.Semaphore(0)
barrier, fifo, simple, future = threading.Barrier(2), queue.Queue(1), queue.SimpleQueue(), concurrent.futures.Future()
plain = threading.Condition(threading.Lock())

interrupted('Event.wait', event.wait)
interrupted('Event.wait with a timeout', event.wait, 60)
event.set()
print(event.wait())
with condition:
    interrupted('Condition.wait', condition.wait)
    interrupted('Condition.wait with a timeout', condition.wait, 60)
    interrupted('Condition.wait_for', condition.wait_for, lambda: False)
    print(condition._is_owned(), repr(condition)[-4:])
with plain:
    interrupted('Condition.wait over a Lock', plain.wait)
    print(plain._is_owned(), repr(plain)[-4:])
interrupted('Semaphore.acquire', semaphore.acquire)
interrupted('with Semaphore', semaphore.__enter__)
semaphore.release()
print(semaphore.acquire(), semaphore.acquire(False))
interrupted('Barrier.wait', barrier.wait)
print(barrier.n_waiting, barrier.broken)
interrupted('Thread.join', sleeper.join)
sleeper = threading.Thread(target=gate.wait)
sleeper.start()
interrupted('Thread.join with a timeout', sleeper.join, 60)
interrupted('Queue.get', fifo.get)
interrupted('Queue.get with a timeout', fifo.get, True, 60)
fifo.put(1)
interrupted('Queue.put', fifo.put, 2)
interrupted('Queue.join', fifo.join)
print(fifo.get(), fifo.mutex.locked())
interrupted('SimpleQueue.get', simple.get)
simple.put(1)
print(simple.get())
interrupted('Future.result', future.result)
interrupted('Future.exception with a timeout', future.exception, 60)
interrupted('wait', concurrent.futures.wait, [future])
interrupted('as_completed', list, concurrent.futures.as_completed([future]))
future.set_result(1)
print(future.result())
gate.set()

# A handler that returns lets the wait go on, for the time that is left.
signal.signal(signal.SIGINT, lambda number, frame: print('handled'))
event = threading.Event()
start = time.monotonic()
interrupted('Event.wait', event.wait, 0.1)
print(time.monotonic() - start >= 0.1)
with condition:
    start = time.monotonic()
    interrupted('Condition.wait', condition.wait, 0.1)
    print(time.monotonic() - start >= 0.1, condition._is_owned())
interrupted('Semaphore.acquire', semaphore.acquire, True, 0.1)
interrupted('SimpleQueue.get', lambda: simple.put(1) or simple.get() and time.sleep(0.05))

# A handler may do what the waiting thread waits for.
signal.signal(signal.SIGINT, lambda number, frame: simple.put('from the handler'))
interrupted('SimpleQueue.get', lambda: print(simple.get()))
signal.signal(signal.SIGINT, lambda number, frame: event.set())
interrupted('Event.wait', lambda: print(event.wait()))
signal.signal(signal.SIGINT, lambda number, frame: semaphore.release())
interrupted('Semaphore.acquire', lambda: print(semaphore.acquire()))
