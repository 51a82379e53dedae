"""File names against shell patterns: * any text, ? any character, [seq] one of a set, [!seq] none of it."""
from functools import lru_cache

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Whether a name matches, letters' case as the system sees it (on POSIX it matters)."""
    import os
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def fnmatchcase(name, pat):
    """Whether a name matches, letters' case included."""
    return _matcher(pat)(name)


def filter(names, pat):
    """The names that match."""
    import os
    match = _matcher(os.path.normcase(pat))
    return [name for name in names if match(os.path.normcase(name))]


@lru_cache(maxsize=256, typed=True)
def _matcher(pat):
    """A function that says whether a name matches; str for str patterns, bytes for bytes patterns."""
    if isinstance(pat, bytes):
        parts = _parse(pat.decode('latin-1'))

        def match(name):
            if not isinstance(name, bytes):
                raise TypeError('cannot use a bytes pattern on a string-like object')
            return _matches(name.decode('latin-1'), parts)
        return match
    parts = _parse(pat)

    def match(name):
        if not isinstance(name, str):
            raise TypeError('cannot use a string pattern on a bytes-like object')
        return _matches(name, parts)
    return match


_STAR = object()
_ANY = object()


class _CharSet:
    """One character that is, or is not, in a set of ranges."""

    def __init__(self, ranges, negated):
        self.ranges = ranges
        self.negated = negated

    def has(self, c):
        return any(low <= c <= high for low, high in self.ranges) != self.negated


def _parse(pat):
    """The pattern as a list of characters, _STAR, _ANY and _CharSet."""
    parts = []
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == '*':
            if not parts or parts[-1] is not _STAR:
                parts.append(_STAR)
        elif c == '?':
            parts.append(_ANY)
        elif c == '[':
            end = _set_end(pat, i)
            if end < 0:
                parts.append('[')
            else:
                parts.append(_parse_set(pat[i:end]))
                i = end + 1
        else:
            parts.append(c)
    return parts


def _set_end(pat, i):
    """The index of the ] that ends the set whose [ is before i, or -1; a ] that comes first is in the set."""
    j = i
    if pat[j:j + 1] == '!':
        j += 1
    if pat[j:j + 1] == ']':
        j += 1
    return pat.find(']', j)


def _parse_set(body):
    negated = body.startswith('!')
    if negated:
        body = body[1:]
    ranges = []
    i = 0
    while i < len(body):
        if body[i + 1:i + 2] == '-' and i + 2 < len(body):
            ranges.append((body[i], body[i + 2]))
            i += 3
        else:
            ranges.append((body[i], body[i]))
            i += 1
    return _CharSet(ranges, negated)


def _fits(part, c):
    return part is _ANY or part == c or (type(part) is _CharSet and part.has(c))


def _matches(name, parts):
    """Match from left to right; only the last star needs to be tried again, one character further."""
    i = p = 0
    star = -1
    retry = 0
    while i < len(name):
        if p < len(parts) and parts[p] is _STAR:
            star = p
            retry = i
            p += 1
        elif p < len(parts) and _fits(parts[p], name[i]):
            i += 1
            p += 1
        elif star >= 0:
            retry += 1
            i = retry
            p = star + 1
        else:
            return False
    while p < len(parts) and parts[p] is _STAR:
        p += 1
    return p == len(parts)


def translate(pat):
    """The pattern as a regular expression."""
    import re
    result = []
    for part in _parse(pat):
        if part is _STAR:
            result.append('.*')
        elif part is _ANY:
            result.append('.')
        elif type(part) is _CharSet:
            result.append(_set_regex(part))
        else:
            result.append(re.escape(part))
    return _with_atomic_stars(result)


def _set_regex(part):
    ranges = [(low, high) for low, high in part.ranges if low <= high]
    if not ranges:
        return '.' if part.negated else '(?!)'
    inner = ''.join(_quoted(low) if low == high else f'{_quoted(low)}-{_quoted(high)}' for low, high in ranges)
    if part.negated:
        return f'[^{inner}]'
    return f'[\\{inner}]' if inner[0] in '^[' else f'[{inner}]'


def _quoted(c):
    return '\\' + c if c in '\\&~|' else c


def _with_atomic_stars(pieces):
    """Every star but the last takes the shortest text that lets the next piece match, for good: no backtracking."""
    groups = [[]]
    for piece in pieces:
        if piece == '.*':
            groups.append([])
        else:
            groups[-1].append(piece)
    groups = [''.join(group) for group in groups]
    if len(groups) == 1:
        return rf'(?s:{groups[0]})\Z'
    middle = ''.join(f'(?>.*?{group})' for group in groups[1:-1])
    return rf'(?s:{groups[0]}{middle}.*{groups[-1]})\Z'
