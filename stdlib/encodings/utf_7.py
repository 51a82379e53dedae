"""UTF-7 (RFC 2152): text in ASCII, the rest as UTF-16 in base64 between + and -."""
import base64
import codecs
from ._parts import parts as _parts

_DIRECT = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\'(),-./:? \t\r\n'
                    b'!"#$%&*;<=>@[]^_`{|}')
_BASE64 = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')


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
            if ord(character) in _BASE64 or character == '-':
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
        text, self.at = self.handle(UnicodeDecodeError('utf7', self.data, start, stop, reason))
        self.out.append(text)

    def read_shifted(self, final):
        """After a +. False: it is not complete, and more may come."""
        start = end = self.at + 1
        while end < len(self.data) and self.data[end] in _BASE64:
            end += 1
        at_end = end == len(self.data)
        if at_end and not final:
            return False
        digits, closed = self.data[start:end], self.data[end:end + 1] == b'-'
        if not digits and not at_end:
            if closed:
                self.out.append('+')
                self.at = end + 1
            else:
                self.fail(self.at, end + 1, 'ill-formed sequence')
            return True
        spare = len(digits) * 6 % 16
        bits = int.from_bytes(base64.b64decode(digits + b'A' * (-len(digits) % 4)), 'big') >> -len(digits) % 4 * 6
        units = (bits >> spare).to_bytes(len(digits) * 6 // 16 * 2, 'big')
        self.out.append(units.decode('utf-16-be', 'surrogatepass'))
        problem = None
        if spare >= 6:
            problem = 'partial character in shift sequence'
        elif bits & (1 << spare) - 1:
            problem = 'non-zero padding bits in shift sequence'
        if problem and at_end:
            self.fail(self.at, end, 'unterminated shift sequence')
        elif problem:
            self.fail(self.at, end + 1, problem)
        else:
            self.at = end + closed
        return True

    def read(self, final):
        """(text, bytes used)"""
        while self.at < len(self.data):
            byte = self.data[self.at]
            if byte == ord('+'):
                if not self.read_shifted(final):
                    break
            elif byte < 128:
                self.out.append(chr(byte))
                self.at += 1
            else:
                self.fail(self.at, self.at + 1, 'unexpected special character')
        return ''.join(self.out), self.at


def _partial(data, errors, final):
    return _Reader(bytes(data), errors or 'strict').read(final)


def utf_7_decode(input, errors='strict'):
    return _partial(input, errors, True)


encode, decode = utf_7_encode, utf_7_decode
globals().update(_parts('utf-7', utf_7_encode, utf_7_decode, partial=_partial))
