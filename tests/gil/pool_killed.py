# A worker that is killed takes the task with it that it had begun; those it was sent ahead are done by others.
import os
import signal
from multiprocessing import Pool, Semaphore
from multiprocessing.context import ProcessError

DONE = Semaphore(0)


def work(number):
    if number == 0:  # dies when others have been sent ahead to its worker
        DONE.acquire(True, 60)
        os.kill(os.getpid(), signal.SIGKILL)
    DONE.release()
    return number, b'x' * 300000


if __name__ == '__main__':
    with Pool(2) as pool:
        results = [pool.apply_async(work, (number,)) for number in range(30)]
        try:
            results[0].get(60)
        except ProcessError as error:
            print(error)
        others = [result.get(60) for result in results[1:]]
        print([number for number, _ in others], sum(len(data) for _, data in others))
        print(len(pool._pool), pool.map(abs, range(-5, 0), chunksize=1))
    with Pool(1) as pool:
        results = [pool.apply_async(os._exit, (3,)), *[pool.apply_async(abs, (-number,)) for number in range(10)]]
        try:
            results[0].get(60)
        except ProcessError as error:
            print(error)
        print([result.get(60) for result in results[1:]])
