"""Quoted-printable (RFC 2045, 6.7; RFC 2047 for headers): text that is mostly ASCII stays readable."""
import binascii

__all__ = ['encode', 'decode', 'encodestring', 'decodestring']


def encodestring(s, quotetabs=False, header=False):
    """Encode bytes. quotetabs: blanks and tabs are encoded, too. header: a blank becomes _."""
    return binascii.b2a_qp(s, quotetabs=quotetabs, header=header)


def decodestring(s, header=False):
    """Decode bytes. header: _ stands for a blank."""
    return binascii.a2b_qp(s, header=header)


def encode(input, output, quotetabs, header=False):
    """Encode a binary file into another. The arguments are those of encodestring()."""
    output.write(encodestring(input.read(), quotetabs, header))


def decode(input, output, header=False):
    """Decode a binary file into another."""
    output.write(decodestring(input.read(), header))
