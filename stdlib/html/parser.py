"""A parser of HTML that calls a method for each thing it reads, however broken the text is."""
import re
from html import unescape

__all__ = ['HTMLParser']

_TAG_NAME = re.compile('[a-zA-Z][^\t\n\r\f />]*')
_SEPARATORS = re.compile('[\t\n\r\f /]*')
_ATTRIBUTE_NAME = re.compile('[^\t\n\r\f />][^\t\n\r\f /=>]*')
_ATTRIBUTE_VALUE = re.compile(
    r"""[\t\n\r\f ]* = [\t\n\r\f ]* (?: '(?P<single>[^']*)' | "(?P<double>[^"]*)" | (?P<bare>(?!['"])[^\t\n\r\f >]*) )""",
    re.VERBOSE)
_REFERENCE = re.compile('&(?:#([0-9]+|[xX][0-9a-fA-F]+)(?=[^0-9a-fA-F])|([a-zA-Z][-.a-zA-Z0-9]*)(?=[^a-zA-Z0-9]))')
_COMMENT_END = re.compile(r'--\s*>')
_LONGEST_REFERENCE = 34
_ENDS_REFERENCE = re.compile('[\t\n\r\f ;]')
_EOF_IN_COMMENT = re.compile(r'(?:--!?|-)?\Z')


class HTMLParser:
    """Feed it text in pieces of any size, and override the handle_... methods.

    With convert_charrefs, the character references in text are characters in what handle_data() gets."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style')

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Forget what was fed."""
        self.rawdata = ''  # what was not parsed yet
        self._waiting = []  # pieces behind it
        self._missing = 0  # how many characters of them make it worth while to look again
        self.lasttag = '???'
        self.lineno, self.offset = 1, 0
        self._starttag_text = None
        self.clear_cdata_mode()

    def feed(self, data):
        """Parse some more text, as far as it is plain what it means.

        Where looking again was of no use, that is not done before there is twice as much text: else many small pieces would
        take quadratic time."""
        self._waiting.append(data)
        self._missing -= len(data)
        if self._missing <= 0:
            self._take_waiting()
            before = len(self.rawdata)
            self.goahead(False)
            self._missing = before if len(self.rawdata) == before else 0

    def close(self):
        """Parse the rest: nothing follows."""
        self._take_waiting()
        self.goahead(True)

    def _take_waiting(self):
        self.rawdata += ''.join(self._waiting)
        self._waiting.clear()

    def getpos(self):
        """The line (from 1 on) and column (from 0 on) of what is parsed."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """Count lines and columns from i to j; j."""
        if j > i:
            lines = self.rawdata.count('\n', i, j)
            self.lineno += lines
            self.offset = j - self.rawdata.rindex('\n', i, j) - 1 if lines else self.offset + j - i
        return j

    def get_starttag_text(self):
        """The last start tag as it was written."""
        return self._starttag_text

    def set_cdata_mode(self, elem):
        """The text up to the end tag of elem has no markup."""
        self.cdata_elem = elem.lower()
        self._cdata_end = re.compile(rf'</{self.cdata_elem}(?=[\t\n\r\f />])', re.IGNORECASE | re.ASCII)

    def clear_cdata_mode(self):
        """Text has markup again."""
        self.cdata_elem = self._cdata_end = None

    # --- what to override ---

    def handle_starttag(self, tag, attrs):
        """<tag ...>; attrs are (name, value) pairs, the value None if there is none."""

    def handle_startendtag(self, tag, attrs):
        """<tag .../>"""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        """</tag>"""

    def handle_data(self, data):
        """Text."""

    def handle_charref(self, name):
        """&#name;"""

    def handle_entityref(self, name):
        """&name;"""

    def handle_comment(self, data):
        """<!--data-->"""

    def handle_decl(self, decl):
        """<!decl>"""

    def handle_pi(self, data):
        """<?data>"""

    def unknown_decl(self, data):
        """<![data]]>"""

    # --- the loop ---

    def goahead(self, end):
        """Parse as much as possible; with end, everything."""
        i = 0
        while i < len(self.rawdata):
            j = self._end_of_text(i, end)
            if j < 0:
                break
            self._text(i, j)
            i = self.updatepos(i, j)
            if i == len(self.rawdata):
                break
            k = self._markup(i, end) if self.rawdata[i] == '<' else self._reference(i, end)
            if k < 0:
                i = ~k
                break
            i = self.updatepos(i, k)
        if end and i < len(self.rawdata):
            self._text(i, len(self.rawdata))
            i = self.updatepos(i, len(self.rawdata))
        self.rawdata = self.rawdata[i:]

    def _text(self, i, j):
        if i < j:
            text = self.rawdata[i:j]
            self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)

    def _end_of_text(self, i, end):
        """Where the text from i on ends; -1: it may go on, or end in half a reference."""
        text = self.rawdata
        if self.cdata_elem is not None:
            found = self._cdata_end.search(text, i)
            return found.start() if found else -1
        places = [text.find('<', i)]
        if not self.convert_charrefs:
            places.append(text.find('&', i))
        found = [place for place in places if place >= 0]
        if found:
            return min(found)
        if self.convert_charrefs and not end:
            ampersand = text.rfind('&', max(i, len(text) - _LONGEST_REFERENCE))
            if ampersand >= 0 and not _ENDS_REFERENCE.search(text, ampersand):
                return -1
        return len(text)

    def _reference(self, i, end):
        """Parse what begins with an ampersand; where it ends, or ~(where to stop parsing)."""
        text = self.rawdata
        if found := _REFERENCE.match(text, i):
            number, name = found.groups()
            if number:
                self.handle_charref(number)
            else:
                self.handle_entityref(name)
            return found.end() + (text[found.end()] == ';')
        if text.startswith('&#', i):
            if ';' not in text[i:]:
                return ~i
            self.handle_data('&#')
            return ~self.updatepos(i, i + 2)
        if _TAG_NAME.match(text, i + 1):  # half a name; of one letter at the very end CPython loses the ampersand
            return ~self.updatepos(i, i + 1) if end and i + 2 == len(text) else ~i
        if i + 1 == len(text):
            return ~i
        self.handle_data('&')
        return i + 1

    def _markup(self, i, end):
        """Parse what begins with <; where it ends, or ~i if it is not all there."""
        text = self.rawdata
        parse = self._parser_of(i)
        if parse is None:
            if i + 1 == len(text) and not end:
                return ~i
            self.handle_data('<')
            return i + 1
        k = parse(i)
        if k >= 0:
            return k
        if not end:
            return ~i
        self._unfinished(i)
        return len(text)

    def _parser_of(self, i):
        text = self.rawdata
        second = text[i + 1:i + 2]
        if second.isascii() and second.isalpha():
            return self.parse_starttag
        if text.startswith('<!--', i):
            return self.parse_comment
        return {'/': self.parse_endtag, '?': self.parse_pi, '!': self.parse_html_declaration}.get(second)

    def _unfinished(self, i):
        """The text ended within markup that began at i. What is left of a tag is dropped."""
        text = self.rawdata
        if text.startswith('<!--', i):
            self.handle_comment(text[i + 4:_EOF_IN_COMMENT.search(text, i + 4).start()])
        elif text.startswith('<![CDATA[', i):
            self.unknown_decl(text[i + 3:])
        elif text[i:i + 9].lower() == '<!doctype':
            self.handle_decl(text[i + 2:])
        elif text.startswith('<!', i):
            self.handle_comment(text[i + 2:])
        elif text.startswith('<?', i):
            self.handle_pi(text[i + 2:])
        elif text[i:] == '</':
            self.handle_data('</')
        elif text.startswith('</', i) and not _TAG_NAME.match(text, i + 2):
            self.handle_comment(text[i + 2:])

    # --- markup: each parses what begins at i, and answers where it ends, or -1 if it is not all there ---

    def _until(self, mark, i, start, handle):
        """Hand over what lies between start characters behind i and the mark."""
        end = self.rawdata.find(mark, i + start)
        if end < 0:
            return -1
        handle(self.rawdata[i + start:end])
        return end + len(mark)

    def parse_pi(self, i):
        """A processing instruction."""
        return self._until('>', i, 2, self.handle_pi)

    def parse_bogus_comment(self, i, report=1):
        """Something that HTML takes for a comment."""
        return self._until('>', i, 2, self.handle_comment if report else str)

    def parse_comment(self, i, report=1):
        """A comment."""
        found = _COMMENT_END.search(self.rawdata, i + 4)
        if not found:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 4:found.start()])
        return found.end()

    def parse_html_declaration(self, i):
        """What begins with <! and is no comment."""
        if self.rawdata.startswith('<![CDATA[', i):
            end = self.rawdata.find(']]>', i + 9)
            if end < 0:
                return -1
            self.unknown_decl(self.rawdata[i + 3:end])
            return end + 3
        if self.rawdata[i:i + 9].lower() == '<!doctype':
            return self._until('>', i, 2, self.handle_decl)
        return self.parse_bogus_comment(i)

    def _scan_tag(self, i):
        """The name, attributes and end of a tag whose name is at i, and whether it ends in />; None: not all there."""
        text = self.rawdata
        name = _TAG_NAME.match(text, i)
        attributes, place = [], name.end()
        while True:
            behind = _SEPARATORS.match(text, place).end()
            if text.startswith('>', behind):
                return name.group().lower(), attributes, behind + 1, behind > place and text[behind - 1] == '/'
            if behind == place and text[place - 1] not in '\'"':
                return None
            found = _ATTRIBUTE_NAME.match(text, behind)
            if not found:
                return None
            place, value = found.end(), None
            if given := _ATTRIBUTE_VALUE.match(text, place):
                place, value = given.end(), unescape(given[given.lastgroup])
            attributes.append((found.group().lower(), value))

    def parse_starttag(self, i):
        """A start tag."""
        self._starttag_text = None
        scanned = self._scan_tag(i + 1)
        if scanned is None:
            return -1
        tag, attributes, end, closed = scanned
        self._starttag_text, self.lasttag = self.rawdata[i:end], tag
        if closed:
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return end

    def parse_endtag(self, i):
        """An end tag."""
        if '>' not in self.rawdata[i + 2:]:
            return -1
        if self.rawdata.startswith('>', i + 2):
            return i + 3
        if not _TAG_NAME.match(self.rawdata, i + 2):
            return self.parse_bogus_comment(i)
        scanned = self._scan_tag(i + 2)
        if scanned is None:
            return -1
        self.handle_endtag(scanned[0])
        self.clear_cdata_mode()
        return scanned[2]
