"""What the servers of WSGI and ASGI applications share: their command lines, heads of answers, lines of the log."""
import argparse
import sys
import time
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

# Headers that are about one connection: the business of servers, not of applications.
HOP_BY_HOP = frozenset(('connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te',
                        'trailer', 'transfer-encoding', 'upgrade'))
SERVER_NAME = 'minipy'


# --- the command line ---

class UsageError(Exception):
    """The command line asks for something that is not there."""


def load_application(spec):
    """The object that 'package.module:name' means; the module is also looked for in the current folder."""
    module_name, colon, path = spec.partition(':')
    if not (module_name and colon and path):
        raise UsageError(f'{spec!r} is not of the form module:application')
    if '' not in sys.path:
        sys.path.insert(0, '')
    try:
        __import__(module_name)
    except ModuleNotFoundError as problem:
        if problem.name is None or not (module_name + '.').startswith(problem.name + '.'):
            raise  # another module, which this one imports
        raise UsageError(f'there is no module {module_name!r}') from None
    found = sys.modules[module_name]
    for name in path.split('.'):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise UsageError(f'module {module_name!r} has no {path!r}') from None
    if not callable(found):
        raise UsageError(f'{spec!r} cannot be called')
    return found


def positive(text):
    """A number above 0, for options."""
    number = float(text)
    if not number > 0:
        raise ValueError
    return int(number) if number == int(number) else number


positive.__name__ = 'positive number'


def size(text):
    """A number of bytes, for options; perhaps with k or M."""
    factor = {'k': 1 << 10, 'm': 1 << 20, 'g': 1 << 30}.get(text[-1:].lower(), 1)
    number = int(text if factor == 1 else text[:-1]) * factor
    if number < 0:
        raise ValueError
    return number


def argument_parser(program, what):
    """A parser with the options that all servers have."""
    parser = argparse.ArgumentParser(prog=program, description=f'Serve the {what} application over HTTP/1.1, until Ctrl-C.')
    parser.add_argument('application', metavar='module:app', help=f'the {what} application')
    parser.add_argument('--host', default='127.0.0.1', help='address to listen at (default: %(default)s)')
    parser.add_argument('--port', type=int, default=8000, help='port to listen at, 0 for any (default: %(default)s)')
    parser.add_argument('--backlog', type=positive, default=1024, metavar='N',
                        help='connections that may wait to be accepted (default: %(default)s)')
    parser.add_argument('--max-head', type=size, default=64 << 10, metavar='SIZE',
                        help='longest head of a request (default: 64k)')
    parser.add_argument('--max-body', type=size, default=0, metavar='SIZE',
                        help='largest body of a request, 0 for any (default: %(default)s)')
    parser.add_argument('--timeout', type=positive, default=30, metavar='SECONDS',
                        help='how long a client may send or take nothing (default: %(default)s)')
    parser.add_argument('--keep-alive', type=positive, default=5, metavar='SECONDS',
                        help='how long a connection is kept without a request (default: %(default)s)')
    parser.add_argument('--grace', type=positive, default=10, metavar='SECONDS',
                        help='how long requests may go on after Ctrl-C (default: %(default)s)')
    parser.add_argument('--quiet', action='store_true', help='write no line for each request')
    return parser


def settings_of(options):
    """The options that are settings of servers, as keywords."""
    names = 'host', 'port', 'backlog', 'max_head', 'max_body', 'timeout', 'keep_alive', 'grace', 'quiet'
    return {name: getattr(options, name) for name in names}


def url_of(listener):
    """Where a listening socket can be reached."""
    host, port = listener.getsockname()[:2]
    return f'http://[{host}]:{port}/' if ':' in host else f'http://{host}:{port}/'


# --- requests ---

def split_target(target):
    """(path as it came, query) of what a request asks for, bytes; None: that is no path."""
    if not target.startswith(b'/'):
        scheme, mark, rest = target.partition(b'://')
        if target == b'*':
            return target, b''
        if not mark or scheme.lower() not in (b'http', b'https'):
            return None
        rest, mark, query = rest.partition(b'?')
        return b'/' + rest.partition(b'/')[2], query
    path, _, query = target.partition(b'?')
    return path, query


unquote_path = unquote_to_bytes


# --- answers ---

_date = 0, b''


def date_line():
    """The header Date of this second."""
    global _date
    now = int(time.time())
    if _date[0] != now:
        _date = now, f'Date: {formatdate(now, usegmt=True)}\r\n'.encode()
    return _date[1]


_reasons = {status.value: status.phrase for status in HTTPStatus}
_status_lines = {code: f'HTTP/1.1 {code} {phrase}\r\n'.encode() for code, phrase in _reasons.items()}


def status_line(code):
    """The first line of an answer."""
    return _status_lines.get(code) or b'HTTP/1.1 %d \r\n' % code


def has_no_body(method, code):
    """Does an answer to such a request end with its head?"""
    return method == 'HEAD' or code < 200 or code in (204, 304)


def plain_answer(code, text=None):
    """A whole answer, after which the connection is closed."""
    body = f'{code} {text or _reasons.get(code, "")}\n'.encode()
    return (status_line(code) + date_line() +
            b'Content-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b' % (len(body), body))


# --- the log ---

def log_line(peer, request_line, code, length):
    """A request in the log, in the common format."""
    when = time.strftime('%d/%b/%Y:%H:%M:%S +0000', time.gmtime())
    shown = ''.join(char if ' ' <= char < '\x7f' and char != '"' else f'\\x{ord(char):02x}' for char in request_line)
    sys.stderr.write(f'{peer} - - [{when}] "{shown}" {code} {length}\n')
