"""UTF-7 (RFC 2152): text in ASCII, the rest as UTF-16 in base64 between + and -."""
import base64
import codecs
from ._parts import parts as _parts

_DIRECT = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\'(),-./:? \t\r\n'
                    b'!"#$%&*;<=>@[]^_`{|}')
_DIGITS = {digit: value for value, digit in enumerate(
    b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')}


def _shifted(text):
    return b'+' + base64.b64encode(text.encode('utf-16-be', 'surrogatepass')).rstrip(b'=')


def utf_7_encode(input, errors='strict'):
    out, waiting = [], []
    for character in input:
        if ord(character) not in _DIRECT and character != '+' or character == '+' and waiting:
            waiting.append(character)
            continue
        if waiting:
            out.append(_shifted(''.join(waiting)))
            waiting.clear()
            if ord(character) in _DIGITS or character == '-':
                out.append(b'-')
        out.append(b'+-' if character == '+' else character.encode('ascii'))
    if waiting:
        out.append(_shifted(''.join(waiting)) + b'-')
    return b''.join(out), len(input)


class _Reader:
    """Goes through the bytes; what is wrong is given to the error handler."""

    def __init__(self, data, errors):
        self.data, self.handle = data, codecs.lookup_error(errors)
        self.at, self.out = 0, []

    def fail(self, start, stop, reason):
        """Ask the handler, which may also put other bytes into the exception."""
        error = UnicodeDecodeError('utf7', self.data, start, stop, reason)
        answer = self.handle(error)
        if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], str)):
            raise TypeError('decoding error handler must return (str, int) tuple')
        text, at = answer
        if not isinstance(error.object, bytes):
            raise TypeError('object attribute must be bytes')
        self.data = error.object
        self.at = at + len(self.data) if at < 0 else at
        if not 0 <= self.at <= len(self.data):
            raise IndexError(f'position {at} from error handler out of bounds')
        self.out.append(text)

    def add_unit(self, unit, high):
        """A unit of UTF-16, after a high surrogate or 0; what waits for its partner."""
        if high and 0xdc00 <= unit < 0xe000:
            self.out.append(chr(0x10000 + ((high & 0x3ff) << 10 | unit & 0x3ff)))
            return 0
        if high:
            self.out.append(chr(high))
        if 0xd800 <= unit < 0xdc00:
            return unit
        self.out.append(chr(unit))
        return 0

    def read_shifted(self, final):
        """After a + that digits follow. False: it is not complete, and more may come."""
        start, before = self.at, len(self.out)
        value = bits = high = 0
        at = start + 1
        while at < len(self.data) and (digit := _DIGITS.get(self.data[at])) is not None:
            value, bits, at = value << 6 | digit, bits + 6, at + 1
            if bits >= 16:
                bits -= 16
                high = self.add_unit(value >> bits, high)
                value &= (1 << bits) - 1
        if at == len(self.data):
            if not final:
                del self.out[before:]
                return False
            self.at = at
            if high or bits >= 6 or value:
                self.fail(start, at, 'unterminated shift sequence')
        elif bits >= 6:
            self.fail(start, at + 1, 'partial character in shift sequence')
        elif value:
            self.fail(start, at + 1, 'non-zero padding bits in shift sequence')
        else:
            if high and self.data[at] < 128:
                self.out.append(chr(high))
            self.at = at + (self.data[at] == ord('-'))
        return True

    def read_plus(self, final):
        """From a + on. False: it is not complete, and more may come."""
        following = self.data[self.at + 1:self.at + 2]
        if following == b'-':
            self.out.append('+')
            self.at += 2
        elif following and following[0] not in _DIGITS:
            self.fail(self.at, self.at + 2, 'ill-formed sequence')
        else:
            return self.read_shifted(final)
        return True

    def read(self, final):
        """(text, bytes used)"""
        while self.at < len(self.data):
            byte = self.data[self.at]
            if byte == ord('+'):
                if not self.read_plus(final):
                    break
            elif byte < 128:
                self.out.append(chr(byte))
                self.at += 1
            else:
                self.fail(self.at, self.at + 1, 'unexpected special character')
        return ''.join(self.out), self.at


def _partial(data, errors, final):
    return _Reader(bytes(data), errors or 'strict').read(final)


def decode(input, errors='strict'):
    return _partial(input, errors, True)


encode, utf_7_decode = utf_7_encode, _partial
globals().update(_parts('utf-7', encode, decode, partial=_partial))
