"""What both clients share."""
from httpx._auth import Auth, BasicAuth, make_auth
from httpx._config import DEFAULT_LIMITS, DEFAULT_MAX_REDIRECTS, DEFAULT_TIMEOUT, Timeout
from httpx._cookies import Cookies
from httpx._headers import Headers
from httpx._models import Request
from httpx._mounts import Mounts, environment_proxies
from httpx._urls import URL, QueryParams
from httpx.__version__ import __version__


class UseClientDefault:
    """The type of USE_CLIENT_DEFAULT."""


USE_CLIENT_DEFAULT = UseClientDefault()
USER_AGENT = f'python-httpx/{__version__}'
ACCEPT_ENCODING = 'gzip, deflate'

_NEW, _OPEN, _CLOSED = range(3)


def _usual_headers(headers):
    usual = Headers({'Accept': '*/*', 'Accept-Encoding': ACCEPT_ENCODING, 'Connection': 'keep-alive',
                     'User-Agent': USER_AGENT})
    usual.update(headers)
    return usual


class BaseClient:
    """Settings, and the requests that are made of them. Subclasses name the class of their transports."""

    _transport_class = None

    def __init__(self, *, auth=None, params=None, headers=None, cookies=None, verify=True, cert=None, http1=True,
                 http2=False, proxy=None, proxies=None, mounts=None, timeout=DEFAULT_TIMEOUT, follow_redirects=False,
                 limits=DEFAULT_LIMITS, max_redirects=DEFAULT_MAX_REDIRECTS, event_hooks=None, base_url='', transport=None,
                 trust_env=True, default_encoding='utf-8'):
        self.base_url = base_url
        self.auth, self.params, self.headers, self.cookies = auth, params, headers, cookies
        self.timeout, self.follow_redirects, self.max_redirects = timeout, follow_redirects, max_redirects
        self.event_hooks = event_hooks
        self._trust_env, self._default_encoding = trust_env, default_encoding
        self._state = _NEW
        self._settings = {'verify': verify, 'cert': cert, 'http1': http1, 'http2': http2, 'limits': limits,
                          'trust_env': trust_env}
        if proxies is not None:
            if proxy is not None:
                raise RuntimeError('Use either `proxy` or `proxies`, not both.')
            proxy_map = proxies if isinstance(proxies, dict) else {'all://': proxies}
        elif proxy is not None:
            proxy_map = {'all://': proxy}
        else:
            proxy_map = environment_proxies() if trust_env and transport is None else {}
        transports = {pattern: None if url is None else self._transport_class(proxy=url, **self._settings)
                      for pattern, url in proxy_map.items()}
        self._mounts = Mounts(transport or self._transport_class(**self._settings), transports | (mounts or {}))

    # --- settings ---

    @property
    def is_closed(self):
        """Was it closed?"""
        return self._state == _CLOSED

    @property
    def trust_env(self):
        """Are proxies and certificates taken from the environment?"""
        return self._trust_env

    @property
    def base_url(self):
        """What relative URLs are relative to; it ends with a slash."""
        return self._base_url

    @base_url.setter
    def base_url(self, url):
        url = URL(url)
        raw_path = url.raw_path.decode('ascii')
        self._base_url = url if raw_path.endswith('/') else url.copy_with(raw_path=(raw_path + '/').encode())

    @property
    def auth(self):
        """An Auth, or None"""
        return self._auth

    @auth.setter
    def auth(self, auth):
        self._auth = make_auth(auth)

    @property
    def headers(self):
        """Headers of all requests"""
        return self._headers

    @headers.setter
    def headers(self, headers):
        self._headers = _usual_headers(headers)

    @property
    def cookies(self):
        """Those that servers set, and more that are sent with all requests"""
        return self._cookies

    @cookies.setter
    def cookies(self, cookies):
        self._cookies = Cookies(cookies)

    @property
    def params(self):
        """Parameters of all requests"""
        return self._params

    @params.setter
    def params(self, params):
        self._params = QueryParams(params)

    @property
    def timeout(self):
        """A Timeout"""
        return self._timeout

    @timeout.setter
    def timeout(self, timeout):
        self._timeout = Timeout(timeout)

    @property
    def event_hooks(self):
        """{'request': [functions], 'response': [functions]}"""
        return self._event_hooks

    @event_hooks.setter
    def event_hooks(self, hooks):
        hooks = hooks or {}
        self._event_hooks = {kind: [*hooks.get(kind, ())] for kind in ('request', 'response')}

    # --- requests ---

    def _merge_url(self, url):
        url = URL(url)
        if not url.is_relative_url:
            return url
        return self.base_url.copy_with(raw_path=self.base_url.raw_path + url.raw_path.lstrip(b'/'))

    def _merge_headers(self, headers):
        merged = Headers(self.headers)
        merged.update(headers)
        return merged

    def build_request(self, method, url, *, content=None, data=None, files=None, json=None, params=None, headers=None,
                      cookies=None, timeout=USE_CLIENT_DEFAULT, extensions=None):
        """The request that request() would send."""
        all_cookies = Cookies(self.cookies)
        all_cookies.update(cookies)
        all_params = self.params.merge(params) if params or self.params else params
        timeout = self.timeout if timeout is USE_CLIENT_DEFAULT else Timeout(timeout)
        extensions = {'timeout': timeout.as_dict()} | (extensions or {})
        return Request(method, self._merge_url(url), content=content, data=data, files=files, json=json, params=all_params,
                       headers=self._merge_headers(headers), cookies=all_cookies, extensions=extensions)

    @staticmethod
    def _warn_of(cookies):
        if cookies is not None:
            import warnings
            warnings.warn('Setting per-request cookies=<...> is being deprecated, because the expected behaviour on cookie '
                          'persistence is ambiguous. Set cookies directly on the client instance instead.',
                          DeprecationWarning, stacklevel=3)

    def _auth_for(self, request, auth):
        auth = self.auth if auth is USE_CLIENT_DEFAULT else make_auth(auth)
        if auth is not None:
            return auth
        name, password = request.url.username, request.url.password
        return BasicAuth(name, password) if name or password else Auth()

    def _follows(self, follow_redirects):
        return self.follow_redirects if follow_redirects is USE_CLIENT_DEFAULT else follow_redirects

    # --- life ---

    def _begin(self):
        if self._state == _CLOSED:
            raise RuntimeError('Cannot send a request, as the client has been closed.')
        self._state = _OPEN

    def _enter(self):
        if self._state != _NEW:
            raise RuntimeError({_OPEN: 'Cannot open a client instance more than once.',
                                _CLOSED: 'Cannot reopen a client instance, once it has been closed.'}[self._state])
        self._state = _OPEN

    def _end(self):
        """Are there transports to close?"""
        was_open, self._state = self._state != _CLOSED, _CLOSED
        return was_open
