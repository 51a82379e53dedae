# Managers: objects in a server process, seen through proxies by several processes.
import multiprocessing
from multiprocessing.managers import BaseManager, RemoteError, SharedMemoryManager


class Counter:
    def __init__(self, start=0):
        self.value = start
        self._hidden = 1

    def add(self, n=1):
        self.value += n
        return self.value

    def get(self):
        return self.value

    def fail(self):
        raise KeyError('no')


class Own(BaseManager):
    pass


Own.register('Counter', Counter)
Own.register('Some', Counter, exposed=['get'])


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, str(error).strip().splitlines()[-1:] if isinstance(error, RemoteError) else error)


def work(items, table, lock, space, queue, value, event, n):
    event.wait()
    with lock:
        items.append(n)
        table[n] = n * n
        space.total += n
        value.value += 1
    queue.put(n)


def main():
    with multiprocessing.Manager() as manager:
        items, table, lock, space = manager.list(), manager.dict(a=1), manager.Lock(), manager.Namespace()
        queue, value, event = manager.Queue(), manager.Value('i', 5), manager.Event()
        space.total = 0
        processes = [multiprocessing.Process(target=work, args=(items, table, lock, space, queue, value, event, n))
                     for n in range(4)]
        for process in processes:
            process.start()
        event.set()
        for process in processes:
            process.join()
        print(sorted(items), sorted(table.items(), key=str), space.total, value.value, sorted(queue.get() for _ in range(4)))
        items.sort()
        print(items, str(table)[:8], space, len(items), items[1:3], 2 in items, queue.empty(), list(manager.list([3, 4])))
        items.sort(reverse=True)
        items += [7]
        items *= 2
        print(items[:], items.pop(), items.count(3), [x for x in manager.list('ab')], sorted(manager.dict(x=1, y=2)))
        print(table.get('no'), table.pop('a'), table.setdefault('z', 3), table.copy() == dict(table.items()))
        attempt(lambda: items[100])
        attempt(lambda: table['nothing'])
        attempt(lambda: space.nothing)
        array, barrier, condition = manager.Array('i', [1, 2]), manager.Barrier(1), manager.Condition()
        array[0] = 9
        with condition:
            condition.notify_all()
            print(condition.wait(0.01), list(array[:]), barrier.wait(), barrier.parties, barrier.broken)
        with manager.Pool(2) as pool:
            print(pool.map(abs, [-1, -2]), pool.apply_async(pow, (2, 5)).get(), list(pool.imap(abs, [-3])))
        nested = manager.list([manager.dict(k=1)])
        nested[0]['k'] = 2
        print(nested[0]['k'], type(nested[0]).__name__, type(items).__name__, type(queue).__name__)
        print(manager.list([1]) == [1], len(manager.list([1, 2])))
    with Own() as own:
        counter = own.Counter(10)
        print(counter.add(), counter.add(5), counter.get())
        attempt(counter.fail)
        attempt(lambda: counter._callmethod('_hidden'))
        some = own.Some()
        print(some.get(), hasattr(some, 'add'))
        attempt(lambda: some._callmethod('add'))
        other = Own(own.address, own._authkey)
        other.connect()
        print(other.Counter(3).get(), own._number_of_objects())
        attempt(own.start)
    with SharedMemoryManager() as shared:
        block = shared.SharedMemory(10)
        block.buf[0] = 5
        items = shared.ShareableList([1, 'two', 3.0])
        print(bytes(block.buf[:2]), list(items), len(items), items.index('two'))
        items.shm.close()
        block.close()


if __name__ == '__main__':
    main()
