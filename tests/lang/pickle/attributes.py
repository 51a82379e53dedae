# What is found as an attribute of something else; names that lead back to their module; buffers that keep their object.
import copyreg
import pickle
import sys

for function in [1, 2].__len__, (5).__add__, 'abc'.upper, str.maketrans, bytes.maketrans, dict.fromkeys, str.upper, len:
    for protocol in range(6):
        again = pickle.loads(pickle.dumps(function, protocol))
        print(again == function or again.__name__, end=' ')
    print(function.__name__, function.__reduce__())
print(pickle.loads(pickle.dumps([1, 2].__len__))(), pickle.loads(pickle.dumps(str.maketrans))('a', 'b'))


class Recursive:
    pass


Recursive.mod = sys.modules[Recursive.__module__]
Recursive.__qualname__ = 'Recursive.mod.Recursive'
for protocol in range(6):
    print(pickle.dumps(Recursive, protocol), pickle.loads(pickle.dumps(Recursive, protocol)) is Recursive)


class Kept(bytearray):
    """Without a copy, if its memory travels out of band."""

    def __reduce_ex__(self, protocol):
        return Kept.again, (pickle.PickleBuffer(self),)

    @classmethod
    def again(cls, buffer):
        with memoryview(buffer) as view:
            return view.obj if type(view.obj) is cls else cls(view)


kept, buffers = Kept(b'memory'), []
data = pickle.dumps(kept, 5, buffer_callback=buffers.append)
print(pickle.loads(data, buffers=buffers) is kept, pickle.loads(data, buffers=[kept]) is kept,
      pickle.loads(data, buffers=[b'other']), pickle.loads(pickle.dumps(kept, 5)))
buffer = pickle.PickleBuffer(b'abc')
view = memoryview(buffer)
print(view.obj, buffer.raw().obj, view.readonly)
buffer.release()
print(bytes(view))

for text in b"' ' ", b"'' ", b" ''", b"'", b"' ", b"'a'b", b"'\"":
    try:
        print(pickle.loads(b'S' + text + b'\n.'))
    except pickle.UnpicklingError as error:
        print(error)
print(pickle.dispatch_table is copyreg.dispatch_table, pickle.bytes_types)


class Outer:
    class Inner:
        pass


# What a dotted name stands for, as libraries ask that pickle functions.
print(pickle._getattribute(sys.modules['__main__'], 'Outer.Inner'), pickle._getattribute(sys, 'path')[1] is sys)
for name in 'Inner.nothing', 'nothing', 'Inner.<locals>.x':
    try:
        print(pickle._getattribute(Outer, name))
    except AttributeError as e:
        print(e)
