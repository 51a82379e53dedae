# Trees as text: escapes, namespaces, methods, encodings, files, indent, dump.
import io
import os
import sys
import tempfile
import xml.etree.ElementTree as ET
from xml.etree.ElementTree import Comment, Element, PI, ProcessingInstruction, QName, SubElement, tostring


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def make(tag='a', text=None, tail=None, *children, **attributes):
    e = Element(tag, {key.replace('__', ':'): value for key, value in attributes.items()})
    e.text, e.tail = text, tail
    e.extend(children)
    return e


print('escapes')
special = 'é&<>"\'\r\n\t\u20ac\U0001f600]]>'
e = make('t', special, special, make('u', special), k=special)
for encoding in (None, 'us-ascii', 'utf-8', 'UTF-8', 'unicode', 'iso-8859-1', 'utf-16', 'utf-16-le', 'iso-8859-15', 'cp1252'):
    for method in ('xml', 'html', 'text'):
        attempt(lambda: tostring(e, encoding, method))
attempt(lambda: tostring(e, 'nonsense'))
attempt(lambda: tostring(e, method='c14n'))
attempt(lambda: tostring(e, method='nonsense'))
attempt(lambda: tostring(make('\ud800'), 'utf-8'))

print('empty elements, declarations')
e = make('t', None, None, make('u', ''), make('v', 'x', 'y'), make('w'))
for short in (True, False):
    print(tostring(e, short_empty_elements=short), tostring(e, method='html', short_empty_elements=short))
for declaration in (None, True, False):
    for encoding in (None, 'utf-8', 'UTF-8', 'us-ascii', 'latin-1', 'unicode'):
        print(declaration, encoding, tostring(make(), encoding, xml_declaration=declaration))

print('namespaces')
tree = ET.XML('<a xmlns="urn:one" xmlns:b="urn:two" xmlns:c="urn:unused"><b:c b:d="1" e="2"/><f/></a>')
print(tostring(tree), tostring(tree[0]))
attempt(lambda: tostring(tree, default_namespace='urn:one'))
attempt(lambda: tostring(ET.XML('<a xmlns="urn:one"><b x="y" /></a>'), default_namespace='urn:one'))
attempt(lambda: tostring(ET.XML('<a xmlns="urn:one"><b/></a>'), default_namespace='urn:one'))
attempt(lambda: tostring(ET.XML('<a xmlns="urn:one"><b xmlns="urn:&lt;&quot;"/></a>'), default_namespace=''))
print(tostring(ET.XML('<x:a xmlns:x="http://www.w3.org/1999/xhtml" xml:lang="en" xmlns:y="http://purl.org/dc/elements/1.1/" y:z="1"/>')))
attempt(lambda: ET.register_namespace('ns5', 'urn:five'))
ET.register_namespace('two', 'urn:two')
ET.register_namespace('', 'urn:one')
print(tostring(tree))
ET.register_namespace('two', 'urn:one')
print(tostring(tree), 'urn:two' in ET._namespace_map)
print(tostring(make('{}x')), tostring(make('{u}')), tostring(make('a', None, None, make('{u}b'), make('{v}b', **{'{u}x': '1'}))))
for bad in ('{u', '{', '}u'):
    attempt(lambda: tostring(make(bad)))

print('names')
e = make(QName('urn:q', 'tag'), None, None, make(QName('plain')))
e.set(QName('urn:q', 'key'), QName('urn:r', 'value'))
e.set('other', QName('{urn:q}x'))
for method in ('xml', 'html'):
    attempt(lambda: tostring(e, method=method))
q = QName('urn:q', 'x')
print(q, repr(q), q == QName('{urn:q}x'), q == '{urn:q}x', q < 'z', q <= q, q > 'a', hash(q) == hash(str(q)), {q: 1}['{urn:q}x'], QName('a') >= QName('b'))

print('comments, instructions, no tag')
e = make('a', 'x', None, Comment('c & <d>'), PI('target', 'some & data'), ProcessingInstruction('bare'), Comment(), make(None, 'in', 'out', make('b')))
e[0].tail = 'tail'
for method in ('xml', 'html', 'text'):
    attempt(lambda: tostring(e, method=method))
print(e[0].tag is Comment, e[1].tag is PI is ProcessingInstruction, e[1].text, tostring(make(None, 'only text')))

print('html')
page = make('html', None, None, make('SCRIPT', 'a < b & c'), make('style', 'x > y'), make('br'), make('img', src='a&b<c>"d"\n'), make('p', 'a < b & c', 'é'), make('hr', 'x'))
print(tostring(page, method='html'))
print(sorted(ET.HTML_EMPTY))

print('what cannot be written')
for bad in (make(3), make('a', 3), make('a', None, 3), make('a', k=3), make('a', None, None, make([])), make('a', b'x')):
    for method in ('xml', 'html'):
        attempt(lambda: tostring(bad, method=method))
e = make('a')
e.set(3, 'x')
attempt(lambda: tostring(e))
attempt(lambda: tostring('text'))
attempt(lambda: tostring(None))

print('files')
tree = ET.ElementTree(make('a', 'é\n', None, make('b')))


class Writer:
    def __init__(self):
        self.got = []

    def write(self, data):
        self.got.append(data)


with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'x.xml')
    for encoding in (None, 'utf-8', 'unicode', 'latin-1', 'utf-16-be'):
        tree.write(name, encoding)
        with open(name, 'rb') as file:
            print(encoding, file.read())
        writer = Writer()
        tree.write(writer, encoding)
        print(encoding, (b'' if isinstance(writer.got[0], bytes) else '').join(writer.got))
        with open(name, 'wb') as file:
            tree.write(file, encoding or 'utf-8') if encoding != 'unicode' else None
            file.write(b'open')
        with open(name, 'wb', buffering=0) as file:
            tree.write(file, encoding='utf-8', xml_declaration=True)
            file.write(b'open')
        with open(name, 'rb') as file:
            print(file.read())
    tree.write(name, 'utf-8')
    print(ET.parse(name).getroot().text == tree.getroot().text, ET.ElementTree(file=name).getroot().tag)
    try:
        ET.parse(os.path.join(folder, 'none'))
    except FileNotFoundError as error:
        print(error.errno)
stream = io.StringIO()
tree.write(stream, 'unicode', xml_declaration=True)
print(stream.getvalue().splitlines()[1:])
stream = io.BytesIO(b'begun')
stream.seek(0, 2)
tree.write(stream, 'utf-16', method='text')
print(stream.getvalue()[:8])
attempt(lambda: tree.write(None))
print(b''.join(ET.tostringlist(tree.getroot(), 'utf-8')), ''.join(ET.tostringlist(tree.getroot(), 'unicode')))

print('dump, indent')
ET.dump(tree)
ET.dump(make('a', None, 'tail\n'))
for text in ('<a/>', '<a>x</a>', '<a><b/></a>', '<a>x<b/>y</a>', '<a><b><c/>  <d>t</d></b>\n\n<e/></a>', '<a>  <b>  <c>  </c></b></a>'):
    root = ET.XML(text)
    ET.indent(root)
    print(tostring(root, 'unicode'))
    ET.indent(ET.ElementTree(root), '\t', 1)
    print(tostring(root))
    ET.indent(root, space='')
    print(tostring(root))
attempt(lambda: ET.indent(root, level=-1))
print(ET.iselement(root), ET.iselement(3), ET.VERSION)

print('roots of other kinds')


class Duck:
    def __init__(self, tag, *children):
        self.tag, self.text, self.tail, self.children = tag, 'text', None, children

    def items(self):
        return [('k', 'v')]

    def __iter__(self):
        return iter(self.children)

    def __len__(self):
        return len(self.children)

    def iter(self):
        yield self
        for child in self.children:
            yield from child.iter()


print(tostring(Duck('a', Duck('b'), make('c'))))


class Sub(Element):
    pass


sub = Sub('s')
sub.append(Sub('{u}t'))
print(tostring(sub))
