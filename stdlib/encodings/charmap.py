"""The codec of codecs.charmap_encode() without a map: Latin-1 under another name."""
import codecs
from ._parts import parts as _parts

globals().update(_parts('charmap', codecs.charmap_encode, codecs.charmap_decode))
