"""Servers of HTTP: BaseHTTPRequestHandler reads requests and writes answers, SimpleHTTPRequestHandler serves files.

They are for trying things out, not for the open net."""
import http.client
import os
import posixpath
import socketserver
import sys
import time
from email.utils import formatdate, mktime_tz, parsedate_tz
from html import escape
from http import HTTPStatus
from io import BytesIO
from mimetypes import guess_type
from shutil import copyfileobj
from socket import AF_INET6, AI_PASSIVE, IPPROTO_IPV6, IPV6_V6ONLY, SOCK_STREAM, getaddrinfo, getfqdn
from urllib.parse import quote, unquote, urlsplit, urlunsplit

__version__ = '0.6'
__all__ = ['HTTPServer', 'ThreadingHTTPServer', 'BaseHTTPRequestHandler', 'SimpleHTTPRequestHandler',
           'CGIHTTPRequestHandler']

DEFAULT_ERROR_MESSAGE = """\
<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: %(code)d</p>
        <p>Message: %(message)s.</p>
        <p>Error code explanation: %(code)s - %(explain)s.</p>
    </body>
</html>
"""
DEFAULT_ERROR_CONTENT_TYPE = 'text/html;charset=utf-8'

_LISTING = """\
<!DOCTYPE HTML>
<html lang="en">
<head>
<meta charset="%(charset)s">
<title>%(title)s</title>
</head>
<body>
<h1>%(title)s</h1>
<hr>
<ul>
%(items)s</ul>
<hr>
</body>
</html>
"""

_MAX_LINE = 65536
_INDEX_PAGES = ('index.html', 'index.htm')
_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED)
# Requests must not make terminals do things.
_SHOWN = {code: fr'\x{code:02x}' for code in (*range(0x20), *range(0x7f, 0xa0))} | {ord('\\'): r'\\'}


class HTTPServer(socketserver.TCPServer):
    """A server that makes a request handler for each connection."""

    allow_reuse_address = 1

    def server_bind(self):
        """Bind the socket and find out what the server is called."""
        super().server_bind()
        host, port = self.server_address[:2]
        self.server_name = getfqdn(host)
        self.server_port = port


class ThreadingHTTPServer(socketserver.ThreadingMixIn, HTTPServer):
    """An HTTPServer with a thread for each connection."""

    daemon_threads = True


class _Refused(Exception):
    """A request is wrong; what is to be sent for it."""


class BaseHTTPRequestHandler(socketserver.StreamRequestHandler):
    """Reads requests and calls do_GET(), do_POST() and so on for them, which subclasses define.

    These find the request in command, path, request_version, headers and rfile; they answer with send_response(),
    send_header(), end_headers() and wfile."""

    sys_version = f'Python/{sys.version.split()[0]}'
    server_version = f'BaseHTTP/{__version__}'
    error_message_format = DEFAULT_ERROR_MESSAGE
    error_content_type = DEFAULT_ERROR_CONTENT_TYPE
    default_request_version = 'HTTP/0.9'  # of requests that name none
    protocol_version = 'HTTP/1.0'  # of answers; with HTTP/1.1 connections are kept
    MessageClass = http.client.HTTPMessage
    responses = {status: (status.phrase, status.description) for status in HTTPStatus.__members__.values()}
    weekdayname = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
    monthname = [None, 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
    _unsent = b''  # headers that were collected

    # --- requests ---

    def handle(self):
        """Answer requests as long as the connection is kept."""
        self.close_connection = True
        self.handle_one_request()
        while not self.close_connection:
            self.handle_one_request()

    def handle_one_request(self):
        """Read a request and answer it."""
        try:
            if self._read_line() and self.parse_request():
                self._call_method()
        except TimeoutError as problem:
            self.close_connection = True
            self.log_error('Request timed out: %r', problem)

    def _read_line(self):
        """The first line of a request goes to raw_requestline. False: there is none, or an error was sent."""
        line = self.raw_requestline = self.rfile.readline(_MAX_LINE + 1)
        if len(line) > _MAX_LINE:
            self.command = self.request_version = self.requestline = ''
            self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
            return False
        if not line:
            self.close_connection = True
        return bool(line)

    def _call_method(self):
        answer = getattr(self, f'do_{self.command}', None)
        if answer is None:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED, f'Unsupported method ({self.command!r})')
        else:
            answer()
            self.wfile.flush()

    def parse_request(self):
        """Understand the line in raw_requestline and the headers that follow. False: an error was sent instead."""
        self.command = None
        self.request_version = self.default_request_version
        self.close_connection = True
        self.requestline = str(self.raw_requestline, 'iso-8859-1').rstrip('\r\n')
        words = self.requestline.split()
        if not words:
            return False
        try:
            self._take_words(words)
            self._read_headers()
        except _Refused as refused:
            self.send_error(*refused.args)
            return False
        connection = self.headers.get('Connection', '').lower()
        if connection == 'close':
            self.close_connection = True
        elif connection == 'keep-alive' and self.protocol_version >= 'HTTP/1.1':
            self.close_connection = False
        expects = self.headers.get('Expect', '').lower() == '100-continue'
        if expects and self.protocol_version >= 'HTTP/1.1' and self.request_version >= 'HTTP/1.1':
            return self.handle_expect_100()
        return True

    def _take_words(self, words):
        """The words of the first line: method, path, and the version, which old clients leave out."""
        if len(words) >= 3:
            self._take_version(words[-1])
        if not 2 <= len(words) <= 3:
            raise _Refused(HTTPStatus.BAD_REQUEST, f'Bad request syntax ({self.requestline!r})')
        command, path = words[:2]
        if len(words) == 2:
            self.close_connection = True
            if command != 'GET':
                raise _Refused(HTTPStatus.BAD_REQUEST, f'Bad HTTP/0.9 request type ({command!r})')
        self.command = command
        if path.startswith('//'):  # a redirection to it would lead to another host
            path = '/' + path.lstrip('/')
        self.path = path

    def _take_version(self, version):
        name, slash, numbers = version.partition('/')
        try:
            number = tuple(map(int, numbers.split('.')))
        except ValueError:
            number = ()
        if name != 'HTTP' or not slash or len(number) != 2:
            raise _Refused(HTTPStatus.BAD_REQUEST, f'Bad request version ({version!r})')
        if number >= (1, 1) and self.protocol_version >= 'HTTP/1.1':
            self.close_connection = False
        if number >= (2, 0):
            raise _Refused(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, f'Invalid HTTP version ({numbers})')
        self.request_version = version

    def _read_headers(self):
        try:
            self.headers = http.client.parse_headers(self.rfile, _class=self.MessageClass)
        except http.client.LineTooLong as problem:
            raise _Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, 'Line too long', str(problem)) from None
        except http.client.HTTPException as problem:
            raise _Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, 'Too many headers', str(problem)) from None

    def handle_expect_100(self):
        """The client waits for leave to send the body: give it. A subclass may send an error and answer False."""
        self.send_response_only(HTTPStatus.CONTINUE)
        self.end_headers()
        return True

    # --- answers ---

    def send_error(self, code, message=None, explain=None):
        """Send an error as an answer of its own, with a page that shows the message and, longer, the explanation."""
        phrase, description = self.responses.get(code, ('???', '???'))
        message = phrase if message is None else message
        explain = description if explain is None else explain
        self.log_error('code %d, message %s', code, message)
        self.send_response(code, message)
        self.send_header('Connection', 'close')
        page = b'' if code < 200 or code in _WITHOUT_BODY else self._error_page(code, message, explain)
        if page:
            self.send_header('Content-Type', self.error_content_type)
            self.send_header('Content-Length', str(len(page)))
        self.end_headers()
        if page and self.command != 'HEAD':
            self.wfile.write(page)

    def _error_page(self, code, message, explain):
        shown = {'code': code, 'message': escape(message, quote=False), 'explain': escape(explain, quote=False)}
        return (self.error_message_format % shown).encode('UTF-8', 'replace')

    def send_response(self, code, message=None):
        """Log the request and begin the answer, with the headers Server and Date."""
        self.log_request(code)
        self.send_response_only(code, message)
        self.send_header('Server', self.version_string())
        self.send_header('Date', self.date_time_string())

    def _put(self, text):
        """Headers are collected, and sent at once."""
        if self.request_version != 'HTTP/0.9':
            self._unsent += text.encode('latin-1')

    def send_response_only(self, code, message=None):
        """Begin the answer: its first line."""
        if message is None:
            message = self.responses[code][0] if code in self.responses else ''
        self._put('%s %d %s\r\n' % (self.protocol_version, code, message))

    def send_header(self, keyword, value):
        """Add a header. Connection says whether the connection will be kept."""
        self._put(f'{keyword}: {value}\r\n')
        if keyword.lower() == 'connection':
            says = {'close': True, 'keep-alive': False}
            self.close_connection = says.get(value.lower(), self.close_connection)

    def end_headers(self):
        """Send the headers and the blank line behind them."""
        self._put('\r\n')
        self.flush_headers()

    def flush_headers(self):
        """Send what there is of headers."""
        if self._unsent:
            self.wfile.write(self._unsent)
            self._unsent = b''

    # --- the log ---

    def log_request(self, code='-', size='-'):
        """Log a request that is answered."""
        if isinstance(code, HTTPStatus):
            code = code.value
        self.log_message('"%s" %s %s', self.requestline, str(code), str(size))

    def log_error(self, format, *args):
        """Log a request that cannot be answered."""
        self.log_message(format, *args)

    def log_message(self, format, *args):
        """Write a line to sys.stderr: who, when, and format % args without control characters."""
        message = (format % args).translate(_SHOWN)
        sys.stderr.write(f'{self.address_string()} - - [{self.log_date_time_string()}] {message}\n')

    def version_string(self):
        """What the header Server says."""
        return f'{self.server_version} {self.sys_version}'

    def date_time_string(self, timestamp=None):
        """A date for a header."""
        return formatdate(time.time() if timestamp is None else timestamp, usegmt=True)

    def log_date_time_string(self):
        """The time, for the log."""
        year, month, day, hour, minute, second, *_ = time.localtime(time.time())
        return '%02d/%3s/%04d %02d:%02d:%02d' % (day, self.monthname[month], year, hour, minute, second)

    def address_string(self):
        """The address of the client."""
        return self.client_address[0]


class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    """Serves the files below a directory, by default the current one. Directories without index.html are listed."""

    server_version = f'SimpleHTTP/{__version__}'
    extensions_map = {'.gz': 'application/gzip', '.Z': 'application/octet-stream', '.bz2': 'application/x-bzip2',
                      '.xz': 'application/x-xz'}

    def __init__(self, *args, directory=None, **kwargs):
        self.directory = os.fspath(os.getcwd() if directory is None else directory)
        super().__init__(*args, **kwargs)

    def do_GET(self):
        """Send a file."""
        if file := self.send_head():
            try:
                self.copyfile(file, self.wfile)
            finally:
                file.close()

    def do_HEAD(self):
        """Send the headers that a file would have."""
        if file := self.send_head():
            file.close()

    def send_head(self):
        """Send the headers; a file with the body is left for the caller, if there is one."""
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            parts = urlsplit(self.path)
            if not parts.path.endswith('/'):
                self._redirect(parts)
                return None
            for name in _INDEX_PAGES:
                if os.path.isfile(os.path.join(path, name)):
                    path = os.path.join(path, name)
                    break
            else:
                return self.list_directory(path)
        try:
            if path.endswith('/'):  # open() would take the name of a file with a slash for a directory
                raise FileNotFoundError
            file = open(path, 'rb')
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, 'File not found')
            return None
        try:
            return self._send_file_head(file, path)
        except:
            file.close()
            raise

    def _redirect(self, parts):
        """The path of a directory gets a slash, so that links in its pages are relative to it."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header('Location', urlunsplit(parts._replace(path=parts.path + '/')))
        self.send_header('Content-Length', '0')
        self.end_headers()

    def _send_file_head(self, file, path):
        status = os.fstat(file.fileno())
        if self._has_current(status.st_mtime):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            file.close()
            return None
        self.send_response(HTTPStatus.OK)
        self.send_header('Content-type', self.guess_type(path))
        self.send_header('Content-Length', str(status.st_size))
        self.send_header('Last-Modified', self.date_time_string(status.st_mtime))
        self.end_headers()
        return file

    def _has_current(self, modified):
        """Has the client a copy that is not older than the file?"""
        since = self.headers.get('If-Modified-Since')
        if since is None or 'If-None-Match' in self.headers:
            return False
        when = parsedate_tz(since)
        return when is not None and when[9] == 0 and int(modified) <= mktime_tz(when)

    def list_directory(self, path):
        """Send the headers of a page that lists a directory, and answer a file with the page."""
        try:
            names = sorted(os.listdir(path), key=str.lower)
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, 'No permission to list directory')
            return None
        charset = sys.getfilesystemencoding()
        try:
            shown = unquote(self.path, errors='surrogatepass')
        except UnicodeDecodeError:
            shown = unquote(self.path)
        title = f'Directory listing for {escape(shown, quote=False)}'
        items = ''.join(_list_item(path, name) for name in names)
        page = (_LISTING % {'charset': charset, 'title': title, 'items': items}).encode(charset, 'surrogateescape')
        self.send_response(HTTPStatus.OK)
        self.send_header('Content-type', f'text/html; charset={charset}')
        self.send_header('Content-Length', str(len(page)))
        self.end_headers()
        return BytesIO(page)

    def translate_path(self, path):
        """The path of the file that the path of a URL means: never one outside of the directory."""
        path = path.partition('?')[0].partition('#')[0]
        try:
            unquoted = unquote(path, errors='surrogatepass')
        except UnicodeDecodeError:
            unquoted = unquote(path)
        result = self.directory
        for name in posixpath.normpath(unquoted).split('/'):
            if name and not os.path.dirname(name) and name not in (os.curdir, os.pardir):
                result = os.path.join(result, name)
        return result + '/' if path.rstrip().endswith('/') else result

    def copyfile(self, source, outputfile):
        """Copy an open file to another."""
        copyfileobj(source, outputfile)

    def guess_type(self, path):
        """The media type of a file, by the end of its name; extensions_map counts more than the module mimetypes."""
        ending = posixpath.splitext(path)[1]
        for known in (ending, ending.lower()):
            if known in self.extensions_map:
                return self.extensions_map[known]
        return guess_type(path)[0] or 'application/octet-stream'


def _list_item(folder, name):
    """A directory is shown with a slash behind its name, a link with @."""
    path = os.path.join(folder, name)
    link = shown = name
    if os.path.isdir(path):
        link = shown = name + '/'
    if os.path.islink(path):
        shown = name + '@'
    return (f'<li><a href="{quote(link, errors="surrogatepass")}">'
            f'{escape(shown, quote=False)}</a></li>\n')


class CGIHTTPRequestHandler(SimpleHTTPRequestHandler):
    """Programs that make pages are not supported."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError('http.server.CGIHTTPRequestHandler: CGI is not supported')


# --- python -m http.server ---

def _best_address(host, port):
    """(family, address) to bind to."""
    family, _, _, _, address = getaddrinfo(host, port, type=SOCK_STREAM, flags=AI_PASSIVE)[0]
    return family, address


def test(HandlerClass=BaseHTTPRequestHandler, ServerClass=ThreadingHTTPServer, protocol='HTTP/1.0', port=8000,
         bind=None):
    """Serve until Ctrl-C."""
    ServerClass.address_family, address = _best_address(bind, port)
    HandlerClass.protocol_version = protocol
    with ServerClass(address, HandlerClass) as server:
        host, port = server.socket.getsockname()[:2]
        url_host = f'[{host}]' if ':' in host else host
        print(f'Serving HTTP on {host} port {port} (http://{url_host}:{port}/) ...')
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print('\nKeyboard interrupt received, exiting.')
            sys.exit(0)


def _main():
    import argparse
    parser = argparse.ArgumentParser(prog='server.py')
    parser.add_argument('--cgi', action='store_true', help='run as CGI server')
    parser.add_argument('-b', '--bind', metavar='ADDRESS', help='bind to this address (default: all interfaces)')
    parser.add_argument('-d', '--directory', default=os.getcwd(),
                        help='serve this directory (default: current directory)')
    parser.add_argument('-p', '--protocol', metavar='VERSION', default='HTTP/1.0',
                        help='conform to this HTTP version (default: %(default)s)')
    parser.add_argument('port', default=8000, type=int, nargs='?', help='bind to this port (default: %(default)s)')
    args = parser.parse_args()
    if args.cgi:
        parser.error('--cgi: CGI is not supported')

    class DualStackServer(ThreadingHTTPServer):
        """Serves IPv4 and IPv6 with one socket, if the system can."""

        def server_bind(self):
            if self.address_family == AF_INET6:
                try:
                    self.socket.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
                except OSError:
                    pass  # IPv6 only
            return super().server_bind()

        def finish_request(self, request, client_address):
            self.RequestHandlerClass(request, client_address, self, directory=args.directory)

    test(SimpleHTTPRequestHandler, DualStackServer, args.protocol, args.port, args.bind)


if __name__ == '__main__':
    _main()
