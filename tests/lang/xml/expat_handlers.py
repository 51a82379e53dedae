# Every handler of pyexpat, and what it is called with.
from xml.parsers import expat

DOCUMENT = b"""<?xml version="1.0" encoding="iso-8859-1" standalone="no"?>
<!DOCTYPE top PUBLIC "-//pub//id" "http://example.com/top.dtd" [
  <!NOTATION gif PUBLIC "gif-id" "viewer">
  <!NOTATION png SYSTEM "viewer2">
  <!ENTITY plain "some &#38; text">
  <!ENTITY outside SYSTEM "outside.xml">
  <!ENTITY picture SYSTEM "x.gif" NDATA gif>
  <!ENTITY % param "<!ELEMENT late ANY>">
  %param;
  <!ELEMENT top (first, (second | third)*, fourth?, (fifth+))>
  <!ELEMENT first EMPTY>
  <!ELEMENT second (#PCDATA | first)*>
  <!ATTLIST first id ID #REQUIRED kind (a|b) "a" note NOTATION (gif) #IMPLIED fixed CDATA #FIXED "f">
]>
<?target some data?><?bare?>
<!-- a comment -->
<top xmlns:p="urn:p" attr="v\xe4lue">
  <first id="one"/>&plain;&outside;
  <p:second p:x="y">text<![CDATA[<raw> & more]]>\xe9&#8364;</p:second>
  <second>&undeclared;</second>
</top>
"""

HANDLERS = [name for name in dir(expat.ParserCreate()) if name.endswith(('Handler', 'HandlerExpand'))]
print(len(HANDLERS), HANDLERS)


def note(name, answer=None):
    def handler(*args):
        print('  ', name.removesuffix('Handler'), *map(repr, args))
        return answer
    return handler


def run(names, separator=None, **settings):
    parser = expat.ParserCreate(namespace_separator=separator)
    for key, value in settings.items():
        setattr(parser, key, value)
    for name in names:
        setattr(parser, name, note(name, 1))
    try:
        print('->', parser.Parse(DOCUMENT, True))
    except expat.ExpatError as error:
        print('->', error, error.code)


DEFAULTS = ['DefaultHandler', 'DefaultHandlerExpand']
print('without default handlers')
run([name for name in HANDLERS if name not in DEFAULTS])
print('namespaces, text collected, attributes as lists')
run([name for name in HANDLERS if name not in DEFAULTS], '!', buffer_text=True, ordered_attributes=True)
print('prefixes too')
run(['StartElementHandler', 'EndElementHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler'], '!',
    namespace_prefixes=True)
print('an empty separator')
run(['StartElementHandler'], '')
print('only what is in the document')
run(['StartElementHandler'], specified_attributes=True)
print('the default handler alone')
run(['DefaultHandler'])
print('the one that sees entities expanded')
run(['DefaultHandlerExpand', 'EndElementHandler'])
for name in HANDLERS:
    print(name)
    run([name])

print('handlers are attributes')
parser = expat.ParserCreate()
for name in HANDLERS:
    assert getattr(parser, name) is None
    setattr(parser, name, len)
    assert getattr(parser, name) is len
    setattr(parser, name, None)
    assert getattr(parser, name) is None

print('names are one string')
seen = []
parser.StartElementHandler = lambda name, attributes: seen.append((name, *attributes))
parser.EndElementHandler = lambda name: seen.append((name,))
parser.Parse('<a b="1"><a b="2"/></a>', True)
print(seen, seen[0][0] is seen[1][0] is seen[2][0], seen[0][1] is seen[1][1], sorted(parser.intern))
mine = {'q': 'q'}
parser = expat.ParserCreate(intern=mine)
parser.EndElementHandler = print
parser.Parse('<q/>', True)
print(parser.intern is mine, mine)
