# ProcessPoolExecutor: results, errors, workers that end.
import multiprocessing
import os
import sys
import time
from concurrent.futures import ALL_COMPLETED, ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool

state = None


def square(x):
    return x * x


def fail(x):
    raise KeyError(x)


def end():
    os._exit(3)


def begin(v):
    global state
    state = v


def show():
    return state


def unpicklable():
    return lambda: 0


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        text = str(error).partition(' at 0x')[0]
        print(type(error).__name__, text, '| because of', type(error.__cause__).__name__)


def main():
    with ProcessPoolExecutor(2) as executor:
        print(executor.submit(square, 3).result(), executor.submit(pow, 2, exp=5).result())
        print(list(executor.map(square, range(10))), list(executor.map(pow, [2, 3], [3, 2], chunksize=5)))
        attempt(executor.submit(fail, 'key').result)
        attempt(executor.submit(lambda: 0).result)
        attempt(executor.submit(unpicklable).result)
        attempt(executor.submit(square, 4).result)  # the pool goes on
        attempt(lambda: list(executor.map(fail, [1, 2])))
        attempt(lambda: list(executor.map(square, [1], chunksize=0)))
        attempt(executor.submit(sys.exit, 5).result)
        futures = [executor.submit(square, i) for i in range(20)]
        print(sorted(future.result() for future in as_completed(futures)) == [i * i for i in range(20)])
        done, rest = wait([executor.submit(time.sleep, 0.05) for _ in range(4)], return_when=ALL_COMPLETED)
        print(len(done), len(rest))
        slow = [executor.submit(time.sleep, 0.2) for _ in range(8)]
        print(slow[7].cancel(), slow[7].cancelled())
    attempt(executor.submit, square, 1)
    with ProcessPoolExecutor(1, initializer=begin, initargs=('begun',)) as executor:
        print(executor.submit(show).result(), executor.submit(os.getpid).result() != os.getpid())
    executor = ProcessPoolExecutor(2)
    print([executor.submit(square, 2).result()])
    attempt(executor.submit(end).result)
    attempt(executor.submit, square, 1)
    executor.shutdown()
    executor = ProcessPoolExecutor(2)
    futures = [executor.submit(time.sleep, 0.1) for _ in range(10)]
    executor.shutdown(cancel_futures=True)
    print(sum(future.cancelled() for future in futures) >= 5, all(future.done() for future in futures))
    for kwargs in [{'max_workers': 0}, {'initializer': 3}, {'max_tasks_per_child': 0}, {'max_tasks_per_child': 'x'},
                   {'max_tasks_per_child': 1, 'mp_context': multiprocessing.get_context('fork')}]:
        attempt(ProcessPoolExecutor, **kwargs)
    print(issubclass(BrokenProcessPool, RuntimeError))
    left = ProcessPoolExecutor(1)
    left.submit(print, 'done although nobody waits', flush=True)


if __name__ == '__main__':
    main()
