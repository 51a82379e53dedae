"""Base64, between bytes and bytes."""
import base64
from ._parts import only_strict, parts as _parts


def base64_encode(input, errors='strict'):
    only_strict(errors)
    return base64.encodebytes(input), len(input)


def base64_decode(input, errors='strict'):
    only_strict(errors)
    return base64.decodebytes(input), len(input)


globals().update(_parts('base64', base64_encode, base64_decode, text=False, reads=bytes))
