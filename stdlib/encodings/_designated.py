"""ISO 2022: escape sequences designate sets of characters, whose bytes are those of ASCII.

A set is designated as G0, which bytes mean at once, as G1, which they mean between SO and SI, or as G2, which the one
byte behind ESC N means. In states a set is the last byte of its escape sequence, with the high bit if its characters
have two bytes.
"""
import re
from . import _stateful
from ._pairs import LOWERED, RAISED, decode_quick, encode_pairs, encode_quick

_ASCII, _ROMAN, _KATAKANA, _LATIN, _GREEK = b'BJIAF'
_C6226, _CHINESE, _JAPANESE, _KOREAN, _SUPPLEMENT = (letter | 0x80 for letter in b'@ABCD')
_SHIFTED, _THROUGH = 1, 2  # flags: behind SO; in an escape sequence of other standards, which is text
_SO, _SI, _ESC = b'\x0e\x0f\x1b'

_CODECS = {_C6226: 'euc_jp', _JAPANESE: 'euc_jp', _SUPPLEMENT: 'euc_jp', _CHINESE: 'gb2312', _KOREAN: 'cp949'}
_ROMAN_TEXT = {ord('\\'): '\xa5', ord('~'): '\u203e'}
_ROMAN_BYTES = {'\xa5': b'\\', '\u203e': b'~'}
_NO_GREEK = b'$%*'  # which the edition of 1987 does not have
_HALF_WIDTH = 0xff61 - 0x21

_pairs = re.compile(rb'(?:[!-~]{2}){1,128}').match
_plain = re.compile(rb'[^\x0e\x0f\x1b\x80-\xff]+').match
_letters = re.compile(rb'[^\x1b\x80-\xff]+').match
_end_of_escape = re.compile(rb'[^@-Z]*[@-Z]').match
_end_of_long_escape = re.compile(rb'(?:&@.|(?!&@)[^@-Z])*[@-Z]', re.DOTALL).match  # ESC & @ announces another one
_ascii_run = re.compile('[\0-\x7f]+').match
_other_run = re.compile('[^\0-\x7f]{1,128}').match  # not longer, as it is looked at anew behind each fault


def _encode_supplement(character):
    data = character.encode('euc_jp', 'ignore')
    return data[1:].translate(LOWERED) if len(data) == 3 else None


def _encode_in(charset, character):
    """A character's bytes in a set, or None."""
    if charset == _ROMAN:
        return _ROMAN_BYTES.get(character)
    if charset == _KATAKANA:
        return bytes([ord(character) - _HALF_WIDTH]) if '\uff61' <= character <= '\uff9f' else None
    return _encode_supplement(character) if charset == _SUPPLEMENT else encode_pairs(_CODECS[charset], character)


def _greek(byte):
    return bytes([byte | 0x80]).decode('iso8859-7', 'ignore')


def _decode_pairs(charset, data):
    if charset == _SUPPLEMENT:
        data = b''.join(b'\x8f' + data[i:i + 2] for i in range(0, len(data), 2))
    return data.translate(RAISED).decode(_CODECS[charset])


class _State:
    """What is designated. sets: those of the codec, in the order in which they are tried; the first is the usual one."""
    sets, shifts, has_second, long_escapes = (), False, False, False

    def __init__(self):
        self.zero = self.one = _ASCII
        self.two = self.flags = 0

    def number(self):
        """The state as a number."""
        return self.zero | self.one << 8 | self.two << 16 | self.flags << 32

    def set_number(self, number):
        self.zero, self.one, self.two, _, self.flags, *_ = number.to_bytes(8, 'little')


class _Writer(_State, _stateful.Writer):
    known = None  # characters: (set, bytes)

    def put_all(self, text):
        if self.zero != _ASCII or self.flags:
            return None
        if self.shifts:
            data = encode_quick(text, 'cp949', b'\x0e', b'\x0f')
            if data is None or self.one == self.sets[0] or text.isascii():
                return data
            start, self.one = data.find(b'\x0e'), self.sets[0]
            return data[:start] + b'\x1b$)C' + data[start:]
        if '\xa5' in text or '\u203e' in text:  # which are \ and ~ in this set
            return None
        return encode_quick(text, 'euc_jp', b'\x1b$B', b'\x1b(B')

    def put(self, text, at):
        run = _ascii_run(text, at)
        if run:
            return self.finish() + run[0].encode('ascii'), run.end()
        run = _other_run(text, at)
        data = encode_pairs(_CODECS[self.sets[0]], run[0])
        if data is not None:
            return self._designate(self.sets[0]) + data, run.end()
        out = []
        for character in run[0]:
            charset, data = self.known.get(character) or self._find(character)
            if data is None:
                break
            out.append(self._designate(charset) + data)
        return b''.join(out) if out else None, at + len(out)

    def _find(self, character):
        for charset in self.sets:
            data = _encode_in(charset, character)
            if data is not None:
                self.known[character] = found = charset, data
                return found
        return None, None

    def _designate(self, charset):
        """What says that characters of the set follow."""
        if self.shifts:
            return self._shift(charset)
        if self.zero == charset:
            return b''
        self.zero = charset
        if charset < 0x80:
            return b'\x1b(%c' % charset
        short = charset in (_JAPANESE, _C6226)
        return (b'\x1b$%c' if short else b'\x1b$(%c') % (charset & 0x7f)

    def _shift(self, charset):
        data = b'' if self.one == charset else b'\x1b$)%c' % (charset & 0x7f)
        if not self.flags & _SHIFTED:
            data += b'\x0e'
        self.one = charset
        self.flags |= _SHIFTED
        return data

    def finish(self):
        data = b''
        if self.flags & _SHIFTED:
            data = b'\x0f'
            self.flags &= ~_SHIFTED
        if self.zero != _ASCII:
            self.zero = _ASCII
            data += b'\x1b(B'
        return data


class _Reader(_State, _stateful.Reader):
    def __init__(self):
        super().__init__()
        self.two = _ASCII
        self.run = _plain if self.shifts else _letters

    def reset(self):
        self.zero = _ASCII
        self.flags &= ~_SHIFTED

    def take_all(self, data):
        if self.zero != _ASCII or self.flags:
            return None
        if not self.shifts:
            return decode_quick(data, 'euc_jp', b'\x1b$B', b'\x1b(B', b'\x1b')
        header = data[:4] == b'\x1b$)C'
        if self.one != self.sets[0] and not header:
            return None
        quick = decode_quick(data[4:] if header else data, 'cp949', b'\x0e', b'\x0f', b'\x1b')
        if quick is None:
            return None
        self.one = self.sets[0]
        return quick[0], quick[1] + 4 * header

    def take(self, data, at):
        if self.flags & _THROUGH:
            return self._take_through(data, at)
        byte = data[at]
        if byte == _ESC:
            return self._take_escape(data, at)
        if byte >= 0x80:
            return None, 1
        if self.shifts and byte in (_SO, _SI):
            self.flags = self.flags & ~_SHIFTED | (_SHIFTED if byte == _SO else 0)
            return '', 1
        charset = self.one if self.flags & _SHIFTED else self.zero
        if byte < 0x20:
            if byte == 10:
                self.flags &= ~_SHIFTED
            return chr(byte), 1
        if charset >= 0x80:
            return self._take_pairs(charset, data, at)
        return self._take_letters(charset, data, at)

    def _take_letters(self, charset, data, at):
        if charset == _KATAKANA:
            return (chr(data[at] + _HALF_WIDTH) if 0x21 <= data[at] <= 0x5f else None), 1
        if charset not in (_ASCII, _ROMAN):
            return None, 1
        run = self.run(data, at)[0]
        if self.flags & _SHIFTED:
            run = run.partition(b'\n')[0]
        text = run.decode('ascii')
        return text.translate(_ROMAN_TEXT) if charset == _ROMAN else text, len(run)

    def _take_pairs(self, charset, data, at):
        run = _pairs(data, at)
        if not run:
            return None, 2 if at + 2 <= len(data) else 0
        try:
            return _decode_pairs(charset, run[0]), len(run[0])
        except UnicodeDecodeError as error:
            good = error.start // (3 if charset == _SUPPLEMENT else 2) * 2
        return (_decode_pairs(charset, run[0][:good]), good) if good else (None, 2)

    def _take_through(self, data, at):
        end = _end_of_escape(data, at)
        stop = end.end() if end else len(data)
        if end:
            self.flags &= ~_THROUGH
        return data[at:stop].decode('latin-1'), stop - at

    def _take_escape(self, data, at):
        following = data[at + 1:at + 2]
        if not following:
            return None, 0
        if following in b'()$.&':
            return self._designate(data, at)
        if following == b'N' and self.has_second:
            return self._take_second(data, at)
        self.flags |= _THROUGH
        return '\x1b', 1

    def _take_second(self, data, at):
        if at + 2 == len(data):
            return None, 0
        byte = data[at + 2]
        if self.two == _GREEK:
            text = chr(byte ^ 0x80)
            return None if byte in _NO_GREEK else text if text < '\xa0' else _greek(byte) or None, 3
        if self.two not in (_ASCII, _LATIN):
            raise RuntimeError('internal codec error')
        if byte >= 0x80:
            return None, 3
        return chr(byte | (0x80 if self.two == _LATIN else 0)), 3

    def _designate(self, data, at):
        """An escape sequence that designates: ('', size), or what is wrong."""
        end = (_end_of_long_escape if self.long_escapes else _end_of_escape)(data, at + 1, at + 16)
        if not end:
            return None, 0 if len(data) < at + 16 else 1
        sequence = data[at + 1:end.end()]
        size = len(sequence) + 1
        place, charset = _designation(sequence, self.long_escapes)
        if charset not in self.sets and charset not in self.others and charset != _ASCII or place == b'.' and not self.has_second:
            return None, size
        if place == b'(':
            self.zero = charset
        elif place == b')':
            self.one = charset
        else:
            self.two = charset
        return '', size


def _designation(sequence, long_escapes):
    """(b'(' or b')' or b'.', the set), of an escape sequence without its ESC; (None, None): none."""
    double = sequence[:1] == b'$'
    if long_escapes and len(sequence) == 5 and sequence.endswith(b'\x1b$B'):  # whatever announces it
        return b'(', _JAPANESE
    if double and len(sequence) == 2:
        return b'(', sequence[1] | 0x80
    if len(sequence) != 2 + double or sequence[double:double + 1] not in ((b'(', b')') if double else (b'(', b')', b'.')):
        return None, None
    return sequence[double:double + 1], sequence[-1] | double << 7


def parts(name, sets, others=(), **fields):
    """The dict of what the module of a codec has. others: sets that are only read."""
    fields |= {'sets': sets, 'others': others, 'known': {}}
    return _stateful.parts(name, *(type(kind.__name__, (kind,), fields) for kind in (_Writer, _Reader)))


def japanese(name, *further, seconds=(), **fields):
    """A codec of Japanese with further sets, and such as only ESC N leads to."""
    sets = _JAPANESE, *further, _ROMAN
    return parts(name, sets, (_C6226, *seconds), long_escapes=True, **fields)


KATAKANA, LATIN, GREEK, CHINESE, KOREAN, SUPPLEMENT = _KATAKANA, _LATIN, _GREEK, _CHINESE, _KOREAN, _SUPPLEMENT
