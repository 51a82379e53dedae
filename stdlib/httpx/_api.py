"""Requests without a client: each makes one for itself."""
import contextlib
from httpx._config import DEFAULT_TIMEOUT
from httpx._sync_client import Client


def _client(kwargs):
    """A client with those of the keywords that are about clients."""
    names = 'cookies', 'proxy', 'proxies', 'verify', 'cert', 'trust_env'
    settings = {name: kwargs.pop(name) for name in names if name in kwargs}
    return Client(timeout=kwargs.pop('timeout', DEFAULT_TIMEOUT), **settings)


def request(method, url, **kwargs):
    """Send a request. Keywords: params, content, data, files, json, headers, cookies, auth, proxy, timeout,
    follow_redirects, verify, cert, trust_env."""
    with _client(kwargs) as client:
        return client.request(method, url, **kwargs)


@contextlib.contextmanager
def stream(method, url, **kwargs):
    """with stream('GET', url) as response: its body is read in the block."""
    with _client(kwargs) as client, client.stream(method, url, **kwargs) as response:
        yield response


def get(url, **kwargs):
    """A request with GET"""
    return request('GET', url, **kwargs)


def options(url, **kwargs):
    """A request with OPTIONS"""
    return request('OPTIONS', url, **kwargs)


def head(url, **kwargs):
    """A request with HEAD"""
    return request('HEAD', url, **kwargs)


def post(url, **kwargs):
    """A request with POST"""
    return request('POST', url, **kwargs)


def put(url, **kwargs):
    """A request with PUT"""
    return request('PUT', url, **kwargs)


def patch(url, **kwargs):
    """A request with PATCH"""
    return request('PATCH', url, **kwargs)


def delete(url, **kwargs):
    """A request with DELETE"""
    return request('DELETE', url, **kwargs)
