# Pools that are terminated while workers are used up and new ones start: none is left.
import multiprocessing
import os
import time


def pid(x):
    return os.getpid()


def main():
    left = []
    for i in range(20):
        with multiprocessing.Pool(2, maxtasksperchild=1) as pool:
            pool.map_async(pid, range(30), 1)
            time.sleep(0.002 * (i % 10))
        left += multiprocessing.active_children()
    print(left)


if __name__ == '__main__':
    main()
