# Looking codecs up, registering others, error handlers.
import codecs
import encodings
import encodings.aliases
from _show import show

for name in ('utf8', 'UTF-8', 'u8', 'Latin-1', 'l1', 'ascii', 'us-ascii', 'cp1252', 'windows-1252', 'koi8-r', 'rot13',
             'rot-13', 'hex', 'base64', 'quopri', 'zip', 'uu', 'punycode', 'idna', 'utf-7', 'utf-8-sig', 'utf16',
             'utf-32-be', 'unicode_escape', 'raw-unicode-escape', 'undefined', 'cp437', 'iso-8859-15'):
    info = codecs.lookup(name)
    print(name, info.name, info._is_text_encoding, len(info), type(info).__name__)
info = codecs.lookup('utf-8')
print(repr(info).startswith('<codecs.CodecInfo object for encoding utf-8 at 0x'))
print(info[0] is info.encode, info[1] is info.decode, info[2] is info.streamreader, info[3] is info.streamwriter)
print(info.encode('\xe9x'), info.decode(b'\xc3\xa9x'), info is codecs.lookup('UTF8') or 'another')
show(info.decode, b'\xc3')
show(codecs.lookup, 'no such thing')
show(codecs.lookup, 1)
show('a'.encode, 'no such thing')
show(b'a'.decode, 'no-such-thing')
show('a'.encode, 'rot13')
show(b'a'.decode, 'hex')
show(str, b'a', 'base64')
show(codecs.encode, 'Hello', 'rot13')
show(codecs.decode, 'Uryyb', 'rot13')
show(codecs.encode, 1, 'hex')
show(codecs.decode, b'x', 'hex')
show(codecs.decode, b'6g', 'hex')
show(codecs.encode, 'x', 'undefined')
show(codecs.decode, b'!', 'zlib')

for name, value in sorted(vars(codecs).items()):
    if name.startswith('BOM'):
        print(name, value)
print(codecs.getencoder('utf-16-le')('ab'), codecs.getdecoder('ascii')(b'ab'))
print(codecs.getincrementalencoder('ascii')().encode('x'), codecs.getincrementaldecoder('cp1252')().decode(b'\x80'))
print(codecs.getreader('utf-8').__name__, codecs.getwriter('utf-8').__name__)

print(encodings.normalize_encoding('  UTF 8--x..y_'), encodings.normalize_encoding(b'a-b'))
aliases = encodings.aliases.aliases
print(aliases['latin1'], aliases['utf8'], aliases['windows_1252'], aliases['646'], aliases['rot13'], aliases['hex'])
print(encodings.search_function('utf8').name, encodings.search_function('nothing'), issubclass(encodings.CodecRegistryError, LookupError))


# ---- codecs of scripts ----

def find(name):
    calls.append(name)
    if name == 'upper_case':
        return codecs.CodecInfo(lambda text, errors='strict': (text.upper().encode(errors=errors), len(text)),
                                lambda data, errors='strict': (bytes(data).decode('ascii', errors).lower(), len(data)),
                                name='upper-case')
    if name == 'broken':
        return 1, 2
    if name == 'plain':
        return (lambda text, errors='strict': 'no pair'), (lambda data, errors='strict': (b'no str', 1)), None, None
    if name == 'raises':
        def fail(input, errors='strict'):
            raise ValueError('as I like')
        return fail, fail, None, None
    return None


calls = []
codecs.register(find)
print('abc'.encode('Upper-Case'), b'ABC'.decode('upper case'), str(b'ABC', 'upper_case'))
print(codecs.lookup('upper_case').incrementalencoder, calls)
show(codecs.getincrementalencoder, 'upper_case')
show(codecs.getincrementaldecoder, 'upper_case')
show('a'.encode, 'broken')
show('a'.encode, 'plain')
show(b'a'.decode, 'plain')
show('a'.encode, 'raises')
show(b'a'.decode, 'raises')
codecs.unregister(find)
show('a'.encode, 'upper_case')
show(codecs.register, 5)


# ---- error handlers ----

for name in 'strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape surrogatepass'.split():
    handler = codecs.lookup_error(name)
    print(name, callable(handler))
    for error in (UnicodeEncodeError('x', 'a\xe9\u20ac\ud800b', 1, 4, 'why'),
                  UnicodeDecodeError('utf-8', b'a\xff\xfeb', 1, 3, 'why'),
                  UnicodeTranslateError('a\xe9b', 1, 2, 'why')):
        show(handler, error)
    show(handler, ValueError('no unicode error'))
print(codecs.strict_errors is codecs.lookup_error('strict'), codecs.replace_errors is codecs.lookup_error('replace'))
show(codecs.lookup_error, 'nothing')
show('\xe9'.encode, 'ascii', 'nothing')
codecs.register_error('question', lambda error: ('<%s>' % error.object[error.start:error.end].__len__(), error.end))
print('a\xe9\u20acb'.encode('ascii', 'question'), b'a\xff\xfeb'.decode('ascii', 'question'))
codecs.register_error('bytes', lambda error: (b'\x00', error.end))
print('a\xe9'.encode('cp1252'), 'a\u0301'.encode('cp1252', 'bytes'))
show(b'\xff'.decode, 'ascii', 'bytes')
codecs.register_error('lost', lambda error: ('x', 99))
show('\xe9'.encode, 'ascii', 'lost')
codecs.register_error('none', lambda error: None)
show('\xe9'.encode, 'ascii', 'none')
show(codecs.register_error, 'x', 1)
