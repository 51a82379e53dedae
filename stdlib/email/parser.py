"""Parsers of whole messages."""
from email.feedparser import BytesFeedParser, FeedParser

__all__ = ['Parser', 'HeaderParser', 'BytesParser', 'BytesHeaderParser', 'FeedParser', 'BytesFeedParser']


class Parser:
    """Makes Messages of text. _class is called for each of them instead of Message."""

    def __init__(self, _class=None, *, policy=None):
        self._class = _class
        self.policy = policy

    def parse(self, fp, headersonly=False):
        """The message in a text file. headersonly: the body, whatever its type, is text."""
        return self.parsestr(fp.read(), headersonly)

    def parsestr(self, text, headersonly=False):
        """The message that a str is."""
        parser = FeedParser(self._class, policy=self.policy)
        if headersonly:
            parser._set_headersonly()
        parser.feed(text)
        return parser.close()


class HeaderParser(Parser):
    """A Parser for which all bodies are text."""

    def parse(self, fp, headersonly=True):
        """The message in a text file."""
        return super().parse(fp, True)

    def parsestr(self, text, headersonly=True):
        """The message that a str is."""
        return super().parsestr(text, True)


class BytesParser:
    """Makes Messages of bytes. The arguments are those of Parser."""

    def __init__(self, *args, **kw):
        self.parser = Parser(*args, **kw)

    def parse(self, fp, headersonly=False):
        """The message in a binary file."""
        return self.parsebytes(fp.read(), headersonly)

    def parsebytes(self, text, headersonly=False):
        """The message that bytes are."""
        return self.parser.parsestr(bytes(text).decode('ascii', 'surrogateescape'), headersonly)


class BytesHeaderParser(BytesParser):
    """A BytesParser for which all bodies are text."""

    def parse(self, fp, headersonly=True):
        """The message in a binary file."""
        return super().parse(fp, headersonly=True)

    def parsebytes(self, text, headersonly=True):
        """The message that bytes are."""
        return super().parsebytes(text, headersonly=True)
