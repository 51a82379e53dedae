# Locks, semaphores, conditions, events and barriers between processes.
import multiprocessing
import os
import threading
import time
from multiprocessing import Barrier, BoundedSemaphore, Condition, Event, Lock, Pipe, Process, RLock, Semaphore, Value


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


def hold(lock, taken, give_back):
    with lock:
        taken.set()
        give_back.wait()


def add(lock, value, count):
    for _ in range(count):
        with lock:
            value.value += 1


def wait_for(condition, conn, timeout):
    with condition:
        conn.send('waits')
        conn.send(condition.wait(timeout))


def pass_barrier(barrier, conn):
    try:
        for _ in range(3):
            index = barrier.wait(10)
        conn.send(index in range(3))
        conn.send(barrier.wait(10))
    except threading.BrokenBarrierError:
        conn.send('broken')


def run(target, *args):
    process = Process(target=target, args=args)
    process.start()
    return process


def main():
    for lock in Lock(), RLock():
        print(lock)
        with lock:
            print(lock, lock.acquire(False) if isinstance(lock, type(RLock())) else lock.acquire(timeout=0.01))
            if isinstance(lock, type(RLock())):
                print(lock)
                lock.release()
        taken, give_back = Event(), Event()
        process = run(hold, lock, taken, give_back)
        taken.wait()
        print(lock, lock.acquire(False), lock.acquire(True, 0.01))
        if isinstance(lock, type(RLock())):
            attempt(lock.release)
        give_back.set()
        print(lock.acquire(timeout=10), lock.release())
        attempt(lock.release)
        process.join()
        value = Value('i', lock=False)
        for process in [run(add, lock, value, 500) for _ in range(3)]:
            process.join()
        print(value.value)
    thread = threading.Thread(target=lambda: print(lock.acquire(False), lock))
    thread.start()
    thread.join()

    semaphore, bounded = Semaphore(2), BoundedSemaphore(1)
    print(semaphore, bounded, semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.get_value())
    semaphore.release()
    print(semaphore, semaphore.acquire(timeout=-1), semaphore.acquire(True, 0))
    attempt(bounded.release)
    with bounded:
        print(bounded)

    condition = Condition()
    print(condition)
    attempt(condition.wait)
    attempt(condition.notify)
    ours, theirs = Pipe()
    processes = [run(wait_for, condition, theirs, 10) for _ in range(3)]
    print([ours.recv() for _ in range(3)])
    with condition:
        print(condition)
        condition.notify()
    print(ours.recv(), ours.poll(0.05))
    with condition:
        condition.notify_all()
    print(ours.recv(), ours.recv())
    processes.append(run(wait_for, condition, theirs, 0.05))
    print(ours.recv(), ours.recv())
    for process in processes:
        process.join()
    with condition:
        print(condition.wait(0.01), condition.wait_for(lambda: False, 0.01), condition.wait_for(lambda: 5), condition)
        with condition:
            print(condition.wait(0.01))  # taken twice

    event = Event()
    print(event.is_set(), event.wait(0.01), event.set(), event.wait(), event.clear(), event.is_set())
    print(repr(event).rpartition(' ')[2], repr(Event())[:9])

    barrier = Barrier(3)
    processes = [run(pass_barrier, barrier, theirs) for _ in range(2)]
    print(sorted([barrier.wait(10) for _ in range(3)]) != [], ours.recv(), ours.recv(), barrier.parties, barrier.broken)
    while barrier.n_waiting < 2:
        time.sleep(0.01)
    barrier.abort()
    print(ours.recv(), ours.recv(), barrier.broken)
    attempt(barrier.wait)
    for process in processes:
        process.join()
    barrier.reset()
    print(barrier.broken, barrier.n_waiting)
    attempt(barrier.wait, 0.01)
    done = []
    with_action = Barrier(1, action=lambda: done.append(1))
    print(with_action.wait(), done)
    attempt(Barrier(1, action=lambda: 1 / 0).wait)


if __name__ == '__main__':
    main()
