"""URLs and the parameters in their queries; neither can be changed."""
import socket
from urllib.parse import parse_qsl, unquote, urljoin
from httpx._exceptions import InvalidURL

_UNRESERVED = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~')
_SUB_DELIMITERS = "!$&'()*+,;="
_IN_USERINFO = _UNRESERVED.union(_SUB_DELIMITERS, ':')
_IN_PATH = _UNRESERVED.union(_SUB_DELIMITERS, ':/[]@')
_IN_QUERY = _UNRESERVED.union(_SUB_DELIMITERS, ':/?[]@')
_HEX = frozenset('0123456789abcdefABCDEF')
_SCHEME = _UNRESERVED.union('+') - {'_', '~'}
_LONGEST = 65536
_DEFAULT_PORTS = {'http': 80, 'https': 443, 'ws': 80, 'wss': 443, 'ftp': 21}


def percent_encode(text, safe):
    """Escapes all characters that are not safe."""
    if safe.issuperset(text):
        return text
    return ''.join(char if char in safe else ''.join(f'%{byte:02X}' for byte in char.encode()) for char in text)


def _quote(text, safe):
    """As percent_encode(), but escapes that are there already stay."""
    if safe.issuperset(text):
        return text
    first, *parts = text.split('%')
    result = percent_encode(first, safe)
    for part in parts:
        if len(part) >= 2 and part[0] in _HEX and part[1] in _HEX:
            result += '%' + part[:2] + percent_encode(part[2:], safe)
        else:
            result += '%25' + percent_encode(part, safe)
    return result


# --- the parts of a URL ---

def _check_characters(text, what):
    if len(text) > _LONGEST:
        raise InvalidURL(f'{what} too long')
    for position, char in enumerate(text):
        if char.isascii() and not char.isprintable():
            raise InvalidURL(f'Invalid non-printable ASCII character in {what}, {char!r} at position {position}.')


def _split(text):
    """(scheme, authority or None, path, query or None, fragment or None)"""
    text, has_fragment, fragment = text.partition('#')
    text, has_query, query = text.partition('?')
    scheme, colon, rest = text.partition(':')
    if not (colon and scheme and scheme[0].isalpha() and _SCHEME.issuperset(scheme)):
        scheme, rest = '', text
    authority = None
    if rest.startswith('//'):
        authority, slash, path = rest[2:].partition('/')
        rest = slash + path
    return scheme, authority, rest, query if has_query else None, fragment if has_fragment else None


def _encode_host(host):
    if host.startswith('[') and host.endswith(']'):
        try:
            socket.inet_pton(socket.AF_INET6, host[1:-1])
        except OSError:
            raise InvalidURL(f'Invalid IPv6 address: {host!r}') from None
        return host[1:-1]
    if host.isascii():
        return _quote(host.lower(), _UNRESERVED.union(_SUB_DELIMITERS))
    try:
        return host.lower().encode('idna').decode('ascii')
    except (UnicodeError, LookupError):
        raise InvalidURL(f'Invalid IDNA hostname: {host!r}') from None


def _check_port(port, scheme):
    """The number, None for the one that the scheme has by default."""
    if port is None or port == '':
        return None
    try:
        number = int(port)
    except ValueError:
        number = -1
    if not 0 <= number <= 65535:
        raise InvalidURL(f'Invalid port: {str(port)!r}')
    return None if number == _DEFAULT_PORTS.get(scheme) else number


def _split_authority(authority):
    """(userinfo, host, port)"""
    userinfo, _, host = authority.rpartition('@')
    name, colon, port = host.rpartition(':')
    if not colon or port.endswith(']'):
        name, port = host, ''
    return userinfo, name, port


def _without_dots(path):
    """Resolves the steps . and .. (RFC 3986, 5.2.4)."""
    if '/.' not in path and not path.startswith('.'):
        return path
    kept = []
    steps = path.split('/')
    for step in steps:
        if step == '..':
            if kept and kept != ['']:
                kept.pop()
        elif step != '.':
            kept.append(step)
    if steps[-1] in ('.', '..'):
        kept.append('')
    return '/'.join(kept)


class URL:
    """URL('https://example.org/a?b=c#d'). Parts can be given by name, in place of those in the text."""

    __slots__ = ('_scheme', '_userinfo', '_host', '_port', '_path', '_query', '_fragment', '_text')

    def __init__(self, url='', **parts):
        if isinstance(url, URL):
            for name in URL.__slots__:
                setattr(self, name, getattr(url, name))
        elif isinstance(url, str):
            self._parse(url)
        else:
            raise TypeError(f'Invalid type for url.  Expected str or httpx.URL, got {type(url)}: {url!r}')
        if parts:
            self._replace(parts)
        self._text = None

    def _parse(self, text):
        _check_characters(text, 'URL')
        scheme, authority, path, query, fragment = _split(text)
        userinfo, host, port = _split_authority(authority or '')
        self._scheme = scheme.lower()
        self._userinfo = _quote(userinfo, _IN_USERINFO)
        self._host = _encode_host(host)
        self._port = _check_port(port, self._scheme)
        self._fragment = None if fragment is None else _quote(fragment, _IN_QUERY)
        self._query = None if query is None else _quote(query, _IN_QUERY)
        self._set_path(path)

    def _set_path(self, path):
        if self._scheme or self._host:
            if self._host and path and not path.startswith('/'):
                raise InvalidURL("For absolute URLs, path must be empty or begin with '/'")
        elif path.startswith(':'):
            raise InvalidURL("URLs with no scheme component cannot have a path starting with ':'")
        if not self._host and path.startswith('//'):
            raise InvalidURL("URLs with no authority component cannot have a path starting with '//'")
        path = _quote(path, _IN_PATH)
        self._path = _without_dots(path) if self._scheme or self._host else path

    # --- replacing parts ---

    _KINDS = {'scheme': str, 'username': str, 'password': str, 'userinfo': bytes, 'host': str, 'port': int, 'netloc': bytes,
              'path': str, 'query': bytes, 'raw_path': bytes, 'fragment': str, 'params': object}

    def _replace(self, parts):
        for name, value in parts.items():
            kind = self._KINDS.get(name)
            if kind is None:
                raise TypeError(f'{name!r} is an invalid keyword argument for URL()')
            if value is not None and not isinstance(value, kind):
                raise TypeError(f'Argument {name!r} must be {kind.__name__} but got {type(value).__name__}')
            if isinstance(value, bytes):
                value = value.decode('ascii')
            if isinstance(value, str):
                _check_characters(value, f'URL component {name!r}')
            getattr(self, f'_with_{name}')(value)
        self._port = _check_port(self._port, self._scheme)
        self._set_path(self._path)

    def _with_scheme(self, scheme):
        self._scheme = (scheme or '').lower()

    def _with_userinfo(self, userinfo):
        self._userinfo = _quote(userinfo or '', _IN_USERINFO)

    def _with_username(self, username):
        self._userinfo = _join_userinfo(username or '', self.password)

    def _with_password(self, password):
        self._userinfo = _join_userinfo(self.username, password or '')

    def _with_host(self, host):
        host = host or ''
        self._host = _encode_host(f'[{host}]' if ':' in host and not host.startswith('[') else host)

    def _with_port(self, port):
        self._port = _check_port(port, self._scheme)

    def _with_netloc(self, netloc):
        _, host, port = _split_authority(netloc or '')
        self._host, self._port = _encode_host(host), _check_port(port, self._scheme)

    def _with_path(self, path):
        self._path = path or ''

    def _with_query(self, query):
        self._query = None if query is None else _quote(query, _IN_QUERY)

    def _with_raw_path(self, raw_path):
        path, has_query, query = (raw_path or '').partition('?')
        self._path = path
        self._with_query(query if has_query else None)

    def _with_fragment(self, fragment):
        self._fragment = None if fragment is None else _quote(fragment, _IN_QUERY)

    def _with_params(self, params):
        self._query = str(QueryParams(params)) or None

    def copy_with(self, **parts):
        """The URL with other parts."""
        return URL(self, **parts)

    def copy_set_param(self, key, value=None):
        """The URL with a parameter set."""
        return self.copy_with(params=self.params.set(key, value))

    def copy_add_param(self, key, value=None):
        """The URL with a parameter added, even if there is one of that name."""
        return self.copy_with(params=self.params.add(key, value))

    def copy_remove_param(self, key):
        """The URL without a parameter."""
        return self.copy_with(params=self.params.remove(key))

    def copy_merge_params(self, params):
        """The URL with these parameters set."""
        return self.copy_with(params=self.params.merge(params))

    def join(self, url):
        """What a URL, perhaps a relative one, means in a document at this one."""
        return URL(urljoin(str(self), str(URL(url))))

    # --- parts ---

    @property
    def scheme(self):
        """'https'"""
        return self._scheme

    @property
    def raw_scheme(self):
        """b'https'"""
        return self._scheme.encode('ascii')

    @property
    def userinfo(self):
        """b'user:password', escaped"""
        return self._userinfo.encode('ascii')

    @property
    def username(self):
        """The user's name"""
        return unquote(self._userinfo.partition(':')[0])

    @property
    def password(self):
        """The user's password"""
        return unquote(self._userinfo.partition(':')[2])

    @property
    def host(self):
        """'example.org', or an address without brackets"""
        if 'xn--' in self._host:
            try:
                return self._host.encode('ascii').decode('idna')
            except (UnicodeError, LookupError):
                pass
        return self._host

    @property
    def raw_host(self):
        """The host as it is sent"""
        return self._host.encode('ascii')

    @property
    def port(self):
        """A number; None is the one that the scheme has by default."""
        return self._port

    def _netloc(self):
        host = f'[{self._host}]' if ':' in self._host else self._host
        return host if self._port is None else f'{host}:{self._port}'

    @property
    def netloc(self):
        """b'example.org:8080'"""
        return self._netloc().encode('ascii')

    @property
    def path(self):
        """'/a b', unescaped"""
        return unquote(self._path or '/')

    @property
    def query(self):
        """b'a=1'"""
        return (self._query or '').encode('ascii')

    @property
    def params(self):
        """The QueryParams"""
        return QueryParams(self._query)

    @property
    def raw_path(self):
        """b'/a%20b?a=1', as it is sent"""
        path = self._path or '/'
        return (path if self._query is None else f'{path}?{self._query}').encode('ascii')

    @property
    def fragment(self):
        """What is behind the #"""
        return unquote(self._fragment or '')

    @property
    def is_absolute_url(self):
        """Are there a scheme and a host?"""
        return bool(self._scheme and self._host)

    @property
    def is_relative_url(self):
        """Is the URL not absolute?"""
        return not self.is_absolute_url

    # --- as text ---

    def _join(self, userinfo):
        authority = f'{userinfo}@{self._netloc()}' if userinfo else self._netloc()
        return ''.join((f'{self._scheme}:' if self._scheme else '', f'//{authority}' if authority else '', self._path,
                        '' if self._query is None else f'?{self._query}',
                        '' if self._fragment is None else f'#{self._fragment}'))

    def __str__(self):
        if self._text is None:
            self._text = self._join(self._userinfo)
        return self._text

    def __repr__(self):
        name, colon, _ = self._userinfo.partition(':')
        return f'URL({self._join(f"{name}:[secure]" if colon else name)!r})'

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return isinstance(other, (URL, str)) and str(self) == str(URL(other))


def _join_userinfo(username, password):
    name = percent_encode(username, _UNRESERVED)
    return f'{name}:{percent_encode(password, _UNRESERVED)}' if password else name


# --- parameters ---

def text_of(value):
    """A value as queries and forms have it."""
    if value is True:
        return 'true'
    if value is False:
        return 'false'
    return '' if value is None else str(value)


class QueryParams:
    """Names with one or several values, made of a query, a mapping, a list of pairs or keywords."""

    def __init__(self, *args, **kwargs):
        assert len(args) < 2, 'Too many arguments.'
        assert not (args and kwargs), 'Cannot mix named and unnamed arguments.'
        source = args[0] if args else kwargs
        self._dict = {}
        if isinstance(source, bytes):
            source = source.decode('ascii')
        if isinstance(source, str):
            pairs = parse_qsl(source, keep_blank_values=True)
        elif isinstance(source, QueryParams):
            pairs = source.multi_items()
        elif source is None:
            pairs = []
        else:
            pairs = source.items() if hasattr(source, 'items') else source
        for name, value in pairs:
            values = value if isinstance(value, (list, tuple)) else [value]
            self._dict.setdefault(str(name), []).extend(map(text_of, values))

    def _copy(self):
        copy = QueryParams()
        copy._dict = {name: [*values] for name, values in self._dict.items()}
        return copy

    def keys(self):
        """The names"""
        return self._dict.keys()

    def values(self):
        """The first value of each name"""
        return {name: values[0] for name, values in self._dict.items()}.values()

    def items(self):
        """Names, each with its first value"""
        return {name: values[0] for name, values in self._dict.items()}.items()

    def multi_items(self):
        """All pairs"""
        return [(name, value) for name, values in self._dict.items() for value in values]

    def get(self, key, default=None):
        """The first value of a name"""
        return self._dict[str(key)][0] if key in self else default

    def get_list(self, key):
        """All values of a name"""
        return [*self._dict.get(str(key), ())]

    def set(self, key, value=None):
        """New ones, in which the name has this value."""
        copy = self._copy()
        copy._dict[str(key)] = [text_of(value)]
        return copy

    def add(self, key, value=None):
        """New ones, in which the name has one more value."""
        copy = self._copy()
        copy._dict.setdefault(str(key), []).append(text_of(value))
        return copy

    def remove(self, key):
        """New ones without the name."""
        copy = self._copy()
        copy._dict.pop(str(key), None)
        return copy

    def merge(self, params=None):
        """New ones, in which these are set."""
        copy = self._copy()
        copy._dict.update(QueryParams(params)._dict)
        return copy

    def update(self, params=None):
        """They cannot be changed."""
        raise RuntimeError('QueryParams are immutable since 0.18.0. Use `q = q.merge(...)` to create an updated copy.')

    def __setitem__(self, key, value):
        raise RuntimeError('QueryParams are immutable since 0.18.0. Use `q = q.set(key, value)` to create an updated copy.')

    def __getitem__(self, key):
        return self._dict[key][0]

    def __contains__(self, key):
        return key in self._dict

    def __iter__(self):
        return iter(self._dict)

    def __len__(self):
        return len(self._dict)

    def __bool__(self):
        return bool(self._dict)

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return isinstance(other, QueryParams) and sorted(self.multi_items()) == sorted(other.multi_items())

    def __str__(self):
        return '&'.join(f'{percent_encode(name, _UNRESERVED)}={percent_encode(value, _UNRESERVED)}'
                        for name, value in self.multi_items())

    def __repr__(self):
        return f'QueryParams({str(self)!r})'
