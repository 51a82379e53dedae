"""The request that follows a redirection."""
from httpx._exceptions import InvalidURL, RemoteProtocolError
from httpx._headers import Headers
from httpx._models import Request
from httpx._urls import URL


def _method_after(request, response):
    """The method that browsers would use."""
    status, method = response.status_code, request.method
    if status in (302, 303) and method != 'HEAD' or status == 301 and method == 'POST':
        return 'GET'
    return method


def _url_after(request, response):
    location = response.headers['Location']
    try:
        url = URL(location)
        if url.scheme and not url.host:
            url = url.copy_with(host=request.url.host)
        if url.is_relative_url:
            url = request.url.join(url)
        if request.url.fragment and not url.fragment:
            url = url.copy_with(fragment=request.url.fragment)
    except InvalidURL as problem:
        raise RemoteProtocolError(f'Invalid URL in location header: {problem}.', request=request) from None
    return url


def _origin(url):
    return url.scheme, url.host, url.port


def _is_safe(before, after):
    """May the other server see what this one did? It may if it is the same one, now with TLS."""
    upgraded = (before.host == after.host and (before.scheme, after.scheme) == ('http', 'https')
                and before.port is None and after.port is None)
    return upgraded or _origin(before) == _origin(after)


def _headers_after(request, url, method):
    headers = Headers(request.headers)
    if _origin(url) != _origin(request.url):
        if not _is_safe(request.url, url):
            headers.pop('Authorization', None)
        headers['Host'] = url.netloc.decode('ascii')
    if method != request.method and method == 'GET':
        headers.pop('Content-Length', None)
        headers.pop('Transfer-Encoding', None)
    headers.pop('Cookie', None)
    return headers


def next_request(request, response, cookies):
    """Where the answer leads to."""
    method, url = _method_after(request, response), _url_after(request, response)
    stream = None if method != request.method and method == 'GET' else request.stream
    return Request(method, url, headers=_headers_after(request, url, method), cookies=cookies, stream=stream,
                   extensions=request.extensions)
