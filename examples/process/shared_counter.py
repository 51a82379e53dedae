"""A counter that two processes share, with and without a lock.

`counter.value += 1` reads shared memory, adds, and writes it back. Each process has an interpreter lock of its own, so no
GIL keeps the two apart: without a lock of their own they overwrite each other's work, on two processors really at the same
time. To make that certain even where they hardly overlap, each waits a moment between reading and writing."""
import time
from multiprocessing import Barrier, Lock, Process, RawValue

TIMES = 40


class NoLock:
    def __enter__(self):
        pass

    def __exit__(self, *error):
        pass


def count(counter, lock, together):
    together.wait()
    for _ in range(TIMES):
        with lock:
            seen = counter.value
            time.sleep(0.001)
            counter.value = seen + 1


def counted(lock):
    counter, together = RawValue('i', 0), Barrier(2)
    processes = [Process(target=count, args=(counter, lock, together)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value


def main():
    print(f'with a lock: {counted(Lock())} of {2 * TIMES}')
    print('without: less than that:', counted(NoLock()) < 2 * TIMES)


if __name__ == '__main__':
    main()
