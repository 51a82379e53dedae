# The modules of package encodings, and the codecs written in Python.
import codecs
import importlib
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8
import encodings.idna
from encodings import rot_13, utf_16
from encodings.punycode import punycode_decode, punycode_encode
from _show import show

print(encodings.utf_8.encode('\xe9'), encodings.utf_8.decode(b'\xc3\xa9'), encodings.utf_8.getregentry().name)
print(encodings.utf_8.__name__, encodings.utf_8.IncrementalDecoder().decode(b'\xc3'), encodings.utf_8.StreamReader.__name__)
print(ascii(encodings.cp1252.decoding_table[120:140]), encodings.cp1252.Codec().encode('\u20ac'))
print(encodings.latin_1.Codec().decode(b'\xe9'), utf_16.decode(b'\xff\xfea\0'))
for name in 'utf_8_sig utf_32_be ascii koi8_r iso8859_15 cp437 unicode_escape hex_codec base64_codec zlib_codec'.split():
    module = importlib.import_module('encodings.' + name)
    print(name, module.getregentry().name, hasattr(module, 'IncrementalEncoder'), module.__name__)
show(importlib.import_module, 'encodings.no_such_thing')
print(rot_13.rot13_map[ord('a')], codecs.decode('Abc, xyZ!', 'rot_13'))

binary = bytes(range(256)) * 2 + b'tail'
for name in 'hex', 'base64', 'quopri', 'uu', 'zlib':
    encoded = codecs.encode(binary, name)
    print(name, codecs.decode(encoded, name) == binary, len(encoded) if name != 'zlib' else '', encoded[:40] if name != 'zlib' else '')
    encoder, decoder = codecs.getincrementalencoder(name)(), codecs.getincrementaldecoder(name)()
    piece = encoder.encode(b'some bytes', True)
    print(piece if name != 'zlib' else '', decoder.decode(piece, True))
    show(codecs.encode, 'text', name)
    show(codecs.decode, b'!\x00%', name)
    show(codecs.lookup(name).encode, b'x', 'ignore')
encoder, decoder = codecs.getincrementalencoder('zlib')(), codecs.getincrementaldecoder('zlib')()
data = encoder.encode(b'abc' * 100) + encoder.encode(b'def') + encoder.encode(b'', True)
print(decoder.decode(data[:10]) + decoder.decode(data[10:], True) == b'abc' * 100 + b'def')

words = ['', 'abc', 'b\xfccher', '\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587', '-', '-> $1.00 <-', '3\u5e74B\u7d44\u91d1\u516b\u5148\u751f',
         'Hello-Another-Way-\u305d\u308c\u305e\u308c\u306e\u5834\u6240', '\u043f\u043e\u0447\u0435\u043c\u0443', '\U0001f600 x \xe9\xe9']
for word in words:
    encoded = punycode_encode(word)
    print(encoded, word.encode('punycode') == encoded, encoded.decode('punycode') == word, punycode_decode(encoded, 'strict') == word)
show(b'abc-\xff'.decode, 'punycode')
show(b'abc-9'.decode, 'punycode')
show(b'abc-!'.decode, 'punycode')
show(b'abc-9'.decode, 'punycode', 'ignore')
show(b'abc-99999999'.decode, 'punycode')
show(b'a'.decode, 'punycode', 'backslashreplace')

for host in ['python.org', 'python.org.', 'b\xfccher.example', 'B\xdcCHER.Example.', 'stra\xdfe.de', '\u4f8b\u3048.jp', 'a\u3002b\u3002c', '',
             'x' * 64, 'a..b', '\xfc..b', 'xn--bcher-kva.de', '\u0627\u0644\u0639.com', '\u0627a', 'a\u00adb\xe9', '\ufb01.com']:
    show(host.encode, 'idna')
for host in [b'python.org', b'xn--bcher-kva.example', b'xn--bcher-kva.example.', b'xn--\xff', b'xn--a-', b'XN--BCHER-KVA', b'a.b.', b'']:
    show(host.decode, 'idna')
show('\xfc'.encode, 'idna', 'ignore')
print(encodings.idna.nameprep('\u2167 \xc9X'), encodings.idna.ToASCII('b\xfc'), encodings.idna.ToUnicode('xn--b-xga'), encodings.idna.ToUnicode(b'plain'))
encoder, decoder = codecs.getincrementalencoder('idna')(), codecs.getincrementaldecoder('idna')()
print([encoder.encode(part) for part in ('b\xfc', 'cher.ex', 'ample')], encoder.encode('', True))
print([decoder.decode(part) for part in (b'xn--bch', b'er-kva.ex', b'ample.')], decoder.decode(b'x', True))

for text in ['', 'plain', 'a+b', '\xe9', 'A\u2262\u0391.', 'Hi Mom -\u263a-!', '\U0001f600z', '+\xe9+', 'a~\\b', '1 + \xe9-x', '\x00']:
    encoded = text.encode('utf-7')
    print(encoded, encoded.decode('utf-7') == text)
for data in [b'+', b'+AOk', b'+AOk-', b'+AOkx', b'\xe9', b'+@', b'a+AO-b', b'+AOl-', b'+-', b'+AOk.']:
    show(data.decode, 'utf-7')
    show(data.decode, 'utf-7', 'replace')
