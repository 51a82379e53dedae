"""The classes that make a codec of two functions."""
import codecs


def parts(name, encode, decode, text=True, partial=None, reads=str, **others):
    """The dict of what a module of a codec has. encode and decode answer (result, how much was used).

    partial(data, errors, final): decode, but what is incomplete at the end may stay unused. others: classes instead of
    those made here. text: between str and bytes. reads: the type of what decode gives.
    """
    class Codec(codecs.Codec):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

        def decode(self, input, errors='strict'):
            return decode(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    if partial is None:
        class IncrementalDecoder(codecs.IncrementalDecoder):
            def decode(self, input, final=False):
                return decode(input, self.errors)[0]
    else:
        class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(self, input, errors, final):
                return partial(input, errors, final)

    class StreamWriter(Codec, codecs.StreamWriter):
        pass

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = reads

        def decode(self, input, errors='strict'):
            return partial(input, errors, False) if partial else decode(input, errors)

    def getregentry():
        """What lookup() answers."""
        return codecs.CodecInfo(encode, decode, made['StreamReader'], made['StreamWriter'], made['IncrementalEncoder'],
                                made['IncrementalDecoder'], name, _is_text_encoding=text)

    made = {kind.__name__: kind for kind in (
        Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader)}
    made |= others | {'getregentry': getregentry}
    return made


def only_strict(errors):
    """For codecs between bytes and bytes, which have no error handlers."""
    assert errors == 'strict'


class Piecewise:
    """How incremental classes of these codecs begin: reset() makes what they hand their pieces to."""

    def __init__(self, errors='strict'):
        only_strict(errors)
        self.errors = errors
        self.reset()


def compressing_encoder(compressor):
    """The class of incremental encoders that compress by what compressor() makes."""
    class IncrementalEncoder(Piecewise, codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            data = self.compressobj.compress(input)
            return data + self.compressobj.flush() if final else data

        def reset(self):
            self.compressobj = compressor()

    return IncrementalEncoder
