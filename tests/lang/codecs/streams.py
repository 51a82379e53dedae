# codecs.open, EncodedFile, stream readers and writers.
import codecs
import io
import os
import tempfile
from _show import show

folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, 'text')
with codecs.open(path, 'w', 'utf-16') as file:
    print(type(file).__name__, file.encoding, file.errors, file.mode)
    file.write('first \xe9\n')
    file.writelines(['second\r\n', 'third'])
print(open(path, 'rb').read())
with codecs.open(path, encoding='utf-16') as file:
    print([ascii(line) for line in file])
    file.seek(0)
    print(ascii(file.read(3)), ascii(file.readline()), ascii(file.readline()), ascii(file.read()), repr(file.read()))
    file.seek(0)
    print(file.readlines())
    print(file.closed, file.readable(), file.name == path)
with codecs.open(path, 'r') as file:
    print(type(file).__name__)
with codecs.open(path, 'r+', 'ascii', 'replace') as file:
    print(ascii(file.readline()))
show(codecs.open, path, 'r', 'no such thing')
show(codecs.open, '/nowhere/x', 'r', 'utf-8')
with codecs.open(path, 'w', 'utf-8-sig') as file:
    file.write('a')
    file.seek(0)
    file.write('b')
    file.write('c')
print(open(path, 'rb').read())
with codecs.open(path, 'a', 'latin-1') as file:
    show(file.write, '\u20ac')
    file.write('\xe9')
print(open(path, 'rb').read())

data = 'one\r\ntwo\nthree\rfour\x85five\u2028six'
for encoding in 'utf-8', 'utf-16', 'utf-32', 'utf-8-sig', 'utf-7':
    raw = data.encode(encoding)
    Reader = codecs.getreader(encoding)
    print(encoding, ascii(Reader(io.BytesIO(raw)).read()), ascii(list(Reader(io.BytesIO(raw)))))
    reader = Reader(io.BytesIO(raw))
    print(ascii([reader.readline(keepends=False) for _ in range(7)]))
    reader.seek(0)
    print(ascii(reader.readlines(keepends=False)))
    reader.reset()
    reader.stream.seek(0)
    print(ascii([reader.read(4, 2), reader.read(chars=3), reader.read(8, 1), reader.readline(), reader.read(-1, 4), reader.read()]))

long = ''.join(f'line {i} \xe9\n' for i in range(500))
reader = codecs.getreader('utf-8')(io.BytesIO(long.encode()))
print(''.join(reader) == long)
reader.seek(0)
print(reader.readline(), reader.read(5), len(reader.read(100)), reader.readline(2), reader.readline(1000), len(reader.readlines()))
reader = codecs.getreader('utf-8')(io.BytesIO(b'good\nbad \xff\nmore\n'))
show(reader.readline)
show(reader.readline)
reader = codecs.getreader('utf-8')(io.BytesIO(b'bad \xff\nmore\n'), 'replace')
show(reader.readlines)
reader = codecs.getreader('ascii')(io.BytesIO(b'abc'))
show(lambda: reader.nothing)
show(lambda: next(iter(codecs.getreader('ascii')(io.BytesIO(b'')))))
print(reader.getvalue())

out = io.BytesIO()
writer = codecs.getwriter('utf-16')(out)
writer.write('a')
writer.write('b')
writer.reset()
writer.write('c')
print(out.getvalue())

out = io.BytesIO()
recoder = codecs.EncodedFile(out, 'latin-1', 'utf-8')
print(type(recoder).__name__, recoder.data_encoding, recoder.file_encoding, codecs.StreamReaderWriter.encoding)
recoder.write(b'\xe9\n')
recoder.writelines([b'x\n', b'\xff'])
print(out.getvalue())
recoder.seek(0)
print(recoder.read(1), recoder.readline(), next(recoder), recoder.readlines(), recoder.read())
recoder.seek(0)
print(list(recoder))
recoder.seek(0)
print(recoder.readlines())
show(codecs.EncodedFile, out, 'no such thing')
with codecs.EncodedFile(io.BytesIO(b'a'), 'utf-8') as recoder:
    print(recoder.read(), recoder.file_encoding)
print(recoder.stream.closed)
folder.cleanup()
