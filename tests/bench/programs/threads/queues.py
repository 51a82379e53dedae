# Hand-over of items between two threads through a short queue.
import queue
import threading

items = queue.Queue(maxsize=16)
total = 0


def consume():
    global total
    while (item := items.get()) is not None:
        total += item


consumer = threading.Thread(target=consume)
consumer.start()
for i in range(60_000):
    items.put(i)
items.put(None)
consumer.join()
print(total)
