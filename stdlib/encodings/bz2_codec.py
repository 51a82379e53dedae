"""Compression by bzip2, between bytes and bytes."""
import bz2
import codecs
from ._parts import Piecewise, only_strict, parts as _parts


def bz2_encode(input, errors='strict'):
    only_strict(errors)
    return bz2.compress(input), len(input)


def bz2_decode(input, errors='strict'):
    only_strict(errors)
    return bz2.decompress(input), len(input)


class IncrementalEncoder(Piecewise, codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        data = self.compressobj.compress(input)
        return data + self.compressobj.flush() if final else data

    def reset(self):
        self.compressobj = bz2.BZ2Compressor()


class IncrementalDecoder(Piecewise, codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        try:
            return self.decompressobj.decompress(input)
        except EOFError:
            return ''

    def reset(self):
        self.decompressobj = bz2.BZ2Decompressor()


globals().update(_parts('bz2', bz2_encode, bz2_decode, text=False, reads=bytes, IncrementalEncoder=IncrementalEncoder,
                        IncrementalDecoder=IncrementalDecoder))
