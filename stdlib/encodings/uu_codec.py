"""UU encoding, as a file with its first and last line, between bytes and bytes."""
import binascii
from ._parts import only_strict, parts as _parts


def uu_encode(input, errors='strict', filename='<data>', mode=0o666):
    only_strict(errors)
    name = filename.replace('\n', '\\n').replace('\r', '\\r')
    lines = [binascii.b2a_uu(input[at:at + 45]) for at in range(0, len(input), 45)]
    return b'begin %o %s\n' % (mode & 0o777, name.encode('ascii')) + b''.join(lines) + b' \nend\n', len(input)


def _decode_line(line):
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # with garbage behind it
        return binascii.a2b_uu(line[:((line[0] - 32 & 63) * 4 + 5) // 3])


def uu_decode(input, errors='strict'):
    only_strict(errors)
    lines = iter(bytes(input).splitlines(keepends=True))
    if not any(line.startswith(b'begin') for line in lines):
        raise ValueError('Missing "begin" line in input data')
    out = []
    for line in lines:
        if line == b'end\n':
            return b''.join(out), len(input)
        out.append(_decode_line(line))
    raise ValueError('Truncated input data')


globals().update(_parts('uu', uu_encode, uu_decode, text=False, reads=bytes))
