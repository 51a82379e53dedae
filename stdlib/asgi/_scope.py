"""What applications are told of a request, checks of what they say, and heads of their answers."""
from _webserver import HOP_BY_HOP, SERVER_NAME, date_line, status_line
from urllib.parse import unquote

_BAD_IN_NAMES = frozenset(b' ():;<>@,/[]?={}"\\')
_HOP_BY_HOP = frozenset(name.encode() for name in HOP_BY_HOP)


def make_scope(connection, kind, head, target):
    """The scope of a request; kind: 'http' or 'websocket'."""
    server, (path, query) = connection.server, target
    scope = {'type': kind, 'asgi': {'version': '3.0', 'spec_version': '2.3'}, 'http_version': f'1.{head[2]}',
             'scheme': 'http' if kind == 'http' else 'ws', 'path': unquote(path.decode('ascii')), 'raw_path': path,
             'query_string': query, 'root_path': '', 'headers': head[3], 'client': (connection.peer, connection.peer_port),
             'server': (server.host, server.port), 'state': server.state.copy(), 'extensions': {}}
    if kind == 'http':
        scope['method'] = head[0].upper()
    return scope


def check_headers(headers):
    """A list of pairs of bytes, of what an application gives; ValueError if it cannot be sent."""
    result = []
    for name, value in headers:
        name, value = bytes(name), bytes(value)
        if not name or not name.isascii() or _BAD_IN_NAMES.intersection(name) or min(name) < 33 or max(name) == 127:
            raise ValueError(f'invalid name of a header: {name!r}')
        if any(code < 32 and code != 9 or code == 127 for code in value):
            raise ValueError(f'control characters in the header {name!r}: {value!r}')
        if name.lower() not in _HOP_BY_HOP:  # frameworks set some of these; they are the server's
            result.append((name, value.strip()))
    return result


def response_head(status, headers, more):
    """The head of an answer; more: lines that the server adds."""
    names = {name.lower() for name, _ in headers}
    lines = [status_line(status), *(b'%b: %b\r\n' % pair for pair in headers), *more]
    if b'server' not in names:
        lines.append(b'Server: %b\r\n' % SERVER_NAME.encode())
    if b'date' not in names:
        lines.append(date_line())
    lines.append(b'\r\n')
    return b''.join(lines)
