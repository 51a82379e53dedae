"""How requests say who makes them."""
from base64 import b64encode
from httpx._exceptions import ProtocolError


class Auth:
    """Subclasses define auth_flow(request), a generator: it yields requests and receives their answers. They say so if it
    needs to see bodies."""

    requires_request_body = False
    requires_response_body = False

    def auth_flow(self, request):
        """Send the request as it is."""
        yield request


class FunctionAuth(Auth):
    """A function that gets each request and answers it, changed."""

    def __init__(self, func):
        self._func = func

    def auth_flow(self, request):
        """Send what the function answers."""
        yield self._func(request)


class BasicAuth(Auth):
    """Name and password, in the header Authorization."""

    def __init__(self, username, password):
        both = ':'.join(part if isinstance(part, str) else part.decode() for part in (username, password))
        self._header = f'Basic {b64encode(both.encode()).decode("ascii")}'

    def auth_flow(self, request):
        """Send the request with the header."""
        request.headers['Authorization'] = self._header
        yield request


_HASHES = {'MD5': 'md5', 'SHA': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512'}


def _parameters(text):
    """What a challenge says: a dict of name=value and name="value" between commas."""
    result = {}
    while text := text.lstrip(' ,'):
        name, _, text = text.partition('=')
        if text.startswith('"'):
            value, text = '', text[1:]
            while text and not text.startswith('"'):
                if text.startswith('\\'):
                    text = text[1:]
                value, text = value + text[:1], text[1:]
            text = text[1:]
        else:
            value, _, text = text.partition(',')
        result[name.strip().lower()] = value.strip()
    return result


def _base_of(challenge):
    """The hash of an algorithm."""
    return challenge.get('algorithm', 'MD5').upper().removesuffix('-SESS')


class DigestAuth(Auth):
    """Name and password, of which only a hash is sent, with what the server gave to be hashed too (RFC 7616)."""

    requires_response_body = True

    def __init__(self, username, password):
        self._name, self._password = (part if isinstance(part, str) else part.decode() for part in (username, password))
        self._challenge = None
        self._count = 0  # of requests for the challenge

    def auth_flow(self, request):
        """Send the request; if it is refused with a challenge, again with the answer to it."""
        if self._challenge is not None:
            request.headers['Authorization'] = self._answer(request)
        response = yield request
        if response.status_code != 401:
            return
        for header in response.headers.get_list('www-authenticate'):
            if header.lower().startswith('digest '):
                break
        else:
            return
        challenge = _parameters(header[7:])
        if not {'realm', 'nonce'} <= challenge.keys():
            raise ProtocolError('Malformed Digest WWW-Authenticate header', request=request)
        if _base_of(challenge) not in _HASHES:
            raise ProtocolError(f'Unknown digest algorithm {challenge["algorithm"]!r}', request=request)
        self._challenge, self._count = challenge, 0
        request.headers['Authorization'] = self._answer(request)
        if response.cookies:
            response.cookies.set_cookie_header(request)
        yield request

    def _answer(self, request):
        import hashlib
        import os
        given = self._challenge
        algorithm = given.get('algorithm', 'MD5')
        name = _HASHES[_base_of(given)]
        offered = [item.strip() for item in given.get('qop', '').split(',') if item.strip()]
        if offered and 'auth' not in offered:
            raise NotImplementedError('Digest auth-int support is not yet implemented')

        def digest(*parts):
            return hashlib.new(name, ':'.join(parts).encode()).hexdigest()

        self._count += 1
        count, own = f'{self._count:08x}', os.urandom(8).hex()
        target = request.url.raw_path.decode('ascii')
        who = digest(self._name, given['realm'], self._password)
        if algorithm.upper().endswith('-SESS'):
            who = digest(who, given['nonce'], own)
        what = digest(request.method, target)
        middle = (given['nonce'], count, own, 'auth') if offered else (given['nonce'],)
        parts = {'username': self._name, 'realm': given['realm'], 'nonce': given['nonce'], 'uri': target,
                 'response': digest(who, *middle, what), 'opaque': given.get('opaque'),
                 'cnonce': own if offered else None}
        quoted = [f'{name}="{value}"' for name, value in parts.items() if value is not None]
        plain = [f'algorithm={algorithm}'] + ([f'qop=auth, nc={count}'] if offered else [])
        return 'Digest ' + ', '.join(quoted + plain)


class NetRCAuth(Auth):
    """Not supported."""

    def __init__(self, file=None):
        raise NotImplementedError('httpx.NetRCAuth')


def make_auth(auth):
    """An Auth of what programs give; None stays."""
    if auth is None or isinstance(auth, Auth):
        return auth
    if isinstance(auth, tuple):
        return BasicAuth(*auth)
    if callable(auth):
        return FunctionAuth(auth)
    raise TypeError(f'Invalid "auth" argument: {auth!r}')
