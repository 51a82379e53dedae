"""What urllib.request raises."""
import io
import operator
import urllib.response

__all__ = ['URLError', 'HTTPError', 'ContentTooShortError']


class URLError(OSError):
    """A URL cannot be opened. `reason` is a text, or the exception that says why."""

    def __init__(self, reason, filename=None):
        super().__init__(reason)
        self.reason = reason
        if filename is not None:
            self.filename = filename

    def __str__(self):
        return f'<urlopen error {self.reason}>'


class HTTPError(URLError, urllib.response.addinfourl):
    """A server answered with an error. This is the answer, too: it can be read, and has headers."""

    def __init__(self, url, code, msg, hdrs, fp):
        urllib.response.addinfourl.__init__(self, io.BytesIO() if fp is None else fp, hdrs, url, code)
        self.fp = fp
        self.filename, self.msg = url, msg

    reason = property(operator.attrgetter('msg'))
    hdrs = property(operator.attrgetter('headers'))

    def __repr__(self):
        return f'<HTTPError {self.code}: {self.msg!r}>'

    def __str__(self):
        return f'HTTP Error {self.code}: {self.msg}'


class ContentTooShortError(URLError):
    """urlretrieve() got less than the server had promised. `content` is what it would have answered."""

    def __init__(self, message, content):
        super().__init__(message)
        self.content = content
