"""Compression by zlib, between bytes and bytes."""
import codecs
import zlib
from ._parts import Piecewise, only_strict, parts as _parts


def zlib_encode(input, errors='strict'):
    only_strict(errors)
    return zlib.compress(input), len(input)


def zlib_decode(input, errors='strict'):
    only_strict(errors)
    return zlib.decompress(input), len(input)


class IncrementalEncoder(Piecewise, codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        data = self.compressobj.compress(input)
        return data + self.compressobj.flush() if final else data

    def reset(self):
        self.compressobj = zlib.compressobj()


class IncrementalDecoder(Piecewise, codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        data = self.decompressobj.decompress(input)
        return data + self.decompressobj.flush() if final else data

    def reset(self):
        self.decompressobj = zlib.decompressobj()


globals().update(_parts('zlib', zlib_encode, zlib_decode, text=False, reads=bytes, IncrementalEncoder=IncrementalEncoder,
                        IncrementalDecoder=IncrementalDecoder))
