"""How a request becomes a WebSocket (RFC 6455, section 4)."""
import binascii
import hashlib
from asgi._websocket import WebSocket

_SECRET = b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11'  # the standard's: it shows that the key was understood


def _values(headers, wanted):
    return [item.strip() for name, value in headers if name == wanted for item in value.split(b',')]


def is_websocket(head):
    """Does the request ask for that protocol?"""
    return head[7] and b'websocket' in [value.lower() for value in _values(head[3], b'upgrade')]


def accept_key(key):
    """What the server proves itself with."""
    return binascii.b2a_base64(hashlib.sha1(key + _SECRET).digest(), newline=False)


def _is_valid_key(key):
    try:
        return len(binascii.a2b_base64(key)) == 16
    except ValueError:
        return False


def upgrade(connection, head, target, parser):
    """Hand the transport over to a WebSocket. 0, or the status to refuse it with."""
    method, _, minor, headers, length, *_ = head
    keys = _values(headers, b'sec-websocket-key')
    if method != 'GET' or not minor or length != 0 or len(keys) != 1 or not _is_valid_key(keys[0]):
        return 400
    if _values(headers, b'sec-websocket-version') != [b'13']:
        return 426
    parser.next()  # the end of the body that it has not
    protocols = [value.decode('latin-1') for value in _values(headers, b'sec-websocket-protocol')]
    WebSocket(connection, head, target, accept_key(keys[0]), protocols).begin(parser.take_rest())
    return 0
