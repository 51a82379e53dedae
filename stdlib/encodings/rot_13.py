"""Rot13: letters go 13 places on. Between str and str."""
from string import ascii_lowercase as _lower, ascii_uppercase as _upper
from ._parts import parts as _parts

rot13_map = str.maketrans(_lower + _upper, _lower[13:] + _lower[:13] + _upper[13:] + _upper[:13])


def _turn(input, errors='strict'):
    return str.translate(input, rot13_map), len(input)


def rot13(infile, outfile):
    """Encode a text file."""
    outfile.write(_turn(infile.read())[0])


globals().update(_parts('rot-13', _turn, _turn, text=False))
