"""XMLParser in Python over pyexpat, for programs that block _elementtree because they want to set handlers of its parser
(`parser.EntityDeclHandler = ...`), as defusedxml does. Elements and builders are those in C all the same."""

import sys
from xml.parsers import expat


def unblocked():
    """Module _elementtree although sys.modules says that there is none."""
    missing = object()
    blocked = sys.modules.pop('_elementtree', missing)
    try:
        import _elementtree
    finally:
        if blocked is missing:
            sys.modules.pop('_elementtree', None)
        else:
            sys.modules['_elementtree'] = blocked
    return _elementtree


_parts = unblocked()


class XMLParser:
    """A parser of XML that tells a target, by default a TreeBuilder; `parser` is that of pyexpat."""

    def __init__(self, *, target=None, encoding=None):
        if target is None:
            target = _parts.TreeBuilder()
        self.parser = self._parser = parser = expat.ParserCreate(encoding, '}')
        self.target = self._target = target
        self.entity = {}
        self.version = 'Expat %d.%d.%d' % expat.version_info
        self._names = {}
        parser.buffer_text = parser.ordered_attributes = True
        parser.DefaultHandlerExpand = self._default
        for method, handler, own in (('start', 'StartElementHandler', self._start), ('end', 'EndElementHandler', self._end),
                                     ('start_ns', 'StartNamespaceDeclHandler', self._start_ns),
                                     ('end_ns', 'EndNamespaceDeclHandler', self._end_ns),
                                     ('data', 'CharacterDataHandler', None), ('comment', 'CommentHandler', None),
                                     ('pi', 'ProcessingInstructionHandler', None)):
            if hasattr(target, method):
                setattr(parser, handler, own or getattr(target, method))

    def _full(self, name):
        """"{namespace}local" for "namespace}local"."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = '{' + name if '}' in name else name
        return known

    def _start(self, tag, attributes):
        attrib = {self._full(attributes[i]): attributes[i + 1] for i in range(0, len(attributes), 2)}
        return self.target.start(self._full(tag), attrib)

    def _end(self, tag):
        return self.target.end(self._full(tag))

    def _start_ns(self, prefix, uri):
        return self.target.start_ns(prefix or '', uri or '')

    def _end_ns(self, prefix):
        return self.target.end_ns(prefix or '')

    def _default(self, text):
        """What nobody else takes: references to entities that were not declared, and document types."""
        if text[:1] == '&' and hasattr(self.target, 'data'):
            if text[1:-1] in self.entity:
                self.target.data(self.entity[text[1:-1]])
                return
            error = expat.ExpatError(f'undefined entity {text}: line {self.parser.ErrorLineNumber}, '
                                     f'column {self.parser.ErrorColumnNumber}')
            error.code = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
            error.lineno, error.offset = self.parser.ErrorLineNumber, self.parser.ErrorColumnNumber
            raise error
        if text == '<!DOCTYPE' and (hasattr(self.target, 'doctype') or hasattr(self, 'doctype')):
            self._doctype_begins()

    def _doctype_begins(self):
        parts = []

        def part(text):
            if text == '>' or text == '[':
                self.parser.DefaultHandlerExpand = self._default
                self._doctype_ends(parts)
            elif text.strip():
                parts.append(text.strip())
        self.parser.DefaultHandlerExpand = part

    def _doctype_ends(self, parts):
        public_id = system_id = None
        if parts[1:2] == ['PUBLIC'] and len(parts) == 4:
            public_id, system_id = parts[2][1:-1], parts[3][1:-1]
        elif parts[1:2] == ['SYSTEM'] and len(parts) == 3:
            system_id = parts[2][1:-1]
        if hasattr(self.target, 'doctype'):
            self.target.doctype(parts[0], public_id, system_id)
        else:
            import warnings
            warnings.warn('The doctype() method of XMLParser is deprecated.  Define doctype() method on the TreeBuilder target.',
                          RuntimeWarning)

    def _raise(self, error):
        parse_error = _parts.ParseError(error)
        parse_error.code = error.code
        parse_error.position = error.lineno, error.offset
        raise parse_error from None

    def feed(self, data):
        """Parses a piece of a document."""
        try:
            self.parser.Parse(data, False)
        except expat.error as error:
            self._raise(error)

    def close(self):
        """The document has ended: what the target's close() gives."""
        try:
            self.parser.Parse('', True)
        except expat.error as error:
            self._raise(error)
        close = getattr(self.target, 'close', None)
        del self.parser, self._parser, self.target, self._target
        return close() if close else None

    def _setevents(self, events_queue, events_to_report):
        for event in events_to_report:
            try:
                handler, make = _EVENTS[event]
            except (KeyError, TypeError):
                raise ValueError('unknown event %r' % event) from None
            setattr(self.parser, handler, make(self, event, events_queue.append))


XMLParser.__module__ = 'xml.etree.ElementTree'


def _element_event(parser, event, append):
    tell = parser._start if event == 'start' else parser._end
    return lambda *args: append((event, tell(*args)))


def _namespace_event(parser, event, append):
    method = getattr(parser.target, event.replace('-', '_'), None)

    def handler(*args):
        args = tuple(arg or '' for arg in args)
        made = method(*args) if method else None
        append((event, made if made is not None else args if event == 'start-ns' else None))
    return handler


def _special_event(parser, event, append):
    method = getattr(parser.target, event)
    return lambda *args: append((event, method(*args)))


_EVENTS = {'start': ('StartElementHandler', _element_event), 'end': ('EndElementHandler', _element_event),
           'start-ns': ('StartNamespaceDeclHandler', _namespace_event), 'end-ns': ('EndNamespaceDeclHandler', _namespace_event),
           'comment': ('CommentHandler', _special_event), 'pi': ('ProcessingInstructionHandler', _special_event)}
