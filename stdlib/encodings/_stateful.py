"""Codecs whose text has states: what a Writer and a Reader must have so that parts() makes a codec of them."""
import codecs

_PENDING = 8  # the most bytes that may wait for the rest of their character
_ILLEGAL, _INCOMPLETE = 'illegal multibyte sequence', 'incomplete multibyte sequence'


class _Faults:
    """What happens to places of one text, or of some bytes, that cannot be coded."""

    def __init__(self, kind, name, whole, errors):
        self.kind, self.name, self.whole, self.errors = kind, name, whole, errors
        self.error = None  # one for all of them, as handlers see with CPython

    def ask(self, start, stop, reason):
        """What the handler says: (replacement, where to go on)."""
        error = self.error
        if error is None:
            self.error = error = self.kind(self.name, self.whole, start, stop, reason)
        else:
            error.start, error.end, error.reason = start, stop, reason
        if self.errors == 'strict':
            raise error
        answer = codecs.lookup_error(self.errors)(error)
        encoding = self.kind is UnicodeEncodeError
        if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], (str, bytes) if encoding else str)
                and isinstance(answer[1], int)):
            raise TypeError(f'{"encoding" if encoding else "decoding"} error handler must return (str, int) tuple')
        instead, at = answer
        if at < 0:
            at += len(self.whole)
        if not 0 <= at <= len(self.whole):
            raise IndexError(f'position {at} from error handler out of bounds')
        return instead, at


class Writer:
    """Encodes. Here is what happens to characters that cannot be."""
    name = None

    def put(self, text, at):
        """(bytes or None: it cannot be encoded, how far it came)"""
        raise NotImplementedError

    def put_all(self, text):
        """The bytes of a whole text that has nothing unusual, with ASCII before and behind it, or None."""
        raise NotImplementedError

    def finish(self):
        """Back to ASCII: the bytes that say so."""
        raise NotImplementedError

    def encode(self, text, errors='strict', final=True):
        """The bytes of a text."""
        if final or text[-1:].isascii():
            data = self.put_all(text)
            if data is not None:
                return data
        out, at, end, faults = [], 0, len(text), None
        while at < end:
            data, stop = self.put(text, at)
            if data is None:
                faults = faults or _Faults(UnicodeEncodeError, self.name, text, errors)
                data, stop = self._replaced(faults, at)
            out.append(data)
            at = stop
        if final:
            out.append(self.finish())
        return b''.join(out)

    def _replaced(self, faults, at):
        """What stands for a character, and where to go on."""
        if faults.errors == 'ignore':
            return b'', at + 1
        if faults.errors == 'replace':
            return self.encode('?', final=False), at + 1
        instead, stop = faults.ask(at, at + 1, _ILLEGAL)
        return instead if isinstance(instead, bytes) else self.encode(instead, final=False), stop


class Reader:
    """Decodes. Here is what happens to bytes that cannot be."""
    name = None
    ended = False  # the last fault was that bytes are missing at the end

    def take(self, data, at):
        """(text, how many bytes it was); (None, 0): some are missing; (None, n): n bytes are wrong."""
        raise NotImplementedError

    def take_all(self, data):
        """(text, bytes used) of what has nothing unusual and ends in ASCII, or None."""
        raise NotImplementedError

    def reset(self):
        """Back to ASCII."""
        raise NotImplementedError

    def decode(self, data, errors='strict', final=True):
        """(text, bytes used). final: nothing follows; once: but what a handler leaves of a part of a character stays."""
        out, at, end, faults, self.ended = [], 0, len(data), None, False
        quick = self.take_all(data)
        if quick:
            out, at = [quick[0]], quick[1]
        while at < end:
            text, size = self.take(data, at)
            if text is None:
                if not size and not final:
                    break
                faults = faults or _Faults(UnicodeDecodeError, self.name, data, errors)
                self.ended = not size
                text, stop = self._replaced(faults, at, size)
                size = stop - at
            out.append(text)
            at += size
            if self.ended and final == 'once':
                break
        return ''.join(out), at

    @staticmethod
    def _replaced(faults, at, size):
        """What stands for some bytes, and where to go on."""
        stop = at + size if size else len(faults.whole)
        if faults.errors == 'ignore':
            return '', stop
        if faults.errors == 'replace':
            return '\ufffd', stop
        return faults.ask(at, stop, _ILLEGAL if size else _INCOMPLETE)


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
            before = self._waiting
            data, self._waiting = before + bytes(memoryview(input)), b''
            try:
                text, used = self._reader.decode(data, self.errors, 'once' if final else False)
            except Exception:
                if self._reader.ended:
                    self._waiting = before
                raise
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
            self._reader, self._whole = reader(), False

        def read(self, size=-1, chars=-1, firstline=False):
            size = -1 if size is None else size
            self._whole = size < 0 and chars < 0 and 'once'
            return super().read(size, chars, firstline)

        def decode(self, input, errors='strict'):
            state = self._reader.number()
            try:
                return self._reader.decode(bytes(input), errors, self._whole)
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
