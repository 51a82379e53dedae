# A thread that answers requests beside one that computes: the time is that of the answers.
import os
import threading
import time

ROUNDS = 60
to_server, from_client = os.pipe()[::-1]
to_client, from_server = os.pipe()[::-1]
stop = False


def compute():
    x = 1
    while not stop:
        x = (x * 31 + 7) % 1_000_003


def serve():
    for _ in range(ROUNDS):
        os.write(to_client, os.read(from_client, 16).upper())


threads = [threading.Thread(target=compute), threading.Thread(target=serve)]
for thread in threads:
    thread.start()
answers = set()
for _ in range(ROUNDS):
    time.sleep(0.001)  # meanwhile the one that computes has the lock
    os.write(to_server, b'request')
    answers.add(os.read(from_server, 16))
stop = True
for thread in threads:
    thread.join()
print(answers)
