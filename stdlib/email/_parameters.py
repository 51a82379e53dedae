"""The parameters of headers: 'type; name=value; name="quoted; value"'."""
from email.utils import decode_params, encode_rfc2231, quote, unquote

_SPECIALS = frozenset('()<>@,;:\\"/[]?= ')  # a value with one of these is quoted


def _pieces(text):
    """What stands between the semicolons, but for those in quoted strings."""
    start, quoted, escaped = 0, False, False
    for index, c in enumerate(text):
        if escaped:
            escaped = False
        elif c == '\\' and quoted:
            escaped = True
        elif c == '"':
            quoted = not quoted
        elif c == ';' and not quoted:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def split(value):
    """A list of pairs: names, in lower case but for the first, and values, quoted; those of RFC 2231 are triples."""
    pairs = []
    for piece in _pieces(str(value)):
        name, equals, value = piece.partition('=')
        if equals:
            name = name.strip().lower()
        pairs.append((name.strip(), value.strip()))
    return decode_params(pairs)


def unquoted(value):
    """The value of a parameter without its quotes."""
    if isinstance(value, tuple):
        return value[0], value[1], unquote(value[2])
    return unquote(value)


def join(name, value=None, quoted=True):
    """name="value"; a value that is no ASCII or a triple (character set, language, text) as in RFC 2231."""
    if not value:
        return name
    if isinstance(value, tuple):
        return f'{name}*={encode_rfc2231(value[2], value[0], value[1])}'
    if not value.isascii():
        return f'{name}*={encode_rfc2231(value, "utf-8", "")}'
    if quoted or not _SPECIALS.isdisjoint(value):
        return f'{name}="{quote(value)}"'
    return f'{name}={value}'
