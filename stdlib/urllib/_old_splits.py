"""Functions that urllib.parse had before urlsplit: each splits one part off a URL, and warns that it is deprecated."""
import functools
import re
import warnings

_SCHEME = re.compile(r'([^/:]+):(.*)', re.DOTALL)
_HOST = re.compile(r'//([^/#?]*)(.*)', re.DOTALL)
_PORT = re.compile(r'(.*):([0-9]*)', re.DOTALL)

names = []


def _deprecated(function, advice='use urllib.parse.urlparse() instead'):
    @functools.wraps(function)
    def warning(*args, **kwargs):
        text = f'urllib.parse.{function.__name__}() is deprecated as of 3.8'
        warnings.warn(f'{text}, {advice}' if advice else text, DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)
    names.append(function.__name__)
    return warning


def _at_last(text, sign):
    """What is before and after the last sign; None after it if there is none."""
    before, found, after = text.rpartition(sign)
    return (before, after) if found else (text, None)


@_deprecated
def splittype(url):
    """('scheme', 'rest'), the scheme in small letters."""
    found = _SCHEME.match(url)
    return (found[1].lower(), found[2]) if found else (None, url)


@_deprecated
def splithost(url):
    """('host:port', '/path') of '//host:port/path'."""
    found = _HOST.match(url)
    if not found:
        return None, url
    path = found[2]
    return found[1], f'/{path}' if path and path[0] != '/' else path


@_deprecated
def splituser(host):
    """('user:password', 'host') of 'user:password@host'."""
    user, name = _at_last(host, '@')
    return (None, host) if name is None else (user, name)


@_deprecated
def splitpasswd(user):
    """('user', 'password')."""
    name, found, password = user.partition(':')
    return name, password if found else None


@_deprecated
def splitport(host):
    """('host', 'port'), if the port is digits."""
    found = _PORT.fullmatch(host)
    return (found[1], found[2] or None) if found else (host, None)


@_deprecated
def splitnport(host, defport=-1):
    """('host', port); None for a port that is no number, defport if there is none."""
    name, port = _at_last(host, ':')
    if not port:
        return name, defport
    return name, int(port) if port.isdigit() and port.isascii() else None


@_deprecated
def splitquery(url):
    """('/path', 'query')."""
    return _at_last(url, '?')


@_deprecated
def splittag(url):
    """('/path', 'tag') of '/path#tag'."""
    return _at_last(url, '#')


@_deprecated
def splitattr(url):
    """('/path', ['a=1', 'b=2']) of '/path;a=1;b=2'."""
    path, *attributes = url.split(';')
    return path, attributes


@functools.partial(_deprecated, advice='use urllib.parse.parse_qsl() instead')
def splitvalue(attr):
    """('name', 'value') of 'name=value'."""
    name, found, value = attr.partition('=')
    return name, value if found else None


@functools.partial(_deprecated, advice='')
def to_bytes(url):
    """The URL, which must be ASCII if it is a str."""
    if isinstance(url, str) and not url.isascii():
        raise UnicodeError(f'URL {url!r} contains non-ASCII characters')
    return url
