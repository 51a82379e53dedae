"""Compression by zlib, between bytes and bytes."""
import codecs
import zlib
from ._parts import Piecewise, compressing_encoder, only_strict, parts as _parts


def zlib_encode(input, errors='strict'):
    only_strict(errors)
    return zlib.compress(input), len(input)


def zlib_decode(input, errors='strict'):
    only_strict(errors)
    return zlib.decompress(input), len(input)


class IncrementalDecoder(Piecewise, codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        data = self.decompressobj.decompress(input)
        return data + self.decompressobj.flush() if final else data

    def reset(self):
        self.decompressobj = zlib.decompressobj()


globals().update(_parts('zlib', zlib_encode, zlib_decode, text=False, reads=bytes,
                        IncrementalEncoder=compressing_encoder(zlib.compressobj), IncrementalDecoder=IncrementalDecoder))
