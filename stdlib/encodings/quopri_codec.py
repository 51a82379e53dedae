"""Quoted-printable, between bytes and bytes."""
import binascii
from ._parts import only_strict, parts as _parts


def quopri_encode(input, errors='strict'):
    only_strict(errors)
    return binascii.b2a_qp(input, quotetabs=True), len(input)


def quopri_decode(input, errors='strict'):
    only_strict(errors)
    return binascii.a2b_qp(input), len(input)


globals().update(_parts('quopri', quopri_encode, quopri_decode, text=False, reads=bytes))
