# Parsers, builders, targets and events.
import gc
import io
import threading
import warnings
import weakref
import xml.etree.ElementTree as ET
from xml.etree.ElementTree import TreeBuilder, XMLParser, XMLPullParser, iterparse, tostring


def attempt(function):
    try:
        print(function())
    except ET.ParseError as error:
        print(repr(error), getattr(error, 'code', None), getattr(error, 'position', None), error.lineno, error.msg)
    except Exception as error:
        print(type(error).__name__, error)


DOCUMENT = ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "expanded"><!ATTLIST b k CDATA "default">]><!--before--><a xmlns:p="urn:p" p:x="1">\n'
            '  text &e; &amp; é<b/>tail<!--in--><?pi data?>more<p:c>x<![CDATA[<y>]]>z</p:c>\n</a><!--after--><?last?>')
print(tostring(ET.fromstring(DOCUMENT), 'unicode'))
print(tostring(ET.XML(DOCUMENT.encode()), 'unicode') == tostring(ET.fromstringlist(DOCUMENT), 'unicode') == tostring(ET.fromstringlist([DOCUMENT[:50], DOCUMENT[50:]]), 'unicode'))
root, ids = ET.XMLID('<a id="1"><b id="2"/><c id=""/><d/></a>')
print(root.tag, {key: e.tag for key, e in ids.items()})
print(ET.parse(io.StringIO(DOCUMENT)).getroot().tag, ET.parse(io.BytesIO(DOCUMENT.encode()), XMLParser()).getroot().tag)

print('errors')
for text in ('', '<', '<a>', '<a></b>', '<a>&x;</a>', '<a/>junk', '<a>\n\n<b c="1" c="2"/></a>', '<p:a/>', b'<a>\xff</a>', '<!DOCTYPE a SYSTEM "x"><a>&x;</a>', '<a\0/>',
             '<?xml version="1.0" encoding="nonsense"?><a/>', '<?xml version="1.0" encoding="utf-7"?><a/>'):
    attempt(lambda: ET.fromstring(text if isinstance(text, bytes) else text.encode()))
for text in (3, None, ['<a/>'], '<\ud800>'):
    attempt(lambda: ET.fromstring(text))
parser = XMLParser()
for step in (lambda: parser.feed('<a>'), lambda: parser.feed('</b>'), lambda: parser.feed('</a>'), parser.close, parser.close):
    attempt(step)
for make in (lambda: XMLParser(3), lambda: XMLParser(encoding=3), lambda: XMLParser(html=0), lambda: TreeBuilder(3, 4), lambda: XMLParser(encoding='nonsense').feed(b'<a/>'),
             lambda: XMLParser.__new__(XMLParser).feed('<a/>'), lambda: setattr(XMLParser(), 'entity', {}), lambda: setattr(XMLParser(), 'target', {})):
    attempt(make)
print(tostring(ET.fromstring(b'<a>\xe9</a>', XMLParser(encoding='latin-1'))), XMLParser().version[:6], XMLParser().entity, type(XMLParser().target).__name__)

print('entities')
parser = XMLParser()
parser.entity['known'] = 'value'
parser.entity['odd'] = 'x<y'
parser.feed('<!DOCTYPE a SYSTEM "x"><a>1&known;2<b/>&odd;</a>')
print(tostring(parser.close()))
attempt(lambda: XMLParser().feed('<!DOCTYPE a SYSTEM "x"><a>\n &unknown;</a>'))

print('builders')
b = TreeBuilder()
for step in (lambda: b.close(), lambda: b.end('x'), lambda: b.data('ignored'), lambda: b.start('x'), lambda: b.start('x', 3), lambda: b.start('x', None)):
    attempt(step)
b.start('a', {'k': 'v'})
for piece in ('one', ' ', 'two'):
    b.data(piece)
b.start('b', {})
b.data('in')
print(b.end('anything').tag)
b.data('behind')
b.comment('dropped')
b.data(' goes on')
b.pi('t', 'x')
b.start('c', {})
print(b.end('c').tag, b.end('a').tag, b.end('a') if False else '', tostring(b.close()))
attempt(lambda: b.end('a'))
attempt(lambda: b.start('second', {}))
b = TreeBuilder(insert_comments=True, insert_pis=True)
parser = XMLParser(target=b)
parser.feed(DOCUMENT)
print(tostring(parser.close(), 'unicode'))


def factory(kind):
    def make(*args):
        print('  ', kind, args)
        e = ET.Element(kind)
        e.text = str(args)
        return e
    return make


b = TreeBuilder(factory('element'), comment_factory=factory('comment'), pi_factory=factory('pi'), insert_comments=True)
print(tostring(ET.XML(DOCUMENT, XMLParser(target=b)), 'unicode'))
for bad in (lambda: TreeBuilder(element_factory=3).start('a', {}), lambda: TreeBuilder(comment_factory=3).comment('x'), lambda: ET.XML('<a/>', XMLParser(target=TreeBuilder(lambda *args: 3))),
            lambda: ET.XML('<a><b/></a>', XMLParser(target=TreeBuilder(lambda *args: 3))), lambda: ET.XML('<a>x</a>', XMLParser(target=TreeBuilder(lambda *args: 3)))):
    attempt(bad)


class Like:
    def __init__(self, tag, attrib):
        self.tag, self.attrib, self.children, self.text, self.tail = tag, attrib, [], None, None

    def append(self, child):
        self.children.append(child)

    def __repr__(self):
        return f'{self.tag}{self.attrib}{self.text!r}{self.children}{self.tail!r}'


print(ET.XML('<a>x<!--c-->y<b k="v"/>tail<!--d-->more</a>', XMLParser(target=TreeBuilder(Like))))


class Sub(TreeBuilder):
    def start(self, tag, attrs):
        return super().start(tag.upper(), attrs)

    def data(self, data):
        super().data(data * 2)


print(tostring(ET.XML('<a>x<b/>y</a>', XMLParser(target=Sub()))))

print('targets')


class Target:
    def __getattr__(self, name):
        if name.startswith('_') or name == 'missing':
            raise AttributeError(name)
        return lambda *args: print('  ', name, args) or name


print(ET.XML(DOCUMENT, XMLParser(target=Target())))
print(ET.XML('<a b="c">x<!--y--><?z?></a>', XMLParser(target=3)), ET.parse(io.StringIO('<a/>'), XMLParser(target=object())).getroot())
for name in ('start', 'end', 'data', 'comment', 'pi', 'doctype', 'start_ns', 'end_ns', 'close'):
    class Raising:
        pass
    setattr(Raising, name, lambda self, *args: 1 / 0)
    attempt(lambda: ET.XML(DOCUMENT, XMLParser(target=Raising())))


class Broken:
    @property
    def start(self):
        raise KeyError('start')


attempt(lambda: XMLParser(target=Broken()))


class WithDoctype(XMLParser):
    def doctype(self, *args):
        print('never')


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    WithDoctype().feed(DOCUMENT)
    print([w.category.__name__ for w in caught])

print('events')
ALL = ('start', 'end', 'start-ns', 'end-ns', 'comment', 'pi')


def shown(events):
    return [(event, what.tag if hasattr(what, 'tag') and isinstance(what.tag, str) else what.text if hasattr(what, 'text') else what) for event, what in events]


for events in (None, (), ('start',), ('end', 'start'), ['start-ns', 'end-ns'], ('comment', 'pi'), ALL):
    print(events, shown(iterparse(io.BytesIO(DOCUMENT.encode()), events)))
for events in (('start', 'nonsense'), ('start', 3), 3, 'start', (None,)):
    attempt(lambda: iterparse(io.StringIO('<a/>'), events))
pull = XMLPullParser(ALL)
for i in range(0, len(DOCUMENT), 40):
    pull.feed(DOCUMENT[i:i + 40])
    print(shown(pull.read_events()))
print(pull.close(), list(pull.read_events()))
attempt(lambda: pull.feed('x'))
pull = XMLPullParser()
pull.feed('<a><b></a>')
events = pull.read_events()
attempt(lambda: next(events))
pull = XMLPullParser(('start', 'end'))
pull.feed('<a><b/>')
print(shown(pull.read_events()), shown(pull.read_events()))
attempt(pull.close)
it = iterparse(io.StringIO('<a><b/></a>'))
print(it.root, next(it)[1].tag, it.root, shown(it), it.root.tag, next(it, 'end'))
it = iterparse(io.StringIO('<a><b/></a>junk'))
attempt(lambda: shown(it))
attempt(lambda: iterparse('no such file'))
cleared = 0
for event, e in iterparse(io.BytesIO(b'<top>' + b'<item>some text</item>' * 5000 + b'</top>')):
    cleared += e.tag == 'item'
    e.clear()
print(cleared)
attempt(lambda: XMLParser(target=object())._setevents([], ['end']))


class Full(list):
    def append(self, event):
        raise OverflowError('full')


full = XMLParser()
full._setevents(Full(), ['start'])
attempt(lambda: full.feed('<a/>'))

print('whole files')


class File:
    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def read(self, size=-1):
        piece = self.pieces.pop(0)
        if isinstance(piece, Exception):
            raise piece
        return piece


for file in (File('<a>', '</a>', ''), File(b'<a>', '</a>', b''), File(b'<a>', ValueError('read')), File(b'<a>', None), File(3), File('')):
    attempt(lambda: ET.parse(file).getroot().tag)

print('cycles')


class Holder:
    def start(self, tag, attrs):
        self.seen = tag


holder = Holder()
holder.parser = XMLParser(target=holder)
holder.parser.feed('<a>')
gone = weakref.ref(holder)
del holder
gc.collect()
print(gone())
b = TreeBuilder()
e = b.start('a', {'self': b})
gone = weakref.ref(e)
del b, e
gc.collect()
print(gone())

print('threads')
text = '<a>' + ''.join(f'<b k="{i}">{i}</b>' for i in range(100)) + '</a>'
results = []


def work():
    for _ in range(10):
        root = ET.fromstring(text)
        shared.append(ET.SubElement(root, 'x'))
        results.append(len(root) + len(shared.findall('x')) * 0)


shared = ET.Element('shared')
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(set(results), len(shared))
