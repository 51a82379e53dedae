"""Requests, and openers: chains of handlers that know what to do with them."""
import bisect
import socket
import sys
from urllib.parse import unquote, unwrap, urlparse


# --- pieces of URLs, as they are written in requests ---

def split_type(url):
    """(scheme in lower case or None, the rest)."""
    scheme, colon, rest = url.partition(':')
    if not colon or not scheme or '/' in scheme:
        return None, url
    return scheme.lower(), rest


def split_host(url):
    """(host and port, path and query) of what follows the scheme; (None, url) if there is no host."""
    if not url.startswith('//'):
        return None, url
    end = min((at for at in (url.find(mark, 2) for mark in '/#?') if at >= 0), default=len(url))
    host, path = url[2:end], url[end:]
    return host, path if not path or path.startswith('/') else '/' + path


def split_port(host):
    """(host, port as text or None)."""
    name, colon, port = host.rpartition(':')
    if colon and (not port or port.isascii() and port.isdigit()):
        return name, port or None
    return host, None


def split_user(host):
    """(user and password or None, host and port)."""
    user, at, host = host.rpartition('@')
    return user if at else None, host


def split_password(user):
    """(user, password or None)."""
    user, colon, password = user.partition(':')
    return user, password if colon else None


def request_host(request):
    """The host of a request in lower case, without a port: who is asked for something (RFC 2965)."""
    host = urlparse(request.full_url)[1] or request.get_header('Host', '')
    name, colon, port = host.rpartition(':')
    return (name if colon and port.isdigit() else host).lower()


# --- requests ---

class Request:
    """A URL that is to be opened, and how: method, headers, data to send.

    unredirected_hdrs are headers that are not sent again after a redirection."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.headers = {}
        self.unredirected_hdrs = {}
        self._data = None
        self.data = data
        self._tunnel_host = None
        for name, value in headers.items():
            self.add_header(name, value)
        self.origin_req_host = request_host(self) if origin_req_host is None else origin_req_host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        """The URL with its fragment."""
        return f'{self._full_url}#{self.fragment}' if self.fragment else self._full_url

    @full_url.setter
    def full_url(self, url):
        url, mark, fragment = unwrap(url).partition('#')
        self._full_url, self.fragment = url, fragment if mark else None
        self._parse()

    @full_url.deleter
    def full_url(self):
        self._full_url = self.fragment = None
        self.selector = ''

    def _parse(self):
        self.type, rest = split_type(self._full_url)
        if self.type is None:
            raise ValueError(f'unknown url type: {self.full_url!r}')
        self.host, self.selector = split_host(rest)
        if self.host:
            self.host = unquote(self.host)

    @property
    def data(self):
        """The body, or None."""
        return self._data

    @data.setter
    def data(self, data):
        if data != self._data:
            self._data = data
            if self.has_header('Content-length'):  # it was that of other data
                self.remove_header('Content-length')

    @data.deleter
    def data(self):
        self.data = None

    def get_method(self):
        """The method: GET, or POST if there are data, unless one was given."""
        return getattr(self, 'method', 'GET' if self.data is None else 'POST')

    def get_full_url(self):
        """The URL with its fragment."""
        return self.full_url

    def set_proxy(self, host, type):
        """Let the request go through a proxy: in a tunnel if it is for https."""
        if self.type == 'https' and not self._tunnel_host:
            self._tunnel_host = self.host
        else:
            self.type = type
            self.selector = self.full_url
        self.host = host

    def has_proxy(self):
        """Does the request ask a proxy for a whole URL?"""
        return self.selector == self.full_url

    def add_header(self, key, val):
        """Add a header, or give it another value."""
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        """Add a header that is not sent again after a redirection."""
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        """Is there such a header? Names are written as str.capitalize() does it."""
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        """The value of a header."""
        return self.headers.get(header_name, self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        """Remove a header, if it is there."""
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        """A list of the names and values of all headers."""
        return list((self.unredirected_hdrs | self.headers).items())


# --- openers ---

class BaseHandler:
    """What all handlers have. An opener asks those with a lower handler_order first."""

    handler_order = 500

    def add_parent(self, parent):
        """The opener that the handler was added to."""
        self.parent = parent

    def close(self):
        """Nothing; it is left for old programs."""

    def __lt__(self, other):
        if not hasattr(other, 'handler_order'):
            return True
        return self.handler_order < other.handler_order


class OpenerDirector:
    """Opens URLs by asking its handlers.

    What a handler can do is seen from the names of its methods: <scheme>_open, <scheme>_request (which changes a
    request before it is sent), <scheme>_response (which changes the answer), http_error_<status> and <scheme>_error."""

    def __init__(self):
        self.addheaders = [('User-agent', 'Python-urllib/%d.%d' % sys.version_info[:2])]
        self.handlers = []
        self.handle_open = {}
        self.handle_error = {}  # the keys of inner dicts are statuses as numbers, or names
        self.process_response = {}
        self.process_request = {}

    def add_handler(self, handler):
        """Add a handler."""
        if not hasattr(handler, 'add_parent'):
            raise TypeError(f'expected BaseHandler instance, got {type(handler)!r}')
        used = False
        for name in dir(handler):
            if name in ('redirect_request', 'do_open', 'proxy_open'):
                continue
            scheme, underline, condition = name.partition('_')
            if not underline:
                continue
            if condition.startswith('error'):
                kind = condition.partition('_')[2]
                table = self.handle_error.setdefault(scheme, {})
                key = int(kind) if _is_int(kind) else kind
            elif condition in ('open', 'response', 'request'):
                table = {'open': self.handle_open, 'response': self.process_response,
                         'request': self.process_request}[condition]
                key = scheme
            else:
                continue
            bisect.insort(table.setdefault(key, []), handler)
            used = True
        if used:
            bisect.insort(self.handlers, handler)
            handler.add_parent(self)

    def close(self):
        """Nothing; it is left for old programs."""

    def _call_chain(self, chain, kind, meth_name, *args):
        """Asks the handlers in turn, until one has a result."""
        for handler in chain.get(kind, ()):
            result = getattr(handler, meth_name)(*args)
            if result is not None:
                return result
        return None

    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        """Open a URL or a Request."""
        if isinstance(fullurl, str):
            request = Request(fullurl, data)
        else:
            request = fullurl
            if data is not None:
                request.data = data
        request.timeout = timeout
        scheme = request.type
        for processor in self.process_request.get(scheme, ()):
            request = getattr(processor, f'{scheme}_request')(request)
        sys.audit('urllib.Request', request.full_url, request.data, request.headers, request.get_method())
        response = self._open(request, data)
        for processor in self.process_response.get(scheme, ()):
            response = getattr(processor, f'{scheme}_response')(request, response)
        return response

    def _open(self, req, data=None):
        for kind in ('default', req.type, 'unknown'):
            name = f'{req.type if kind == req.type else kind}_open'
            result = self._call_chain(self.handle_open, kind, name, req)
            if result:
                return result
        return None

    def error(self, proto, *args):
        """Let handlers deal with an error. Of http, args are request, answer, status, message, headers."""
        if proto in ('http', 'https'):
            table, kind = self.handle_error['http'], args[2]
            result = self._call_chain(table, kind, f'http_error_{kind}', *args)
            return result or self._call_chain(table, 'default', 'http_error_default', *args)
        return self._call_chain(self.handle_error.get(proto, {}), '', f'{proto}_error', *args)


def _is_int(text):
    try:
        int(text)
        return True
    except ValueError:
        return False
