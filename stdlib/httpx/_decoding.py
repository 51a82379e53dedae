"""What the bodies of answers mean: decompressed, as text, in lines or pieces of one size. Each class has decode(), for the
next piece, and flush(), at the end."""
import _httpx
from httpx._exceptions import DecodingError


class _Inflating:
    """gzip or deflate."""

    def __init__(self, is_gzip):
        self._inflater = _httpx.Inflater(is_gzip)

    def decode(self, data):
        try:
            return self._inflater.feed(data)
        except ValueError as problem:
            raise DecodingError(str(problem)) from None

    def flush(self):
        return b''


class _Chained:
    """Several encodings, the last one applied first."""

    def __init__(self, decoders):
        self._decoders = decoders

    def decode(self, data):
        for decoder in self._decoders:
            data = decoder.decode(data)
        return data

    def flush(self):
        return b''


def decoder_for(headers):
    """What undoes the header Content-Encoding; unknown encodings are left alone."""
    names = [name.strip().lower() for name in headers.get('content-encoding', '').split(',')]
    return _Chained([_Inflating(name in ('gzip', 'x-gzip')) for name in reversed(names)
                     if name in ('gzip', 'x-gzip', 'deflate')])


# --- text ---

def _unfinished(data):
    """How many bytes at the end are the beginning of a character in UTF-8."""
    for count in range(1, min(3, len(data)) + 1):
        byte = data[-count]
        if byte < 0x80:
            return 0
        if byte >= 0xc0:
            needed = 2 if byte < 0xe0 else 3 if byte < 0xf0 else 4
            return count if needed > count else 0
    return 0


class TextDecoder:
    """Bytes to text, with U+FFFD for those that are wrong. What is neither UTF-8 nor has one byte for each character comes
    at the end as a whole."""

    def __init__(self, encoding='utf-8'):
        self._encoding = encoding
        self._is_utf8 = encoding.lower().replace('_', '-') in ('utf-8', 'utf8')
        self._waits = not self._is_utf8 and len('ab'.encode(encoding)) != 2
        self._held = b''

    def decode(self, data):
        """Text, as far as it is certain."""
        data = self._held + data
        count = len(data) if self._waits else _unfinished(data) if self._is_utf8 else 0
        self._held = data[len(data) - count:]
        return data[:len(data) - count].decode(self._encoding, 'replace')

    def flush(self):
        """What is left, finished or not."""
        held, self._held = self._held, b''
        return held.decode(self._encoding, 'replace')


class LineDecoder:
    """Text to lines, without their ends."""

    def __init__(self):
        self._parts = []  # of the line that is not finished
        self._ended_with_cr = False

    def decode(self, text):
        """The lines that are finished."""
        if self._ended_with_cr:
            text = '\r' + text
            self._ended_with_cr = False
        if text.endswith('\r'):  # perhaps \n is to come
            self._ended_with_cr = True
            text = text[:-1]
        lines = text.splitlines(keepends=True)
        last = lines[-1] if lines else ''
        if last and last.splitlines()[0] == last:
            lines.pop()
        else:
            last = ''
        result = [line.splitlines()[0] for line in lines]
        if result and self._parts:
            result[0] = ''.join(self._parts) + result[0]
            self._parts = []
        if last:
            self._parts.append(last)
        return result

    def flush(self):
        """The line that has no end."""
        if not self._parts and not self._ended_with_cr:
            return []
        line, self._parts, self._ended_with_cr = ''.join(self._parts), [], False
        return [line]


class Chunker:
    """Pieces of one size, but for the last one; None: as they come, without empty ones."""

    def __init__(self, size, empty):
        self._size, self._empty, self._held = size, empty, empty

    def decode(self, data):
        """The pieces that are full."""
        if self._size is None:
            return [data] if data else []
        data = self._held + data
        end = len(data) - len(data) % self._size
        self._held = data[end:]
        return [data[i:i + self._size] for i in range(0, end, self._size)]

    def flush(self):
        """What is left."""
        held, self._held = self._held, self._empty
        return [held] if held else []
