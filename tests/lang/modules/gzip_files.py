# Module gzip: files, members, seeking, headers, errors.
import gzip
import io
import os
import tempfile
import warnings


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__module__, type(e).__qualname__, e)


folder = tempfile.mkdtemp()
os.chdir(folder)
name = 'lines.txt.gz'
lines = [b'line %d\n' % i for i in range(2000)]
text = b''.join(lines)

print('-- in one go')
print(gzip.compress(b'hello', mtime=0), gzip.compress(b'hello', 1, mtime=1), gzip.compress(b'hello', 6, mtime=123456789))
for data in (b'', b'a', text):
    packed = gzip.compress(data)
    print(gzip.decompress(packed) == data, gzip.decompress(packed + packed + b'\0\0\0') == data * 2)
print(gzip.decompress(b''))
good = gzip.compress(text, mtime=0)
for bad in (b'x', b'xyz', good[:5], good[:-1], good[:-20], good + b'x', good + b'xyz', good[:2] + b'\7' + good[3:],
            good[:-8] + b'abcd' + good[-4:], good[:-4] + b'abcd', good[:11] + b'\xff\xff' + good[13:]):
    attempt(gzip.decompress, bad)
    attempt(gzip.GzipFile(fileobj=io.BytesIO(bad)).read)
attempt(gzip.compress, 'text')
print(gzip.BadGzipFile.__mro__)

print('-- files')
with gzip.open(name, 'wb') as f:
    print(f.mode, f.name == name, f.readable(), f.writable(), f.seekable(), f.tell(), f.closed, isinstance(f.fileno(), int))
    print(f.write(lines[0]), f.write(bytearray(lines[1])), f.write(memoryview(lines[2])), f.write(b''), f.tell())
    f.writelines(lines[3:])
    f.flush()
    attempt(f.read)
    attempt(f.read1)
    attempt(f.peek, 1)
    attempt(f.rewind)
    attempt(f.seek, 3)
    attempt(f.seek, 0, 2)
print(f.closed)
attempt(f.write, b'x')
attempt(f.flush)
attempt(f.tell)
f.close()
with open(name, 'rb') as raw:
    start = raw.read(30)
print(start[:4], start[8:])
with gzip.open(name) as f:
    print(f.mode, f.readable(), f.writable(), f.tell(), f.mtime)
    print(f.read(10), f.tell(), f.readline(), f.peek(5)[:5], f.read1(4), type(f.mtime), f.mtime > 0)
    print(f.seek(1000), f.read(10), f.seek(-5, 1), f.read(5), f.seek(3), f.read(4), f.seek(0, 2), f.read())
    f.rewind()
    print(f.read() == text, f.read(), f.tell() == len(text))
    f.seek(0)
    print(list(f) == lines, f.readinto(bytearray(3)))
    f.seek(7)
    b = bytearray(5)
    print(f.readinto(b), b, f.readlines(20), f.readline(3))
    attempt(f.write, b'x')
    print(f.seek(10 ** 9) == len(text))
attempt(f.read)
with gzip.open(name, 'ab', compresslevel=1) as f:
    f.write(b'appended\n')
with gzip.open(name, 'rt', encoding='ascii') as f:
    all_lines = f.readlines()
    print(len(all_lines), all_lines[-2:])
with gzip.open(name, 'wt', encoding='utf-16', newline='\r\n') as f:
    f.write('é\nß\n')
with gzip.open(name, 'rb') as f:
    print(f.read())
attempt(gzip.open, name, 'xb')
attempt(gzip.open, name, 'rtb')
attempt(gzip.open, name, 'z')
attempt(gzip.open, name, 'rb', encoding='utf-8')
attempt(gzip.open, name, 'rb', newline='')
attempt(gzip.open, 17)
attempt(gzip.GzipFile, name, 'rU')
attempt(gzip.open, 'none')

print('-- file objects')
raw = io.BytesIO()
with gzip.GzipFile('some/näme.gz', 'wb', 9, raw, mtime=42) as f:
    f.write(b'one')
    f.seek(6)
    f.write(b'two')
    print(f.name, f.size, f.offset, f.crc)
print(raw.closed, raw.getvalue())
raw.seek(0)
f = gzip.GzipFile(fileobj=raw)
print(repr(f.name), f.mode, f.read(), f.mtime)
f.close()
print(raw.closed)
raw = io.BytesIO()
with gzip.GzipFile('日本', 'wb', fileobj=raw, mtime=0):
    pass
print(raw.getvalue())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    with gzip.GzipFile('x', 'wb', fileobj=io.BytesIO()) as f:
        print(f.filename)
    with open('guess', 'wb') as raw, gzip.GzipFile(fileobj=raw) as f:
        f.write(b'guess')
    print([(w.category.__name__, str(w.message)) for w in caught])
header = b'\x1f\x8b\x08\x1e\x05\0\0\0\0\xff' + b'\x03\0abc' + b'name\0' + b'comment\0' + b'??'
plain = gzip.compress(b'flags', mtime=0)
f = gzip.GzipFile(fileobj=io.BytesIO(header + plain[10:] + b'\0' * 600 + plain))
print(f.read(), f.mtime)
print(gzip.decompress(header + plain[10:] + b'\0' * 600 + plain))
for name in os.listdir(folder):
    os.remove(os.path.join(folder, name))
os.rmdir(folder)
