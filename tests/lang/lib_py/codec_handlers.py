"""What error handlers may do, what codecs do around it: replaced bytes, chained errors, warnings, UTF-7."""
import codecs
import io
import warnings


def show(what, call):
    try:
        result = call()
    except Exception as error:
        result = f'{type(error).__name__}: {error}'
        if isinstance(what, str) and error.__cause__:
            result += f' <- {error.__cause__!r}'
        elif error.__cause__:  # CPython has it for some of the built-in codecs
            result = f'{type(error).__name__}: {error.__cause__}'
    print(what, ascii(result))


# --- handlers that put other bytes into the exception ---
answers = iter(())


def handler(error):
    error.object, *answer = next(answers)
    return tuple(answer)


codecs.register_error('other', handler)
for encoding, data in (('ascii', b'a\xffb'), ('utf-8', b'a\xffb'), ('utf-16-le', b'a\0\0\xd8'), ('utf-32-le', b'a\0\0\0\xff\xff\xff\xff'),
                       ('cp1252', b'a\x81b'), ('unicode_escape', rb'a\xq'), ('raw_unicode_escape', rb'a\u1'), ('utf-7', b'a\xffb')):
    for given in ((b'', 'x', 0), (b'0123456789ab', 'x', 4), (b'0123456789ab', 'x', -4), (b'12', 'x', 3), ('text', 'x', 0)):
        answers = iter([given])
        show((encoding, given), lambda: data.decode(encoding, 'other'))
count = []


def counting(error):
    count.append(error.object)
    return '?', error.end


codecs.register_error('counting', counting)
print(b'\xff\xfe\xfd'.decode('ascii', 'counting'), len({id(data) for data in count}))

# --- replacements that do not fit ---
for encoding in 'utf-8', 'utf-16-le', 'utf-32-be', 'latin-1', 'ascii', 'cp437':
    for replacement in 'x', 'xy', '\xe4', '\u20ac', b'a', b'ab', b'abcd', b'':
        codecs.register_error('fixed', lambda error: (replacement, error.end))
        show((encoding, replacement), lambda: '\ud800'.encode(encoding, 'fixed'))


# --- errors of codecs say which codec, if they are nothing but a message ---
class Plain(RuntimeError):
    pass


class Slots(RuntimeError):
    __slots__ = ()


class Field(RuntimeError):
    __slots__ = ('field',)


class Init(RuntimeError):
    def __init__(self, *args):
        pass


class New(RuntimeError):
    def __new__(cls, *args):
        return super().__new__(cls)


attribute = RuntimeError('attribute')
attribute.x = 1
raised = None


def fail(*args):
    raise raised


codecs.register(lambda name: codecs.CodecInfo(fail, fail, name='failing') if name == 'failing' else None)
for raised in (RuntimeError, RuntimeError('text'), RuntimeError(1), RuntimeError('a', 'b'), Plain('x'), Slots('x'), Field('x'), Init(),
               New(), attribute, KeyError('k'), OSError('o'), LookupError('l'), ValueError('v'), StopIteration('s'), UnicodeError('u')):
    show(repr(raised), lambda: codecs.encode('x', 'failing'))
    show(repr(raised), lambda: b'x'.decode('failing'))

# --- escapes that there are not ---
warnings.simplefilter('always')
for data in rb'\z', rb'\z\501\q', rb'\400', rb'\777\z', rb'\377', b'\\\xfa', rb'\8', rb'\x41\n', b'\\\n':
    for decode in codecs.unicode_escape_decode, codecs.escape_decode:
        with warnings.catch_warnings(record=True) as caught:
            result = decode(data)
        print(data, ascii(result), [(w.category.__name__, ascii(str(w.message))) for w in caught])
print(codecs.unicode_escape_decode('\\u20ac\xe4') == ('\u20ac\xc3\xa4', 8), codecs.raw_unicode_escape_decode('a\\u0062'))

# --- UTF-7 ---
for data in (b'a+IK', b'a+IK-b', b'a+IK,b', b'a+IKx', b'a+IKwgrB-b', b'a+///,+IKw-b', b'a+IKw\xffb', b'a+@b', b'a+2AE-b', b'a+2AE\xffb',
             b'a+2AEA-b', b'+IKzYAQ-', b'+-+AOQ.', b'+', b'++', b'+AOQ+-', b'+2D3eAA-', b'-+AOQ--'):
    show(data, lambda: data.decode('utf-7'))
    show(data, lambda: data.decode('utf-7', 'replace'))
    show(data, lambda: codecs.utf_7_decode(data, 'ignore'))
    show(data, lambda: list(codecs.iterdecode((bytes([byte]) for byte in data), 'utf-7', 'replace')))
print(codecs.utf_7_encode('a\xe4+~'), codecs.utf_16_encode('a', None, -1), codecs.utf_32_encode('a', 'strict', 1))

# --- readers of bytes, half surrogates ---
for name in 'base64', 'hex', 'quopri', 'uu', 'zlib':
    data = codecs.encode(b'one\ntwo\r\n', name)
    print(name, codecs.getreader(name)(io.BytesIO(data)).read(), codecs.getreader(name)(io.BytesIO(data)).readline())
decoder = codecs.getincrementaldecoder('utf-8')('surrogatepass')
print([ascii(decoder.decode(bytes([byte]))) for byte in '\ud901'.encode('utf-8', 'surrogatepass')])
