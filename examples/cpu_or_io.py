"""Threads help work that waits, not work that computes.

Two pieces of each kind, first one after the other, then in two threads. While a thread waits (for the network, a disk, a
sleep) it gives the GIL up, so two waits pass at the same time. Two computations need the lock all the time, so together
they take as long as one after the other. Run it with --gil-stats, or --trace=timeline.html, to see who had the lock."""
import threading
import time


def compute():
    x = 1
    for i in range(300_000):
        x = (x * 31 + i) % 1_000_003


def wait():
    time.sleep(0.1)


def one_after_the_other(piece):
    start = time.perf_counter()
    piece()
    piece()
    return time.perf_counter() - start


def in_threads(piece):
    start = time.perf_counter()
    threads = [threading.Thread(target=piece) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def shortest(way, piece):
    """Other programs can only make it longer."""
    return min(way(piece) for _ in range(5))


def main():
    for name, piece in (('waiting', wait), ('computing', compute)):
        gain = shortest(one_after_the_other, piece) / shortest(in_threads, piece)
        print(f'{name}: threads are about twice as fast:', gain > 1.5)


main()
