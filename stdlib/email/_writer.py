"""Messages as text or bytes."""
import binascii
import random
from email import errors

_PLAIN_IN_Q = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-!*+/')


def has_bytes(text):
    """Are there bytes in the text that were no ASCII? A parser of bytes leaves them as surrogates."""
    return not text.isascii() and any('\udc80' <= c <= '\udcff' for c in text)


def _q(data):
    return ''.join(chr(byte) if byte in _PLAIN_IN_Q else '_' if byte == 32 else f'={byte:02X}' for byte in data)


def encoded_word(text):
    """Text that is not ASCII, as headers have it (RFC 2047); in the shorter of the two encodings."""
    if has_bytes(text):
        return f'=?unknown-8bit?q?{_q(text.encode("ascii", "surrogateescape"))}?='
    data = text.encode('utf-8')
    q, b = _q(data), binascii.b2a_base64(data, newline=False).decode()
    return f'=?utf-8?b?{b}?=' if len(b) < len(q) else f'=?utf-8?q?{q}?='


def _lines(text):
    """The lines of text, without their ends."""
    return text.replace('\r\n', '\n').replace('\r', '\n').split('\n')


def _header(name, value, raw):
    """'name: value\\n'. raw: bytes that are no ASCII stay as they are."""
    if not value.isascii() and not (raw and has_bytes(value)):
        value = encoded_word(value)
    first, *others = _lines(value)
    while others and not others[-1].strip():
        others.pop()
    for line in others:
        if line[:1] not in (' ', '\t') and line.partition(':')[1]:
            raise errors.HeaderParseError(f'header value appears to contain an embedded header: {value!r}')
    header = f'{name}: {first}\n' + ''.join(f'{line}\n' for line in others)
    if '\n' in name or any(line[:1] not in (' ', '\t') for line in others):
        raise errors.HeaderWriteError(f'folded header contains newline: {header!r}')
    return header


def _body(message, raw):
    kind = message.get_content_maintype()
    payload = message._payload if raw else message.get_payload()
    if payload is None and kind != 'multipart':
        return ''
    if isinstance(payload, list) and kind == 'message':
        parts = [_text(part, False, raw) for part in payload]
        if message.get_content_type() == 'message/delivery-status':
            return '\n'.join(part.removesuffix('\n') for part in parts)
        return ''.join(parts)
    if isinstance(payload, str):
        return '\n'.join(_lines(payload))
    if kind == 'multipart':
        return _multipart(message, [_text(part, False, raw) for part in payload or ()])
    raise TypeError(f'string payload expected: {type(payload)}')


def _multipart(message, parts):
    boundary = message.get_boundary()
    if boundary is None:
        boundary = _new_boundary('\n'.join(parts))
        message.set_boundary(boundary)
    pieces = []
    if message.preamble is not None:
        pieces.append(f'{message.preamble}\n')
    pieces.append(f'--{boundary}\n')
    pieces.append(f'\n--{boundary}\n'.join(parts))
    pieces.append(f'\n--{boundary}--\n')
    if message.epilogue is not None:
        pieces.append(message.epilogue)
    return '\n'.join(_lines(''.join(pieces)))


def _new_boundary(text):
    """One that no line of the text begins with."""
    while True:
        boundary = f'{"=" * 15}{random.randrange(10 ** 19):019d}=='
        if f'--{boundary}' not in text:
            return boundary


def _text(message, unixfrom, raw):
    body = _body(message, raw)  # which may set the boundary
    head = ''.join(_header(name, value, raw) for name, value in message.raw_items())
    envelope = f'{message.get_unixfrom() or _envelope()}\n' if unixfrom else ''
    return f'{envelope}{head}\n{body}'


def _envelope():
    import time
    return f'From nobody {time.ctime()}'


def text_of(message, unixfrom):
    """The message as str."""
    return _text(message, unixfrom, raw=False)


def bytes_of(message, unixfrom):
    """The message as bytes."""
    return _text(message, unixfrom, raw=True).encode('ascii', 'surrogateescape')
