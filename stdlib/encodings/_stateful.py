"""Codecs whose text has states: what a Writer and a Reader must have so that parts() makes a codec of them."""
import codecs

_PENDING = 8  # the most bytes that may wait for the rest of their character
_ILLEGAL, _INCOMPLETE = 'illegal multibyte sequence', 'incomplete multibyte sequence'


class Writer:
    """Encodes. Here is what happens to characters that cannot be."""
    name = None

    def put(self, text, at):
        """(bytes or None: it cannot be encoded, how far it came)"""
        raise NotImplementedError

    def finish(self):
        """Back to ASCII: the bytes that say so."""
        raise NotImplementedError

    def encode(self, text, errors='strict', final=True):
        """The bytes of a text."""
        out, at, end = [], 0, len(text)
        while at < end:
            data, stop = self.put(text, at)
            if data is None:
                data, stop = self._replaced(text, at, errors)
            out.append(data)
            at = stop
        if final:
            out.append(self.finish())
        return b''.join(out)

    def _replaced(self, text, at, errors):
        """What stands for a character, and where to go on."""
        if errors == 'ignore':
            return b'', at + 1
        if errors == 'replace':
            return self.encode('?', final=False), at + 1
        error = UnicodeEncodeError(self.name, text, at, at + 1, _ILLEGAL)
        if errors == 'strict':
            raise error
        instead, stop = _ask(error, errors, (str, bytes), len(text), 'encoding')
        return instead if isinstance(instead, bytes) else self.encode(instead, final=False), stop


class Reader:
    """Decodes. Here is what happens to bytes that cannot be."""
    name = None

    def take(self, data, at):
        """(text, how many bytes it was); (None, 0): some are missing; (None, n): n bytes are wrong."""
        raise NotImplementedError

    def reset(self):
        """Back to ASCII."""
        raise NotImplementedError

    def decode(self, data, errors='strict', final=True):
        """(text, bytes used)"""
        out, at, end = [], 0, len(data)
        while at < end:
            text, size = self.take(data, at)
            if text is None:
                if not size and not final:
                    break
                text, size = self._replaced(data, at, size, errors)
            out.append(text)
            at += size
        return ''.join(out), at

    def _replaced(self, data, at, size, errors):
        stop = at + size if size else len(data)
        if errors == 'ignore':
            return '', stop - at
        if errors == 'replace':
            return '\ufffd', stop - at
        error = UnicodeDecodeError(self.name, data, at, stop, _ILLEGAL if size else _INCOMPLETE)
        if errors == 'strict':
            raise error
        text, to = _ask(error, errors, str, len(data), 'decoding')
        return text, to - at


def _ask(error, errors, kinds, length, what):
    """What a handler says: (replacement, where to go on)."""
    answer = codecs.lookup_error(errors)(error)
    if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], kinds) and isinstance(answer[1], int)):
        raise TypeError(f'{what} error handler must return (str, int) tuple')
    instead, at = answer
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError(f'position {at} from error handler out of bounds')
    return instead, at


def _text(value):
    return value if isinstance(value, str) else str(value)


def _incremental_classes(writer, reader):
    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors='strict'):
            super().__init__(errors)
            self._writer = writer()

        def encode(self, input, final=False):
            return self._writer.encode(_text(input), self.errors, final)

        def reset(self):
            self._writer.finish()

        def getstate(self):
            return self._writer.number() << 8  # the last byte: how many bytes wait, of which there are none

        def setstate(self, state):
            if not isinstance(state, int):
                raise TypeError(f'setstate() argument must be int, not {type(state).__name__}')
            data = state.to_bytes(17, 'little')
            if data[0] > _PENDING:
                raise UnicodeError('pending buffer too large')
            self._writer.set_number(int.from_bytes(data[1 + data[0]:9 + data[0]], 'little'))

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def __init__(self, errors='strict'):
            super().__init__(errors)
            self._reader, self._waiting = reader(), b''

        def decode(self, input, final=False):
            data, self._waiting = self._waiting + bytes(memoryview(input)), b''
            text, used = self._reader.decode(data, self.errors, final)
            if len(data) - used > _PENDING:
                raise UnicodeError('pending buffer overflow')
            self._waiting = data[used:]
            return text

        def reset(self):
            self._reader.reset()
            self._waiting = b''

        def getstate(self):
            return self._waiting, self._reader.number()

        def setstate(self, state):
            if not isinstance(state, tuple):
                raise TypeError(f'setstate() argument must be tuple, not {type(state).__name__}')
            if not (len(state) == 2 and isinstance(state[0], bytes) and isinstance(state[1], int)):
                raise TypeError('setstate(): illegal state argument')
            waiting, number = state
            number.to_bytes(8, 'little')  # which says what is no such number
            if len(waiting) > _PENDING:
                raise UnicodeError('pending buffer too large')
            self._waiting = waiting
            self._reader.set_number(number)

    return IncrementalEncoder, IncrementalDecoder


def _stream_classes(codec, writer, reader):
    class StreamWriter(codec, codecs.StreamWriter):
        def __init__(self, stream, errors='strict'):
            super().__init__(stream, errors)
            self._writer = writer()

        def encode(self, input, errors='strict'):
            return self._writer.encode(_text(input), errors, False), len(input)

    class StreamReader(codec, codecs.StreamReader):
        def __init__(self, stream, errors='strict'):
            super().__init__(stream, errors)
            self._reader = reader()

        def read(self, size=-1, chars=-1, firstline=False):
            text = super().read(size, chars, firstline)
            if size < 0 and chars < 0 and self.bytebuffer:  # that was all, and the last character is not whole
                waiting, self.bytebuffer = self.bytebuffer, b''
                text += self._reader.decode(waiting, self.errors)[0]
            return text

        def decode(self, input, errors='strict'):
            state = self._reader.number()
            try:
                return self._reader.decode(bytes(input), errors, False)
            except UnicodeError:  # the same bytes may come once more
                self._reader.set_number(state)
                raise

        def reset(self):
            super().reset()
            self._reader.reset()

    return StreamWriter, StreamReader


def parts(name, writer, reader):
    """The dict of what the module of a codec has."""
    writer, reader = (type(kind.__name__, (kind,), {'name': name}) for kind in (writer, reader))

    def encode(input, errors='strict'):
        text = _text(input)
        return writer().encode(text, errors or 'strict'), len(text)

    def decode(input, errors='strict'):
        data = bytes(memoryview(input))
        return reader().decode(data, errors or 'strict')

    class Codec(codecs.Codec):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

        def decode(self, input, errors='strict'):
            return decode(input, errors)

    made = {kind.__name__: kind for kind in (
        Codec, *_incremental_classes(writer, reader), *_stream_classes(Codec, writer, reader))}

    def getregentry():
        """What lookup() answers."""
        return codecs.CodecInfo(encode, decode, made['StreamReader'], made['StreamWriter'], made['IncrementalEncoder'],
                                made['IncrementalDecoder'], name)

    return made | {'getregentry': getregentry, 'encode': encode, 'decode': decode, 'codec': Codec()}
