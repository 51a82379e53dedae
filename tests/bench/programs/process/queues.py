# A Queue from two producers to one consumer.
from multiprocessing import Process, Queue


def produce(queue, count):
    for i in range(count):
        queue.put((i, 'item'))


if __name__ == '__main__':
    queue = Queue()
    processes = [Process(target=produce, args=(queue, 15000)) for _ in range(2)]
    for process in processes:
        process.start()
    print(sum(queue.get()[0] for _ in range(30000)))
    for process in processes:
        process.join()
