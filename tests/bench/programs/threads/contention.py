# Four threads take one lock again and again.
import threading

lock = threading.Lock()
count = 0


def work():
    global count
    for _ in range(200_000):
        with lock:
            count += 1


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(count)
