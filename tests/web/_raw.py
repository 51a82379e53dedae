"""A client that sends bytes as they are, and shows answers without what differs from run to run."""
import socket


def exchange(port, *pieces, end=False, timeout=20):
    """Send the pieces one after the other and receive until the server closes."""
    with socket.create_connection(('127.0.0.1', port), timeout=timeout) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            sock.sendall(piece)
        if end:
            sock.shutdown(socket.SHUT_WR)
        received = b''
        while data := sock.recv(65536):
            received += data
    return received


def hide(answer):
    """An answer without the date."""
    lines = answer.split(b'\r\n')
    return b'\r\n'.join(line for line in lines if not line.lower().startswith(b'date: '))


SMUGGLING = {
    'both lengths': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG',
    'both, other order': b'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG',
    'two lengths': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'equal lengths': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na',
    'list of lengths': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\na',
    'signed length': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na',
    'negative length': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\na',
    'hexadecimal length': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x1\r\n\r\na',
    'length with underscore': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1_0\r\n\r\n0123456789',
    'huge length': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\na',
    'empty length': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n',
    'other coding': b'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'coding twice': b'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'identity': b'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na',
    'vertical tab': b'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n',
    'coding in 1.0': b'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'blank before colon': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 1\r\n\r\na',
    'blank before name': b'POST / HTTP/1.1\r\nHost: h\r\n Content-Length: 1\r\n\r\na',
    'folded header': b'GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n',
    'bare LF': b'GET / HTTP/1.1\r\nHost: h\nX: a\r\n\r\n',
    'only LF': b'GET / HTTP/1.1\nHost: h\n\n',
    'bare CR': b'GET / HTTP/1.1\r\nHost: h\rX: a\r\n\r\n',
    'NUL': b'GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n',
    'no colon': b'GET / HTTP/1.1\r\nHost: h\r\nX\r\n\r\n',
    'empty name': b'GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n',
    'no host': b'GET / HTTP/1.1\r\n\r\n',
    'two hosts': b'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'host with path': b'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n',
    'two blanks': b'GET  / HTTP/1.1\r\nHost: h\r\n\r\n',
    'blank in target': b'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n',
    'no version': b'GET /\r\nHost: h\r\n\r\n',
    'lower version': b'GET / http/1.1\r\nHost: h\r\n\r\n',
    'version 2': b'GET / HTTP/2.0\r\nHost: h\r\n\r\n',
    'method with colon': b'G:T / HTTP/1.1\r\nHost: h\r\n\r\n',
    'no path': b'GET example.org HTTP/1.1\r\nHost: h\r\n\r\n',
    'TLS': b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n',
    'expectation': b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: miracle\r\n\r\na',
    'long head': b'GET / HTTP/1.1\r\nHost: h\r\nX: ' + b'a' * 70000 + b'\r\n\r\n',
    'many headers': b'GET / HTTP/1.1\r\nHost: h\r\n' + b'X: a\r\n' * 101 + b'\r\n',
}
CHUNKS = {
    'no size': b'\r\nabc\r\n0\r\n\r\n',
    'no number': b'xyz\r\nabc\r\n0\r\n\r\n',
    'sign': b'+3\r\nabc\r\n0\r\n\r\n',
    '0x': b'0x3\r\nabc\r\n0\r\n\r\n',
    'blank before': b' 3\r\nabc\r\n0\r\n\r\n',
    'LF': b'3\nabc\r\n0\r\n\r\n',
    'too long': b'2\r\nabc\r\n0\r\n\r\n',
    'LF behind': b'3\r\nabc\n0\r\n\r\n',
    'huge': b'ffffffffffffffff1\r\nabc\r\n0\r\n\r\n',
    'long extension': b'3;' + b'a' * 300 + b'\r\nabc\r\n0\r\n\r\n',
    'control in extension': b'3;a\x01\r\nabc\r\n0\r\n\r\n',
    'folded trailer': b'3\r\nabc\r\n0\r\nX: a\r\n b\r\n\r\n',
    'long trailer': b'3\r\nabc\r\n0\r\nX: ' + b'a' * 9000 + b'\r\n\r\n',
}
CHUNKED = b'POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n'
