# Pickler and Unpickler: files, several pickles in one, hooks, buffers outside of the pickle.
import copyreg
import io
import pickle


class Point:
    def __init__(self, x=0):
        self.x = x

    def __eq__(self, other):
        return type(other) is Point and self.x == other.x


class Slow:
    """A file without peek() that gives no more than it is asked for."""

    def __init__(self, data):
        self.data, self.at, self.calls = data, 0, 0

    def read(self, size):
        self.calls += 1
        part = self.data[self.at:self.at + size]
        self.at += len(part)
        return part

    def readline(self):
        self.calls += 1
        end = self.data.find(b'\n', self.at) + 1 or len(self.data)
        part, self.at = self.data[self.at:end], end
        return part


things = [1, 'text', [1, [2, [3]]], Point(4), {'a': b'x' * 70000, 'b': 'y' * 200}, list(range(3000))]
for protocol in range(6):
    file = io.BytesIO()
    for thing in things:
        pickle.dump(thing, file, protocol)
    data = file.getvalue()
    print(protocol, len(data), data == b''.join(pickle.dumps(thing, protocol) for thing in things))
    slow, buffered = Slow(data), io.BufferedReader(io.BytesIO(data + b'rest'), 16)
    print([pickle.load(slow) == thing for thing in things], [pickle.load(buffered) == thing for thing in things],
          buffered.read(), slow.at == len(data))
    try:
        pickle.load(slow)
    except EOFError as error:
        print('EOFError', error)

# One pickler remembers what it wrote before.
file = io.BytesIO()
pickler, shared = pickle.Pickler(file, 4), ['shared']
pickler.dump(shared)
first = file.tell()
pickler.dump([shared])
print(file.tell() - first, len(pickler.memo.copy()), pickler.bin, pickler.fast)
unpickler = pickle.Unpickler(io.BytesIO(file.getvalue()))
print(unpickler.load(), unpickler.load(), unpickler.memo.copy())
pickler.clear_memo()
first = file.tell()
pickler.dump([shared])
print(file.tell() - first)
pickler.fast = True
first = file.tell()
pickler.dump([shared, shared])
print(file.getvalue()[first:])


class ById(pickle.Pickler):
    def persistent_id(self, v):
        return ('point', v.x) if isinstance(v, Point) else None


class FromId(pickle.Unpickler):
    def persistent_load(self, pid):
        return Point(pid[1] if isinstance(pid, tuple) else pid)


for protocol in range(6):
    file = io.BytesIO()
    ById(file, protocol).dump([Point(1), {'p': Point(2)}])
    file.seek(0)
    back = FromId(file).load()
    print(protocol, [back[0].x, back[1]['p'].x], file.getvalue() if protocol in (0, 4) else '')
file = io.BytesIO()
pickler = pickle.Pickler(file)
pickler.persistent_id = lambda v: 7 if v == 'seven' else None
pickler.dump(['seven', 8])
unpickler = pickle.Unpickler(io.BytesIO(file.getvalue()))
unpickler.persistent_load = lambda pid: -pid
print(unpickler.load())


class Safe(pickle.Unpickler):
    def find_class(self, module, name):
        if module == 'builtins':
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f'{module}.{name} is forbidden')


for thing in [range(3), int, Point(1), [len, print]]:
    try:
        print(Safe(io.BytesIO(pickle.dumps(thing))).load())
    except pickle.UnpicklingError as error:
        print(error)


class Tables(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Point] = lambda point: (Point, (point.x + 100,))


class Overrides(pickle.Pickler):
    def reducer_override(self, v):
        if isinstance(v, Point):
            return Point, (v.x + 1000,)
        if v is len:
            return 'print'
        return NotImplemented


def len_as_print(pickler):
    try:
        pickler.dump(len)
    except pickle.PicklingError as error:
        print(error)


for kind in Tables, Overrides:
    file = io.BytesIO()
    pickler = kind(file)
    pickler.dump([Point(1), Point, 'x'])
    back = pickle.loads(file.getvalue())
    print(back[0].x, back[1:])
len_as_print(pickler)
file = io.BytesIO()
pickler = pickle.Pickler(file)
pickler.dispatch_table = {Point: lambda point: (Point, (-1,))}
pickler.dump(Point(1))
print(pickle.loads(file.getvalue()).x)
copyreg.pickle(Point, lambda point: (Point, (-2,)))
print(pickle.loads(pickle.dumps(Point(1))).x)
del copyreg.dispatch_table[Point]


class NoInit(pickle.Pickler):
    def __init__(self):
        pass


class NoInitEither(pickle.Unpickler):
    def __init__(self):
        pass


for call in [lambda: NoInit().dump(1), lambda: NoInitEither().load()]:
    try:
        call()
    except pickle.PickleError as error:
        print(type(error).__name__, error)

print('buffers')
for data in b'bytes', bytearray(b'array'), memoryview(b'view')[1:3]:
    outside = []
    inside = pickle.dumps(pickle.PickleBuffer(data), 5)
    apart = pickle.dumps([pickle.PickleBuffer(data)], 5, buffer_callback=outside.append)
    print(inside, apart, [buffer.raw().tobytes() for buffer in outside])
    print(pickle.loads(inside), [bytes(v) for v in pickle.loads(apart, buffers=outside)])
    for buffers in None, ():
        try:
            pickle.loads(apart, buffers=buffers)
        except pickle.UnpicklingError as error:
            print(error)
buffer = pickle.PickleBuffer(bytearray(b'abcd'))
print(memoryview(buffer)[1], buffer.raw().format, buffer.raw().readonly)
buffer.release()
for call in [buffer.raw, lambda: memoryview(buffer), lambda: pickle.dumps(buffer, 5), lambda: pickle.PickleBuffer(3)]:
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
try:
    pickle.dumps(pickle.PickleBuffer(memoryview(b'abcdef')[::2]), 5)
except pickle.PicklingError as error:
    print(error)
print(pickle.loads(b"S'caf\\xe9'\n.", encoding='latin1'), pickle.loads(b"S'caf\\xe9'\n.", encoding='bytes'),
      pickle.loads(b'U\x01\xe9.', errors='replace'))
print(pickle.encode_long(-128), pickle.decode_long(b'\x80'), pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL,
      pickle.PROTO, pickle.TRUE)
