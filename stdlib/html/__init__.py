"""Text in HTML: what has a meaning there is written as character references, and read back."""
__all__ = ['escape', 'unescape']

_LONGEST_NAME = 32
_ENDS_NAME = frozenset('\t\n\f <&#;')
_DIGITS = frozenset('0123456789')
_HEX_DIGITS = frozenset('0123456789abcdefABCDEF')

# What numbers from 0x80 on, which are control characters, stand for: the characters of windows-1252. HTML 5 says so.
_WINDOWS = ('\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f'
            '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178')


def __getattr__(name):
    if name != 'entities':  # its tables are large, and who only writes HTML does not need them
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    import html.entities
    return html.entities


def __dir__():
    return sorted({*globals(), 'entities'})


def escape(s, quote=True):
    """Text that HTML shows as s. With quote, it can stand in an attribute, too."""
    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    if quote:
        s = s.replace('"', '&quot;').replace("'", '&#x27;')
    return s


def _is_no_character(code):
    """Control characters without a meaning, and what Unicode has set aside."""
    return (code < 32 and code not in (9, 10, 12, 13) or 0x7f <= code <= 0x9f or
            0xfdd0 <= code <= 0xfdef or code & 0xfffe == 0xfffe)


def _character(code):
    """The character that a number stands for."""
    if 0x80 <= code <= 0x9f:
        return _WINDOWS[code - 0x80]
    if code == 0 or 0xd800 <= code <= 0xdfff or code > 0x10ffff:
        return '\ufffd'
    return '' if _is_no_character(code) else chr(code)


def _span(s, start, allowed, end):
    """Where the run of allowed characters ends."""
    while start < end and s[start] in allowed:
        start += 1
    return start


def _number_at(s, start):
    """The character of the reference whose number (after '&#') starts there, and where it ends; None: it is none."""
    is_hex = s[start:start + 1] in ('x', 'X')
    start += is_hex
    end = _span(s, start, _HEX_DIGITS if is_hex else _DIGITS, len(s))
    if end == start:
        return None
    digits = s[start:end].lstrip('0')[:8] or '0'  # more digits are too large anyway
    return _character(int(digits, 16 if is_hex else 10)), end + s.startswith(';', end)


def _name_at(s, start):
    """The same for a name: the longest that is known."""
    from html.entities import html5
    end, limit = start, min(len(s), start + _LONGEST_NAME)
    while end < limit and s[end] not in _ENDS_NAME:
        end += 1
    if s[start:end + 1].endswith(';'):
        end += 1
    for stop in range(end, start + 1, -1):
        text = html5.get(s[start:stop])
        if text is not None:
            return text, stop
    return None


def unescape(s):
    """The text that HTML shows for s: all character references replaced, by the rules of HTML 5."""
    pieces, done = [], 0
    at = s.find('&')
    while at >= 0:
        found = _number_at(s, at + 2) if s.startswith('#', at + 1) else _name_at(s, at + 1)
        if found:
            pieces += s[done:at], found[0]
            done = found[1]
        at = s.find('&', max(done, at + 1))
    return ''.join((*pieces, s[done:])) if pieces else s
