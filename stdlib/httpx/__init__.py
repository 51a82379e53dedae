"""HTTP for people: the interface of httpx 0.27, on libcurl.

get(url) and its like answer a Response; Client keeps connections and cookies; AsyncClient is the same with await."""
from httpx.__version__ import __description__, __title__, __version__
from httpx._api import delete, get, head, options, patch, post, put, request, stream
from httpx._app_transports import ASGITransport, WSGITransport
from httpx._auth import Auth, BasicAuth, DigestAuth, NetRCAuth
from httpx._client import USE_CLIENT_DEFAULT
from httpx._config import Limits, Proxy, Timeout
from httpx._cookies import Cookies
from httpx._exceptions import (CloseError, ConnectError, ConnectTimeout, CookieConflict, DecodingError, HTTPError,
                               HTTPStatusError, InvalidURL, LocalProtocolError, NetworkError, PoolTimeout, ProtocolError,
                               ProxyError, ReadError, ReadTimeout, RemoteProtocolError, RequestError, RequestNotRead,
                               ResponseNotRead, StreamClosed, StreamConsumed, StreamError, TimeoutException,
                               TooManyRedirects, TransportError, UnsupportedProtocol, WriteError, WriteTimeout)
from httpx._headers import Headers
from httpx._models import Request, Response
from httpx._status import codes
from httpx._streams import AsyncByteStream, ByteStream, SyncByteStream
from httpx._sync_client import Client
from httpx._transports import AsyncBaseTransport, BaseTransport, HTTPTransport, MockTransport
from httpx._urls import URL, QueryParams

__all__ = ['ASGITransport', 'AsyncBaseTransport', 'AsyncByteStream', 'AsyncClient', 'AsyncHTTPTransport', 'Auth',
           'BaseTransport', 'BasicAuth', 'ByteStream', 'Client', 'CloseError', 'ConnectError', 'ConnectTimeout',
           'CookieConflict', 'Cookies', 'DecodingError', 'DigestAuth', 'HTTPError', 'HTTPStatusError', 'HTTPTransport',
           'Headers', 'InvalidURL', 'Limits', 'LocalProtocolError', 'MockTransport', 'NetRCAuth', 'NetworkError',
           'PoolTimeout', 'ProtocolError', 'Proxy', 'ProxyError', 'QueryParams', 'ReadError', 'ReadTimeout',
           'RemoteProtocolError', 'Request', 'RequestError', 'RequestNotRead', 'Response', 'ResponseNotRead',
           'StreamClosed', 'StreamConsumed', 'StreamError', 'SyncByteStream', 'Timeout', 'TimeoutException',
           'TooManyRedirects', 'TransportError', 'URL', 'USE_CLIENT_DEFAULT', 'UnsupportedProtocol', 'WSGITransport',
           'WriteError', 'WriteTimeout', '__description__', '__title__', '__version__', 'codes', 'delete', 'get',
           'head', 'options', 'patch', 'post', 'put', 'request', 'stream']

def __getattr__(name):
    """Programs that do not await need not wait for asyncio to be imported."""
    if name not in ('AsyncClient', 'AsyncHTTPTransport'):
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from httpx._async_client import AsyncClient, AsyncHTTPTransport
    for kind in AsyncClient, AsyncHTTPTransport:
        kind.__module__ = __name__
        globals()[kind.__name__] = kind
    return globals()[name]


for _name in __all__:
    if isinstance(globals().get(_name), type):
        globals()[_name].__module__ = 'httpx'
