# multiprocessing.Pool: all of its calls, errors, and workers that end.
import itertools
import multiprocessing
import os
import signal
import time
from multiprocessing.pool import ThreadPool

begun = None


def square(x):
    return x * x


def pair(a, b):
    return a, b


def invert(x):
    return 1 / x


def begin(v):
    global begun
    begun = v


def show(_=None):
    return begun


def pid(_):
    time.sleep(0.01)
    return os.getpid()


def unpicklable(_):
    return lambda: 0


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        head, _, tail = str(error).partition(' at 0x')
        print(type(error).__name__, head + tail.lstrip('0123456789abcdef'), '| because of', type(error.__cause__).__name__)


def failing_source():
    yield 1
    yield 2
    raise LookupError('source')


def calls(pool):
    print(pool.map(square, range(10)), pool.map(square, []), pool.map(square, iter([1, 2]), chunksize=1))
    print(pool.starmap(pair, [(1, 2), (3, 4)]), pool.apply(pair, (1,), {'b': 2}))
    print(list(pool.imap(square, range(10))), list(pool.imap(square, range(10), chunksize=3)))
    print(sorted(pool.imap_unordered(square, range(10))), sorted(pool.imap_unordered(square, range(10), 4)))
    attempt(pool.map, invert, [1, 0, 2])
    attempt(pool.apply, invert, (0,))
    attempt(lambda: list(pool.imap(invert, [1, 0])))
    results = pool.imap(invert, [0, 2])
    attempt(next, results)
    attempt(next, results)
    attempt(next, results)
    results = pool.imap(square, failing_source())
    for _ in range(4):
        attempt(next, results)
    attempt(pool.imap, square, [], 0)
    got, failed = [], []
    first = pool.apply_async(square, (3,), callback=got.append)
    second = pool.map_async(invert, [0], error_callback=failed.append)
    third = pool.starmap_async(pair, [(1, 2)] * 3)
    first.wait()
    second.wait(10)
    print(first.get(), first.ready(), first.successful(), second.successful(), third.get(timeout=10))
    print(got, failed)
    slow = pool.apply_async(time.sleep, (0.5,))
    attempt(slow.get, timeout=0.01)
    try:
        slow.successful()
    except ValueError as error:
        print(str(error).rpartition('> ')[2])
    print(list(itertools.islice(pool.imap(square, range(1000)), 3)))
    print(pool.map(len, ['x' * 200000] * 5), [len(text) for text in pool.map(str.upper, ['x' * 200000] * 3)])


def main():
    with multiprocessing.Pool(3) as pool:
        calls(pool)
        attempt(pool.apply, unpicklable, (1,))
        attempt(pool.apply, lambda: 0)
        attempt(pool.map, lambda x: x, [1, 2])
        print(pool.apply(square, (9,)))  # the pool goes on
        attempt(lambda: __import__('pickle').dumps(pool))
    attempt(pool.map, square, [1])
    with ThreadPool(3) as pool:
        calls(pool)
        print(pool.apply(lambda: 'any function'))
    with multiprocessing.Pool(2, begin, ('begun',)) as pool:
        print(pool.map(show, range(4)), len(set(pool.map(pid, range(8), 1))) <= 2)
        pool.close()
        pool.join()
    with multiprocessing.Pool(2, maxtasksperchild=2) as pool:
        print(len(set(pool.map(pid, range(12), 1))) >= 6)
    pool = multiprocessing.Pool(2)
    results = [pool.apply_async(square, (i,)) for i in range(10)]
    pool.close()
    pool.join()
    print([result.get() for result in results], multiprocessing.active_children())
    for args in [(0,), (2, 3)]:
        attempt(multiprocessing.Pool, *args)
    attempt(multiprocessing.Pool, 1, maxtasksperchild=0)
    pool = multiprocessing.Pool(1)
    attempt(pool.join)
    pool.terminate()
    pool.join()
    pool = multiprocessing.Pool(2)  # a worker that waits for work is killed: another one comes
    os.kill(pool._pool[0].pid, signal.SIGKILL)
    time.sleep(0.3)
    print(pool.map(square, range(5)))
    pool.terminate()


if __name__ == '__main__':
    main()
