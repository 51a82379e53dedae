# Codecs whose text has states: ISO 2022 and HZ.
import codecs
import io
from _show import show

NAMES = 'iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_ext iso2022_kr hz'.split()
for alias in 'ISO-2022-JP', 'csISO2022JP', 'iso2022jp_1', 'ISO-2022-JP-2', 'iso2022jp-ext', 'csISO2022KR', 'HZ-GB-2312', 'hzgb':
    print(alias, codecs.lookup(alias).name, codecs.lookup(alias)._is_text_encoding)

print('== characters')
for name in NAMES:
    for text in 'a', '', 'a漢字b', '漢\nb', '\xa5漢\u203e', 'ｱ', '丂é', 'α~', '가나\n다', '汉', 'a~汉~\n汉', '\x0e\x0f\x1b漢', '\uff5e', '漢가汉\xa5', '\U0001f600':
        show(text.encode, name)

print('== bytes')
ESCAPES = (b'\x1b', b'\x1b$', b'a\x1b$B4', b'\x1b$B4\n', b'\x1b$B\n4A', b'\x1b$)C\x0e0!\n0!', b'\x1b.A\x1bNi\n\x1bN*', b'\x1b.F\x1bNa\x1bN%',
           b'\x1b$xyzA', b'\x1b$' + b'x' * 20, b'\x1b$' + b'x' * 9, b'\x1b&@\x1b$B0!', b'\x1b&@', b'\x1bXa\x1b$@0!', b'\x1b(J\\~', b'\x1b(I1a',
           b'\x1b$B  !', b'\x1b$B0\xa1', b'\x1b(B\x80', b'~{0!~}~~~\n.', b'~{0!a', b'~x', b'~{\n0!', b'~', b'\x1b$(D0!\x1b$(C0!\x1b$A0!')
for name in NAMES:
    for data in ESCAPES:
        show(data.decode, name)
        show(data.decode, name, 'replace')

print('== errors')
codecs.register_error('star', lambda e: ('漢', e.end))
codecs.register_error('bytes', lambda e: (b'\xff', e.end))
codecs.register_error('far', lambda e: ('', 99))
codecs.register_error('wrong', lambda e: None)
for errors in 'ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape star bytes'.split():
    for name in 'iso2022_jp', 'iso2022_jp_2', 'hz':
        show('漢\u0e01\udc80b'.encode, name, errors)
    show(b'\x1b$B4A  \x1b(B\xffa\x1b'.decode, 'iso2022_jp', errors) if errors not in ('bytes', 'xmlcharrefreplace', 'namereplace') else None
for error in '\u0e01'.encode, b'\xff'.decode:
    for errors in 'far', 'wrong', 'nothing of the kind':
        try:
            error('iso2022_jp', errors)
        except Exception as e:
            print(type(e).__name__)

print('== states')
for name in NAMES:
    encoder, decoder = codecs.getincrementalencoder(name)(), codecs.getincrementaldecoder(name)()
    print(name, hex(encoder.getstate()), decoder.getstate())
    data = b''
    for text in 'a', '漢' if 'jp' in name else '가' if 'kr' in name else '汉', 'α', '\n', 'α':
        data += encoder.encode(text)
        print(data, hex(encoder.getstate()), end=' ')
    print(encoder.encode('', True), hex(encoder.getstate()))
    for i in range(len(data)):
        print(ascii(decoder.decode(data[i:i + 1])), decoder.getstate()[0], hex(decoder.getstate()[1]), end=' ')
    print()
    state = decoder.getstate()
    decoder.reset()
    print(decoder.getstate())
    decoder.setstate(state)
    print(decoder.getstate() == state)
    encoder.encode('α')
    encoder.reset()
    print(hex(encoder.getstate()))
decoder = codecs.getincrementaldecoder('iso2022_jp')()
show(decoder.decode, b'\x1b$xxxxxxx')
show(decoder.decode, b'\x1b$B4')
show(decoder.decode, b'', True)
print(decoder.getstate())
show(decoder.setstate, (b'x' * 9, 0))
show(decoder.setstate, 5)
show(encoder.setstate, b'')

print('== streams')
for name in NAMES:
    text = ('α漢字\r\n' if 'jp' in name else 'α가\r\n' if 'kr' in name else 'α汉~\r\n') * 3 + 'end α'
    writer = codecs.getwriter(name)(io.BytesIO())
    writer.write('α')
    writer.writelines(['α', 'b', 'α'])
    writer.reset()
    print(writer.stream.getvalue())
    data = text.encode(name)
    reader = codecs.getreader(name)(io.BytesIO(data))
    print(ascii(reader.readline()), ascii(reader.readline()), len(reader.readlines()))
    file = io.TextIOWrapper(io.BytesIO(), name, newline='')
    file.write(text)
    file.write(text * 2000)
    file.seek(0)
    print(file.read() == text * 2001, file.buffer.getvalue()[:12])
    print(''.join(codecs.iterdecode([data[i:i + 1] for i in range(len(data))], name)) == text)
reader = codecs.getreader('iso2022_jp')(io.BytesIO(b'\x1b$B4A4'))
show(reader.read)
