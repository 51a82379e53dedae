"""Cookies (RFC 6265): those that servers set, and those that programs add."""
import time
from collections.abc import MutableMapping
from email.utils import mktime_tz, parsedate_tz
from httpx._exceptions import CookieConflict


class _Cookie:

    def __init__(self, name, value, domain, path):
        self.name, self.value, self.domain, self.path = name, value, domain, path
        self.host_only = not domain.startswith('.')
        self.secure = False
        self.expires = None  # time.time() when it ends

    def is_for(self, url):
        """Is it to be sent with requests for the URL?"""
        if self.secure and url.scheme != 'https':
            return False
        host, domain = url.host, self.domain.lstrip('.')
        if domain and host != domain and (self.host_only or not host.endswith('.' + domain)):
            return False
        path = url.path
        return path == self.path or path.startswith(self.path if self.path.endswith('/') else self.path + '/')


def _default_path(url):
    folder = url.path.rpartition('/')[0]
    return folder or '/'


def _expiry(attributes):
    """The time when a cookie ends, or None."""
    if 'max-age' in attributes:
        try:
            return time.time() + int(attributes['max-age'])
        except ValueError:
            pass
    date = parsedate_tz(attributes.get('expires', '').replace('-', ' '))
    return mktime_tz(date) if date else None


def _parse(line, url):
    """The cookie of a header Set-Cookie, or None if it is not one that the server may set."""
    pair, *rest = line.split(';')
    name, equals, value = pair.partition('=')
    if not equals or not name.strip():
        return None
    attributes = {}
    for item in rest:
        key, _, content = item.partition('=')
        attributes[key.strip().lower()] = content.strip()
    host, domain = url.host, attributes.get('domain', '').lstrip('.').lower()
    if domain and host != domain and not (host.endswith('.' + domain) and '.' in domain):
        return None
    path = attributes.get('path', '')
    cookie = _Cookie(name.strip(), value.strip().strip('"'), '.' + domain if domain else host,
                     path if path.startswith('/') else _default_path(url))
    cookie.secure = 'secure' in attributes
    cookie.expires = _expiry(attributes)
    return cookie


class Cookies(MutableMapping):
    """Cookies({'name': 'value'}): names with values, for all URLs or for those of a domain and below a path."""

    def __init__(self, cookies=None):
        self._kept = {}  # (domain, path, name) -> _Cookie
        self.update(cookies)

    def _live(self):
        now = time.time()
        for key, cookie in [*self._kept.items()]:
            if cookie.expires is not None and cookie.expires <= now:
                del self._kept[key]
        return self._kept.values()

    def _add(self, cookie):
        self._kept[cookie.domain, cookie.path, cookie.name] = cookie

    @property
    def jar(self):
        """The http.cookiejar that httpx would use: minipy has none."""
        raise NotImplementedError('httpx.Cookies.jar')

    def extract_cookies(self, response):
        """Take those that an answer sets."""
        url = response.request.url
        for line in response.headers.get_list('set-cookie'):
            cookie = _parse(line, url)
            if cookie is not None:
                self._add(cookie)

    def set_cookie_header(self, request):
        """Add those that are for the URL of a request."""
        fitting = [cookie for cookie in self._live() if cookie.is_for(request.url)]
        if fitting:
            fitting.sort(key=lambda cookie: -len(cookie.path))
            request.headers['Cookie'] = '; '.join(f'{cookie.name}={cookie.value}' for cookie in fitting)

    def set(self, name, value, domain='', path='/'):
        """Set a cookie."""
        self._add(_Cookie(name, value, domain, path))

    def _matching(self, name, domain, path):
        return [cookie for cookie in self._live() if cookie.name == name and domain in (None, cookie.domain)
                and path in (None, cookie.path)]

    def get(self, name, default=None, domain=None, path=None):
        """The value, or default; CookieConflict if there are several."""
        found = self._matching(name, domain, path)
        if len(found) > 1:
            raise CookieConflict(f'Multiple cookies exist with name={name}')
        return found[0].value if found else default

    def delete(self, name, domain=None, path=None):
        """Remove those with the name."""
        for cookie in self._matching(name, domain, path):
            del self._kept[cookie.domain, cookie.path, cookie.name]

    def clear(self, domain=None, path=None):
        """Remove all, or those of a domain, or those of a path there."""
        self._kept = {key: cookie for key, cookie in self._kept.items()
                      if domain is not None and (cookie.domain != domain or path not in (None, cookie.path))}

    def update(self, cookies=None):
        """Set all of these."""
        if isinstance(cookies, Cookies):
            self._kept.update(cookies._kept)
        elif cookies is not None:
            for name, value in cookies.items() if hasattr(cookies, 'items') else cookies:
                self.set(name, value)

    def __setitem__(self, name, value):
        self.set(name, value)

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __delitem__(self, name):
        self.delete(name)

    def __len__(self):
        return len(self._live())

    def __iter__(self):
        return iter([cookie.name for cookie in self._live()])

    def __bool__(self):
        return bool(self._live())

    def __repr__(self):
        shown = ', '.join(f'<Cookie {cookie.name}={cookie.value} for {cookie.domain} />' for cookie in self._live())
        return f'<Cookies[{shown}]>'
