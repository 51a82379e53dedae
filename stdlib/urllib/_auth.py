"""User names and passwords: who keeps them, and the handlers that send them when a server wants them."""
import base64
from urllib._opening import BaseHandler, split_port
from urllib.parse import urlsplit


class HTTPPasswordMgr:
    """Knows users and passwords for realms and URLs."""

    def __init__(self):
        self.passwd = {}  # realm -> tuple of places -> (user, password)

    def add_password(self, realm, uri, user, passwd):
        """Use that user and password in the realm for a URL, or several, and all below them."""
        uris = [uri] if isinstance(uri, str) else uri
        known = self.passwd.setdefault(realm, {})
        for with_port in True, False:
            known[tuple(self._place(uri, with_port) for uri in uris)] = (user, passwd)

    def find_user_password(self, realm, authuri):
        """(user, password) in the realm for a URL; (None, None) if there are none."""
        known = self.passwd.get(realm, {})
        for with_port in True, False:
            asked = self._place(authuri, with_port)
            for places, found in known.items():
                if any(self._covers(place, asked) for place in places):
                    return found
        return None, None

    def reduce_uri(self, uri, default_port=True):
        """(host and port, path) of a URL or a host. default_port: with the port, even if it is the usual one."""
        return self._place(uri, default_port)[1:]

    def _place(self, uri, default_port):
        """(scheme or None, host and port, path)"""
        parts = urlsplit(uri)
        if parts.netloc:
            scheme, authority, path = parts.scheme or None, parts.netloc, parts.path or '/'
        else:
            scheme, authority, path = None, uri, '/'
        host, port = split_port(authority)
        if default_port and port is None and scheme is not None:
            usual = {'http': 80, 'https': 443}.get(scheme)
            if usual is not None:
                authority = f'{host}:{usual}'
        return scheme, authority, path

    def _covers(self, place, asked):
        """Is that what was asked for, or something above it? What is for https must not be seen in http."""
        return (place[0] is None or asked[0] in (None, place[0])) and self.is_suburi(place[1:], asked[1:])

    def is_suburi(self, base, test):
        """Is the reduced URL test the same as base or below it?"""
        if base == test:
            return True
        if base[0] != test[0]:
            return False
        prefix = base[1]
        return test[1].startswith(prefix if prefix.endswith('/') else prefix + '/')


class HTTPPasswordMgrWithDefaultRealm(HTTPPasswordMgr):
    """The realm None stands for all for which nothing is known."""

    def find_user_password(self, realm, authuri):
        """(user, password) in the realm for a URL, or in any realm."""
        user, password = super().find_user_password(realm, authuri)
        if user is not None:
            return user, password
        return super().find_user_password(None, authuri)


class HTTPPasswordMgrWithPriorAuth(HTTPPasswordMgrWithDefaultRealm):
    """Knows for which URLs user and password are sent before a server asks."""

    def __init__(self, *args, **kwargs):
        self.authenticated = {}
        super().__init__(*args, **kwargs)

    def add_password(self, realm, uri, user, passwd, is_authenticated=False):
        """As HTTPPasswordMgr does it. is_authenticated: they are sent without being asked for."""
        self.update_authenticated(uri, is_authenticated)
        if realm is not None:
            super().add_password(None, uri, user, passwd)
        super().add_password(realm, uri, user, passwd)

    def update_authenticated(self, uri, is_authenticated=False):
        """Say whether user and password are sent for a URL without being asked for."""
        for one in [uri] if isinstance(uri, str) else uri:
            for with_port in True, False:
                self.authenticated[self._place(one, with_port)] = is_authenticated

    def is_authenticated(self, authuri):
        """Are user and password sent for a URL without being asked for?"""
        for with_port in True, False:
            asked = self._place(authuri, with_port)
            for place, answer in self.authenticated.items():
                if self._covers(place, asked):
                    return answer
        return None


# --- what servers ask for: 'Basic realm="text", Digest realm="text", nonce="..."' ---

def _split_at_commas(header):
    """The pieces between commas, but for those in quoted strings."""
    start, quote = 0, ''
    for index, c in enumerate(header):
        if quote:
            quote = '' if c == quote else quote
        elif c in '"\'':
            quote = c
        elif c == ',':
            yield header[start:index].strip()
            start = index + 1
    yield header[start:].strip()


def _unquoted(value):
    """The text of a quoted string with either kind of quotes."""
    value = value.strip()
    if value[:1] in ('"', "'"):
        return value[1:].partition(value[0])[0]
    import warnings
    warnings.warn('Basic Auth Realm was unquoted', UserWarning, 5)
    return value


def challenges(header):
    """For each challenge: (its scheme, its realm or None). As in CPython, a realm must come first to be seen."""
    found = []
    for piece in _split_at_commas(header):
        scheme, _, parameter = piece.partition(' ')
        if '=' in scheme or (found and not scheme):
            continue  # a further parameter of the challenge before
        name, equals, value = parameter.strip().partition('=')
        is_realm = equals and name.strip().lower() == 'realm'
        found.append((scheme, _unquoted(value) if is_realm else None))
    return found


# --- handlers ---

def _basic(user, password):
    return 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')


class AbstractBasicAuthHandler:
    """Sends user and password as they are (RFC 7617), to servers and proxies."""

    def __init__(self, password_mgr=None):
        self.passwd = HTTPPasswordMgr() if password_mgr is None else password_mgr
        self.add_password = self.passwd.add_password

    def http_error_auth_reqed(self, authreq, host, req, headers):
        """Send the request again, with user and password, if they are known for what the header `authreq` asks for."""
        unsupported = None
        for header in headers.get_all(authreq) or ():
            for scheme, realm in challenges(header):
                if scheme.lower() != 'basic':
                    unsupported = scheme
                elif realm is not None:
                    return self.retry_http_basic_auth(host, req, realm)
        if unsupported is not None:
            raise ValueError(f'AbstractBasicAuthHandler does not support the following scheme: {unsupported!r}')
        return None

    def retry_http_basic_auth(self, host, req, realm):
        """Send the request again, unless what would be sent was refused just now."""
        user, password = self.passwd.find_user_password(realm, host)
        if password is None:
            return None
        authorization = _basic(user, password)
        if req.get_header(self.auth_header) == authorization:
            return None
        req.add_unredirected_header(self.auth_header, authorization)
        return self.parent.open(req, timeout=req.timeout)

    def http_request(self, req):
        """Send user and password at once, if the password manager says so."""
        is_authenticated = getattr(self.passwd, 'is_authenticated', None)
        if is_authenticated and is_authenticated(req.full_url) and not req.has_header('Authorization'):
            user, password = self.passwd.find_user_password(None, req.full_url)
            req.add_unredirected_header('Authorization', _basic(user, password))
        return req

    def http_response(self, req, response):
        """Remember whether that was right."""
        if hasattr(self.passwd, 'is_authenticated'):
            self.passwd.update_authenticated(req.full_url, 200 <= response.code < 300)
        return response

    https_request = http_request
    https_response = http_response


class HTTPBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Sends user and password to servers that ask for them."""

    auth_header = 'Authorization'

    def http_error_401(self, req, fp, code, msg, headers):
        """Not authorized."""
        return self.http_error_auth_reqed('www-authenticate', req.full_url, req, headers)


class ProxyBasicAuthHandler(AbstractBasicAuthHandler, BaseHandler):
    """Sends user and password to proxies that ask for them."""

    auth_header = 'Proxy-authorization'

    def http_error_407(self, req, fp, code, msg, headers):
        """Not authorized to use the proxy."""
        return self.http_error_auth_reqed('proxy-authenticate', req.host, req, headers)
