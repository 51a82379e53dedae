"""How patient clients are, how many connections they keep, and which proxies they use."""
from httpx._headers import Headers
from httpx._urls import URL

UNSET = object()


class Timeout:
    """Seconds for each of four steps; None is for ever. Timeout(5.0), Timeout(10.0, connect=60.0), Timeout(None)."""

    def __init__(self, timeout=UNSET, *, connect=UNSET, read=UNSET, write=UNSET, pool=UNSET):
        steps = connect, read, write, pool
        if isinstance(timeout, Timeout):
            assert steps == (UNSET,) * 4
            steps = timeout.connect, timeout.read, timeout.write, timeout.pool
        elif isinstance(timeout, tuple):  # the way of requests: it may be shorter
            steps = *timeout, *(None,) * (4 - len(timeout))
        elif timeout is UNSET:
            if UNSET in steps:
                raise ValueError('httpx.Timeout must either include a default, or set all four parameters explicitly.')
        else:
            steps = tuple(timeout if step is UNSET else step for step in steps)
        self.connect, self.read, self.write, self.pool = steps

    def as_dict(self):
        """The four steps by name."""
        return {'connect': self.connect, 'read': self.read, 'write': self.write, 'pool': self.pool}

    def __eq__(self, other):
        return isinstance(other, Timeout) and self.as_dict() == other.as_dict()

    def __repr__(self):
        steps = self.as_dict()
        if len(set(steps.values())) == 1:
            return f'Timeout(timeout={self.connect})'
        return f'Timeout({", ".join(f"{name}={value}" for name, value in steps.items())})'


class Limits:
    """How many connections there may be, how many of them may be idle, and for how many seconds; None is no limit."""

    def __init__(self, *, max_connections=None, max_keepalive_connections=None, keepalive_expiry=5.0):
        self.max_connections = max_connections
        self.max_keepalive_connections = max_keepalive_connections
        self.keepalive_expiry = keepalive_expiry

    def __eq__(self, other):
        return isinstance(other, Limits) and vars(self) == vars(other)

    def __repr__(self):
        return f'Limits({", ".join(f"{name}={value}" for name, value in vars(self).items())})'


class Proxy:
    """A proxy: its URL, perhaps with a name and a password."""

    def __init__(self, url, *, ssl_context=None, auth=None, headers=None):
        if ssl_context is not None or headers:
            raise NotImplementedError('httpx.Proxy: ssl_context, headers')
        url = URL(url)
        if url.scheme not in ('http', 'https', 'socks5'):
            raise ValueError(f'Unknown scheme for proxy URL {url!r}')
        if url.username or url.password:
            auth = url.username, url.password
            url = url.copy_with(username=None, password=None)
        self.url, self.auth, self.headers = url, auth, Headers(headers)

    @property
    def raw_auth(self):
        """Name and password as bytes, or None."""
        return self.auth and tuple(part.encode() for part in self.auth)

    def for_curl(self):
        """The URL with name and password."""
        url = self.url
        return str(url.copy_with(username=self.auth[0], password=self.auth[1]) if self.auth else url).rstrip('/')

    def __repr__(self):
        secret = f', auth=({self.auth[0]!r}, \'********\')' if self.auth else ''
        return f'Proxy({str(self.url)!r}{secret})'


DEFAULT_TIMEOUT = Timeout(timeout=5.0)
DEFAULT_LIMITS = Limits(max_connections=100, max_keepalive_connections=20)
DEFAULT_MAX_REDIRECTS = 20
