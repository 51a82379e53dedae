# Module zlib: in one go, in pieces, checksums, dictionaries, errors.
import copy
import pickle
import threading
import zlib


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
    except Exception as e:
        print(type(e).__module__, type(e).__qualname__, e)
    else:
        print(result if not isinstance(result, (bytes, bytearray)) or len(result) < 60 else len(result))


text = b'the quick brown fox jumps over the lazy dog. ' * 200
packed = zlib.compress(text)
print(sorted(name for name in dir(zlib) if name[0] != '_'))
print(zlib.ZLIB_VERSION, zlib.ZLIB_RUNTIME_VERSION, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.DEF_BUF_SIZE, zlib.error.__mro__)

print('-- in one go')
print(packed)
for level in range(-1, 10):
    for wbits in (-15, -9, 9, 15, 25, 31):
        data = zlib.compress(text, level, wbits)
        print(len(data), zlib.decompress(data, wbits) == text, end=' ')
    print()
print(zlib.decompress(packed, 47) == text, zlib.decompress(packed, 0) == text, zlib.decompress(packed + b'tail') == text)
print(zlib.decompress(packed, bufsize=1) == text)
print(zlib.decompress(zlib.compress(b'')), zlib.decompress(bytearray(zlib.compress(memoryview(b'abc')))))

print('-- checksums')
print(zlib.crc32(b''), zlib.crc32(b'abc'), zlib.crc32(b'c', zlib.crc32(b'ab')), zlib.crc32(b'abc', -1), zlib.crc32(b'a', 2**40))
print(zlib.adler32(b''), zlib.adler32(b'abc'), zlib.adler32(b'c', zlib.adler32(b'ab')), zlib.crc32(text * 50), zlib.adler32(text * 50))
attempt(zlib.crc32, 'abc')
attempt(zlib.crc32, b'abc', 1.0)
attempt(zlib.adler32)

print('-- errors')
attempt(zlib.compress, b'x', level=42)
attempt(zlib.compress, b'x', wbits=42)
attempt(zlib.compress, 'x')
attempt(zlib.compress)
attempt(zlib.compress, b'x', 1, 15, 2)
for bad in (b'', b'x', b'xxxxx', packed[:-1], packed[:-1] + b'?', b'\x78\x9c\xff\xff'):
    attempt(zlib.decompress, bad)
attempt(zlib.decompress, b'x', bufsize=0)
attempt(zlib.decompress, b'x', bufsize=-1)
attempt(zlib.decompress, b'x', wbits=100)
attempt(zlib.compressobj, level=100)
attempt(zlib.compressobj, method=100)
attempt(zlib.compressobj, zdict=3)
attempt(zlib.compressobj, zdict=None)
attempt(zlib.compressobj, memLevel=0)
attempt(zlib.decompressobj, wbits=100)
attempt(zlib.decompressobj, zdict=3)
attempt(type(zlib.compressobj()))
attempt(type(zlib.decompressobj()))
attempt(pickle.dumps, zlib.compressobj())

print('-- compressing in pieces')
for mode in (zlib.Z_NO_FLUSH, zlib.Z_PARTIAL_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK):
    c = zlib.compressobj(6)
    pieces = []
    for i in range(0, len(text), 1000):
        pieces.append(c.compress(text[i:i + 1000]))
        pieces.append(c.flush(mode))
    pieces.append(c.flush())
    print(mode, [len(p) for p in pieces], zlib.decompress(b''.join(pieces)) == text)
attempt(c.flush, 17)
attempt(c.flush, 0)
attempt(c.flush)
attempt(c.compress, b'x')
attempt(c.copy)
c = zlib.compressobj()
attempt(c.flush, 17)
first = c.compress(b'first')
for make in (c.copy, lambda: copy.copy(c), lambda: copy.deepcopy(c)):
    other = make()
    data = first + other.compress(b' other') + other.flush()
    print(zlib.decompress(data))
print(zlib.decompress(first + c.compress(b' one') + c.flush()))

print('-- decompressing in pieces')
d = zlib.decompressobj()
parts = [d.decompress(packed[i:i + 7]) for i in range(0, len(packed), 7)]
print([len(p) for p in parts], b''.join(parts) == text, d.eof, d.unused_data, d.unconsumed_tail)
print(d.decompress(b'more'), d.unused_data, d.decompress(b'and more'), d.unused_data, d.flush(), d.unconsumed_tail)
d = zlib.decompressobj()
print(d.decompress(packed, 20), len(d.unconsumed_tail), d.eof)
print(d.decompress(d.unconsumed_tail, max_length=10), len(d.unconsumed_tail))
other = d.copy()
print(len(d.flush()), d.eof, d.unconsumed_tail, len(other.unconsumed_tail), len(other.flush(1)), other.eof)
d = zlib.decompressobj()
print(len(d.decompress(packed + b'tail', len(text))), d.unconsumed_tail, d.unused_data, d.eof)
print(d.decompress(d.unconsumed_tail), d.unused_data, d.eof)
d = zlib.decompressobj()
print(d.decompress(b''), d.flush(), d.eof)
for bad in (b'xxxxx', packed[:-1] + b'?'):
    attempt(zlib.decompressobj().decompress, bad)
attempt(zlib.decompressobj().decompress, packed[:-1])
attempt(d.decompress, b'x', -1)
attempt(d.flush, 0)
attempt(d.flush, -1)
attempt(setattr, d, 'eof', 1)
attempt(setattr, d, 'unused_data', 1)
d = zlib.decompressobj(wbits=31)
print(d.decompress(zlib.compress(b'gzip', wbits=31) + b'...'), d.unused_data)

print('-- dictionaries')
words = b'hello world'
for wbits in (15, -15):
    c = zlib.compressobj(wbits=wbits, zdict=words)
    data = c.compress(b'hello world, hello') + c.flush()
    print(data)
    attempt(zlib.decompress, data, wbits)
    attempt(zlib.decompressobj(wbits).decompress, data)
    attempt(zlib.decompressobj(wbits, zdict=bytearray(words)).decompress, data)
    attempt(zlib.decompressobj(wbits, zdict=b'hello').decompress, data)
d = zlib.decompressobj(zdict=words)
c = zlib.compressobj(zdict=words)
data = c.compress(b'hello world') + c.flush()
print(d.copy().decompress(data), b''.join(d.decompress(data[i:i + 1]) for i in range(len(data))))

print('-- threads')
big = text * 30
shared = zlib.compressobj(1)
results = []


def work(n):
    shared.compress(big)
    results.append(zlib.decompress(zlib.compress(big, n)) == big)


threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results)

print('-- flush gives all that is left, whatever the length')
packed = zlib.compress(b'hello world' * 3000)
for length in 1, 100, 16384, 40000:
    stream = zlib.decompressobj()
    print(len(stream.decompress(packed, 1)), len(stream.flush(length)), stream.eof, stream.unconsumed_tail)


print('copies of a stream that is over')
import copy
import zlib
d = zlib.decompressobj()
d.decompress(zlib.compress(b'hello' * 100) + b'rest')
print(d.copy().eof, d.flush(), d.unused_data)
for make in d.copy, lambda: copy.copy(d), lambda: copy.deepcopy(d):
    try:
        print(make())
    except ValueError as e:
        print(e)
for call in d.flush, lambda: d.decompress(b'more'), lambda: d.decompress(b''):
    try:
        print(call(), d.unused_data)
    except zlib.error as e:
        print(e, d.unused_data)
