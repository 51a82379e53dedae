# Module bz2: compressors and decompressors in pieces, with limits, behind the end, after errors; in one go.
import bz2
import copy
import pickle
from bz2 import BZ2Compressor, BZ2Decompressor


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
    except Exception as e:
        print(type(e).__module__, type(e).__qualname__, e)
    else:
        print(result if not isinstance(result, bytes) or len(result) < 60 else len(result))


def state(d):
    print(d.eof, d.needs_input, d.unused_data)


text = b'the quick brown fox jumps over the lazy dog. ' * 200
packed = bz2.compress(text)
print(bz2.__all__, BZ2Compressor.__mro__, BZ2Decompressor.__module__)

print('-- in one go')
print(bz2.compress(b''), bz2.compress(b'hello', 1), bz2.compress(b'hello', compresslevel=5))
for level in range(1, 10):
    data = bz2.compress(text, level)
    print(data[:4], len(data), bz2.decompress(data) == text)
for data in (b'', bytearray(b'abc'), memoryview(b'abcdef')[2:4], memoryview(bytearray(8)).cast('I')):
    print(bz2.decompress(bz2.compress(data)))
print(bz2.decompress(b''), bz2.decompress(packed + bz2.compress(b'second')) == text + b'second')
print(bz2.decompress(bz2.compress(b'first') + b'junk'), bz2.decompress(bytearray(bz2.compress(b'x'))))
attempt(bz2.compress, 'text')
attempt(bz2.compress, memoryview(b'abcdef')[::2])
attempt(bz2.compress, b'x', 0)
attempt(bz2.compress, b'x', 10)
attempt(bz2.compress)
for bad in (b'x', b'xxxxxxxxxx', packed[:-1], packed[:3], packed + packed[:9], packed[:60] + b'???' + packed[63:],
            packed[:-4] + b'abcd'):
    attempt(bz2.decompress, bad)
attempt(bz2.decompress, 'text')
attempt(bz2.decompress)

print('-- constructors')
for args in (0,), (10,), (-1,), ('x',), (3.0,), (2**40,), (1, 2):
    attempt(BZ2Compressor, *args)
attempt(BZ2Compressor, compresslevel=3)
attempt(BZ2Decompressor, 1)
attempt(BZ2Decompressor, x=1)
print(type(BZ2Compressor(True)).__name__, BZ2Compressor.__text_signature__)
for kind in BZ2Compressor, BZ2Decompressor:
    attempt(type, 'Derived', (kind,), {})
    attempt(pickle.dumps, kind())
    attempt(copy.copy, kind())
    attempt(setattr, kind(), 'x', 1)

print('-- compressing in pieces')
for size in 1, 7, 1000, 5000:
    c = BZ2Compressor(1)
    pieces = [c.compress(text[i:i + size]) for i in range(0, len(text), size)] + [c.flush()]
    print(b''.join(pieces) == bz2.compress(text, 1), bz2.decompress(b''.join(pieces)) == text)
c = BZ2Compressor()
print(c.compress(b''), c.compress(b'x'), c.flush())
attempt(c.flush)
attempt(c.compress, b'x')
attempt(c.compress, 'x')
attempt(c.compress)
attempt(c.compress, 1, 2)
attempt(c.compress, data=b'x')
attempt(c.flush, 1)
c = BZ2Compressor(1)  # several blocks
many = bytes(i * i % 251 for i in range(250000))
first = c.compress(many)
print(len(first) > 0, bz2.decompress(first + c.flush()) == many)

print('-- decompressing in pieces')
for size in 1, 7, 100:
    d = BZ2Decompressor()
    parts = [d.decompress(packed[i:i + size]) for i in range(0, len(packed), size)]
    print(sum(map(bool, parts)), b''.join(parts) == text)
    state(d)
d = BZ2Decompressor()
state(d)
print(d.decompress(b''))
state(d)
print(len(d.decompress(packed + b'tail')))
state(d)
attempt(d.decompress, b'')
attempt(d.decompress, b'more')
state(d)
attempt(setattr, d, 'eof', 1)
attempt(setattr, d, 'unused_data', b'')
attempt(delattr, d, 'needs_input')

print('-- at most so much')
d = BZ2Decompressor()
print(d.decompress(packed, 10), d.decompress(b'', max_length=5), d.decompress(b'', 0))
state(d)
print(d.decompress(b'tail', 7))
state(d)
print(len(d.decompress(b'', -1)))
state(d)
d = BZ2Decompressor()
parts = []
for i in range(0, len(packed), 20):
    parts.append(d.decompress(packed[i:i + 20], max_length=100))
while not d.eof:
    parts.append(d.decompress(b'', max_length=1000))
print({len(p) for p in parts} <= {0, *range(1001)}, b''.join(parts) == text, d.unused_data)
d = BZ2Decompressor()
print(len(d.decompress(packed, len(text))), d.eof, b'' if d.eof else d.decompress(b''), d.eof)
d = BZ2Decompressor()
print(d.decompress(bz2.compress(b''), 0), d.eof)
attempt(d.decompress, b'', 2**70)
attempt(d.decompress, b'', 'x')
attempt(d.decompress, 'x')
attempt(d.decompress)
attempt(d.decompress, b'', 1, 2)
attempt(d.decompress, b'', max=1)

print('-- after errors')
for bad in (b'x' * 99, packed[:60] + b'???' + packed[63:], packed[:-4] + b'abcd'):
    d = BZ2Decompressor()
    attempt(d.decompress, bad)
    state(d)
    attempt(d.decompress, b'')
    attempt(d.decompress, packed)
    state(d)
d = BZ2Decompressor()
print(len(d.decompress(packed[:-1])))
state(d)
print(d.decompress(b''))
zeros = bz2.compress(bytes(3000000))
d = BZ2Decompressor()
print(len(zeros), len(d.decompress(zeros)), d.eof, bz2.decompress(zeros * 2).count(b'\0'))
