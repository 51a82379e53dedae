"""Hexadecimal digits, between bytes and bytes."""
import binascii
from ._parts import only_strict, parts as _parts


def hex_encode(input, errors='strict'):
    only_strict(errors)
    return binascii.b2a_hex(input), len(input)


def hex_decode(input, errors='strict'):
    only_strict(errors)
    return binascii.a2b_hex(input), len(input)


globals().update(_parts('hex', hex_encode, hex_decode, text=False, reads=bytes))
