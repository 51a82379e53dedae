# The built-in error handlers, called as the functions that lookup_error gives.
import _codecs


def attempt(function, *args):
    try:
        print(' ', function(*args))
    except Exception as e:
        print(' ', type(e).__name__, e)


def encode(encoding, text, start, end):
    return UnicodeEncodeError(encoding, text, start, end, 'reason')


def decode(encoding, data, start, end):
    return UnicodeDecodeError(encoding, data, start, end, 'reason')


def moved(error, start, end):
    error.start, error.end = start, end
    return error


errors = [
    encode('ascii', 'a\u20ac\ud800b', 1, 3),
    encode('utf-8', 'a\ud800\udc80b', 1, 3),
    encode('utf-8', 'a\udc80b', 1, 2),
    encode('utf-16-le', 'a\udc80b', 1, 2),
    encode('utf-16', 'a\udc80\U0001f600b', 1, 3),
    encode('utf-16', 'a\udc80', 1, 2),
    encode('utf-32-be', 'a\udc80b', 1, 2),
    encode('latin-1', 'a\udc80b', 1, 2),
    encode('unheard of', 'a\udc80b', 1, 2),
    encode('utf-8', 'a\udc80b', 1, 99),
    decode('ascii', b'a\xe9\xffb', 1, 3),
    decode('utf-8', b'a\xed\xa0\x80b', 1, 2),
    decode('utf-8', b'a\xed\xa0', 1, 3),
    decode('utf-16-le', b'a\0\x00\xd8b\0', 2, 4),
    decode('utf-16-be', b'\xd8\x00b\0', 0, 2),
    decode('utf-32-le', b'\0\xd8\0\0b\0', 0, 4),
    decode('utf_16', b'\0\xd8', 0, 2),
    decode('UTF8', b'\xed\xb0\x80', 0, 1),
    decode('utf-8', b'abc', 0, 2),
    decode('ascii', b'\x80\x81\x82\x83\x84', 0, 5),
    decode('utf-8', b'abc\xff', 3, 99),
    UnicodeTranslateError('a\u20acb', 1, 2, 'reason'),
    moved(encode('ascii', '\udc80bc\udc81', 1, 2), -5, -3),
    moved(encode('ascii', '\udc80bc\udc81', 1, 2), 9, 2**40),
    moved(decode('ascii', b'\x80bc\x81', 1, 2), -5, 2),
    moved(decode('ascii', b'\x80bc\x81', 1, 2), 2**40, 2**41),
    ValueError('x'),
    5,
]
for name in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace', 'surrogateescape',
             'surrogatepass'):
    handler = _codecs.lookup_error(name)
    print(name, handler.__name__, handler is _codecs.lookup_error(name))
    for error in errors:
        attempt(handler, error)
attempt(_codecs.lookup_error, 'unheard of')
