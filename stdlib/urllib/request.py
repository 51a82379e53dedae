"""Opening URLs.

urlopen() hands a URL to an opener, which asks its handlers (see OpenerDirector): for http and https, for files and
data, for proxies, redirections, passwords and errors. Programs make openers of their own with build_opener()."""
import base64
import contextlib
import email
import email.utils
import http.client
import io
import os
import socket
import string
import sys
import tempfile
from urllib import _transport
from urllib._auth import (AbstractBasicAuthHandler, HTTPBasicAuthHandler, HTTPPasswordMgr,
                          HTTPPasswordMgrWithDefaultRealm, HTTPPasswordMgrWithPriorAuth, ProxyBasicAuthHandler)
from urllib._opening import BaseHandler, OpenerDirector, Request, request_host, split_host, split_port, split_type
from urllib._proxies import (getproxies, getproxies_environment, parse_proxy, proxy_bypass, proxy_bypass_environment)
from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlparse, urlsplit, urlunparse
from urllib.response import addinfourl

__all__ = ['Request', 'OpenerDirector', 'BaseHandler', 'HTTPDefaultErrorHandler', 'HTTPRedirectHandler',
           'HTTPCookieProcessor', 'ProxyHandler', 'HTTPPasswordMgr', 'HTTPPasswordMgrWithDefaultRealm',
           'HTTPPasswordMgrWithPriorAuth', 'AbstractBasicAuthHandler', 'HTTPBasicAuthHandler', 'ProxyBasicAuthHandler',
           'HTTPHandler', 'HTTPSHandler', 'FileHandler', 'FTPHandler', 'DataHandler', 'UnknownHandler',
           'HTTPErrorProcessor', 'urlopen', 'install_opener', 'build_opener', 'pathname2url', 'url2pathname',
           'getproxies', 'urlretrieve', 'urlcleanup']

_BLOCK = 8192  # bytes that urlretrieve() copies at a time
_opener = None  # what urlopen() uses
_kept_files = []  # made by urlretrieve()


# --- opening ---

def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, *, cafile=None, capath=None, cadefault=False,
            context=None):
    """Open a URL or a Request; the answer can be read as a binary file and has headers, status and url.

    data is a body to send: bytes, a binary file, or an iterable of bytes. timeout is how many seconds a step may take.
    context is an ssl.SSLContext for https."""
    global _opener
    if cafile or capath or cadefault:
        import warnings
        warnings.warn('cafile, capath and cadefault are deprecated, use a custom context instead.',
                      DeprecationWarning, 2)
        if context is not None:
            raise ValueError("You can't pass both context and any of cafile, capath, and cadefault")
        import ssl
        context = ssl.create_default_context(cafile=cafile, capath=capath)
    if context is not None:
        opener = build_opener(HTTPSHandler(context=context))
    else:
        if _opener is None:
            _opener = build_opener()
        opener = _opener
    return opener.open(url, data, timeout)


def install_opener(opener):
    """Let urlopen() use an opener."""
    global _opener
    _opener = opener


def build_opener(*handlers):
    """An opener with the usual handlers, and those given (instances or classes) in place of their base classes."""
    opener = OpenerDirector()
    for usual in (ProxyHandler, UnknownHandler, HTTPHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, FTPHandler,
                  FileHandler, HTTPErrorProcessor, DataHandler, HTTPSHandler):
        if not any(issubclass(handler, usual) if isinstance(handler, type) else isinstance(handler, usual)
                   for handler in handlers):
            opener.add_handler(usual())
    for handler in handlers:
        opener.add_handler(handler() if isinstance(handler, type) else handler)
    return opener


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copy what is at a URL to a file, a temporary one if there is no name: (name, headers).

    reporthook(number of blocks so far, their size, size of the whole or -1) is called after each block. A file: URL
    without a name is not copied."""
    scheme, path = split_type(url)
    with contextlib.closing(urlopen(url, data)) as source:
        headers = source.info()
        if scheme == 'file' and not filename:
            return os.path.normpath(path), headers
        if filename:
            target = open(filename, 'wb')
        else:
            target = tempfile.NamedTemporaryFile(delete=False)
            filename = target.name
            _kept_files.append(filename)
        with target:
            size = int(headers['Content-Length']) if 'content-length' in headers else -1
            done = _copy(source, target, size, reporthook)
    result = filename, headers
    if done < size:
        raise ContentTooShortError(f'retrieval incomplete: got only {done} out of {size} bytes', result)
    return result


def _copy(source, target, size, reporthook):
    """Copies all; answers how many bytes that were."""
    done = number = 0
    if reporthook:
        reporthook(number, _BLOCK, size)
    while block := source.read(_BLOCK):
        done += len(block)
        number += 1
        target.write(block)
        if reporthook:
            reporthook(number, _BLOCK, size)
    return done


def urlcleanup():
    """Remove the temporary files of urlretrieve(), and forget the opener that urlopen() uses."""
    global _opener
    for name in _kept_files:
        try:
            os.unlink(name)
        except OSError:
            pass
    del _kept_files[:]
    _opener = None


def pathname2url(pathname):
    """The path of a file as a path of a URL."""
    return quote(pathname)


def url2pathname(pathname):
    """The path of a URL as the path of a file."""
    return unquote(pathname)


# --- errors and redirections ---

class HTTPErrorProcessor(BaseHandler):
    """Gives answers that are no success to the handlers of errors."""

    handler_order = 1000  # after all others

    def http_response(self, request, response):
        """Look at the status."""
        code, msg, headers = response.code, response.msg, response.info()
        if 200 <= code < 300:
            return response
        return self.parent.error('http', request, response, code, msg, headers)

    https_response = http_response


class HTTPRedirectHandler(BaseHandler):
    """Follows redirections."""

    max_repeats = 4  # to the same URL
    max_redirections = 10
    inf_msg = ('The HTTP server returned a redirect error that would lead to an infinite loop.\n'
               'The last 30x error message was:\n')

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """The Request that follows a redirection to newurl. HTTPError, or None, if it is not to be followed here.

        After a POST it is a GET, as browsers do it, though the standard knows that for 303 only."""
        method = req.get_method()
        if not (method in ('GET', 'HEAD') or method == 'POST' and code in (301, 302, 303)):
            raise HTTPError(req.full_url, code, msg, headers, fp)
        kept = {name: value for name, value in req.headers.items()
                if name.lower() not in ('content-length', 'content-type')}
        return Request(newurl.replace(' ', '%20'), headers=kept, origin_req_host=req.origin_req_host,
                       unverifiable=True)

    def _target(self, req, fp, code, msg, headers):
        """The URL that an answer leads to, or None."""
        url = headers.get('location', headers.get('uri'))
        if url is None:
            return None
        parts = urlparse(url)
        if parts.scheme not in ('http', 'https', 'ftp', ''):
            raise HTTPError(url, code, f"{msg} - Redirection to url '{url}' is not allowed", headers, fp)
        if not parts.path and parts.netloc:
            parts = parts._replace(path='/')
        url = quote(urlunparse(parts), encoding='iso-8859-1', safe=string.punctuation)
        return urljoin(req.full_url, url)

    def http_error_302(self, req, fp, code, msg, headers):
        """Open the URL in the header Location."""
        url = self._target(req, fp, code, msg, headers)
        if url is None:
            return None
        new = self.redirect_request(req, fp, code, msg, headers, url)
        if new is None:
            return None
        visited = new.redirect_dict = req.redirect_dict = getattr(req, 'redirect_dict', {})
        if visited.get(url, 0) >= self.max_repeats or len(visited) >= self.max_redirections:
            raise HTTPError(req.full_url, code, self.inf_msg + msg, headers, fp)
        visited[url] = visited.get(url, 0) + 1
        fp.read()  # nobody else will
        fp.close()
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class HTTPDefaultErrorHandler(BaseHandler):
    """Makes exceptions of errors that no other handler took."""

    def http_error_default(self, req, fp, code, msg, hdrs):
        """Raise HTTPError."""
        raise HTTPError(req.full_url, code, msg, hdrs, fp)


# --- proxies ---

class ProxyHandler(BaseHandler):
    """Sends requests to proxies: those in a dict from schemes to URLs, or those that the environment names."""

    handler_order = 100  # before those who would open it

    def __init__(self, proxies=None):
        if proxies is None:
            proxies = getproxies()
        assert hasattr(proxies, 'keys'), 'proxies must be a mapping'
        self.proxies = proxies
        for scheme, proxy in proxies.items():
            scheme = scheme.lower()
            setattr(self, f'{scheme}_open', self._opens(proxy, scheme))

    def _opens(self, proxy, scheme):
        return lambda req: self.proxy_open(req, proxy, scheme)

    def proxy_open(self, req, proxy, type):
        """Direct a request to a proxy. None: the next handler opens it, now that it asks the proxy."""
        before = req.type
        scheme, user, password, host = parse_proxy(proxy)
        scheme = scheme or before
        if req.host and proxy_bypass(req.host):
            return None
        if user and password:
            credentials = base64.b64encode(f'{unquote(user)}:{unquote(password)}'.encode()).decode('ascii')
            req.add_header('Proxy-authorization', f'Basic {credentials}')
        req.set_proxy(unquote(host), scheme)
        if before in (scheme, 'https'):
            return None
        return self.parent.open(req, timeout=req.timeout)  # the proxy speaks another protocol


# --- http and https ---

class AbstractHTTPHandler(BaseHandler):
    """What HTTPHandler and HTTPSHandler share."""

    def __init__(self, debuglevel=0):
        self._debuglevel = debuglevel

    def set_http_debuglevel(self, level):
        """Above 0, what is sent and received is printed."""
        self._debuglevel = level

    def do_request_(self, request):
        """Add the headers that a request needs."""
        if not request.host:
            raise URLError('no host given')
        if request.data is not None:
            self._add_body_headers(request)
        host = request.host
        if request.has_proxy():
            host = split_host(split_type(request.selector)[1])[0]
        if not request.has_header('Host'):
            request.add_unredirected_header('Host', host)
        for name, value in self.parent.addheaders:
            if not request.has_header(name.capitalize()):
                request.add_unredirected_header(name.capitalize(), value)
        return request

    def _add_body_headers(self, request):
        if isinstance(request.data, str):
            raise TypeError('POST data should be bytes, an iterable of bytes, or a file object. '
                            'It cannot be of type str.')
        if not request.has_header('Content-type'):
            request.add_unredirected_header('Content-type', 'application/x-www-form-urlencoded')
        if request.has_header('Content-length') or request.has_header('Transfer-encoding'):
            return
        length = http.client.HTTPConnection._body_length(None, request.get_method(), request.data)
        if length is None:
            request.add_unredirected_header('Transfer-encoding', 'chunked')
        else:
            request.add_unredirected_header('Content-length', str(length))

    def do_open(self, http_class, req, **http_conn_args):
        """Send a request and receive the answer. http_class(host, timeout=..., **http_conn_args) makes the connection.

        libcurl is used in its place if it is what http.client has, and nothing special is asked for."""
        if not req.host:
            raise URLError('no host given')
        if self._debuglevel > 0 or not _is_usual(http_class, req, http_conn_args):
            response = _transport.open_with(http_class, req, self._debuglevel, **http_conn_args)
        else:
            response = _transport.open_with_curl(req)
        response.url = req.get_full_url()
        response.msg = response.reason
        return response


def _is_usual(http_class, req, args):
    if http_class not in (http.client.HTTPConnection, http.client.HTTPSConnection) or req.timeout == 0:
        return False
    ssl = sys.modules.get('ssl')  # scripts replace its function in order to check certificates in another way
    if req.type == 'https' and ssl and ssl._create_default_https_context is not ssl.create_default_context:
        return False
    return all(value is None for value in args.values())


class HTTPHandler(AbstractHTTPHandler):
    """Opens http: URLs."""

    def http_open(self, req):
        """Send a request and receive the answer."""
        return self.do_open(http.client.HTTPConnection, req)

    http_request = AbstractHTTPHandler.do_request_


class HTTPSHandler(AbstractHTTPHandler):
    """Opens https: URLs. context is an ssl.SSLContext."""

    def __init__(self, debuglevel=0, context=None, check_hostname=None):
        super().__init__(debuglevel)
        self._context = context
        self._check_hostname = check_hostname

    def https_open(self, req):
        """Send a request and receive the answer."""
        return self.do_open(http.client.HTTPSConnection, req, context=self._context,
                            check_hostname=self._check_hostname)

    https_request = AbstractHTTPHandler.do_request_


class HTTPCookieProcessor(BaseHandler):
    """Sends cookies and takes those that servers set."""

    def __init__(self, cookiejar=None):
        import http.cookiejar
        self.cookiejar = http.cookiejar.CookieJar() if cookiejar is None else cookiejar

    def http_response(self, request, response):
        """Take the cookies of an answer."""
        self.cookiejar.extract_cookies(response, request)
        return response

    def http_request(self, request):
        """Add the cookies to a request."""
        self.cookiejar.add_cookie_header(request)
        return request

    https_request, https_response = http_request, http_response


# --- other URLs ---

class UnknownHandler(BaseHandler):
    """Refuses URLs that nobody can open."""

    def unknown_open(self, req):
        """Raise URLError."""
        raise URLError(f'unknown url type: {req.type}')


class FTPHandler(BaseHandler):
    """Refuses ftp: URLs."""

    def ftp_open(self, req):
        """Raise URLError."""
        raise URLError('ftp is not supported')


class FileHandler(BaseHandler):
    """Opens file: URLs."""

    names = None  # addresses of this computer, once they are known

    def file_open(self, req):
        """Open a file on this computer."""
        path = req.selector
        if path[:2] == '//' and path[2:3] != '/' and req.host and req.host != 'localhost':
            if req.host not in self.get_names():
                raise URLError('file:// scheme is supported only on localhost')
            return None
        return self.open_local_file(req)

    def get_names(self):
        """The addresses of this computer."""
        if FileHandler.names is None:
            try:
                FileHandler.names = tuple(socket.gethostbyname_ex('localhost')[2] +
                                          socket.gethostbyname_ex(socket.gethostname())[2])
            except socket.gaierror:
                FileHandler.names = socket.gethostbyname('localhost'),
        return self.names

    def _is_here(self, host):
        name, port = split_port(host)
        try:
            return not port and socket.gethostbyname(name) in self.get_names()
        except socket.gaierror:
            return False

    def open_local_file(self, req):
        """Open the file; headers say its type, its size, and when it was changed."""
        import mimetypes
        host, path = req.host, req.selector
        try:
            local = url2pathname(path)
            status = os.stat(local)
            headers = email.message_from_string(
                f'Content-type: {mimetypes.guess_type(path)[0] or "text/plain"}\n'
                f'Content-length: {status.st_size}\n'
                f'Last-modified: {email.utils.formatdate(status.st_mtime, usegmt=True)}\n')
            if not host or self._is_here(host):
                return addinfourl(open(local, 'rb'), headers, f'file://{host or ""}{path}')
        except OSError as problem:
            raise URLError(problem)
        raise URLError('file not on local host')


class DataHandler(BaseHandler):
    """Opens data: URLs, which contain what they mean (RFC 2397)."""

    def data_open(self, req):
        """Decode the data; headers say the type and the size."""
        url = req.full_url
        kind, data = url.split(':', 1)[1].split(',', 1)
        data = unquote_to_bytes(data)
        if kind.endswith(';base64'):
            data = base64.decodebytes(data)
            kind = kind.removesuffix(';base64')
        headers = email.message_from_string(f'Content-type: {kind or "text/plain;charset=US-ASCII"}\n'
                                            f'Content-length: {len(data)}\n')
        return addinfourl(io.BytesIO(data), headers, url)


# --- lists in headers ---

def parse_http_list(s):
    """The elements between commas in a header, but for commas in quoted strings, which keep their quotes."""
    elements, element = [], ''
    characters = iter(s)
    for c in characters:
        if c == ',':
            elements.append(element.strip())
            element = ''
        else:
            element += c
            if c == '"':
                element += _rest_of_quoted(characters)
    if element:
        elements.append(element.strip())
    return elements


def _rest_of_quoted(characters):
    """What comes up to the closing quote. A backslash goes; the character behind it stays, whatever it is."""
    rest = ''
    for c in characters:
        if c == '\\':
            rest += next(characters, '')
        else:
            rest += c
            if c == '"':
                break
    return rest


def parse_keqv_list(l):
    """A dict of elements name=value; quotes around the values go."""
    pairs = (element.split('=', 1) for element in l)
    return {name: value[1:-1] if value[0] == value[-1] == '"' else value for name, value in pairs}
