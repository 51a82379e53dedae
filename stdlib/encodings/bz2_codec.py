"""Compression by bzip2, between bytes and bytes."""
import bz2
import codecs
from ._parts import Piecewise, compressing_encoder, only_strict, parts as _parts


def bz2_encode(input, errors='strict'):
    only_strict(errors)
    return bz2.compress(input), len(input)


def bz2_decode(input, errors='strict'):
    only_strict(errors)
    return bz2.decompress(input), len(input)


class IncrementalDecoder(Piecewise, codecs.IncrementalDecoder):
    def reset(self):
        self.decompressobj = bz2.BZ2Decompressor()

    def decode(self, input, final=False):
        try:
            data = self.decompressobj.decompress(input)
        except EOFError:
            data = ''  # as CPython has it: no bytes
        return data


globals().update(_parts('bz2', bz2_encode, bz2_decode, text=False, reads=bytes,
                        IncrementalEncoder=compressing_encoder(bz2.BZ2Compressor), IncrementalDecoder=IncrementalDecoder))
