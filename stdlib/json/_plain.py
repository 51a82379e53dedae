"""What the package does without its C module _json: strings, numbers, arrays and objects in Python."""
import re

from .decoder import JSONDecodeError

_SPECIAL = re.compile(r'["\\\x00-\x1f]')
_NUMBER = re.compile(r'(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?', re.ASCII)
_BLANK = re.compile(r'[ \t\n\r]*')
_HEX = re.compile(r'[0-9A-Fa-f]{4}')
_ESCAPES = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_TO_ESCAPE = {ord(c): '\\' + letter for letter, c in _ESCAPES.items() if c != '/'}
_CONTROLS = {c: f'\\u{c:04x}' for c in range(32)} | _TO_ESCAPE
_WORDS = {'null': None, 'true': True, 'false': False}
_NUMBER_WORDS = 'NaN', 'Infinity', '-Infinity'


def skip_space(s, idx):
    return _BLANK.match(s, idx).end()


# --- strings --------------------------------------------------------------------------------------------------------

def _read_unicode(s, at):
    """(code unit, index behind it) of four hexadecimal digits."""
    digits = _HEX.match(s, at + 1)
    if digits is None:
        raise JSONDecodeError('Invalid \\uXXXX escape', s, at)
    return int(digits[0], 16), digits.end()


def _read_escape(s, at, start):
    """(character, index behind it) of an escape whose letter is at `at`."""
    if at >= len(s):
        raise JSONDecodeError('Unterminated string starting at', s, start)
    letter = s[at]
    if letter != 'u':
        if letter not in _ESCAPES:
            raise JSONDecodeError(f'Invalid \\escape: {letter!r}', s, at)
        return _ESCAPES[letter], at + 1
    unit, end = _read_unicode(s, at)
    if 0xd800 <= unit <= 0xdbff and s.startswith('\\u', end):
        second, behind = _read_unicode(s, end + 1)
        if 0xdc00 <= second <= 0xdfff:
            return chr(0x10000 + (unit - 0xd800 << 10 | second - 0xdc00)), behind
    return chr(unit), end


def scanstring(s, end, strict=True):
    """(text, index behind the closing quote) of the string whose opening quote is before end."""
    start, parts = end - 1, []
    while True:
        special = _SPECIAL.search(s, end)
        if special is None:
            raise JSONDecodeError('Unterminated string starting at', s, start)
        at, c = special.start(), special[0]
        parts.append(s[end:at])
        if c == '"':
            return ''.join(parts), at + 1
        end = at + 1
        if c == '\\':
            c, end = _read_escape(s, end, start)
        elif strict:
            raise JSONDecodeError(f'Invalid control character {c!r} at', s, end)
        parts.append(c)


def encode_basestring(s):
    """The string as JSON, in quotes."""
    return f'"{str.translate(s, _CONTROLS)}"'


def _in_ascii(match):
    c = ord(match[0])
    if c < 0x10000:
        return f'\\u{c:04x}'
    return f'\\u{0xd800 + (c - 0x10000 >> 10):04x}\\u{0xdc00 + (c & 0x3ff):04x}'


def encode_basestring_ascii(s):
    """The same with escapes for what is not ASCII."""
    return re.sub('[^ -~]', _in_ascii, encode_basestring(s))


# --- values ---------------------------------------------------------------------------------------------------------

class _Scanner:
    def __init__(self, context):
        self.context = context
        self.keys = {}

    def value(self, s, at):
        c = s[at:at + 1]
        if c == '"':
            return self.context.parse_string(s, at + 1, self.context.strict)
        if c == '[':
            return self.array(s, at + 1)
        if c == '{':
            return self.object(s, at + 1)
        return self.word(s, at)

    def word(self, s, at):
        number = _NUMBER.match(s, at)
        if number is not None:
            whole, fraction, exponent = number.groups('')
            parse = self.context.parse_float if fraction or exponent else self.context.parse_int
            return parse(whole + fraction + exponent), number.end()
        for word, value in _WORDS.items():
            if s.startswith(word, at):
                return value, at + len(word)
        for word in _NUMBER_WORDS:
            if s.startswith(word, at):
                return self.context.parse_constant(word), at + len(word)
        raise StopIteration(at)

    def nested(self, s, at):
        try:
            return self.value(s, at)
        except StopIteration as stop:
            place = stop.value
        raise JSONDecodeError('Expecting value', s, place) from None

    def more(self, s, at, end):
        """(is there another one, index behind the comma or the end)"""
        at = skip_space(s, at)
        if s[at:at + 1] not in (',', end):
            raise JSONDecodeError("Expecting ',' delimiter", s, at)
        return s[at] == ',', at + 1

    def array(self, s, at):
        items, at = [], skip_space(s, at)
        more = s[at:at + 1] != ']'
        if not more:
            at += 1
        while more:
            item, at = self.nested(s, skip_space(s, at))
            items.append(item)
            more, at = self.more(s, at, ']')
        return items, at

    def object(self, s, at):
        pairs, at = [], skip_space(s, at)
        more = s[at:at + 1] != '}'
        if not more:
            at += 1
        while more:
            at = skip_space(s, at)
            if s[at:at + 1] != '"':
                raise JSONDecodeError('Expecting property name enclosed in double quotes', s, at)
            key, at = self.context.parse_string(s, at + 1, self.context.strict)
            at = skip_space(s, at)
            if s[at:at + 1] != ':':
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            value, at = self.nested(s, skip_space(s, at + 1))
            pairs.append((self.keys.setdefault(key, key), value))
            more, at = self.more(s, at, '}')
        if self.context.object_pairs_hook is not None:
            return self.context.object_pairs_hook(pairs), at
        hook = self.context.object_hook
        return (dict(pairs) if hook is None else hook(dict(pairs))), at


def make_scanner(context):
    """The function of (text, index) that answers (value, index behind it)."""
    scanner = _Scanner(context)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError('idx cannot be negative')
        try:
            return scanner.value(string, idx)
        finally:
            scanner.keys.clear()
    return scan_once


make_scanner.__module__ = 'json.scanner'
scanstring.__module__ = 'json.decoder'
encode_basestring.__module__ = encode_basestring_ascii.__module__ = 'json.encoder'
