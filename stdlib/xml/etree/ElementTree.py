"""Documents as trees of elements: reading, changing and writing them.

Elements, builders and parsers are in C (_elementtree), which also writes trees of strings; what it does not know, such as names
that are QName objects, is written here.
"""

__all__ = ['Comment', 'dump', 'Element', 'ElementTree', 'fromstring', 'fromstringlist', 'indent', 'iselement', 'iterparse',
           'parse', 'ParseError', 'PI', 'ProcessingInstruction', 'QName', 'SubElement', 'tostring', 'tostringlist',
           'TreeBuilder', 'VERSION', 'XML', 'XMLID', 'XMLParser', 'XMLPullParser', 'register_namespace', 'canonicalize',
           'C14NWriterTarget']

VERSION = '1.3.0'

import collections
import collections.abc
import contextlib
import io
import re
import sys
import warnings

from . import ElementPath

try:
    import _elementtree as _parts
    from _elementtree import XMLParser
except ImportError:  # a program has blocked it
    from ._parser import XMLParser, _parts

Element, ParseError, SubElement, TreeBuilder = _parts.Element, _parts.ParseError, _parts.SubElement, _parts.TreeBuilder
_serialize, _set_factories = _parts._serialize, _parts._set_factories


def iselement(element):
    """Does it look like an element?"""
    return hasattr(element, 'tag')


def Comment(text=None):
    """An element that is written as a comment."""
    comment = Element(Comment)
    comment.text = text
    return comment


def ProcessingInstruction(target, text=None):
    """An element that is written as a processing instruction."""
    instruction = Element(ProcessingInstruction)
    instruction.text = f'{target} {text}' if text else target
    return instruction


PI = ProcessingInstruction
_set_factories(Comment, ProcessingInstruction)


class QName:
    """A name in a namespace, as a tag, an attribute or the value of one."""

    def __init__(self, text_or_uri, tag=None):
        self.text = f'{{{text_or_uri}}}{tag}' if tag else text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return f'<{type(self).__name__} {self.text!r}>'

    def __hash__(self):
        return hash(self.text)

    def __eq__(self, other):
        return self.text == _text_of_name(other)

    def __lt__(self, other):
        return self.text < _text_of_name(other)

    def __le__(self, other):
        return self.text <= _text_of_name(other)

    def __gt__(self, other):
        return self.text > _text_of_name(other)

    def __ge__(self, other):
        return self.text >= _text_of_name(other)


class ElementTree:
    """A whole document: a root element, and how to read and write it."""

    def __init__(self, element=None, file=None):
        self._setroot(element)
        if file:
            self.parse(file)

    def _setroot(self, element):
        self._root = element

    def getroot(self):
        """The root element."""
        return self._root

    def parse(self, source, parser=None):
        """Reads a file, or what has a name, and answers the root."""
        with _opened(source) as file:
            if parser is None:
                parser = XMLParser()
                if hasattr(parser, '_parse_whole'):
                    self._root = parser._parse_whole(file)
                    return self._root
            while data := file.read(65536):
                parser.feed(data)
            self._root = parser.close()
            return self._root

    def iter(self, tag=None):
        """All elements of the tree, or those with the tag."""
        return self._root.iter(tag)

    def find(self, path, namespaces=None):
        """The first element that a path leads to from the root, or None."""
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of that element."""
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        """All elements that a path leads to, as a list."""
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        """The same as an iterator."""
        return self._root.iterfind(self._relative(path), namespaces)

    @staticmethod
    def _relative(path):
        if path[:1] != '/':
            return path
        warnings.warn('This search is broken in 1.3 and earlier, and will be fixed in a future version.  If you rely on the '
                      f"current behaviour, change it to {'.' + path!r}", FutureWarning, stacklevel=3)
        return '.' + path

    def write(self, file_or_filename, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
              short_empty_elements=True):
        """Writes the document. encoding: 'unicode' for text; method: 'xml', 'html', 'text' or 'c14n'."""
        method = method or 'xml'
        if method not in _serialize_methods:
            raise ValueError('unknown method %r' % method)
        encoding = encoding or ('utf-8' if method == 'c14n' else 'us-ascii')
        with _writer(file_or_filename, encoding) as (write, declared):
            text = _serialize_methods[method](self._root, default_namespace, short_empty_elements)
            if method == 'xml' and _wants_declaration(xml_declaration, encoding, declared):
                write(_declaration(declared))
            write(text)

    def write_c14n(self, file):
        """Writes the document in the canonical form."""
        return self.write(file, method='c14n')


def _wants_declaration(asked, encoding, declared):
    if asked is not None:
        return asked
    return encoding.lower() != 'unicode' and declared.lower() not in ('utf-8', 'us-ascii')


def _declaration(encoding):
    return f"<?xml version='1.0' encoding='{encoding}'?>\n"


@contextlib.contextmanager
def _opened(source):
    """A file to read from; what has no read() is the name of one."""
    if hasattr(source, 'read'):
        yield source
    else:
        with open(source, 'rb') as file:
            yield file


class _Sink(io.BufferedIOBase):
    """For TextIOWrapper: anything that has a write()."""

    def __init__(self, file):
        self.write = file.write
        for name in ('seekable', 'tell'):
            if hasattr(file, name):
                setattr(self, name, getattr(file, name))

    def writable(self):
        return True


@contextlib.contextmanager
def _writer(target, encoding):
    """(write, encoding to declare) for a file, text or not, or the name of one."""
    if not hasattr(target, 'write'):
        if encoding.lower() == 'unicode':
            encoding = 'utf-8'
        with open(target, 'w', encoding=encoding, errors='xmlcharrefreplace') as file:
            yield file.write, encoding
    elif encoding.lower() == 'unicode':
        yield target.write, getattr(target, 'encoding', None) or 'utf-8'
    else:
        raw = isinstance(target, io.RawIOBase)
        buffered = (target if isinstance(target, io.BufferedIOBase) else io.BufferedWriter(target) if raw
                    else _Sink(target))
        text = io.TextIOWrapper(buffered, encoding=encoding, errors='xmlcharrefreplace', newline='\n')
        try:
            yield text.write, encoding
        finally: # the file stays open
            text.detach()
            if raw:
                buffered.detach()


# ---- writing ----

HTML_EMPTY = {'area', 'base', 'basefont', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input', 'isindex', 'link', 'meta',
              'param', 'source', 'track', 'wbr'}

_namespace_map = {
    'http://www.w3.org/XML/1998/namespace': 'xml',
    'http://www.w3.org/1999/xhtml': 'html',
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
    'http://schemas.xmlsoap.org/wsdl/': 'wsdl',
    'http://www.w3.org/2001/XMLSchema': 'xs',
    'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
    'http://purl.org/dc/elements/1.1/': 'dc',
}


def register_namespace(prefix, uri):
    """Which prefix a namespace gets when trees are written."""
    if re.match(r'ns\d+$', prefix):
        raise ValueError('Prefix format reserved for internal use')
    for known, other in list(_namespace_map.items()):
        if known == uri or other == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


register_namespace._namespace_map = _namespace_map


def _text_of_name(name):
    return name.text if isinstance(name, QName) else name


def _refuse(value):
    raise TypeError(f'cannot serialize {value!r} (type {type(value).__name__})')


class _Names:
    """How the names in a tree are written, and the namespaces that the root declares for that."""

    def __init__(self, root, default_namespace):
        self.written = {None: None}
        self.prefixes = {default_namespace: ''} if default_namespace else {}
        self._default = default_namespace
        for element in root.iter():
            tag = _text_of_name(element.tag)
            if isinstance(tag, str):
                self._add(tag)
            elif tag is not None and tag is not Comment and tag is not PI:
                _refuse(tag)
            for key, value in element.items():
                self._add(_text_of_name(key))
                if isinstance(value, QName):
                    self._add(value.text)
            if isinstance(element.text, QName):
                self._add(element.text.text)

    def _add(self, name):
        if name not in self.written:
            try:
                self.written[name] = self._shortened(name)
            except TypeError:
                _refuse(name)

    def _shortened(self, name):
        if name[:1] != '{':
            if self._default:
                raise ValueError('cannot use non-qualified names with default_namespace option')
            return name
        uri, local = name[1:].rsplit('}', 1)
        prefix = self.prefixes.get(uri)
        if prefix is None:
            prefix = _namespace_map.get(uri, f'ns{len(self.prefixes)}')
            if prefix != 'xml':
                self.prefixes[uri] = prefix
        return f'{prefix}:{local}' if prefix else local

    def declarations(self):
        """(attribute, namespace) pairs in the order of the prefixes."""
        for uri, prefix in sorted(self.prefixes.items(), key=lambda item: item[1]):
            yield f'xmlns:{prefix}' if prefix else 'xmlns', uri


def _replaced(text, entities):
    try:
        for character, entity in entities:
            if character in text:
                text = text.replace(character, entity)
        return text
    except (TypeError, AttributeError):
        _refuse(text)


_IN_TEXT = (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'))
_IN_ATTRIBUTE = _IN_TEXT + (('"', '&quot;'), ('\r', '&#13;'), ('\n', '&#10;'), ('\t', '&#09;'))
_IN_HTML_ATTRIBUTE = (('&', '&amp;'), ('>', '&gt;'), ('"', '&quot;'))


def _escape_cdata(text):
    return _replaced(text, _IN_TEXT)


def _escape_attrib(text):
    return _replaced(text, _IN_ATTRIBUTE)


class _TreeText:
    """Text of a tree, for the method xml or html."""

    def __init__(self, names, is_html, short_empty_elements):
        self._names = names
        self._html = is_html
        self._in_attribute = _IN_HTML_ATTRIBUTE if is_html else _IN_ATTRIBUTE
        self._short = short_empty_elements
        self.pieces = []

    def add(self, element, declarations=()):
        tag, text = element.tag, element.text
        if tag is Comment:
            self.pieces.append(f'<!--{self._special(text)}-->')
        elif tag is PI:
            self.pieces.append(f'<?{self._special(text)}?>')
        else:
            name = self._names.written[_text_of_name(tag)]
            if name is None:
                self._add_content(element, _escape_cdata)
            else:
                self._add_element(element, name, declarations)
        if element.tail:
            self.pieces.append(_escape_cdata(element.tail))

    def _special(self, text):
        return _escape_cdata(text) if self._html else text

    def _add_content(self, element, escape):
        if element.text:
            self.pieces.append(escape(element.text))
        for child in element:
            self.add(child)

    def _add_element(self, element, name, declarations):
        self.pieces.append('<' + name)
        for key, uri in declarations:
            self.pieces.append(f' {key}="{_replaced(uri, self._in_attribute)}"')
        for key, value in element.items():
            value = (self._names.written[value.text] if isinstance(value, QName)
                     else _replaced(value, self._in_attribute))
            self.pieces.append(f' {self._names.written[_text_of_name(key)]}="{value}"')
        if self._short and not self._html and not element.text and not len(element):
            self.pieces.append(' />')
            return
        lower = name.lower()
        self.pieces.append('>')
        self._add_content(element, str if self._html and lower in ('script', 'style') else _escape_cdata)
        if not self._html or lower not in HTML_EMPTY:
            self.pieces.append(f'</{name}>')


def _tree_text(root, default_namespace, is_html, short_empty_elements):
    names = _Names(root, default_namespace)
    tree = _TreeText(names, is_html, short_empty_elements)
    tree.add(root, names.declarations())
    return ''.join(tree.pieces)


def _serialize_xml(root, default_namespace, short_empty_elements):
    text = _serialize(root, Comment, PI, _namespace_map, default_namespace, short_empty_elements, None)
    return _tree_text(root, default_namespace, False, short_empty_elements) if text is None else text


def _serialize_html(root, default_namespace, short_empty_elements):
    text = _serialize(root, Comment, PI, _namespace_map, default_namespace, short_empty_elements, HTML_EMPTY)
    return _tree_text(root, default_namespace, True, short_empty_elements) if text is None else text


def _serialize_text(root, default_namespace, short_empty_elements):
    return ''.join(root.itertext()) + (root.tail or '')


_serialize_methods = {'xml': _serialize_xml, 'html': _serialize_html, 'text': _serialize_text}


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
             short_empty_elements=True):
    """The document as bytes, or as a str with encoding='unicode'."""
    stream = io.StringIO() if encoding == 'unicode' else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration, default_namespace=default_namespace,
                               method=method, short_empty_elements=short_empty_elements)
    return stream.getvalue()


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
                 short_empty_elements=True):
    """The same as a list of pieces."""
    return [tostring(element, encoding, method, xml_declaration=xml_declaration, default_namespace=default_namespace,
                     short_empty_elements=short_empty_elements)]


def dump(elem):
    """Writes a tree or an element to sys.stdout."""
    tree = elem if isinstance(elem, ElementTree) else ElementTree(elem)
    tree.write(sys.stdout, encoding='unicode')
    tail = tree.getroot().tail
    if not tail or tail[-1] != '\n':
        sys.stdout.write('\n')


def indent(tree, space='  ', level=0):
    """Adds blanks to a tree so that it is written over several lines; text that is more than blanks stays."""
    if level < 0:
        raise ValueError(f'Initial indentation level must be >= 0, got {level}')
    root = tree.getroot() if isinstance(tree, ElementTree) else tree
    if len(root):
        _indent_children(root, ['\n' + level * space], space, 0)


def _indent_children(element, lines, space, depth):
    """lines[n]: what comes before a tag at the depth n."""
    if len(lines) == depth + 1:
        lines.append(lines[depth] + space)
    inner = lines[depth + 1]
    if not element.text or element.text.isspace():
        element.text = inner
    child = None
    for child in element:
        if len(child):
            _indent_children(child, lines, space, depth + 1)
        if not child.tail or child.tail.isspace():
            child.tail = inner
    if child is not None and (not child.tail or child.tail.isspace()):
        child.tail = lines[depth]


# ---- reading ----

def parse(source, parser=None):
    """The tree of a file, or of what has a name."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def XML(text, parser=None):
    """The root of the tree of a text."""
    if parser is None:
        parser = XMLParser(target=TreeBuilder())
    parser.feed(text)
    return parser.close()


fromstring = XML


def fromstringlist(sequence, parser=None):
    """The same for a text in pieces."""
    if parser is None:
        parser = XMLParser(target=TreeBuilder())
    for piece in sequence:
        parser.feed(piece)
    return parser.close()


def XMLID(text, parser=None):
    """The root of the tree of a text, and a dict of its elements by their attribute 'id'."""
    root = XML(text, parser)
    return root, {element.get('id'): element for element in root.iter() if element.get('id')}


class XMLPullParser:
    """A parser that is fed, and keeps what happens until somebody reads it."""

    def __init__(self, events=None, *, _parser=None):
        self._waiting = collections.deque() # pairs, and behind them what was wrong with the document
        self._parser = _parser or XMLParser(target=TreeBuilder())
        self._parser._setevents(self._waiting, ('end',) if events is None else events)

    def feed(self, data):
        """Takes a piece of a document; what is wrong with it, read_events() raises."""
        parser = self._parser
        if parser is None:
            raise ValueError('feed() called after end of stream')
        try:
            if data:
                parser.feed(data)
        except SyntaxError as error:
            self._waiting.append(error)

    def read_events(self):
        """An iterator of the pairs (event, element) that have come and were not read."""
        waiting = self._waiting
        while waiting:
            item = waiting.popleft()
            if isinstance(item, SyntaxError):
                raise item
            yield item

    def close(self):
        """The document has ended."""
        self._end()

    def _end(self):
        parser = self._parser
        root = parser.close()
        self._parser = None
        return root


class _ParseEvents(collections.abc.Iterator):
    """What iterparse() answers. Loops go over the generator itself, which knows nothing of this object."""

    def __init__(self, source, pull):
        self._state = state = {'root': None}
        self._steps = _parse_steps(source, pull, state)
        next(self._steps) # the file is open

    def __iter__(self):
        return self._steps

    def __next__(self):
        return next(self._steps)

    @property
    def root(self):
        """The root of the whole tree, once it is there."""
        return self._state['root']


def _parse_steps(source, pull, state):
    with _opened(source) as file:
        yield None
        while data := file.read(16384):
            pull.feed(data)
            yield from pull.read_events()
        root = pull._end()
        yield from pull.read_events()
        state['root'] = root


def iterparse(source, events=None, parser=None):
    """Reads a document step by step: an iterator of pairs (event, element)."""
    return _ParseEvents(source, XMLPullParser(events=events, _parser=parser))


from ._canonical import C14NWriterTarget, canonicalize

C14NWriterTarget.__module__ = canonicalize.__module__ = __name__
