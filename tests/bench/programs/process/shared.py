# Shared memory: blocks that come and go, an array, a value with a lock.
from multiprocessing import Array, Process, Value
from multiprocessing.shared_memory import SharedMemory


def add(value, array, count):
    for i in range(count):
        with value.get_lock():
            value.value += 1
            array[i % 100] += 1


if __name__ == '__main__':
    for _ in range(300):
        block = SharedMemory(create=True, size=100000)
        block.buf[:1000] = b'x' * 1000
        other = SharedMemory(block.name)
        assert other.buf[999] == 120
        other.close()
        block.close()
        block.unlink()
    value, array = Value('i'), Array('i', 100)
    processes = [Process(target=add, args=(value, array, 20000)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(value.value, sum(array))
