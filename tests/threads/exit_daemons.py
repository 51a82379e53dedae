# Daemon threads that run, wait and hold locks do not keep a program from ending.
import queue
import sys
import threading
import time

lock = threading.Lock()


def spin():
    while True:
        pass


def hold():
    with lock:
        held.set()
        time.sleep(100)


def make_garbage():
    while True:
        [{'a': [i]} for i in range(10)]


held = threading.Event()
for target in [spin, hold, lock.acquire, queue.Queue().get, queue.SimpleQueue().get, threading.Event().wait,
               make_garbage, sys.stdin.readline, lambda: threading.Barrier(2).wait(), lambda: time.sleep(100)]:
    threading.Thread(target=target, daemon=True).start()
held.wait()
time.sleep(0.02)


class AtEnd:
    def __del__(self):
        print('freed at the end')


at_end = AtEnd()
print('main ends')
