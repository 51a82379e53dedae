# Values, arrays and blocks of memory that processes share.
import os
import subprocess
import sys
from multiprocessing import Array, Lock, Process, RawArray, RawValue, Value
from multiprocessing.shared_memory import ShareableList, SharedMemory
from multiprocessing.sharedctypes import copy, synchronized


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, str(error).partition('/')[0])


def change(numbers, floats, text, value):
    for i in range(len(numbers)):
        numbers[i] *= 2
    floats[:] = [1.5, 2.5]
    text.value = b'new'
    for _ in range(1000):
        with value.get_lock():
            value.value += 1


def change_block(name, size):
    block = SharedMemory(name)
    block.buf[size - 1] = 9
    block.close()


def main():
    numbers, floats, text, value = Array('i', range(5)), Array('d', 2), Array('c', b'hello world'), Value('q')
    print(numbers[:], floats[:], text.value, text.raw, value.value, len(text))
    processes = [Process(target=change, args=(numbers, floats, text, value)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(numbers[:], floats[:], text.value, text.raw, value.value)
    for code, items in ('b', [-1, 127]), ('B', [0, 255]), ('h', [-2]), ('H', [65535]), ('I', [7]), ('l', [-9]), ('L', [9]), (
            'f', [0.5]), ('u', 'ab'):
        array, single = Array(code, items), Value(code, items[0])
        print(code, array[:], array[0], single.value, len(array), type(array).__name__, type(single).__name__)
    raw = RawArray('i', [1, 2, 3])
    raw[1], raw[0] = 5, raw[2]
    print(list(raw), raw[1:], len(raw), [x for x in raw], RawValue('d', 1.5).value)
    attempt(lambda: raw[5])
    attempt(raw.__setitem__, slice(0, 2), [1])
    text.value = b'x'
    text[2] = b'Z'
    print(text[:5], text[2])
    lock = Lock()
    with_lock = Value('i', 3, lock=lock)
    print(with_lock.get_lock() is lock, with_lock.get_obj().value, Value('i', 1, lock=False).value)
    with with_lock:
        print('locked')
    made = synchronized(RawValue('i', 4))
    made.value += 1
    print(made.value, copy(made.get_obj()).value, list(copy(raw)))
    attempt(Value, 'i', lock=5)

    block = SharedMemory(create=True, size=5000)
    print(block.size >= 5000, block.name.startswith('psm_'), type(block.buf).__name__, bytes(block.buf[:3]))
    block.buf[:5] = b'hello'
    other = SharedMemory(block.name)
    print(bytes(other.buf[:5]), repr(other) == f'SharedMemory({block.name!r}, size={block.size})')
    process = Process(target=change_block, args=(block.name, 5000))
    process.start()
    process.join()
    print(block.buf[4999])
    attempt(SharedMemory, block.name.upper())
    attempt(SharedMemory, create=True)
    attempt(SharedMemory, create=True, size=-1)
    attempt(SharedMemory)
    try:
        SharedMemory(block.name, create=True, size=1)
    except FileExistsError as error:
        print('FileExistsError', error.errno)
    view = block.buf[:2]
    other.close()
    other.close()
    print(other.buf)
    view.release()
    block.close()
    block.unlink()
    attempt(lambda: type(SharedMemory(block.name)))

    items = ShareableList(['text', 1, 2.5, None, True, b'bytes', '\u20ac', -2**40])
    print(list(items), len(items), items[0], items[-1], items.count(1), items.index(2.5))
    items[0], items[3], items[1] = 'new', 7, False
    print(list(items), [type(item).__name__ for item in items])
    attempt(lambda: items[8])
    attempt(items.__setitem__, 8, 1)
    attempt(items.__setitem__, 0, 'much too long for the room')
    attempt(items.index, 'nothing')
    again = ShareableList(name=items.shm.name)
    print(list(again) == list(items), again.shm.name == items.shm.name)
    again.shm.close()
    items.shm.close()
    items.shm.unlink()

    # What a program leaves behind is removed when its last process has ended.
    code = ('from multiprocessing import shared_memory, resource_tracker\n'
            'import os\n'
            'block = shared_memory.SharedMemory(create=True, size=10)\n'
            'print(block.name, resource_tracker._resource_tracker._pid, flush=True)\n'
            'os._exit(0)\n')
    run = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    print(os.path.exists('/dev/shm/' + run.stdout.split()[0]), 'leaked shared_memory objects' in run.stderr)


if __name__ == '__main__':
    main()
