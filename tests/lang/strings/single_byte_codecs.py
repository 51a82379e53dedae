# Encodings with one byte for each character: every byte, every character, names and errors.
names = ('cp037 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp500 cp737 cp775 cp850 cp852 cp855 '
         'cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 hp_roman8 iso8859_2 iso8859_3 iso8859_4 iso8859_5 '
         'iso8859_6 iso8859_7 iso8859_8 iso8859_9 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 koi8_r koi8_t '
         'koi8_u mac_latin2 ptcp154').split()


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


everything = bytes(range(256))
for name in names:
    text = everything.decode(name, 'replace')
    print(name, ascii(text))
    there = [c for c in map(chr, range(0x3000)) if c.encode(name, 'ignore')]
    print(len(there), sorted(text.replace('\ufffd', '')) == there, ''.join(there).encode(name).decode(name) == ''.join(there))
    print(attempt('a\u1234\U0001f600b\xe9'.encode, name), attempt(everything.decode, name) == text)
print('a\u1234\U0001f600b'.encode('koi8-r', 'replace'), 'a\u1234b'.encode('koi8-r', 'xmlcharrefreplace'), 'a\u1234b'.encode('cp437', 'backslashreplace'))
print(attempt(b'ab\x81\xff'.decode, 'cp1252'), ascii(b'ab\x81\xff'.decode('cp1252', 'surrogateescape')), 'ab\udc81\xff'.encode('cp1252', 'surrogateescape'))
for name in 'ISO-8859-2', 'latin2', 'L2', 'iso_8859-5', 'cyrillic', 'windows-1251', 'CP1251', 'KOI8-R', 'thai', 'greek', '437', 'IBM850', 'koi8r':
    print(name, attempt(bytes.decode, b'\xe9\xf1', name))
