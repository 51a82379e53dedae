"""Who waits for a lock gets it some time, though another thread lets go of it only to take it again at once."""
import os
import threading
import time


def hold_always(lock):
    while True:
        with lock:
            time.sleep(0.001)


def write_always(file):
    while True:
        file.write('x')
        file.flush()


for make in threading.Lock, threading.RLock, threading.Condition:
    lock = make()
    threading.Thread(target=hold_always, args=(lock,), daemon=True).start()
    time.sleep(0.01)
    for i in range(3):
        with lock:
            print(make.__name__, i)

for mode in 'w', 'wb':
    file = open(os.devnull, mode)
    if mode == 'wb':
        raw = file
        file = type('Encoding', (), {'write': lambda self, text: raw.write(text.encode()), 'flush': raw.flush})()
    threading.Thread(target=write_always, args=(file,), daemon=True).start()
    time.sleep(0.05)
    for i in range(3):
        file.write('y')
        file.flush()
    print(mode, 'written')
