"""Producers and consumers with a queue between them: it is the only thing they share, and it does the waiting.

The queue holds four items. A producer that is too quick waits in put(), a consumer that is too quick waits in get();
None says that there is nothing more. Whatever the schedule, every item arrives once."""
import queue
import threading

ITEMS = 200


def produce(first, box):
    for item in range(first, ITEMS, 2):
        box.put(item)


def consume(box, found):
    while True:
        item = box.get()
        if item is None:
            return
        found.append(item * item)


def main():
    box = queue.Queue(maxsize=4)
    found = [[], [], []]
    producers = [threading.Thread(target=produce, args=(first, box)) for first in (0, 1)]
    consumers = [threading.Thread(target=consume, args=(box, mine)) for mine in found]
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        box.put(None)
    for thread in consumers:
        thread.join()
    squares = sorted(square for mine in found for square in mine)
    print('items:', len(squares), 'each once:', squares == [item * item for item in range(ITEMS)])
    print('left in the queue:', box.qsize())


main()
