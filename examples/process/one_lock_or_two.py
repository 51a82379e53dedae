"""Work that computes: as one thread, as two threads, as two processes. The times go to stderr.

Two threads share one interpreter lock and take turns: no faster than one. Two processes have a lock each, and two
processors can hold both at the same moment. What it costs: starting them, and sending what they are to do and what they
found, which is why the pieces must not be too small.

`minipy --trace=locks.html one_lock_or_two.py` shows it: first one lock that two threads hand to and fro, then two locks that
are held at the same time. `minipy --gil-stats one_lock_or_two.py` says how many were held, on average."""
import os
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

STEPS = 3_000_000


def compute(seed):
    x = seed
    for i in range(STEPS):
        x = (x * 31 + i) % 1_000_003
    return x, os.getpid(), threading.current_thread().name


def one_after_the_other():
    return [compute(seed) for seed in (1, 2)]


def with_threads():
    with ThreadPoolExecutor(2) as executor:
        return list(executor.map(compute, (1, 2)))


def with_processes():
    with ProcessPoolExecutor(2) as executor:
        return list(executor.map(compute, (1, 2)))


def main():
    answers, first = set(), None
    for way in one_after_the_other, with_threads, with_processes:
        start = time.perf_counter()
        results = way()
        took = time.perf_counter() - start
        first = first or took
        print(f'{way.__name__:20} {took * 1000:6.0f} ms, {first / took:.2f} times as fast', file=sys.stderr)
        answers.add(tuple(x for x, _, _ in results))
        print(f'{way.__name__}: in this process: {all(pid == os.getpid() for _, pid, _ in results)}')
    print('the same answers:', len(answers) == 1)


if __name__ == '__main__':
    main()
