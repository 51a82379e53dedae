# BZ2File, LZMAFile, bz2.open(), lzma.open(): reading, writing, seeking, text, file objects, errors, use after closing.
import bz2
import gzip
import io
import lzma
import os
import pathlib
import tempfile


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__module__, type(e).__qualname__, e)


class Pipe(io.BytesIO):
    """Cannot be sought in, and gives three bytes at a time."""

    def seekable(self):
        return False

    def read(self, size=-1):
        return super().read(min(size, 3) if size >= 0 else 3)


class Full:
    def write(self, data):
        raise OSError('full')


class Sink:
    def __init__(self):
        self.count = 0

    def write(self, data):
        self.count += len(data)


def files(module, kind, name, options):
    print('----', kind.__name__, [base.__name__ for base in kind.__mro__ if base.__name__ != 'CompressedFile'])
    lines = [b'line %d\n' % i for i in range(3000)]
    text = b''.join(lines)

    print('-- modes and names')
    for mode in ('z', 'rw', 'rt', 'U', 3, None, 'rbw', 'br'):
        attempt(kind, name, mode)
    for file in (3, None, 1.5, [], object):
        attempt(kind, file)
        attempt(module.open, file)
    attempt(kind, 'none')
    attempt(kind, 'no/such/folder', 'w')
    attempt(kind, name, 'r', 9)
    for mode in ('rtb', 'tb', 'zt', 'tt', 't'):
        attempt(module.open, 'none', mode)
    for option in ('encoding', 'errors', 'newline'):
        attempt(module.open, name, 'rb', **{option: 'x'})

    print('-- writing')
    with kind(name, 'w', **options) as f:
        print(f.closed, f.readable(), f.writable(), f.seekable(), f.tell(), type(f.fileno()).__name__, f.isatty())
        print(f.write(lines[0]), f.write(bytearray(lines[1])), f.write(memoryview(lines[2])), f.write(b''),
              f.write(memoryview(bytearray(b'xyz_' * 3)).cast('I')), f.tell(), f.flush())
        for call in (f.read, f.read1, f.peek, f.readline, f.readlines, f.__next__, f.truncate, lambda: f.seek(0), lambda: f.readinto(bytearray(3)),
                     lambda: f.write('x'), lambda: f.write(3), lambda: f.writelines([b'a', 'b']), lambda: f.name, lambda: f.mode, f.detach):
            attempt(call)
        print(f.tell(), iter(f) is f)
    print(f.closed, f.close())
    for call in (f.read, f.tell, f.readable, f.writable, f.seekable, f.fileno, f.peek, f.readline, f.read1, f.__enter__, f.__iter__, f.__next__,
                 lambda: f.write(b''), lambda: f.seek(0), lambda: f.readinto(bytearray(1)), lambda: f.writelines([b'x'])):
        attempt(call)
    attempt(kind, name, 'x')
    with kind(os.fsencode(name), 'wb', **options) as f:
        f.writelines(lines)
    with kind(pathlib.Path(name), 'ab', **options) as f:
        f.write(b'appended\n')

    print('-- reading')
    with kind(name) as f:
        print(f.readable(), f.writable(), f.seekable(), f.tell(), f.read(10), f.tell(), f.readline(), f.readline(3), f.peek(5)[:5], f.peek()[:2])
        print(f.readlines(20), f.tell(), f.seek(1000), f.read(10), f.seek(-5, 1), f.read(5), f.seek(-9, 2), f.read(), f.read(), f.read(3))
        print(f.seek(0), f.readinto(b := bytearray(5)), b, f.seek(5000), f.tell(), f.seek(10 ** 9), f.seek(0), f.read(0), len(f.read1(9)))
        print(f.seek(0), list(f) == lines + [b'appended\n'], f.seek(7), f.read() == text[7:] + b'appended\n', f.seek(3), next(f))
        for call in (lambda: f.write(b''), lambda: f.writelines([b'']), lambda: f.seek(0, 9), lambda: f.seek('x'), lambda: f.read('x'),
                     lambda: f.readinto(b'x'), lambda: f.peek('x'), lambda: f.readline('x'), lambda: f.readlines('x'), f.truncate, lambda: f.seek(-9)):
            attempt(call)
        print(f.tell(), f.raw if hasattr(f, 'raw') else 'no raw')
    attempt(f.read)
    attempt(f.readlines)

    print('-- text')
    with module.open(name, 'rt', encoding='ascii') as f:
        found = f.readlines()
        print(type(f).__name__, len(found), found[-2:])
    with module.open(name, 'wt', encoding='utf-16', newline='\r\n', **options) as f:
        f.write('é\nß\n')
    with module.open(name) as f:
        print(f.read())
    with module.open(name, 'at', encoding='utf-16', errors='replace') as f:
        f.write('\ud800')
    with module.open(name, 'rt', encoding='ascii', errors='ignore', newline='') as f:
        print(ascii(f.read()))

    print('-- file objects')
    packed = module.compress(text)
    raw = io.BytesIO()
    with kind(raw, 'w', **options) as f:
        f.write(b'inside')
    print(raw.closed, module.decompress(raw.getvalue()))
    for data in (packed, packed + packed, packed + b'junk', packed + module.compress(b'') + packed):
        for source in (io.BytesIO(data), Pipe(data)):
            with kind(source) as f:
                print(f.seekable(), len(f.read(100)), f.tell(), len(f.read()), f.tell(), source.closed, end=' ')
                attempt(f.seek, 0)
                attempt(f.fileno)
    for data in (b'', b'junk', packed[:-3], packed[:9], packed + packed[:9], packed[:-4] + b'abcd', packed[:100] + b'??' + packed[102:]):
        attempt(lambda: len(kind(io.BytesIO(data)).read()))
        attempt(lambda: sum(map(len, kind(io.BytesIO(data)))))
        attempt(lambda: kind(io.BytesIO(data)).seek(0, 2))
    f = kind(Full(), 'w')
    attempt(f.fileno)
    attempt(f.close)
    print(f.closed, f.close())
    f = kind(Sink(), 'w', **options)
    attempt(f.seekable)
    f.write(text)
    sink = f._fp
    f.close()
    print(sink.count > 0)
    with kind(io.BytesIO(module.compress(b''))) as f:
        print(f.read(), f.readline(), f.peek(), f.tell(), f.seek(0, 2), list(f))

    print('-- a subclass')

    class Loud(kind):
        def close(self):
            print('close', self.closed)
            super().close()

    with Loud(io.BytesIO(packed)) as f:
        print(f.readline())
    attempt(Loud, 'none')


folder = tempfile.mkdtemp()
os.chdir(folder)
files(bz2, bz2.BZ2File, 'x.bz2', {'compresslevel': 1})
files(lzma, lzma.LZMAFile, 'x.xz', {'preset': 0})

print('---- options')
attempt(bz2.BZ2File)
attempt(bz2.open, 'x.bz2', 'w', 0)
attempt(bz2.open, 'x.bz2', 'r', 10)
attempt(bz2.BZ2File, 'x.bz2', compresslevel=0)
attempt(bz2.BZ2File, 'x.bz2', 'w', compresslevel='x')
attempt(lzma.LZMAFile)
attempt(lzma.LZMAFile, 'x.xz', '')
attempt(lambda: bz2.BZ2File('x.bz2', '').readable())
for options in ({'preset': 3}, {'check': 3}, {'filters': []}, {'format': 77}, {'format': lzma.FORMAT_RAW}, {'level': 3}):
    attempt(lzma.open, 'x.xz', **options)
for options in ({'preset': 30}, {'format': 77}, {'format': lzma.FORMAT_RAW}, {'check': 99}, {'format': lzma.FORMAT_ALONE, 'check': 1}):
    attempt(lzma.open, 'new.xz', 'w', **options)
print(sorted(os.listdir()))
chain = [{'id': lzma.FILTER_DELTA}, {'id': lzma.FILTER_LZMA2, 'dict_size': 4096}]
for options in ({'format': lzma.FORMAT_ALONE}, {'format': lzma.FORMAT_XZ, 'check': lzma.CHECK_SHA256}, {'filters': chain},
                {'format': lzma.FORMAT_RAW, 'filters': chain}):
    with lzma.open('x.xz', 'wb', **{'preset': 0} | options if 'filters' not in options else options) as f:
        f.write(b'with options')
    options.pop('check', 0)
    if options.get('format') != lzma.FORMAT_RAW:
        options.pop('filters', 0)
    with lzma.open('x.xz', **options) as f:
        print(f.read())

print('---- readers of one kind')
import _compression
print([name for name in ('BaseStream', 'DecompressReader', 'BUFFER_SIZE') if not hasattr(_compression, name)])
print([issubclass(kind, _compression.BaseStream) for kind in (bz2.BZ2File, lzma.LZMAFile, gzip.GzipFile)])
reader = _compression.DecompressReader(io.BytesIO(bz2.compress(b'hello world' * 10) * 3), bz2.BZ2Decompressor, trailing_error=OSError)
print(reader.readable(), reader.seekable(), reader.writable(), reader.read(4), reader.tell(), reader.read(0), reader.seek(-4, 2), reader.readall())
print(reader.seek(109), reader.read(5), reader.readinto(b := bytearray(3)), b, reader.seek(5), len(reader.read()), reader.read(), reader.read(1))
attempt(reader.seek, 0, 7)
attempt(reader.fileno)
print(reader.close(), reader.closed)
attempt(lambda: _compression.DecompressReader(io.BytesIO(), lzma.LZMADecompressor, format=99))
for name in os.listdir(folder):
    os.remove(os.path.join(folder, name))
os.chdir('/')
os.rmdir(folder)
