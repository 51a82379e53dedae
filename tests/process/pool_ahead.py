# Tasks that a busy worker was sent ahead are done by another one that is idle.
from multiprocessing import Pool, Semaphore

DONE = Semaphore(0)


def work(number):
    if number == 0:  # waits for all others
        return all(DONE.acquire(True, 60) for _ in range(19))
    DONE.release()
    return number


def first_waits_for(number):
    """A task without end but for the others, which come while it runs."""
    return all(DONE.acquire(True, 60) for _ in range(number))


if __name__ == '__main__':
    with Pool(2) as pool:
        print(pool.map(work, range(20), chunksize=1))
        print(list(pool.imap(work, range(20))))
        print(sorted(pool.imap_unordered(work, range(20))))
        waiting = pool.apply_async(first_waits_for, (30,))
        results = [pool.apply_async(work, (i,)) for i in range(1, 31)]
        print(sum(result.get() for result in results), waiting.get())
    with Pool(2, maxtasksperchild=3) as pool:
        print(pool.map(work, range(20), chunksize=1))
    with Pool(1) as pool:
        print(pool.map(work, range(1, 30), chunksize=1))
        print(len(pool.map(len, [b'x' * 100000] * 30, chunksize=1)))
        pool.close()
        pool.join()
