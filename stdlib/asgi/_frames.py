"""Frames of WebSockets (RFC 6455, section 5): from bytes to messages, and back."""

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NORMAL, GOING_AWAY, PROTOCOL_ERROR, NO_STATUS, ABNORMAL, BAD_DATA, TOO_BIG, INTERNAL_ERROR = (
    1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011)
_LONGEST_CONTROL = 125
# Codes that may be in a frame: those of the standard and of IANA's registry, those for libraries and for applications.
_SENDABLE = frozenset((*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)))


class FrameError(Exception):
    """The client broke the rules: (code, reason) for the frame that closes the connection."""


def unmask(data, mask):
    """The exclusive or of the data with the mask, again and again."""
    length = len(data)
    masks = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(data, 'big') ^ int.from_bytes(masks, 'big')).to_bytes(length, 'big')


def make_frame(opcode, data):
    """A whole message, or a control frame, by a server."""
    length = len(data)
    if length < 126:
        return bytes((0x80 | opcode, length)) + data
    if length < 1 << 16:
        return bytes((0x80 | opcode, 126)) + length.to_bytes(2, 'big') + data
    return bytes((0x80 | opcode, 127)) + length.to_bytes(8, 'big') + data


def make_close(code, reason=''):
    """The frame that closes a connection; the reason is cut to what fits."""
    if code == NO_STATUS:
        return make_frame(CLOSE, b'')
    if code not in _SENDABLE:
        raise ValueError(f'invalid code {code}')
    text = reason.encode()[:_LONGEST_CONTROL - 2].decode('utf-8', 'ignore').encode()
    return make_frame(CLOSE, code.to_bytes(2, 'big') + text)


def parse_close(data):
    """(code, reason) of a frame that closes."""
    if not data:
        return NO_STATUS, ''
    code = int.from_bytes(data[:2], 'big')
    if len(data) == 1 or code not in _SENDABLE:
        raise FrameError(PROTOCOL_ERROR, 'invalid close code')
    try:
        return code, data[2:].decode()
    except UnicodeDecodeError:
        raise FrameError(BAD_DATA, 'invalid UTF-8') from None


class FrameReader:
    """Takes bytes, gives messages: (TEXT, str), (BINARY, bytes), and (CLOSE, PING or PONG, bytes)."""

    def __init__(self, largest):
        self._largest = largest
        self._data = bytearray()
        self._opcode = None  # of the message that came in part
        self._parts, self._size = [], 0

    def feed(self, data):
        """Add what a client sent."""
        self._data += data

    def __iter__(self):
        while (frame := self._next_frame()) is not None:
            message = self._understand(*frame)
            if message is not None:
                yield message

    def _next_frame(self):
        """(is it the last of its message, opcode, payload), or None."""
        data = self._data
        if len(data) < 2:
            return None
        first, second = data[0], data[1]
        self._check(first, second)
        length, start = second & 0x7f, 2
        if length > 125:
            start = 4 if length == 126 else 10
            if len(data) < start:
                return None
            length = int.from_bytes(data[2:start], 'big')
        if not first & 8 and self._size + length > self._largest:
            raise FrameError(TOO_BIG, 'the message is too big')
        end = start + 4 + length
        if len(data) < end:
            return None
        payload = unmask(bytes(data[start + 4:end]), bytes(data[start:start + 4]))
        del data[:end]
        return first >> 7, first & 0xf, payload

    @staticmethod
    def _check(first, second):
        opcode = first & 0xf
        if first & 0x70:
            raise FrameError(PROTOCOL_ERROR, 'reserved bits are set')
        if opcode not in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG):
            raise FrameError(PROTOCOL_ERROR, 'unknown opcode')
        if not second & 0x80:
            raise FrameError(PROTOCOL_ERROR, 'the frame is not masked')
        if opcode >= CLOSE and (not first & 0x80 or second & 0x7f > _LONGEST_CONTROL):
            raise FrameError(PROTOCOL_ERROR, 'a control frame is too long or in parts')

    def _understand(self, is_last, opcode, payload):
        """A message, if this frame completes one."""
        if opcode >= CLOSE:
            return opcode, payload
        if (opcode == CONTINUATION) != (self._opcode is not None):
            raise FrameError(PROTOCOL_ERROR, 'unexpected frame in a message that comes in parts')
        if opcode != CONTINUATION:
            self._opcode = opcode
        self._parts.append(payload)
        self._size += len(payload)
        if not is_last:
            return None
        opcode, data = self._opcode, b''.join(self._parts)
        self._opcode, self._parts, self._size = None, [], 0
        if opcode == BINARY:
            return BINARY, data
        try:
            return TEXT, data.decode()
        except UnicodeDecodeError:
            raise FrameError(BAD_DATA, 'invalid UTF-8') from None
