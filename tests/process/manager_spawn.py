# Managers whose server is started by spawn and forkserver, with proxies in processes that are started so.
import multiprocessing
import queue
from multiprocessing.managers import BaseManager, SharedMemoryManager


class Counter:
    def __init__(self, start=0):
        self.value = start

    def add(self, n):
        self.value += n
        return self.value


class Manager(BaseManager):
    pass


Manager.register('Counter', Counter)


def work(numbers, table, lock, counter, done):
    for i in range(5):
        with lock:
            table['sum'] = table.get('sum', 0) + i
        numbers.append(i)
        counter.add(i)
    done.put('done')


def main(method):
    context = multiprocessing.get_context(method)
    with context.Manager() as manager, Manager(ctx=context) as own:
        numbers, table, lock, done = manager.list(), manager.dict(), manager.Lock(), manager.Queue()
        counter = own.Counter(100)
        processes = [context.Process(target=work, args=(numbers, table, lock, counter, done)) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(method, sorted(numbers), table, counter.add(0), [done.get(), done.get()], [process.exitcode for process in processes])
        value, array, space = manager.Value('i', 3), manager.Array('i', [1, 2]), manager.Namespace(a=1)
        event, semaphore, barrier = manager.Event(), manager.Semaphore(2), manager.Barrier(1)
        event.set()
        print(value.value, list(array[:]), space.a, event.is_set(), semaphore.acquire(), barrier.wait())
        with manager.Pool(2) as pool:
            print(pool.map(abs, [-1, -2]), pool.apply(len, ('abc',)))
        try:
            manager.Queue().get_nowait()
        except queue.Empty as error:
            print(type(error).__name__)
    with SharedMemoryManager(ctx=context) as manager:
        shared = manager.ShareableList([1, 'a', None])
        print(list(shared), manager.SharedMemory(10).size >= 10)


if __name__ == '__main__':
    for method in 'spawn', 'forkserver':
        main(method)
