"""The kitchen with two cooks: processes instead of threads.

kitchen.py has one cook whose hands are a lock, and threads that hand the lock around. Two cooks are two processes: each has
hands of its own, and what they share - the stoves, the list of lunches still to make, the table - has to be shared on
purpose: a Semaphore, a Queue, a Value. Nothing else that one cook does is seen by the other.

A minute is a millisecond here."""
import queue
import time
from multiprocessing import Process, Queue, Semaphore, Value

MINUTE = 0.001
HANDS, STOVE = 20, 30  # minutes of work, and of boiling, for each lunch
FRIENDS = 10


def cook(orders, stoves, served):
    made = 0  # of this cook alone: the other one has a variable of the same name
    while True:
        try:
            orders.get(timeout=0.5)
        except queue.Empty:
            return
        time.sleep(HANDS * MINUTE)
        with stoves:
            time.sleep(STOVE * MINUTE)
        made += 1
        with served.get_lock():
            served.value += 1


def kitchen(cooks, fires):
    orders, stoves, served = Queue(), Semaphore(fires), Value('i', 0)
    for friend in range(FRIENDS):
        orders.put(friend)
    start = time.perf_counter()
    processes = [Process(target=cook, args=(orders, stoves, served), name=f'cook {i}') for i in range(cooks)]
    for process in processes:
        process.start()
    while served.value < FRIENDS:
        time.sleep(MINUTE)
    took = (time.perf_counter() - start) / MINUTE
    for process in processes:
        process.join()
    return took


def main():
    for cooks, fires, at_least in (1, 2, 500), (2, 2, 250), (2, 1, 300):
        took = kitchen(cooks, fires)
        print(f'{cooks} cook(s), {fires} stove(s): at least {at_least} minutes:', took >= at_least)


if __name__ == '__main__':
    main()
