"""Is the authority of a URL, which stands between // and the path, well-formed?"""

_HEX_DIGITS = frozenset('0123456789abcdefABCDEF')

# Characters that compatibility decomposition (NFKC) turns into text with one of / ? # @ : in it.
_DECOMPOSED_TO_DELIMITERS = frozenset(
    '\u2047\u2048\u2049\u2100\u2101\u2105\u2106\u2a74\ufe13\ufe16\ufe55\ufe56\ufe5f\ufe6b'
    '\uff03\uff0f\uff1a\uff1f\uff20')


def check(netloc):
    """ValueError if it is not."""
    if '[' in netloc or ']' in netloc:
        _check_brackets(netloc)
    if not netloc.isascii() and not _DECOMPOSED_TO_DELIMITERS.isdisjoint(netloc):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def _check_brackets(netloc):
    """Brackets may enclose an IP address that is the whole host; what comes before them is user and password."""
    if ('[' in netloc) != (']' in netloc):
        raise ValueError('Invalid IPv6 URL')
    host = netloc.rpartition('@')[2]
    before, opened, rest = host.partition('[')
    if not opened:
        _check_address(host.partition(':')[0])
        return
    address, closed, after = rest.partition(']')
    if before or (after and not after.startswith(':')):
        raise ValueError('Invalid IPv6 URL')
    _check_address(address)


def _check_address(address):
    if address.startswith('v'):
        version, dot, rest = address[1:].partition('.')
        if not (version and dot and rest and _HEX_DIGITS.issuperset(version)) or '\n' in rest:
            raise ValueError('IPvFuture address is invalid')
    elif _is_ipv4(address):
        raise ValueError('An IPv4 address cannot be in brackets')
    elif not _is_ipv6(address):
        raise ValueError(f'{address!r} does not appear to be an IPv4 or IPv6 address')


def _is_ipv4(address):
    parts = address.split('.')
    return len(parts) == 4 and all(
        part.isascii() and part.isdigit() and len(part) <= 3 and int(part) < 256 and (part == '0' or part[0] != '0')
        for part in parts)


def _is_ipv6(address):
    """Eight groups of up to four hexadecimal digits; the last two may be an IPv4 address, and '::' stands once for as
    many groups of zeros as are missing. A zone may follow, after '%'."""
    address, percent, zone = address.partition('%')
    if percent and (not zone or '%' in zone):
        return False
    head, shortened, tail = address.partition('::')
    groups = head.split(':') if head else []
    if shortened and tail:
        groups += tail.split(':')
    ends_with_group = bool(tail) if shortened else bool(groups)
    if ends_with_group and _is_ipv4(groups[-1]):
        groups[-1:] = '0', '0'
    if len(groups) > 7 if shortened else len(groups) != 8:
        return False
    return all(len(group) in (1, 2, 3, 4) and _HEX_DIGITS.issuperset(group) for group in groups)
