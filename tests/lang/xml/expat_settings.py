# Settings and positions of pyexpat's parsers.
import io
from xml.parsers import expat


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


p = expat.ParserCreate()
for name in ('buffer_size', 'buffer_text', 'buffer_used', 'ordered_attributes', 'specified_attributes', 'namespace_prefixes',
             'ErrorCode', 'ErrorLineNumber', 'ErrorColumnNumber', 'ErrorByteIndex', 'CurrentLineNumber',
             'CurrentColumnNumber', 'CurrentByteIndex', 'intern'):
    print(name, getattr(p, name))
for name in ('ErrorCode', 'CurrentByteIndex', 'buffer_used', 'intern', 'unknown'):
    attempt(lambda: setattr(p, name, 1))
for name in ('buffer_text', 'ordered_attributes', 'StartElementHandler'):
    attempt(lambda: delattr(p, name))
for value in ('a', 0, -1, 1 << 40, 1 << 31, 1 << 80, 1.5, None):
    attempt(lambda: setattr(p, 'buffer_size', value))
p.ordered_attributes = 'yes'
p.namespace_prefixes = []
print(p.ordered_attributes, p.namespace_prefixes, p.buffer_size)


class Truth:
    def __bool__(self):
        raise ArithmeticError('no truth')


attempt(lambda: setattr(p, 'specified_attributes', Truth()))

print('text in pieces of a size')
for size in (1, 3, 10, 100):
    p = expat.ParserCreate()
    p.buffer_size = size
    p.buffer_text = True
    pieces = []
    p.CharacterDataHandler = pieces.append
    p.Parse('<a>one\ntwo<b/>three &amp; four é</a>', True)
    print(size, pieces)

print('changes on the way')
p = expat.ParserCreate()
p.buffer_text = True
pieces = []


def start(name, attributes):
    print(name, p.buffer_used, pieces)
    if name == 'b':
        p.buffer_text = False
    if name == 'c':
        p.CharacterDataHandler = None
    if name == 'd':
        p.CharacterDataHandler = lambda text: pieces.append(text.upper())


def text(piece):
    pieces.append(piece)


p.StartElementHandler = start
p.CharacterDataHandler = text
p.Parse('<a>first\nsecond<b>third\nfourth<c>fifth<d>sixth</d></c></b></a>', True)
print(pieces)

print('positions')
p = expat.ParserCreate()
p.StartElementHandler = lambda name, attributes: print(name, p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex,
                                                       p.GetInputContext())
p.EndElementHandler = lambda name: print('/' + name, p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex)
p.Parse('<a>\n  <b é="ü">\r\n')
p.Parse('</b><c\n/>')
p.Parse('</a>', True)
print(p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex, p.GetInputContext())

print('base, flags')
attempt(lambda: p.SetBase(3))
attempt(lambda: p.SetBase('a\0'))
print(p.GetBase(), p.SetBase('http://base/é'), p.GetBase())
p = expat.ParserCreate()
attempt(lambda: p.UseForeignDTD())
attempt(lambda: p.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS))
attempt(lambda: p.SetParamEntityParsing(77))
attempt(lambda: p.SetParamEntityParsing('x'))
attempt(lambda: p.Parse('<a/>'))
attempt(lambda: p.UseForeignDTD(False))
attempt(lambda: p.SetParamEntityParsing(0))

print('files')


class File:
    def __init__(self, *answers):
        self.answers = iter(answers)

    def read(self, size):
        return next(self.answers)


for file in (io.BytesIO(b'<a>' + b'x' * 5000 + b'</a>'), File(b'<a>', bytearray(b'</a>'), b''), File('<a/>'), File(None),
             File(b'x' * 3000), File(b'<a>', b''), File(b'<a/>'), io.BytesIO(b'<a></b>'), 3, None):
    attempt(lambda: expat.ParserCreate().ParseFile(file))

print('kinds of data')
for data in (b'<a/>', '<a/>', bytearray(b'<a/>'), memoryview(b'<a/>'), memoryview(b'<xaxx/x>')[::1], 3, None, '<\ud800/>'):
    attempt(lambda: expat.ParserCreate().Parse(data, True))

print('the module')
print(expat.ErrorString(3), expat.ErrorString(99), expat.ErrorString(-1))
print(expat.native_encoding, type(expat.version_info), expat.EXPAT_VERSION.startswith('expat_'))
print([name for name, value in expat.features][:2], expat.error is expat.ExpatError, expat.ExpatError.__mro__)
print(expat.model.XML_CTYPE_SEQ, expat.model.XML_CQUANT_PLUS, expat.errors.XML_ERROR_TAG_MISMATCH)
print(expat.errors.codes[expat.errors.XML_ERROR_SYNTAX], expat.errors.messages[4])
import xml.parsers.expat.errors as errors, xml.parsers.expat.model as model
import pyexpat.errors
print(errors is expat.errors, model.__name__, pyexpat.errors is errors)
attempt(lambda: type(p)())
attempt(lambda: type('Sub', (expat.XMLParserType,), {}))
