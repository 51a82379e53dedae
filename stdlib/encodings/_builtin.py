"""Codecs written in C, as modules."""
import codecs
import functools
import sys
from _codecs import builtin_aliases, builtin_decode, builtin_encode, builtin_name, builtin_table
from ._parts import parts

_NATIVE = sys.byteorder[0] + 'e'
# Encodings whose text begins with a mark, and what follows it.
_AFTER_MARK = {'utf-8-sig': 'utf-8', 'utf-16': 'utf-16-' + _NATIVE, 'utf-32': 'utf-32-' + _NATIVE}
_ONE_BYTE = 'ascii', 'iso8859-1'  # for a character; others have a table


def _wide_start(name, data, errors, final):
    """UTF-16 or 32 from its beginning: (text, bytes used, the encoding of what follows or None)."""
    decode = codecs.utf_16_ex_decode if name == 'utf-16' else codecs.utf_32_ex_decode
    text, used, order = decode(data, errors, 0, final)
    if order:
        return text, used, name + ('-le' if order < 0 else '-be')
    if used >= int(name[-2:]) // 8:
        raise UnicodeError(f'{name.upper()} stream does not start with BOM')
    return text, used, None


def _utf8_start(name, data, errors, final):
    if len(data) < 3 and codecs.BOM_UTF8.startswith(data):
        return '', 0, None
    skip = 3 if data.startswith(codecs.BOM_UTF8) else 0
    text, used = builtin_decode('utf-8', data[skip:], errors, final)
    return text, used + skip, 'utf-8'


def _marked_classes(name):
    """Encoders and decoders that know whether the mark is behind them."""
    after = _AFTER_MARK[name]
    start = _utf8_start if name == 'utf-8-sig' else _wide_start
    at_start = 1 if name == 'utf-8-sig' else 2  # the number in states

    class Writing:
        marked = False  # the mark is written

        def encode(self, input, errors='strict'):
            encoded = builtin_encode(after if self.marked else name, input, errors)
            self.marked = True
            return encoded

        def reset(self):
            super().reset()
            self.marked = False

    class Reading:
        known = None  # the encoding of what follows

        def _decode(self, data, errors, final):
            if self.known:
                return builtin_decode(self.known, data, errors, final)
            text, used, self.known = start(name, data, errors, final)
            return text, used

        def reset(self):
            super().reset()
            self.known = None

    class IncrementalEncoder(Writing, codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return super().encode(input, self.errors)[0]

        def getstate(self):
            return 0 if self.marked else at_start

        def setstate(self, state):
            self.marked = not state

    class IncrementalDecoder(Reading, codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return self._decode(input, errors, final)

        def getstate(self):
            return self.buffer, int(self.known != after) if self.known else at_start

        def setstate(self, state):
            super().setstate(state)
            other = name + ('-be' if _NATIVE == 'le' else '-le')
            self.known = {at_start: None, 0: after}.get(state[1], other)

    class StreamWriter(Writing, codecs.StreamWriter):
        pass

    class StreamReader(Reading, codecs.StreamReader):
        def decode(self, input, errors='strict'):
            return self._decode(input, errors, False)

    return {kind.__name__: kind for kind in (IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader)}


@functools.cache
def find(name):
    """The parts of a built-in codec, by its canonical name."""
    def encode(input, errors='strict'):
        return builtin_encode(name, input, errors or 'strict')

    def decode(input, errors='strict'):
        return builtin_decode(name, input, errors or 'strict')

    def partial(data, errors, final):
        return builtin_decode(name, data, errors, final)

    table = builtin_table(name)
    made = parts(name, encode, decode, partial=None if table or name in _ONE_BYTE else partial,
                 **_marked_classes(name) if name in _AFTER_MARK else {})
    if table:
        made |= {'decoding_table': table, 'encoding_table': codecs.charmap_build(table)}
    return made | {'encode': encode, 'decode': decode, 'codecs': codecs}


class Finder:
    """Finds encodings.NAME for built-in codecs: an entry of sys.meta_path."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        package, _, module = name.partition('.')
        if package != 'encodings' or not any(names.split()[0] == module for names in builtin_aliases()):
            return None
        from importlib.machinery import ModuleSpec
        return ModuleSpec(name, Finder, origin='built-in')

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        name = builtin_name(module.__name__.partition('.')[2])
        module.__doc__ = f'Codec {name}, written in C.'
        vars(module).update(find(name))
