"""What can go wrong."""
import contextlib


class HTTPError(Exception):
    """A request that was made did not work out, or the status of its answer is an error."""

    def __init__(self, message):
        super().__init__(message)
        self._request = None

    @property
    def request(self):
        """The Request that it is about."""
        if self._request is None:
            raise RuntimeError('The .request property has not been set.')
        return self._request

    @request.setter
    def request(self, request):
        self._request = request


class RequestError(HTTPError):
    """There is no answer, or none that can be used."""

    def __init__(self, message, *, request=None):
        super().__init__(message)
        self._request = request


class TransportError(RequestError):
    """Sending the request or receiving the answer failed."""


class TimeoutException(TransportError):
    """It took too long."""


class ConnectTimeout(TimeoutException):
    """There was no connection in time."""


class ReadTimeout(TimeoutException):
    """Nothing came for too long."""


class WriteTimeout(TimeoutException):
    """Nothing could be sent for too long."""


class PoolTimeout(TimeoutException):
    """All connections that are allowed were in use for too long."""


class NetworkError(TransportError):
    """The connection failed."""


class ConnectError(NetworkError):
    """There is no connection."""


class ReadError(NetworkError):
    """The connection broke while the answer was read."""


class WriteError(NetworkError):
    """The connection broke while the request was sent."""


class CloseError(NetworkError):
    """The connection could not be closed."""


class ProxyError(TransportError):
    """A proxy refuses to connect."""


class UnsupportedProtocol(TransportError):
    """The scheme of the URL is neither http nor https."""


class ProtocolError(TransportError):
    """The rules of HTTP were broken."""


class LocalProtocolError(ProtocolError):
    """By the request."""


class RemoteProtocolError(ProtocolError):
    """By the answer."""


class DecodingError(RequestError):
    """The body of the answer is not compressed in the way it says."""


class TooManyRedirects(RequestError):
    """There were more redirections than allowed."""


class HTTPStatusError(HTTPError):
    """raise_for_status() found that the answer is no success."""

    def __init__(self, message, *, request, response):
        super().__init__(message)
        self.request = request
        self.response = response


class InvalidURL(Exception):
    """A URL is malformed."""


class CookieConflict(Exception):
    """Several cookies have the name; domain or path must say which one is meant."""


class StreamError(RuntimeError):
    """The body of a request or an answer was asked for at the wrong time."""


class StreamConsumed(StreamError):
    """The body was read already."""

    def __init__(self):
        super().__init__('Attempted to read or stream some content, but the content has already been streamed: the '
                         'content of a request that a generator makes can be sent once, so not after a redirection or '
                         'for authentication, and the content of a response can be streamed once.')


class StreamClosed(StreamError):
    """The answer was closed already."""

    def __init__(self):
        super().__init__('Attempted to read or stream content, but the stream has been closed.')


class ResponseNotRead(StreamError):
    """The body of the answer was not read yet."""

    def __init__(self):
        super().__init__('Attempted to access streaming response content, without having called `read()`.')


class RequestNotRead(StreamError):
    """The body of the request was not read yet."""

    def __init__(self):
        super().__init__('Attempted to access streaming request content, without having called `read()`.')


@contextlib.contextmanager
def request_context(request):
    """Errors that leave the block are about the request, unless they know better."""
    try:
        yield
    except RequestError as problem:
        if problem._request is None:
            problem._request = request
        raise
