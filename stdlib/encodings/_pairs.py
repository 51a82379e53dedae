"""Text in pairs of letters between marks: whole texts at once, where nothing in them is unusual."""
import re

RAISED = bytes(byte | 0x80 for byte in range(256))
LOWERED = bytes(byte & 0x7f for byte in range(256))
_RAISED_PAIRS = bytes(range(0xa1, 0xff))
_PAIRS = _RAISED_PAIRS.translate(LOWERED)
_ASCII = bytes(range(128))

_raised_runs = re.compile(rb'[\xa1-\xfe]+')


def encode_pairs(codec, text):
    """Text in two bytes for each character, without their high bits, or None: not all have two in this set."""
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return None
    if len(data) != 2 * len(text) or data.translate(None, _RAISED_PAIRS):
        return None
    return data.translate(LOWERED)


def encode_quick(text, codec, opening, closing):
    """Text with its pairs between marks, or None: it has something unusual, or does not end in ASCII."""
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return None
    raised = data.translate(None, _ASCII)
    if len(raised) != 2 * (len(data) - len(text)) or raised.translate(None, _RAISED_PAIRS) or opening == b'\x0e' and b'\x0e' in data:
        return None
    if opening == b'~{':
        data = data.replace(b'~', b'~~')
    return _raised_runs.sub(opening + rb'\g<0>' + closing, data).translate(LOWERED)


def decode_quick(data, codec, opening, closing, mark):
    """(text, bytes used) of what ends with the last closing mark, or None: something in it is unusual. mark: what then is
    in no other place."""
    used = data.rfind(closing) + len(closing)
    if used < len(closing) or not data.isascii():
        return None
    head, *pieces = data[:used].split(opening)
    out = [head]
    for piece in pieces:
        pairs, end, rest = piece.partition(closing)
        if not end or len(pairs) & 1 or pairs.translate(None, _PAIRS):
            return None
        out += pairs.translate(RAISED), rest
    raised = b''.join(out)
    if mark in raised or closing in raised:
        return None
    try:
        return raised.decode(codec), used
    except UnicodeDecodeError:
        return None
