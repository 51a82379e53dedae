"""How requests say who makes them."""
from base64 import b64encode


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


class DigestAuth(Auth):
    """Not supported."""

    def __init__(self, username, password):
        raise NotImplementedError('httpx.DigestAuth')


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
