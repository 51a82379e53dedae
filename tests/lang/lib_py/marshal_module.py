"""marshal: values there and back in all versions, CPython's own bytes, broken ones, files."""
import io
import marshal


def show(what, call):
    try:
        result = repr(call())
    except Exception as error:
        result = f'{type(error).__name__}: {error}'
    print(what, result)


shared = ['twice']
values = [None, True, False, ..., StopIteration, 0, 1, -1, 2 ** 31 - 1, 2 ** 31, -2 ** 31, -2 ** 31 - 1, 10 ** 50, -10 ** 50, 0.0, -0.0,
          1.5, -1e300, float('inf'), 1e-5, 2 + 3j, b'', b'bytes', '', 'text', 'x' * 300, 'gr\xfc\xdfe \u20ac \U0001f600', '\ud800', (),
          (1, (2, 3)), tuple(range(300)), [], [1, [2]], {}, {'a': 1, 2: [3]}, set(), {1}, frozenset(), frozenset({'a'}),
          [shared, shared, (shared,)], bytearray(b'ab'), memoryview(b'cd')]
for value in values:
    for version in range(5):
        back = marshal.loads(marshal.dumps(value, version))
        assert back == value and repr(back) == repr(bytes(value) if isinstance(value, (bytearray, memoryview)) else value), (value, version)
back = marshal.loads(marshal.dumps(values[-3]))
print(back[0] is back[1] is back[2][0], marshal.version)
loop = []
loop.append(loop)
back = marshal.loads(marshal.dumps(loop))
print(back[0] is back)

# What CPython 3.11 wrote.
for data in ('e9ffffffff', 'ec04000000000000000000000001', 'e7000000000000f83f', '660331 2e35', 'f9000000000000f03f0000000000000040',
             'fa0161', 'da0161', 'e10161', '7502000000c3a9', 'f30100000061', 'db02000000e9010000007201000000',
             'fb5a0161e90100000030', 'bc01000000e901000000', 'be01000000e901000000', '4900000000010000 00', '', 'ff', '69ff',
             '7200000000', '30', '6c000000800000', '6c01000000ffff', '6c020000000100 0000', '5bffffffff', '5b0100000030'):
    show(data, lambda: marshal.loads(bytes.fromhex(data)))
for value in (object(), int, lambda: 0, type('Int', (int,), {})(3), [object()], {1: print}):
    try:
        marshal.dumps(value)
    except ValueError as error:
        print(type(value).__name__, error)
deep = []
for _ in range(100000):
    deep = [deep]
show('deep', lambda: marshal.dumps(deep))
while deep:
    deep = deep.pop()

file = io.BytesIO()
print(marshal.dump([1, 'two'], file), marshal.dump('more', file), file.write(b'rest'))
file.seek(0)
print(marshal.load(file), marshal.load(file), file.read())
show('end', lambda: marshal.load(file))
show('text', lambda: marshal.load(io.StringIO('N')))
show('str', lambda: marshal.loads('N'))
