# What libexpat refuses, with its code and place; arguments that are none; encodings.
from xml.parsers import expat


def attempt(label, function):
    try:
        print(label, function())
    except expat.ExpatError as error:
        print(label, repr(error), error.code, error.lineno, error.offset, expat.errors.messages[error.code])
    except Exception as error:
        print(label, type(error).__name__, error)


DOCUMENTS = ['', ' ', '<', '<a', '<a>', '<a></b>', '<a/><b/>', '<a b="1" b="2"/>', '<a b=1/>', '<a>&x;</a>', '<a>&#0;</a>', '<a>]]></a>',
             '<a><![CDATA[x</a>', '<a b="<"/>', '<!DOCTYPE a [<!ENTITY x "&x;">]><a>&x;</a>', '\n\n  <?xml version="1.0"?><a/>',
             '<?xml version="9"?><a/>', '<?xml?><a/>', '<a>\n\n   <b></a>', 'junk', '<a/>junk', '<a>\0</a>', '<a>&amp</a>', '<a><!-- -- --></a>',
             '<?xml version="1.0" encoding="utf-16"?><a/>', '<p:a/>', '<a p:b="1"/>', '<a xmlns:xml="x"/>', '<a xmlns:xmlns="x"/>',
             '<a xmlns:p=""/>', '<!DOCTYPE a [<!ENTITY % p SYSTEM "x"> %p;]><a/>', '<!DOCTYPE a PUBLIC "{}" "x"><a/>', '</a>', '<a\u00d7/>',
             '<!DOCTYPE a [<!ENTITY e SYSTEM "x" NDATA n>]><a>&e;</a>', '<!DOCTYPE a [<!ENTITY e SYSTEM "x">]><a b="&e;"/>']
for text in DOCUMENTS:
    for separator in (None, ' '):
        attempt(repr(text), lambda: expat.ParserCreate(None, separator).Parse(text, True))

print('truncated at each place')
whole = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "v">]><a b="c"><!--d--><?e f?>&e;<![CDATA[g]]>é</a>'.encode()
for end in range(len(whole)):
    attempt(end, lambda: expat.ParserCreate().Parse(whole[:end], True))

print('one byte at a time')
parser = expat.ParserCreate()
parser.CharacterDataHandler = parser.CommentHandler = print
print({parser.Parse(whole[i:i + 1]) for i in range(len(whole))}, parser.Parse(b'', True))

print('again after the end, and after an error')
attempt(1, lambda: parser.Parse('<a/>'))
attempt(2, lambda: parser.Parse('', True))
parser = expat.ParserCreate()
attempt(3, lambda: parser.Parse('<a></b>'))
attempt(4, lambda: parser.Parse('</a>', True))
print(parser.ErrorCode, parser.ErrorLineNumber, parser.ErrorColumnNumber, parser.ErrorByteIndex)

print('arguments')
for args in ((1,), (None, 1), (None, 'ab'), (None, None, 3), ('a\0b',), ('\ud800',), (None, '\xe9')):
    attempt(args, lambda: expat.ParserCreate(*args).intern)
for args in ((3,), ('x', 3), (None, None)):
    attempt(args, lambda: type(expat.ParserCreate().ExternalEntityParserCreate(*args)).__name__)

print('encodings')


def texts(data, encoding=None):
    parser = expat.ParserCreate(encoding)
    found = []
    parser.CharacterDataHandler = found.append
    parser.Parse(data, True)
    return found


for encoding in ('utf-8', 'utf-16', 'utf-16-le', 'iso-8859-1', 'us-ascii', 'iso-8859-15', 'cp1252', 'koi8-r', 'latin2', 'cp437',
                 'utf-7', 'utf-32', 'rot13', 'nonsense'):
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>x&#233;y</a>'
    attempt(encoding, lambda: texts(text.encode('utf-16' if encoding == 'utf-16' else 'ascii')))
    attempt(encoding, lambda: texts(b'<a>\xc1\xa4</a>', encoding))
    attempt(encoding, lambda: texts('<a>é</a>', encoding))
attempt('wrong utf-8', lambda: texts(b'<a>\xc1\xa4</a>'))
attempt('byte order mark', lambda: texts(b'\xef\xbb\xbf<a>x</a>'))
attempt('utf-16 surrogates', lambda: texts('<a>\U0001f600</a>'.encode('utf-16')))
