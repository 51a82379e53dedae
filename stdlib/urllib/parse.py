"""URLs: taking them apart and putting them together (RFC 3986), percent-encoding, and the fields of queries.

Everything takes str, or bytes that are ASCII, and answers in kind. Inside, all text is str."""
from collections import namedtuple
from functools import lru_cache
from itertools import groupby
from urllib import _authority

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode', 'parse_qs',
           'parse_qsl', 'quote', 'quote_plus', 'quote_from_bytes', 'unquote', 'unquote_plus', 'unquote_to_bytes',
           'DefragResult', 'ParseResult', 'SplitResult', 'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes']

# What schemes can do. Programs add schemes of their own.
uses_relative = ['', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero',
                 'rtsp', 'rtspu', 'sftp', 'svn', 'svn+ssh', 'ws', 'wss']
uses_netloc = ['', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp', 'snews',
               'prospero', 'rtsp', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git', 'git+ssh', 'ws', 'wss']
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtspu', 'sip', 'sips', 'mms',
               'sftp', 'tel']
uses_query = ['', 'http', 'wais', 'imap', 'https', 'shttp', 'mms', 'gopher', 'rtsp', 'rtspu', 'sip', 'sips']
uses_fragment = ['', 'ftp', 'hdl', 'http', 'gopher', 'news', 'nntp', 'wais', 'https', 'shttp', 'snews', 'file',
                 'prospero']
non_hierarchical = ['gopher', 'hdl', 'mailto', 'news', 'telnet', 'wais', 'imap', 'snews', 'sip', 'sips']

_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
_DIGITS = '0123456789'
scheme_chars = _LETTERS + _DIGITS + '+-.'
_SCHEME_CHARS = frozenset(scheme_chars)
_CONTROLS = ''.join(map(chr, range(33)))  # and the blank: cut off where a URL begins
_LINE_BREAKS = {ord(c): None for c in '\t\r\n'}  # dropped wherever they are
_UNRESERVED = frozenset((_LETTERS + _DIGITS + '_.-~').encode())


def _take(*args):
    """The arguments as str, after the function that gives results the type of the arguments."""
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_text:  # defaults are empty strings
            raise TypeError('Cannot mix str and non-str arguments')
    if is_text:
        return _same, *args
    return _as_bytes, *(arg.decode('ascii') if arg else '' for arg in args)


def _coerce_args(*args):
    back, *texts = _take(*args)
    return *texts, back


def _same(result):
    return result


def _as_bytes(result):
    return result.encode('ascii')


# --- the results ---

class _TextResult:
    """A result made of str."""
    __slots__ = ()

    def encode(self, encoding='ascii', errors='strict'):
        """The same result made of bytes."""
        return _COUNTERPART[type(self)](*(field.encode(encoding, errors) for field in self))

    def _text(self):
        return self

    def _back(self, text):
        return text


class _BytesResult:
    """A result made of bytes."""
    __slots__ = ()

    def decode(self, encoding='ascii', errors='strict'):
        """The same result made of str."""
        return _COUNTERPART[type(self)](*(field.decode(encoding, errors) for field in self))

    def _text(self):
        return self.decode('ascii', 'surrogateescape')

    def _back(self, text):
        return None if text is None else text.encode('ascii', 'surrogateescape')


class _Authority:
    """What netloc is made of: [username[:password]@]hostname[:port]. What is missing is None."""
    __slots__ = ()

    def _user_and_host(self):
        user, at, host = self._text().netloc.rpartition('@')
        return user if at else None, host

    def _host_and_port(self):
        host = self._user_and_host()[1]
        before, opened, bracketed = host.partition('[')
        if opened:
            host, _, rest = bracketed.partition(']')
            return host, rest.partition(':')[2]
        host, _, port = host.partition(':')
        return host, port

    @property
    def username(self):
        user = self._user_and_host()[0]
        return self._back(user if user is None else user.partition(':')[0])

    @property
    def password(self):
        user = self._user_and_host()[0]
        if user is None or ':' not in user:
            return None
        return self._back(user.partition(':')[2])

    @property
    def hostname(self):
        """In lower case, but for the zone of an IPv6 address."""
        host = self._host_and_port()[0]
        if not host:
            return None
        name, percent, zone = host.partition('%')
        return self._back(name.lower() + percent + zone)

    @property
    def port(self):
        """As a number. ValueError if it is none, or none of a port."""
        port = self._host_and_port()[1]
        if not port:
            return None
        if not (port.isascii() and port.isdigit()):
            raise ValueError(f'Port could not be cast to integer value as {self._back(port)!r}')
        port = int(port)
        if port > 65535:
            raise ValueError('Port out of range 0-65535')
        return port


def _fields(name, names, meanings):
    """A named tuple whose fields have docstrings."""
    base = namedtuple(name, names)
    for field in base._fields:
        getattr(base, field).__doc__ = meanings[field]
    return base


_MEANINGS = {
    'scheme': 'What stands before the first colon: how the resource is reached.',
    'netloc': 'The authority: user, host and port.',
    'path': 'The path, with its leading slash.',
    'params': 'Parameters of the last element of the path, after a semicolon.',
    'query': 'What stands between ? and the fragment.',
    'fragment': 'What stands after #: a place in the resource.',
    'url': 'The URL without its fragment.',
}
_Defrag = _fields('DefragResult', 'url fragment', _MEANINGS)
_Split = _fields('SplitResult', 'scheme netloc path query fragment', _MEANINGS)
_Parse = _fields('ParseResult', 'scheme netloc path params query fragment', _MEANINGS)


class DefragResult(_Defrag, _TextResult):
    """A URL and its fragment."""
    __slots__ = ()

    def geturl(self):
        """The URL as one string."""
        return f'{self.url}#{self.fragment}' if self.fragment else self.url


class DefragResultBytes(_Defrag, _BytesResult):
    """A URL and its fragment, as bytes."""
    __slots__ = ()

    def geturl(self):
        """The URL as one bytes object."""
        return self.url + b'#' + self.fragment if self.fragment else self.url


class SplitResult(_Split, _Authority, _TextResult):
    """The five parts of a URL."""
    __slots__ = ()

    def geturl(self):
        """The URL as one string."""
        return urlunsplit(self)


class SplitResultBytes(_Split, _Authority, _BytesResult):
    """The five parts of a URL, as bytes."""
    __slots__ = ()

    def geturl(self):
        """The URL as one bytes object."""
        return urlunsplit(self)


class ParseResult(_Parse, _Authority, _TextResult):
    """The six parts of a URL."""
    __slots__ = ()

    def geturl(self):
        """The URL as one string."""
        return urlunparse(self)


class ParseResultBytes(_Parse, _Authority, _BytesResult):
    """The six parts of a URL, as bytes."""
    __slots__ = ()

    def geturl(self):
        """The URL as one bytes object."""
        return urlunparse(self)


_COUNTERPART = {}
for _text, _bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes),
                      (ParseResult, ParseResultBytes)):
    _COUNTERPART[_text], _COUNTERPART[_bytes] = _bytes, _text
del _text, _bytes


# --- taking apart and putting together ---

def _split_scheme(url, otherwise):
    scheme, colon, rest = url.partition(':')
    if colon and scheme and scheme.isascii() and scheme[0].isalpha() and _SCHEME_CHARS.issuperset(scheme):
        return scheme.lower(), rest
    return otherwise, url


def _splitnetloc(url, start=0):
    """The netloc, which begins there, and the rest. (Django calls this, _splitparams and _coerce_args.)"""
    end = min((at for at in map(url.find, '/?#', (start,) * 3) if at >= 0), default=len(url))
    return url[start:end], url[end:]


@lru_cache(typed=True)
def urlsplit(url, scheme='', allow_fragments=True):
    """Take a URL apart: SplitResult(scheme, netloc, path, query, fragment).

    scheme is the one of URLs that name none. Without allow_fragments, # means nothing."""
    back, url, scheme = _take(url, scheme)
    url = url.lstrip(_CONTROLS).translate(_LINE_BREAKS)
    scheme, url = _split_scheme(url, scheme.strip(_CONTROLS).translate(_LINE_BREAKS))
    netloc = ''
    if url.startswith('//'):
        netloc, url = _splitnetloc(url, 2)
    _authority.check(netloc)
    fragment = ''
    if allow_fragments:
        url, _, fragment = url.partition('#')
    path, _, query = url.partition('?')
    result = SplitResult(scheme, netloc, path, query, fragment)
    return result if back is _same else result.encode()


def _splitparams(path):
    """The parameters belong to the last element of the path."""
    at = path.find(';', path.rfind('/') + 1)
    return (path, '') if at < 0 else (path[:at], path[at + 1:])


def urlparse(url, scheme='', allow_fragments=True):
    """Take a URL apart: ParseResult(scheme, netloc, path, params, query, fragment).

    As urlsplit(), and parameters of the last element of the path apart from the path."""
    back, url, scheme = _take(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ''
    if scheme in uses_params:
        path, params = _splitparams(path)
    result = ParseResult(scheme, netloc, path, params, query, fragment)
    return result if back is _same else result.encode()


def urlunsplit(components):
    """The URL of what urlsplit() answered; maybe not the same text, if there were delimiters without need."""
    back, scheme, netloc, path, query, fragment = _take(*components)
    url = path
    if netloc or (scheme and scheme in uses_netloc and not path.startswith('//')):
        if path and not path.startswith('/'):
            path = '/' + path
        url = f'//{netloc or ""}{path}'
    if scheme:
        url = f'{scheme}:{url}'
    if query:
        url = f'{url}?{query}'
    if fragment:
        url = f'{url}#{fragment}'
    return back(url)


def urlunparse(components):
    """The URL of what urlparse() answered; maybe not the same text, if there were delimiters without need."""
    back, scheme, netloc, path, params, query, fragment = _take(*components)
    if params:
        path = f'{path};{params}'
    return back(urlunsplit((scheme, netloc, path, query, fragment)))


def _resolve(base, path):
    """The path that a reference names, seen from a base: without '.' and '..' (RFC 3986, 5.2.4)."""
    segments = path.split('/')
    if not path.startswith('/'):
        folder = base.split('/')
        if folder[-1]:
            folder.pop()
        segments = folder + segments
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment not in ('.', '..'):
            resolved.append(segment)
        elif segment == '..' and resolved:
            resolved.pop()
    if segments[-1] in ('.', '..'):
        resolved.append('')  # they name a folder
    return '/'.join(resolved) or '/'


def urljoin(base, url, allow_fragments=True):
    """The absolute URL of a reference that was found at the URL base."""
    if not base:
        return url
    if not url:
        return base
    back, base, url = _take(base, url)
    there = urlparse(base, '', allow_fragments)
    scheme, netloc, path, params, query, fragment = parts = urlparse(url, there.scheme, allow_fragments)
    if scheme != there.scheme or scheme not in uses_relative:
        return back(url)
    if scheme in uses_netloc:
        if netloc:
            return back(urlunparse(parts))
        netloc = there.netloc
    if path or params:
        path = _resolve(there.path, path)
    else:
        path, params, query = there.path, there.params, query or there.query
    return back(urlunparse((scheme, netloc, path, params, query, fragment)))


def urldefrag(url):
    """A URL without its fragment, and the fragment: DefragResult(url, fragment)."""
    back, url = _take(url)
    fragment = ''
    if '#' in url:
        *parts, fragment = urlparse(url)
        url = urlunparse((*parts, ''))
    result = DefragResult(url, fragment)
    return result if back is _same else result.encode()


def unwrap(url):
    """The URL of '<URL:scheme://host/path>', as URLs are written in running text."""
    url = str(url).strip()
    if url.startswith('<') and url.endswith('>'):
        url = url[1:-1].strip()
    if url.startswith('URL:'):
        url = url[4:].strip()
    return url


def clear_cache():
    """Forget the results that urlsplit() and quote() remember."""
    urlsplit.cache_clear()
    _escapes.cache_clear()


# --- percent-encoding ---

@lru_cache
def _escapes(safe):
    """What each byte is written as, if those in `safe` stay as they are."""
    stays = _UNRESERVED.union(safe)
    return [chr(byte) if byte in stays else f'%{byte:02X}' for byte in range(256)]


def quote_from_bytes(bs, safe='/'):
    """Percent-encode bytes: all but letters, digits, '_.-~' and what is in safe become %XX."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError('quote_from_bytes() expected bytes')
    if not bs:
        return ''
    if isinstance(safe, str):
        safe = safe.encode('ascii', 'ignore')
    else:
        safe = bytes(byte for byte in safe if byte < 128)
    if _UNRESERVED.union(safe).issuperset(bs):
        return bs.decode()
    return ''.join(map(_escapes(safe).__getitem__, bs))


def quote(string, safe='/', encoding=None, errors=None):
    """Percent-encode text (as UTF-8, if no encoding is given) or bytes for use in the path of a URL.

    Letters, digits, '_.-~' and what is in safe stay as they are."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    """As quote(), but a blank becomes +, as in the fields of forms."""
    blank = ' ' if isinstance(string, str) else b' '
    if blank not in string:
        return quote(string, safe, encoding, errors)
    safe += ' ' if isinstance(safe, str) else b' '
    return quote(string, safe, encoding, errors).replace(' ', '+')


_HEX_DIGITS = '0123456789abcdefABCDEF'
_UNESCAPED = {(high + low).encode(): bytes.fromhex(high + low) for high in _HEX_DIGITS for low in _HEX_DIGITS}


def unquote_to_bytes(string):
    """The bytes that percent-encoded text (as UTF-8) or bytes stand for; what is no %XX stays."""
    if isinstance(string, str):
        string = string.encode('utf-8')
    first, *rest = string.split(b'%')
    pieces = [first]
    for piece in rest:
        byte = _UNESCAPED.get(piece[:2])
        pieces += (b'%', piece) if byte is None else (byte, piece[2:])
    return b''.join(pieces)


def unquote(string, encoding='utf-8', errors='replace'):
    """The text that percent-encoded text or bytes stand for. What %XX gives is decoded as encoding and errors say."""
    encoding, errors = encoding or 'utf-8', errors or 'replace'
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if '%' not in string:
        return string
    pieces = []
    for is_ascii, run in groupby(string, str.isascii):
        run = ''.join(run)
        pieces.append(unquote_to_bytes(run).decode(encoding, errors) if is_ascii else run)
    return ''.join(pieces)


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """As unquote(), but + stands for a blank, as in the fields of forms."""
    return unquote(string.replace('+', ' '), encoding, errors)


# --- queries ---

def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
              max_num_fields=None, separator='&'):
    """The fields of a query, such as 'a=1&b=2', as a list of pairs.

    Fields without a value are dropped unless keep_blank_values is true. Those without = are errors if strict_parsing is.
    More than max_num_fields fields are a ValueError."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError('Separator must be of type string or bytes.')
    back, qs = _take(qs)
    if isinstance(separator, bytes):
        separator = separator.decode('ascii')
    if not qs:
        return []
    if max_num_fields is not None and 1 + qs.count(separator) > max_num_fields:
        raise ValueError('Max number of fields exceeded')
    fields = []
    for field in qs.split(separator):
        name, equals, value = field.partition('=')
        if strict_parsing and not equals:
            raise ValueError(f'bad query field: {field!r}')
        if value or (keep_blank_values and (equals or name)):
            fields.append(tuple(back(unquote(part.replace('+', ' '), encoding, errors)) for part in (name, value)))
    return fields


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
             max_num_fields=None, separator='&'):
    """The fields of a query as a dict from names to lists of values; the arguments are those of parse_qsl()."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result


def _values_of(value, doseq):
    """The values of a field: several, if doseq is true and value is a sequence other than text."""
    if doseq and not isinstance(value, (str, bytes)):
        try:
            len(value)
        except TypeError:
            return [value]
        return value
    return [value]


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """The query 'name=value&...' of a mapping or a sequence of pairs. With doseq, a sequence is several values.

    Names and values that are neither str nor bytes are taken as str() writes them."""
    if hasattr(query, 'items'):
        query = query.items()
    else:
        try:
            is_sequence = not len(query) or isinstance(query[0], tuple)
        except TypeError:
            is_sequence = False
        if not is_sequence:
            raise TypeError('not a valid non-string sequence or mapping object')

    def encoded(part):
        if isinstance(part, bytes):
            return quote_via(part, safe)
        return quote_via(part if isinstance(part, str) else str(part), safe, encoding, errors)

    return '&'.join(f'{encoded(name)}={encoded(value)}'
                    for name, values in query for value in _values_of(values, doseq))


def __getattr__(name):
    from urllib import _old_splits  # for old programs only
    public = name.removeprefix('_')
    if public not in _old_splits.names:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    function = getattr(_old_splits, public)
    return function if name == public else function.__wrapped__  # _splituser(), without a warning, is what xmlrpc.client calls
