"""Text files with codecs that are written in Python or registered by the script."""
import codecs
import io
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, 'text')


def show(what, call):
    try:
        print(what, ascii(call()))
    except Exception as error:
        print(what, type(error).__name__, ascii(str(error)))


# --- codecs of the library ---
for name in 'utf-7', 'punycode', 'idna':
    with open(path, 'w', encoding=name) as file:
        print(name, file.encoding, file.write('abc'), file.errors)
    with open(path, 'rb') as file:
        print(file.read())

text = 'Grüße\n\u20ac und \U0001f600\r\n+plus+\rzu\n' * 400
with open(path, 'w', encoding='utf-7', newline='') as file:
    for line in text.splitlines(True):
        file.write(line)
with open(path, encoding='utf-7') as file:
    lines = list(file)
    print(len(lines), [ascii(line) for line in lines[:5]], file.newlines)
with open(path, encoding='utf-7', newline='') as file:
    print(file.read() == text)
with open(path, encoding='utf-7') as file:
    places = [(file.tell(), file.readline()) for _ in range(60)]
    for at, line in places[::7]:
        file.seek(at)
        assert file.readline() == line, (at, line)
    print(file.seek(0), ascii(file.read(7)))
for name in 'rot13', 'hex', 'base64', 'no-such-codec':
    show(name, lambda: open(path, encoding=name))
show('wrapper', lambda: io.TextIOWrapper(io.BytesIO(b'+AOQ-x'), 'utf-7').read())
show('broken', lambda: io.TextIOWrapper(io.BytesIO(b'ab\xff'), 'utf-7').read())
show('replaced', lambda: io.TextIOWrapper(io.BytesIO(b'ab\xff'), 'utf-7', errors='replace').read())


# --- one of our own: pairs of digits, and a sign at the beginning ---
class Decoder(codecs.IncrementalDecoder):
    def __init__(self, errors='strict'):
        super().__init__(errors)
        self.reset()

    def decode(self, data, final=False):
        data = self.kept + data
        if not self.begun and data:
            assert data[:1] == b'!', data
            self.begun, data = True, data[1:]
        even = len(data) // 2 * 2
        self.kept = data[even:]
        if final and self.kept:
            raise UnicodeDecodeError('pairs', self.kept, 0, 1, 'half a pair')
        return ''.join(chr(int(data[i:i + 2], 16)) for i in range(0, even, 2))

    def reset(self):
        self.kept, self.begun = b'', False

    def getstate(self):
        return self.kept, 0 if self.begun else 1

    def setstate(self, state):
        self.kept, self.begun = state[0], not state[1]


class Encoder(codecs.IncrementalEncoder):
    begun = False

    def encode(self, text, final=False):
        mark, self.begun = b'' if self.begun else b'!', True
        return mark + b''.join(b'%02x' % ord(c) for c in text)

    def reset(self):
        self.begun = False

    def getstate(self):
        return 0 if self.begun else 1

    def setstate(self, state):
        self.begun = not state


def search(name):
    if name == 'pairs':
        return codecs.CodecInfo(None, None, None, None, Encoder, Decoder, name)
    if name == 'wrong':
        class Wrong(codecs.IncrementalDecoder):
            def decode(self, data, final=False):
                return b'bytes'

        class WrongEncoder(codecs.IncrementalEncoder):
            def encode(self, text, final=False):
                return 'text'
        return codecs.CodecInfo(None, None, None, None, WrongEncoder, Wrong, name)
    if name == 'nothing':
        return codecs.CodecInfo(None, None, None, None, None, None, name)
    return None


codecs.register(search)
with open(path, 'w', encoding='pairs') as file:
    print(file.write('one\ntwo\n'), file.write('three'), file.encoding)
with open(path, 'a', encoding='pairs') as file:
    file.write('!\n')
with open(path, 'rb') as file:
    print(file.read())
with open(path, encoding='pairs') as file:
    print(file.readline(), file.read(2), file.read())
    print(file.seek(0), file.readlines())
with open(path, 'r+', encoding='pairs') as file:
    print(repr(file.read()), file.seek(0, 2))
    file.write('more')
    file.seek(0)
    print(repr(file.read()))
with open(path, 'ab') as file:
    file.write(b'6')
show('half', lambda: open(path, encoding='pairs').read())
show('wrong', lambda: open(path, encoding='wrong').read())
show('wrong', lambda: io.TextIOWrapper(io.BytesIO(), 'wrong').write('x'))
show('nothing', lambda: open(path, encoding='nothing').read())
stream = io.TextIOWrapper(io.BytesIO(), 'pairs')
stream.write('a')
stream.reconfigure(encoding='latin-1')
stream.write('\xe4')
stream.flush()
print(stream.buffer.getvalue(), stream.encoding)
os.remove(path)
os.rmdir(folder)

# --- after an error reading goes on behind the bytes that could not be decoded ---
for name in 'ascii', 'utf-8', 'utf-7':
    for data in b'one\n' * 2500 + b'\xff' + b'two\n' * 2500, b'one\n\xff':
        stream = io.TextIOWrapper(io.BytesIO(data), name)
        found, errors = [], 0
        for _ in range(6000):
            try:
                line = stream.readline()
            except UnicodeDecodeError as error:
                errors += 1
                continue
            if not line:
                break
            found.append(line)
        print(name, len(found), errors, found[-1:], repr(stream.read()))
    stream = io.TextIOWrapper(io.BytesIO(b'abc\xffdef'), name)
    show(name, stream.read)
    show(name, stream.read)
