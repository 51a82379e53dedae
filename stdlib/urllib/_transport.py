"""How requests travel: over libcurl (_curl), or over connections of http.client if a script brings one of its own."""
import _curl
import http.client
import io
import os
import socket
from urllib.error import URLError


def _timeout_of(req):
    timeout = getattr(req, 'timeout', None)
    return socket.getdefaulttimeout() if timeout is socket._GLOBAL_DEFAULT_TIMEOUT else timeout


def headers_of(req):
    """The headers of a request, with names as HTTP writes them."""
    headers = req.unredirected_hdrs | req.headers
    headers['Connection'] = 'close'
    return {name.title(): value for name, value in headers.items()}


def take_proxy_headers(req, headers):
    """Those for a proxy that tunnels: they must not reach the server."""
    name = 'Proxy-Authorization'
    return {name: headers.pop(name)} if req._tunnel_host and name in headers else {}


def open_with(http_class, req, debuglevel, **connection_args):
    """Send a request over a connection made by http_class(host, timeout=...)."""
    connection = http_class(req.host, timeout=req.timeout, **connection_args)
    connection.set_debuglevel(debuglevel)
    headers = headers_of(req)
    if req._tunnel_host:
        connection.set_tunnel(req._tunnel_host, headers=take_proxy_headers(req, headers))
    try:
        try:
            connection.request(req.get_method(), req.selector, req.data, headers,
                               encode_chunked=req.has_header('Transfer-encoding'))
        except OSError as problem:
            raise URLError(problem)
        response = connection.getresponse()
    except:
        connection.close()
        raise
    if connection.sock:  # the answer holds it, too
        connection.sock.close()
        connection.sock = None
    return response


class _Received(io.RawIOBase):
    """What a transfer receives, as a file."""

    def __init__(self, transfer, host):
        self._transfer = transfer
        self._host = host

    def readable(self):
        return True

    def readinto(self, b):
        try:
            return self._transfer.receive_into(b)
        except _curl.Error as problem:
            raise _cause_of(problem, self._transfer, self._host) from None

    def close(self):
        if not self.closed:
            super().close()
            self._transfer.close()


class _Source:
    """As much of a socket as HTTPResponse needs."""

    def __init__(self, transfer, host):
        self._raw = _Received(transfer, host)

    def makefile(self, mode):
        return io.BufferedReader(self._raw)


def _cause_of(problem, transfer, host):
    """The exception that a socket would have raised; host is the one connected to."""
    code, message, errno, verify = problem.args
    if code in (_curl.COULDNT_RESOLVE_HOST, _curl.COULDNT_RESOLVE_PROXY):
        return _lookup_error(host)
    if errno:
        return OSError(errno, os.strerror(errno))
    if transfer.tunnel_answer:
        _, status, reason = (transfer.tunnel_answer + '  ').split(' ', 2)
        return OSError(f'Tunnel connection failed: {status} {reason.strip()}')
    if transfer.connected and code in _BAD_HEADS:
        return _BAD_HEADS[code](message)
    if 'CONNECT aborted' in message:
        return http.client.RemoteDisconnected('Remote end closed connection without response')
    if code in (_curl.SSL_CONNECT_ERROR, _curl.PEER_FAILED_VERIFICATION, _curl.SSL_CACERT_BADFILE):
        return tls_error(code, message, verify)
    return OSError(message)


def _bad_status_line(message):
    """libcurl says what is wrong with the line, but not what it is."""
    version = message.partition('(')[2].partition(')')[0]
    return http.client.UnknownProtocol(f'HTTP/{version}') if version else http.client.BadStatusLine(message)


_BAD_HEADS = {
    _curl.UNSUPPORTED_PROTOCOL: _bad_status_line,
    _curl.WEIRD_SERVER_REPLY: http.client.HTTPException,
    _curl.OUT_OF_MEMORY: lambda message: http.client.LineTooLong('header line'),
}


def _lookup_error(host):
    """Why a name has no address: libcurl does not say."""
    try:
        socket.getaddrinfo(host, None)
    except OSError as problem:
        return problem
    return socket.gaierror(socket.EAI_AGAIN, 'Temporary failure in name resolution')


_NO_ISSUER, _WRONG_NAME, _WRONG_ADDRESS = 20, 62, 64  # OpenSSL's numbers


def tls_error(code, message, verify):
    """The exceptions of the module ssl, as far as libcurl's message tells what OpenSSL found."""
    import ssl
    text = message.rpartition(':')[2].strip()
    name = message.partition("target host name '")[2].rstrip("'")
    if name:
        is_address = ':' in name or name.replace('.', '').isdigit()
        text = f"{'IP address' if is_address else 'Hostname'} mismatch, certificate is not valid for '{name}'."
        verify = _WRONG_ADDRESS if is_address else _WRONG_NAME
    if code == _curl.SSL_CACERT_BADFILE:  # there is no authority that could be trusted
        text, verify = 'unable to get local issuer certificate', _NO_ISSUER
    if code in (_curl.PEER_FAILED_VERIFICATION, _curl.SSL_CACERT_BADFILE):
        error = ssl.SSLCertVerificationError(1, f'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {text}')
        error.verify_code, error.verify_message = verify, text
        error.reason = 'CERTIFICATE_VERIFY_FAILED'
    elif 'SSL_ERROR_SYSCALL' in message or 'unexpected eof' in message:
        return ssl.SSLEOFError(8, 'EOF occurred in violation of protocol')
    else:
        reason = text.upper().replace(' ', '_')
        error = ssl.SSLError(1, f'[SSL: {reason}] {text}')
        error.reason = reason
    error.library = 'SSL'
    return error


class _Lines(http.client.HTTPConnection):
    """Makes the lines of a request as http.client does it, and keeps them."""

    def _send_request(self, body, in_chunks):
        self.lines = self._lines
        self.body = body


class _TLSLines(_Lines):
    default_port = http.client.HTTPS_PORT


def _for_curl(lines):
    """(headers, length of the body or None) of header lines: libcurl makes some itself, unless it is told not to."""
    headers, length = [], None
    for line in lines:
        name, _, value = line.partition(b': ')
        match name.lower():
            case b'content-length':
                length = int(value) if value.isdigit() else None
            case b'transfer-encoding' if value.lower() == b'chunked':
                pass
            case _:
                headers.append(line if value else name + b';')  # 'name:' would mean: do not send it
    names = {line.partition(b':')[0].lower() for line in headers}
    return headers + [name + b':' for name in (b'Accept', b'Expect') if name.lower() not in names], length


def _start(req):
    """(transfer, blocks of the body, method, host that is connected to)."""
    headers = headers_of(req)
    proxy_headers = take_proxy_headers(req, headers)
    lines = (_TLSLines if req.type == 'https' else _Lines)(req.host)
    method = req.get_method()
    lines.request(method, req.selector, req.data, headers, encode_chunked=req.has_header('Transfer-encoding'))
    host = f'[{lines.host}]' if ':' in lines.host else lines.host
    server = req._tunnel_host or f'{host}:{lines.port}'
    curl_headers, length = _for_curl(lines.lines[1:])
    if lines.body is not None and length is None:
        length = _curl.UNKNOWN_LENGTH
    transfer = _curl.Transfer(
        f'{req.type}://{server}/', req.selector or '/', method, curl_headers,
        None if lines.body is None else length, _timeout_of(req),
        f'http://{host}:{lines.port}' if req._tunnel_host else None,
        [b'Host:', b'Proxy-Connection:',
         *(f'{name}: {value}'.encode('latin-1') for name, value in proxy_headers.items())],
        os.environ.get('SSL_CERT_FILE'), os.environ.get('SSL_CERT_DIR'))
    return transfer, () if lines.body is None else lines._body_blocks(lines.body), method, lines.host


def _send(transfer, blocks):
    for block in blocks:
        if block and not transfer.send(block):
            return  # the answer is there, whatever was still to be said
    transfer.send(b'')


def _failure(problem, transfer, host):
    """What CPython would raise: URLError until the request is sent, and from then on what the socket said."""
    is_curl = isinstance(problem, _curl.Error)
    cause = _cause_of(problem, transfer, host) if is_curl else problem
    if transfer.connected and not (is_curl and problem.args[0] == _curl.SEND_ERROR):
        return cause
    return URLError(cause)


def open_with_curl(req):
    """Send a request over libcurl."""
    transfer, blocks, method, host = _start(req)
    try:
        try:
            _send(transfer, blocks)
        except OSError as problem:  # also of who reads the body from a file
            raise URLError(problem) from None
        transfer.wait()
        response = http.client.HTTPResponse(_Source(transfer, host), method=method)
        response.begin()
        return response
    except (_curl.Error, TimeoutError) as problem:
        transfer.close()
        raise _failure(problem, transfer, host) from None
    except:
        transfer.close()
        raise
