# Module lzma: all formats, in pieces, with limits of output and memory, behind the end, after errors; in one go.
import copy
import lzma
import pickle
from lzma import *

SMALL = [{'id': FILTER_LZMA2, 'preset': 1, 'dict_size': 1 << 16}]
SMALL1 = [{'id': FILTER_LZMA1, 'preset': 1, 'dict_size': 1 << 16}]


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
    except Exception as e:
        print(type(e).__module__, type(e).__qualname__, e)
    else:
        print(result if not isinstance(result, bytes) or len(result) < 60 else len(result))


def state(d):
    print(d.check, d.eof, d.needs_input, d.unused_data)


text = b'the quick brown fox jumps over the lazy dog. ' * 200
packed = lzma.compress(text, filters=SMALL)
print(sorted(lzma.__all__), LZMACompressor.__module__, LZMAError.__mro__)
print({name: getattr(lzma, name) for name in sorted(lzma.__all__) if name.isupper() or '_' in name and name[0] != 'i'})

print('-- in one go')
print(lzma.compress(b'', preset=0), lzma.compress(b'hello', preset=0, check=CHECK_NONE))
print(lzma.compress(b'hello', FORMAT_ALONE, preset=0), lzma.compress(b'hello', FORMAT_RAW, filters=SMALL))
for check in CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256:
    data = lzma.compress(text, check=check, filters=SMALL)
    d = LZMADecompressor()
    print(check, is_check_supported(check), len(data), d.decompress(data) == text, d.check)
print(lzma.decompress(lzma.compress(text)) == text, lzma.decompress(lzma.compress(text, preset=1 | PRESET_EXTREME)) == text)
for format in FORMAT_XZ, FORMAT_ALONE:
    data = lzma.compress(text, format, preset=1)
    print(lzma.decompress(data) == text, lzma.decompress(data, format) == text, lzma.decompress(data, format, 1 << 26) == text)
    attempt(lzma.decompress, data, FORMAT_XZ + FORMAT_ALONE - format)
    attempt(lzma.decompress, data, format, 1000)
raw = lzma.compress(text, FORMAT_RAW, filters=SMALL)
print(len(raw), lzma.decompress(raw, FORMAT_RAW, filters=SMALL) == text)
attempt(lzma.decompress, raw)
print(lzma.decompress(packed + lzma.compress(b'second', FORMAT_ALONE, preset=0)) == text + b'second')
print(lzma.decompress(packed + b'junk') == text, lzma.decompress(bytearray(packed)) == text)
for bad in (b'', b'x', packed[:-1], packed[:3], packed + packed[:9], packed[:40] + b'???' + packed[43:], packed[:-4] + b'abcd'):
    attempt(lzma.decompress, bad)
attempt(lzma.decompress, 'text')
attempt(lzma.decompress)
attempt(lzma.compress, 'text', preset=0)
attempt(lzma.compress)

print('-- constructors')
for args in ((7,), (FORMAT_AUTO,), ('x',), (1, 99), (1, 'x'), (1, -1, 10), (1, -1, -1), (1, -1, 'x'), (1, -1, 2**40), (1, 2, 3, 4, 5),
             (1, -1, 6, SMALL), (FORMAT_ALONE, CHECK_CRC32), (FORMAT_RAW,), (FORMAT_RAW, 1, None, SMALL), (FORMAT_RAW, -1, 3),
             (FORMAT_ALONE, -1, 10), (FORMAT_ALONE, -1, None, SMALL), (FORMAT_ALONE, -1, None, SMALL1 * 2),
             (FORMAT_ALONE, -1, None, []), (FORMAT_XZ, -1, None, SMALL1), (FORMAT_RAW, -1, None, []), (FORMAT_XZ, 2)):
    attempt(LZMACompressor, *args)
attempt(LZMACompressor, level=3)
for args in ((7,), ('x',), (1, 'x'), (1, -1), (1, 2**70), (FORMAT_RAW,), (FORMAT_RAW, 3), (FORMAT_RAW, 3, SMALL), (1, None, []),
             (FORMAT_AUTO, None, SMALL), (1, 2, 3, 4), (FORMAT_RAW, None, []), (-1,)):
    attempt(LZMADecompressor, *args)
attempt(LZMADecompressor, limit=3)
for kind in (lambda: LZMACompressor(filters=SMALL)), LZMADecompressor:
    attempt(type, 'Derived', (type(kind()),), {})
    attempt(pickle.dumps, kind())
    attempt(copy.copy, kind())
    attempt(setattr, kind(), 'x', 1)
print(LZMADecompressor(1, 0).check, LZMADecompressor(FORMAT_ALONE).check, LZMADecompressor(FORMAT_RAW, None, SMALL).check)
for check in (-1, 0, 1, 2, 4, 10, 15, 16, 17, 'x', 2**40):
    attempt(is_check_supported, check)
attempt(is_check_supported)
attempt(is_check_supported, check_id=1)
e = LZMAError('text', 1)
e.x = 2
print(repr(e), str(e), e.args, e.x, repr(pickle.loads(pickle.dumps(e))))

print('-- compressing in pieces')
for size in 1, 7, 1000, 5000:
    c = LZMACompressor(filters=SMALL)
    pieces = [c.compress(text[i:i + size]) for i in range(0, len(text), size)] + [c.flush()]
    print(b''.join(pieces) == packed, lzma.decompress(b''.join(pieces)) == text)
for format, filters in ((FORMAT_ALONE, SMALL1), (FORMAT_RAW, SMALL), (FORMAT_RAW, SMALL1)):
    c = LZMACompressor(format, filters=filters)
    data = c.compress(text[:999]) + c.compress(b'') + c.compress(text[999:]) + c.flush()
    print(lzma.decompress(data, format, filters=filters if format == FORMAT_RAW else None) == text)
c = LZMACompressor(filters=SMALL)
print(c.compress(b''), c.compress(b'x'), c.flush())
attempt(c.flush)
attempt(c.compress, b'x')
attempt(c.compress, 'x')
attempt(c.compress)
attempt(c.flush, 1)

print('-- decompressing in pieces')
for size in 1, 7, 100:
    d = LZMADecompressor()
    parts = [d.decompress(packed[i:i + size]) for i in range(0, len(packed), size)]
    print(b''.join(parts) == text)
    state(d)
d = LZMADecompressor()
state(d)
print(d.decompress(b''), d.decompress(packed[:5]))
state(d)
print(len(d.decompress(packed[5:] + b'tail')))
state(d)
attempt(d.decompress, b'')
attempt(d.decompress, b'more')
attempt(setattr, d, 'check', 1)
attempt(delattr, d, 'eof')

print('-- at most so much')
d = LZMADecompressor()
print(d.decompress(packed, 10), d.decompress(b'', max_length=5), d.decompress(b'', 0))
state(d)
print(d.decompress(b'tail', 7))
state(d)
print(len(d.decompress(b'', -1)))
state(d)
d = LZMADecompressor()
parts = []
for i in range(0, len(packed), 20):
    parts.append(d.decompress(packed[i:i + 20], max_length=100))
while not d.eof:
    parts.append(d.decompress(b'', max_length=1000))
print(b''.join(parts) == text, d.unused_data)
d = LZMADecompressor()
print(len(d.decompress(packed, len(text))), d.eof, d.decompress(b'') if not d.eof else b'', d.eof)
d = LZMADecompressor()
print(d.decompress(b'', 0))
state(d)
attempt(d.decompress, b'', 2**70)
attempt(d.decompress, b'', 'x')
attempt(d.decompress, 'x')
attempt(d.decompress)
attempt(d.decompress, b'', 1, 2)

print('-- after errors')
for bad in (b'x' * 99, packed[:40] + b'???' + packed[43:], packed[:-4] + b'abcd'):
    d = LZMADecompressor()
    attempt(d.decompress, bad)
    attempt(d.decompress, b'')
    attempt(d.decompress, packed)
    state(d)
d = LZMADecompressor(memlimit=1000)
attempt(d.decompress, packed)
attempt(d.decompress, b'')
d = LZMADecompressor(FORMAT_RAW, filters=SMALL)
attempt(d.decompress, b'\xff' * 20)
d = LZMADecompressor()
print(len(d.decompress(packed[:-1])))
state(d)
print(d.decompress(b''))
zeros = lzma.compress(bytes(3000000), preset=0)
print(len(zeros) < 1000, lzma.decompress(zeros * 2).count(b'\0'))
