"""What both transports do with _httpx: a Carrier is one request and its answer under way.

Nothing here waits. next_step() says what is to be done before more can be read: wait for so many seconds, or feed a piece
of the request's body."""
import os
import _httpx
from httpx._config import DEFAULT_LIMITS, Proxy
from httpx._exceptions import (ConnectError, ConnectTimeout, LocalProtocolError, ProxyError, ReadError, ReadTimeout,
                               RemoteProtocolError, UnsupportedProtocol, WriteError, WriteTimeout)
from httpx._status import codes
from httpx._streams import ByteStream

_TOKEN = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FOREVER = 100 * 24 * 3600  # seconds that connections are kept if there is no limit


class Options:
    """What is the same for all requests of a transport."""

    def __init__(self, verify=True, cert=None, http1=True, http2=False, limits=DEFAULT_LIMITS, trust_env=True, proxy=None,
                 uds=None, local_address=None, retries=0, socket_options=None):
        if http2 or not http1:
            raise NotImplementedError('httpx: HTTP/2')
        if socket_options is not None:
            raise NotImplementedError('httpx: socket_options')
        self.limits, self.retries = limits, retries
        self.values = {'idle_seconds': self._idle_seconds(limits.keepalive_expiry)}
        if proxy is not None:
            self.values['proxy'] = (proxy if isinstance(proxy, Proxy) else Proxy(proxy)).for_curl()
        if uds is not None:
            self.values['uds'] = uds
        if local_address is not None:
            self.values['interface'] = 'host!' + local_address
        self._set_trust(verify, trust_env)
        self._set_certificate(cert)

    @staticmethod
    def _idle_seconds(expiry):
        return _FOREVER if expiry is None else max(1, int(expiry))

    def _set_trust(self, verify, trust_env):
        if verify is False:
            self.values |= {'verify_peer': 0, 'verify_host': 0}
        elif isinstance(verify, (str, os.PathLike)):
            name = os.fspath(verify)
            if not os.path.exists(name):
                raise OSError(f'Could not find a suitable TLS CA certificate bundle, invalid path: {name}')
            self.values['capath' if os.path.isdir(name) else 'cafile'] = name
        elif verify is not True:
            raise NotImplementedError('httpx: an SSLContext as verify')
        elif trust_env:
            for variable, option in ('SSL_CERT_FILE', 'cafile'), ('SSL_CERT_DIR', 'capath'):
                if os.environ.get(variable):
                    self.values[option] = os.environ[variable]

    def _set_certificate(self, cert):
        parts = (cert,) if isinstance(cert, (str, os.PathLike)) else cert or ()
        self.values |= {option: os.fspath(part) for option, part in zip(('certificate', 'key', 'password'), parts) if part}


def _header_lines(headers):
    """For libcurl, which makes some headers itself unless it is told not to."""
    lines = [b'Accept:', b'Expect:', b'User-Agent:', b'Content-Type:']
    for name, value in headers.raw:
        if not name or not _TOKEN.issuperset(name):
            raise LocalProtocolError(f'Illegal header name {name!r}')
        if b'\n' in value or b'\r' in value or b'\0' in value or value != value.strip():
            raise LocalProtocolError(f'Illegal header value {value!r}')
        lines.append(name + (b': ' + value if value else b';'))
        automatic = name.title() + b':'
        if automatic in lines:
            lines.remove(automatic)
    return lines


def _body_length(request):
    """Of the body that is to be sent: a number, None for no body, or UNKNOWN_LENGTH."""
    declared = request.headers.get('content-length')
    if declared is not None and not declared.isdecimal():
        raise LocalProtocolError(f'Illegal Content-Length {declared!r}')
    if isinstance(request.stream, ByteStream):
        length = len(request.stream.content)
        if declared is not None and int(declared) != length:
            amount = 'little' if int(declared) > length else 'much'
            raise LocalProtocolError(f'Too {amount} data for declared Content-Length')
        return length or None
    return int(declared) if declared is not None else _httpx.UNKNOWN_LENGTH


def check_scheme(url):
    """UnsupportedProtocol if the URL is none of HTTP."""
    if url.scheme not in ('http', 'https') or not url.host:
        if url.scheme in ('http', 'https', ''):
            raise UnsupportedProtocol("Request URL is missing an 'http://' or 'https://' protocol.")
        raise UnsupportedProtocol(f"Request URL has an unsupported protocol '{url.scheme}://'.")


class Carrier:
    """A request and its answer under way."""

    def __init__(self, request, options):
        url = request.url
        check_scheme(url)
        self.origin = url.scheme, url.netloc
        self.timeouts = request.extensions.get('timeout', {})
        length = _body_length(request)
        skipped = () if length is None else ('content-length', 'transfer-encoding')  # libcurl writes them
        lines = [line for line in _header_lines(request.headers)
                 if line.partition(b':')[0].lower().decode('ascii') not in skipped]
        target = f'{url.scheme}://{url.netloc.decode("ascii")}{url.raw_path.decode("ascii")}'
        content = request.stream.content if length is not None and isinstance(request.stream, ByteStream) else None
        self.exchange = _httpx.Exchange(target, request.method, lines, length, content)
        for name, value in options.values.items():
            self.exchange.set(name, value)
        self.has_pieces = length is not None and content is None
        self.received = 0

    # --- steps ---

    @property
    def has_head(self):
        """Are status and headers there? If there is no answer, the reason is raised."""
        if self.exchange.head is None and self.exchange.done:
            raise self.failure()
        return self.exchange.head is not None

    def take(self):
        """A piece of the body; b'' at its end; None: there is nothing yet."""
        data = self.exchange.take()
        if data:
            self.received += len(data)
            return data
        if not self.exchange.done:
            return None
        if self.exchange.failure is not None:
            raise self.failure()
        return b''

    @property
    def wants_piece(self):
        """Is the next piece of the request's body to be fed?"""
        return self.has_pieces and self.exchange.hungry

    def _phase(self):
        if not self.exchange.connected:
            return 'connect', ConnectTimeout
        return ('read', ReadTimeout) if self.exchange.sent else ('write', WriteTimeout)

    @property
    def patience(self):
        """For how many seconds to wait now; None: for ever."""
        return self.timeouts.get(self._phase()[0])

    def too_late(self):
        """The exception for having waited so long."""
        return self._phase()[1]('timed out')

    # --- what came ---

    def parse_head(self):
        """(status, headers, extensions)"""
        first, *lines = self.exchange.head.rstrip(b'\r\n').split(b'\n')
        version, _, rest = first.rstrip(b'\r').partition(b' ')
        status, _, reason = rest.partition(b' ')
        headers = []
        for line in lines:
            line = line.rstrip(b'\r')
            if line[:1] in (b' ', b'\t') and headers:
                headers[-1] = headers[-1][0], headers[-1][1] + b' ' + line.strip()
            else:
                name, _, value = line.partition(b':')
                headers.append((name.strip(), value.strip()))
        return int(status), headers, {'http_version': version, 'reason_phrase': reason}

    def failure(self):
        """The exception for what libcurl says."""
        code, message, errno, verify, tunnel_status = self.exchange.failure or (0, '', 0, 0, 0)
        system = f'[Errno {errno}] {os.strerror(errno)}' if errno else message
        if tunnel_status and not 200 <= tunnel_status < 300:
            return ProxyError(f'{tunnel_status} {codes.get_reason_phrase(tunnel_status)}')
        if code == _httpx.PROXY or code == _httpx.COULDNT_RESOLVE_PROXY:
            return ProxyError(message)
        if code == _httpx.COULDNT_RESOLVE_HOST:
            return ConnectError('[Errno -2] Name or service not known')
        if not self.exchange.connected:
            return ConnectError(self._tls_problem(code, message, verify) or system)
        if code == _httpx.SEND_ERROR:
            return WriteError(system)
        if code == _httpx.RECV_ERROR and errno:
            return ReadError(system)
        if code in (0, _httpx.GOT_NOTHING):
            return RemoteProtocolError('Server disconnected without sending a response.')
        if code == _httpx.PARTIAL_FILE:
            return RemoteProtocolError('peer closed connection without sending complete message body ' +
                                       self._what_is_missing(message))
        return RemoteProtocolError(message)

    def _what_is_missing(self, message):
        left = [int(word) for word in message.split() if word.isdigit()]
        if not left:
            return '(incomplete chunked read)'
        return f'(received {self.received} bytes, expected {self.received + left[0]})'

    @staticmethod
    def _tls_problem(code, message, verify):
        if code not in (_httpx.SSL_CONNECT_ERROR, _httpx.PEER_FAILED_VERIFICATION, _httpx.SSL_CACERT_BADFILE):
            return None
        from urllib._transport import tls_error
        return tls_error(code, message, verify).args[-1]
