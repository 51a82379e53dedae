# Codecs of Chinese, Japanese and Korean: names, errors and their handlers, streams, files, parts of characters.
import codecs, io, os, tempfile

samples = {'gb2312': '汉字 abc', 'gbk': '漢字 汉字', 'gb18030': '汉字 \u20ac 😀 ẽ', 'big5': '漢字 測試', 'cp950': '漢字 €', 'shift_jis': '漢字 カナ ｶﾅ',
           'cp932': '漢字 ① ｶﾅ \xa2', 'euc_jp': '漢字 ｶﾅ 丂', 'euc_kr': '한글 똠방각하 漢字', 'cp949': '한글 똠방각하', 'johab': '한글 똠 \u3131'}
for name, text in samples.items():
    data = text.encode(name)
    info = codecs.lookup(name.upper().replace('_', '-'))
    print(name, info.name, data.hex(), data.decode(name) == text.replace('\xa2', '\uffe0'), info._is_text_encoding)
    print(' ', [codecs.lookup(name).decode(data[:n], 'replace')[0] for n in range(len(data))][-3:])
    decoder = codecs.getincrementaldecoder(name)()
    print(' ', [decoder.decode(bytes([byte])) for byte in data], decoder.getstate()[0])
    decoder = codecs.getincrementaldecoder(name)('replace')
    print(' ', decoder.decode(data[:-1]), decoder.getstate()[0], repr(decoder.decode(b'', True)))
    encoder = codecs.getincrementalencoder(name)('xmlcharrefreplace')
    print(' ', b''.join(map(encoder.encode, text + '\u0e01')))
    reader = codecs.getreader(name)(io.BytesIO(data + b'\n' + data))
    print(' ', reader.readline() == text.replace('\xa2', '\uffe0') + '\n', len(reader.read()))

print('== names')
for alias in ('csgb2312', 'CP936', 'GB18030-2000', 'Big5-TW', 'ms950', 'SJIS', 's_jis', 'mskanji', 'ujis', 'EUC-JP', 'ks_c-5601-1987', 'korean',
              'uhc', 'cp1361', 'euc_cn'):
    try:
        print(alias, codecs.lookup(alias).name, end='; ')
    except LookupError as e:
        print(e, end='; ')
print()

print('== errors')
for name, bad in (('gbk', b'a\xffb'), ('gbk', b'\x81'), ('gb18030', b'\x81\x30\x81'), ('gb18030', b'x\x81\x30\x81\x20y'), ('big5', b'\xa4'),
                  ('shift_jis', b'\xa0'), ('shift_jis', b'\x81\x20'), ('euc_jp', b'\x8f\xa2'), ('euc_kr', b'\xa4\xd4\xa4\xa1 '),
                  ('euc_kr', b'\xa4\xd4\xa4\xa1\xa4\xbf\xa4 '), ('johab', b'\x84'), ('gb18030', b'\xe3\x32\x9a\x36')):
    for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape'):
        try:
            print(repr(bad.decode(name, errors)), end=' ')
        except UnicodeDecodeError as e:
            print(e, (e.start, e.end))
    print()
for name in ('gb2312', 'big5', 'euc_kr', 'gb18030'):
    for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace', 'surrogateescape'):
        try:
            print('a\u0e01\u0e02b\ud800\udc80'[:4].encode(name, errors), end=' ')
            print('\udc80'.encode(name, errors), end=' ')
        except UnicodeEncodeError as e:
            print(e, (e.start, e.end))
    print()
codecs.register_error('star', lambda e: ('*', e.end))
codecs.register_error('bytes', lambda e: (b'\x00\xff', e.end))
codecs.register_error('han', lambda e: ('漢', e.start + 1))
print('a\u0e01\u0e02'.encode('big5', 'star'), 'a\u0e01'.encode('big5', 'bytes'), 'a\u0e01'.encode('big5', 'han'), b'\xff\xa4'.decode('big5', 'star'))

print('== files')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'text')
    for name in ('gbk', 'cp932', 'euc_kr', 'gb18030'):
        text = ''.join(f'{i} {samples[name]}\r\n' for i in range(2000)).replace('\xa2', '')
        with open(path, 'w', encoding=name, newline='') as f:
            f.write(text)
        with open(path, encoding=name) as f:
            lines = list(f)
        print(name, os.path.getsize(path), len(lines), ''.join(lines) == text.replace('\r\n', '\n'))
        with open(path, encoding=name, newline='') as f:
            f.readline()
            place = f.tell()
            second = f.readline()
            f.read(1001)
            f.seek(place)
            print(f.readline() == second, f.encoding)
