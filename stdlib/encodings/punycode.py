"""Punycode (RFC 3492): any text in letters, digits and hyphens."""
from ._parts import parts as _parts

_BASE, _FIRST, _LAST, _SKEW, _DAMP, _BIAS, _START = 36, 1, 26, 38, 700, 72, 128
_DIGITS = b'abcdefghijklmnopqrstuvwxyz0123456789'


def adapt(delta, first, numchars):
    """The bias after a delta (6.1)."""
    delta = delta // _DAMP if first else delta // 2
    delta += delta // numchars
    turns = 0
    while delta > (_BASE - _FIRST) * _LAST // 2:
        delta //= _BASE - _FIRST
        turns += _BASE
    return turns + (_BASE - _FIRST + 1) * delta // (delta + _SKEW)


def _threshold(position, bias):
    return min(max(position - bias, _FIRST), _LAST)


def _digits_of(number, bias):
    """A number as digits of growing bases, which needs no end mark (3.3)."""
    position = _BASE
    while True:
        threshold = _threshold(position, bias)
        if number < threshold:
            yield _DIGITS[number]
            return
        number, digit = divmod(number - threshold, _BASE - threshold)
        yield _DIGITS[threshold + digit]
        position += _BASE


def _deltas(text, plain):
    """How far the state of a decoder moves to each insertion (6.3): (delta, characters that are there)."""
    code, delta, there = _START, 0, plain
    while there < len(text):
        following = min(ord(c) for c in text if ord(c) >= code)
        delta += (following - code) * (there + 1)
        code = following
        for character in text:
            if ord(character) < code:
                delta += 1
            elif ord(character) == code:
                yield delta, there
                delta, there = 0, there + 1
        delta, code = delta + 1, code + 1


def punycode_encode(text):
    """The bytes of a text."""
    plain = bytes(ord(c) for c in text if c < '\x80')
    out, bias = bytearray(plain + b'-' if plain else b''), _BIAS
    for delta, there in _deltas(text, len(plain)):
        out += bytes(_digits_of(delta, bias))
        bias = adapt(delta, there == len(plain), there + 1)
    return bytes(out)


def _read_number(data, at, bias, errors):
    """(number or None, where to go on)"""
    number, weight, position = 0, 1, _BASE
    while True:
        if at >= len(data):
            if errors == 'strict':
                raise UnicodeError('incomplete punicode string')
            return None, at + 1
        digit = _DIGITS.find(data[at:at + 1].lower())
        if digit < 0:
            if errors == 'strict':
                raise UnicodeError(f"Invalid extended code point '{chr(data[at]).upper()}'")
            return None, at + 1
        at += 1
        number += digit * weight
        threshold = _threshold(position, bias)
        if digit < threshold:
            return number, at
        weight *= _BASE - threshold
        position += _BASE


def _insertions(text, data, errors):
    """Insert into a list of characters what the rest of the bytes says."""
    code, place, bias, at = _START, 0, _BIAS, 0
    first = True
    while at < len(data):
        number, at = _read_number(data, at, bias, errors)
        if number is None:
            return
        step, place = divmod(place + number, len(text) + 1)
        code += step
        if code > 0x10FFFF:
            if errors == 'strict':
                raise UnicodeError(f'Invalid character U+{code:x}')
            code = ord('?')
        text.insert(place, chr(code))
        bias, first = adapt(number, first, len(text)), False
        place += 1


def punycode_decode(text, errors):
    """The text of bytes, or of a str in ASCII."""
    data = text.encode('ascii') if isinstance(text, str) else bytes(text)
    plain, _, rest = data.rpartition(b'-')
    characters = list(plain.decode('ascii', errors))
    _insertions(characters, rest.decode('ascii', errors).encode('ascii', 'replace'), errors)
    return ''.join(characters)


def _encode(input, errors='strict'):
    return punycode_encode(input), len(input)


def _decode(input, errors='strict'):
    if errors not in ('strict', 'replace', 'ignore'):
        raise UnicodeError(f'Unsupported error handling {errors}')
    return punycode_decode(input, errors), len(input)


globals().update(_parts('punycode', _encode, _decode))
