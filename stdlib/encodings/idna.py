"""Host names beyond ASCII (IDNA 2003, RFC 3490): nameprep, then punycode behind xn--.

Nameprep goes by Unicode's data of today instead of version 3.2: characters that 3.2 did not know are taken, not refused.
"""
import codecs
import re
import unicodedata
from ._parts import parts as _parts
from .punycode import punycode_decode, punycode_encode

ace_prefix = b'xn--'
sace_prefix = 'xn--'
dots = re.compile('[.\u3002\uff0e\uff61]')
_NOTHING = dict.fromkeys(map(ord, '\u00ad\u034f\u1806\u180b\u180c\u180d\u200b\u200c\u200d\u2060\ufeff'), '')
_NOTHING |= dict.fromkeys(range(0xFE00, 0xFE10), '')
_FORBIDDEN_CATEGORIES = {'Cc', 'Cf', 'Co', 'Cs', 'Zl', 'Zp', 'Zs'}
_FORBIDDEN = set('\u0340\u0341\ufff9\ufffa\ufffb\ufffc\ufffd') | set(map(chr, range(0x2FF0, 0x2FFC)))


def _is_forbidden(character):
    if character == ' ':
        return False  # it is no letter either: ToASCII refuses it only where STD 3 rules are asked for
    code = ord(character)
    return (code >= 128 and unicodedata.category(character) in _FORBIDDEN_CATEGORIES or character in _FORBIDDEN
            or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF)


def _check_directions(label):
    """Text from right to left stands alone, and at both ends (RFC 3454, 6)."""
    kinds = [unicodedata.bidirectional(character) for character in label]
    if not {'R', 'AL'}.intersection(kinds):
        return
    if 'L' in kinds:
        raise UnicodeError('Violation of BIDI requirement 2')
    if kinds[0] not in ('R', 'AL') or kinds[-1] not in ('R', 'AL'):
        raise UnicodeError('Violation of BIDI requirement 3')


def nameprep(label):
    """A label in the form in which labels are compared (RFC 3491)."""
    label = unicodedata.normalize('NFKC', label.translate(_NOTHING).casefold())
    label = unicodedata.normalize('NFKC', label.casefold())
    for character in label:
        if _is_forbidden(character):
            raise UnicodeError(f'Invalid character {character!r}')
    _check_directions(label)
    return label


def _checked(label):
    if not 0 < len(label) < 64:
        raise UnicodeError('label empty or too long')
    return label


def ToASCII(label):
    """The bytes of a label."""
    if label.isascii():
        return _checked(label.encode('ascii'))
    prepared = nameprep(label)
    if prepared.isascii():
        return _checked(prepared.encode('ascii'))
    if prepared.startswith(sace_prefix):
        raise UnicodeError('Label starts with ACE prefix')
    return _checked(ace_prefix + punycode_encode(prepared))


def _ascii(label):
    try:
        return label.encode('ascii')
    except UnicodeError:
        raise UnicodeError('Invalid character in IDN label') from None


def ToUnicode(label):
    """The text of a label, which is bytes or text."""
    if len(label) > 1024:
        raise UnicodeError('label way too long')
    if not isinstance(label, bytes):
        try:
            label = label.encode('ascii')
        except UnicodeError:
            label = _ascii(nameprep(label))
    if not label.startswith(ace_prefix):
        return str(label, 'ascii')
    result = punycode_decode(label[len(ace_prefix):], 'strict')
    back = ToASCII(result)
    if str(label, 'ascii').lower() != str(back, 'ascii'):
        raise UnicodeError('IDNA does not round-trip', label, back)
    return result


def _only_strict(errors):
    if errors != 'strict':
        raise UnicodeError(f'unsupported error handling {errors}')


def _check_plain(data):
    """Labels of a name in ASCII are not changed, but they may not be empty or too long."""
    *labels, last = data.split(b'.')
    for label in labels:
        if not 0 < len(label) < 64:
            raise UnicodeError('label empty or too long')
    if len(last) >= 64:
        raise UnicodeError('label too long')
    return data


def _encode(input, errors='strict'):
    _only_strict(errors)
    if input.isascii():
        return _check_plain(input.encode('ascii')), len(input)
    labels = dots.split(input)
    end = b'' if labels[-1] else b'.'
    if end:
        labels.pop()
    return b'.'.join(map(ToASCII, labels)) + end, len(input)


def _decode(input, errors='strict'):
    _only_strict(errors)
    data = bytes(input)
    if ace_prefix not in data and data.isascii():
        return data.decode('ascii'), len(data)
    labels = data.split(b'.')
    end = '' if labels[-1] else '.'
    if end:
        labels.pop()
    return '.'.join(map(ToUnicode, labels)) + end, len(data)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        """Labels are encoded when they are complete."""
        _only_strict(errors)
        *labels, last = dots.split(input)
        if final and last:
            return b'.'.join(map(ToASCII, [*labels, last])), len(input)
        return b''.join(ToASCII(label) + b'.' for label in labels), len(input) - len(last)


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        _only_strict(errors)
        text = input if isinstance(input, str) else str(input, 'ascii')
        *labels, last = dots.split(text)
        if final and last:
            return '.'.join(map(ToUnicode, [*labels, last])), len(text)
        return ''.join(ToUnicode(label) + '.' for label in labels), len(text) - len(last)


globals().update(_parts('idna', _encode, _decode, IncrementalEncoder=IncrementalEncoder,
                        IncrementalDecoder=IncrementalDecoder))
