# Value and Array: type codes, locks, slices, what is refused.
import multiprocessing
import pickle
from multiprocessing import Array, Lock, RawArray, RawValue, RLock, Value, sharedctypes


def show(call):
    try:
        result = call()
    except Exception as error:
        print(type(error).__name__, error)
    else:
        plain = result is None or isinstance(result, (int, float, str, bytes, list))
        print(repr(result) if plain else type(result).__name__)


v = Value('i', 5)
show(lambda: v.value)
show(lambda: v.get_lock())
show(lambda: v.get_obj().value)
for lock in (True, None, Lock(), RLock(), 5):
    show(lambda: Value('d', 1.5, lock=lock))
    show(lambda: Array('d', [1.5, 2], lock=lock))
show(lambda: Value('d', 1.5, lock=False).value)
show(lambda: hasattr(Value('d', lock=False), 'get_lock'))
show(lambda: Array('i', 2, lock=False)[:])
with v:
    v.value += 1
with v.get_lock():
    v.value += 1
show(lambda: v.value)
show(lambda: v.acquire())
show(lambda: v.release())
a = Array('i', range(10))
show(lambda: a[2:5])
show(lambda: a[::-2])
show(lambda: a[-1])
show(lambda: a[20])
show(lambda: len(a))
show(lambda: a[:])
show(lambda: list(a))
show(lambda: a.get_obj()[:3])
a[1:3] = [7, 8]
a[0] = -1
show(lambda: a[:])


def put(key, item, array=a):
    array[key] = item


show(lambda: put(slice(0, 2), [1]))
show(lambda: put(0, 'x'))
show(lambda: put(0, 1.5))
show(lambda: put(0, 2**31))
show(lambda: a[0])
show(lambda: put(slice(0, 10, 2), range(5)))
show(lambda: a[:])
show(lambda: put(20, 1))
b = Array('B', 3)
show(lambda: b[:])
show(lambda: put(0, 256, b))
show(lambda: put(0, -1, b))
show(lambda: b[:])
c = Array('c', b'hello')
show(lambda: c.value)
show(lambda: c.raw)
show(lambda: c[:])
show(lambda: c[1])
show(lambda: c[1:3])
show(lambda: len(c))
c.value = b'hi'
show(lambda: c.value)
show(lambda: c.raw)
c.raw = b'12345'
show(lambda: c.raw)


def put_value(text):
    c.value = text


def put_raw(text):
    c.raw = text


show(lambda: put_value(b'too long'))
show(lambda: put_value('str'))
show(lambda: put_raw(b'toolong'))
show(lambda: put_raw(b'x'))
show(lambda: c.raw)
show(lambda: put(0, b'z', c))
show(lambda: put(0, 66, c))
show(lambda: c.raw)
show(lambda: put(0, b'zz', c))
show(lambda: put(slice(0, 2), b'qw', c))
show(lambda: c.raw)
u = Array('u', 'héllo')
show(lambda: u.value)
show(lambda: u[:])
show(lambda: u[1])
show(lambda: Value('u', 'x').value)
show(lambda: Value('c', b'x').value)
show(lambda: Value('c').value)
show(lambda: Value('d').value)
show(lambda: Value('f', 0.1).value)
show(lambda: Value('i', 1, 2))
show(lambda: Value('i', 'x'))
show(lambda: Value('i', 1.0))
show(lambda: Array('i', -1))
show(lambda: Array('i', 'abc'))
show(lambda: RawArray('i', 3)[:])
show(lambda: RawValue('i', 3).value)
show(lambda: RawArray('c', 3).value)
show(lambda: RawArray('c', 3).raw)
show(lambda: sharedctypes.copy(RawArray('i', [1, 2]))[:])
show(lambda: sharedctypes.copy(RawValue('i', 9)).value)
show(lambda: sharedctypes.synchronized(RawValue('i', 3)).value)
show(lambda: sharedctypes.synchronized(RawArray('i', 3), Lock())[:])
show(lambda: multiprocessing.get_context('spawn').Value('i', 4).value)
show(lambda: multiprocessing.get_context('spawn').Array('i', 4)[:])
for code in 'cbBhHiIlLqQfdu':
    show(lambda: Value(code).value)
    show(lambda: Array(code, 2)[:])
x = Value('b', 300)
show(lambda: x.value)
x.value = -129
show(lambda: x.value)
x = Value('L', -1)
show(lambda: x.value)
x = Value('q', 2**64 + 5)
show(lambda: x.value)
show(lambda: pickle.dumps(Value('i')))
show(lambda: 3 in Array('i', [1, 2, 3]))
show(lambda: Array('i', [1, 2, 3]) == Array('i', [1, 2, 3]))
show(lambda: sum(Array('i', [1, 2, 3])))
print(Value('i', 3).__class__, Array('i', 3).__class__, Array('c', 3).__class__)
