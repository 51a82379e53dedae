# Text and bytes that come in pieces.
import codecs
from _show import show

TEXT = 'a\xe9\u20ac\U0001f600\n\ufeffz'
for name in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be', 'utf-7',
             'unicode-escape', 'raw-unicode-escape'):
    whole = codecs.encode(TEXT, name)
    decoder = codecs.getincrementaldecoder(name)()
    parts = [decoder.decode(whole[i:i + 1], i == len(whole) - 1) for i in range(len(whole))]
    print(name, ascii(''.join(parts) == TEXT), len(parts), decoder.getstate() if name != 'utf-7' else '')
    encoder = codecs.getincrementalencoder(name)()
    if name != 'utf-7':
        states, pieces = [encoder.getstate()], []
        for character in TEXT:
            pieces.append(encoder.encode(character))
            states.append(encoder.getstate())
        print(b''.join(pieces), states)
        encoder.reset()
        print(encoder.encode('x'), encoder.encode('y', True))
        encoder.setstate(states[0])
        print(encoder.encode('z'))
        decoder.reset()
        state = decoder.getstate()
        print(state, ascii(decoder.decode(whole[:5])), decoder.getstate())
        middle = decoder.getstate()
        print(ascii(decoder.decode(whole[5:9])))
        decoder.setstate(middle)
        print(ascii(decoder.decode(whole[5:9])))
        decoder.setstate(state)
        print(ascii(decoder.decode(whole)))

for name, data in (('utf-16', codecs.BOM_UTF16_BE + 'hi'.encode('utf-16-be')), ('utf-32', codecs.BOM_UTF32_BE + 'hi'.encode('utf-32-be'))):
    decoder = codecs.getincrementaldecoder(name)()
    print(decoder.decode(data[:3]), decoder.getstate(), decoder.decode(data[3:]), decoder.getstate())
show(codecs.getincrementaldecoder('utf-16')().decode, b'h\0i\0')
show(codecs.getincrementaldecoder('utf-32')().decode, b'h\0\0\0')
show(codecs.getincrementaldecoder('utf-8')().decode, b'\xe2\x82', True)
show(codecs.getincrementaldecoder('utf-8')('replace').decode, b'\xe2\x82', True)
show(codecs.getincrementaldecoder('ascii')().decode, b'\xe2')
show(codecs.getincrementalencoder('ascii')('xmlcharrefreplace').encode, '\u20ac')
show(codecs.getincrementalencoder('cp1252')().encode, '\u20ac\u0100')

print(list(codecs.iterencode(['ab', '', 'c\xe9'], 'utf-8')), list(codecs.iterencode(['a', 'b'], 'utf-16')))
print(list(codecs.iterdecode([b'a\xc3', b'\xa9', b''], 'utf-8')))
show(list, codecs.iterdecode([b'\xc3'], 'utf-8'))
print(list(codecs.iterdecode([b'\xc3'], 'utf-8', 'ignore')), list(codecs.iterencode(['\xe9'], 'ascii', errors='replace')))
show(list, codecs.iterencode(['a'], 'no such'))

for base in (codecs.Codec(), codecs.IncrementalEncoder(), codecs.IncrementalDecoder()):
    for method in 'encode', 'decode':
        if hasattr(base, method):
            show(getattr(base, method), 'x')


class Pairs(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        used = len(input) if final else len(input) // 2 * 2
        return input[:used].encode(), used


pairs = Pairs()
print(pairs.encode('abc'), pairs.getstate(), pairs.encode('d'), pairs.getstate(), pairs.encode('e', True))
pairs.setstate('q')
print(pairs.encode('r'))
print(codecs.IncrementalEncoder().getstate(), codecs.IncrementalDecoder().getstate(), codecs.IncrementalEncoder('x').errors)

# functions for single encodings
print(codecs.utf_8_encode('\xe9'), codecs.utf_8_decode(b'\xc3\xa9\xc3'), codecs.utf_8_decode(b'\xc3\xa9', 'strict', True))
show(codecs.utf_8_decode, b'\xc3', None, True)
show(codecs.utf_8_encode, b'x')
print(codecs.latin_1_encode('\xe9'), codecs.latin_1_decode(b'\xe9'), codecs.ascii_decode(b'x', 'replace'))
print(codecs.utf_16_ex_decode(b'\xff\xfea\0'), codecs.utf_16_ex_decode(b'a\0'), codecs.utf_16_ex_decode(b'\0a', 'strict', 1, True))
print(codecs.unicode_escape_decode(rb'\x41\u20ac'), codecs.raw_unicode_escape_encode('\u20ac'))
print(codecs.escape_decode(rb'\x41\n\101\\\t\'\"\0z'), codecs.escape_encode(b'\x00\n\'"\xff\\'))
show(codecs.escape_decode, rb'a\x4')
show(codecs.escape_decode, rb'a\x4', 'replace')
show(codecs.escape_decode, b'a\\')
show(codecs.escape_encode, 'a')
print(codecs.readbuffer_encode('a\xe9'), codecs.readbuffer_encode(bytearray(b'xy')))

# maps
table = {97: 98, 98: b'xx', 99: None, 63: 33}
show(codecs.charmap_encode, 'ab', 'strict', table)
show(codecs.charmap_encode, 'abc\xff', 'strict', table)
show(codecs.charmap_encode, 'abc\xff', 'replace', table)
show(codecs.charmap_encode, 'abc', 'ignore', table)
show(codecs.charmap_encode, 'a', 'strict', {97: 'x'})
show(codecs.charmap_encode, 'a', 'strict', {97: 256})
show(codecs.charmap_encode, 'a\xe9')
show(codecs.charmap_encode, '\u0100')
show(codecs.charmap_decode, b'ab', 'strict', {97: 'zz', 98: 100})
show(codecs.charmap_decode, b'ac', 'strict', {97: 'zz'})
show(codecs.charmap_decode, b'ac', 'replace', {97: 'zz'})
show(codecs.charmap_decode, b'\0\1\2', 'strict', 'xy\ufffe')
show(codecs.charmap_decode, b'\0\1', 'strict', {0: b'x'})
show(codecs.charmap_decode, b'\xe9')
print(codecs.charmap_encode('xyz', 'strict', codecs.charmap_build('zyx' + '\ufffe' * 253)))
print(codecs.make_identity_dict(range(3)), codecs.make_encoding_map({1: 10, 2: 20, 3: 10}))

print('== places of errors behind a mark')
for data in b'\xef\xbb\xbfab\xff', b'\xef\xbb\xbf\xe4\xb8':
    for decode in data.decode, lambda name: codecs.getincrementaldecoder(name)().decode(data, True):
        try:
            decode('utf-8-sig')
        except UnicodeDecodeError as e:
            print(e, e.object, e.start, e.end)
print(codecs.getincrementaldecoder('utf-8-sig')().decode(b'\xef\xbb\xbf\xe4\xb8\xad\xe4'), b'\xef\xbb\xbfa\xffb'.decode('utf-8-sig', 'replace'))
