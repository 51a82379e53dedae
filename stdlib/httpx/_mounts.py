"""Which transport is for which URLs, and the proxies that the environment names."""
from urllib.request import getproxies
from httpx._urls import URL


class URLPattern:
    """'all://', 'http://', 'all://example.org', 'https://*.example.org:8080': URLs with such a scheme, host and port."""

    def __init__(self, pattern):
        if pattern and ':' not in pattern:
            raise ValueError(f'Proxy keys should use proper URL forms rather than plain scheme strings. Instead of '
                             f'"{pattern}", use "{pattern}://"')
        url = URL(pattern)
        self.pattern = pattern
        self._scheme = '' if url.scheme == 'all' else url.scheme
        self._host = '' if url.host == '*' else url.host
        self._port = url.port

    def _fits_host(self, host):
        if not self._host.startswith('*'):
            return self._host in ('', host)
        name = self._host.lstrip('*')
        return host.endswith('.' + name.lstrip('.')) or host == name

    def matches(self, other):
        """Is the URL one of these?"""
        return (self._scheme in ('', other.scheme) and self._fits_host(other.host)
                and self._port in (None, other.port))

    @property
    def priority(self):
        """Patterns that say more come first."""
        return 0 if self._port is not None else 1, -len(self._host), -len(self._scheme)


def _pattern_without_proxy(host):
    if '://' in host:
        return host
    if host.replace('.', '').isdigit() or host == 'localhost':
        return f'all://{host}'
    if ':' in host.replace('[', ''):
        return f'all://[{host.strip("[]")}]'
    return f'all://*{host}'


def environment_proxies():
    """A dict from patterns to URLs of proxies; None: no proxy."""
    found = getproxies()
    mounts = {}
    for scheme in 'http', 'https', 'all':
        if found.get(scheme):
            proxy = found[scheme]
            mounts[f'{scheme}://'] = proxy if '://' in proxy else f'http://{proxy}'
    for host in found.get('no', '').split(','):
        host = host.strip()
        if host == '*':
            return {}
        if host:
            mounts[_pattern_without_proxy(host)] = None
    return mounts


class Mounts:
    """Transports with patterns; None stands for the one that is for all others."""

    def __init__(self, default, mounts):
        self._default = default
        pairs = [(URLPattern(pattern), transport) for pattern, transport in mounts.items()]
        self._pairs = sorted(pairs, key=lambda pair: pair[0].priority)

    def find(self, url):
        """The transport for a URL."""
        for pattern, transport in self._pairs:
            if pattern.matches(url):
                return self._default if transport is None else transport
        return self._default

    def all(self):
        """All transports."""
        return [self._default, *(transport for _, transport in self._pairs if transport is not None)]
