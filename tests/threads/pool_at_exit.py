# A pool that is not shut down finishes its calls when the program ends; it takes no new ones then.
import atexit
import threading
import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(2)


def work(i):
    time.sleep(0.005)
    with lock:
        done.append(i)
    return i


def last():
    while True:
        try:
            pool.submit(int)
        except RuntimeError as error:
            print(error)
            return
        time.sleep(0.001)


lock, done = threading.Lock(), []
for i in range(10):
    pool.submit(work, i)
pool.submit(last)
atexit.register(lambda: print('atexit', sorted(done)))
print('main ends')
