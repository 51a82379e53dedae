"""Codecs: text to bytes and back, incrementally and as streams; registries of encodings and error handlers."""
import builtins
import sys
from _codecs import (
    builtin_decode, builtin_encode, decode, encode, lookup, lookup_error, register, register_error, unregister)

__all__ = [
    'register', 'lookup', 'open', 'EncodedFile', 'BOM', 'BOM_BE', 'BOM_LE', 'BOM32_BE', 'BOM32_LE', 'BOM64_BE',
    'BOM64_LE', 'BOM_UTF8', 'BOM_UTF16', 'BOM_UTF16_LE', 'BOM_UTF16_BE', 'BOM_UTF32', 'BOM_UTF32_LE',
    'BOM_UTF32_BE', 'CodecInfo', 'Codec', 'IncrementalEncoder', 'IncrementalDecoder', 'StreamReader',
    'StreamWriter', 'StreamReaderWriter', 'StreamRecoder', 'getencoder', 'getdecoder', 'getincrementalencoder',
    'getincrementaldecoder', 'getreader', 'getwriter', 'encode', 'decode', 'iterencode', 'iterdecode',
    'strict_errors', 'ignore_errors', 'replace_errors', 'xmlcharrefreplace_errors', 'backslashreplace_errors',
    'namereplace_errors', 'register_error', 'lookup_error']

BOM_UTF8 = '\ufeff'.encode()
BOM_UTF16_LE = BOM_LE = BOM32_LE = '\ufeff'.encode('utf-16-le')
BOM_UTF16_BE = BOM_BE = BOM32_BE = '\ufeff'.encode('utf-16-be')
BOM_UTF32_LE = BOM64_LE = '\ufeff'.encode('utf-32-le')
BOM_UTF32_BE = BOM64_BE = '\ufeff'.encode('utf-32-be')
BOM_UTF16 = BOM = BOM_LE if sys.byteorder == 'little' else BOM_BE
BOM_UTF32 = BOM64_LE if sys.byteorder == 'little' else BOM64_BE

strict_errors = lookup_error('strict')
ignore_errors = lookup_error('ignore')
replace_errors = lookup_error('replace')
xmlcharrefreplace_errors = lookup_error('xmlcharrefreplace')
backslashreplace_errors = lookup_error('backslashreplace')
namereplace_errors = lookup_error('namereplace')


class CodecInfo(tuple):
    """What lookup() answers: a tuple (encode, decode, streamreader, streamwriter) with more attributes."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        info = super().__new__(cls, (encode, decode, streamreader, streamwriter))
        info.encode, info.decode, info.streamreader, info.streamwriter = info
        info.incrementalencoder, info.incrementaldecoder = incrementalencoder, incrementaldecoder
        info.name = name
        if _is_text_encoding is not None:
            info._is_text_encoding = _is_text_encoding
        return info

    def __repr__(self):
        kind = type(self)
        return f'<{kind.__module__}.{kind.__qualname__} object for encoding {self.name} at {id(self):#x}>'


class Codec:
    """A codec without state. Both methods answer (result, how much of the input was used)."""

    def encode(self, input, errors='strict'):
        """Encode all of input."""
        raise NotImplementedError

    def decode(self, input, errors='strict'):
        """Decode input."""
        raise NotImplementedError


# ---- pieces that come one after the other ----

class IncrementalEncoder:
    """Encodes text that comes in pieces."""

    def __init__(self, errors='strict'):
        self.errors, self.buffer = errors, ''

    def getstate(self):
        """What setstate() takes: an int."""
        return 0

    def setstate(self, state):
        """Go back to a state."""

    def reset(self):
        """Begin anew."""

    def encode(self, input, final=False):
        """The bytes for another piece. final: it is the last one."""
        raise NotImplementedError


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An encoder that keeps what _buffer_encode() leaves of a piece for the next one."""

    def __init__(self, errors='strict'):
        super().__init__(errors)
        self.buffer = ''

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        text = self.buffer + input
        result, used = self._buffer_encode(text, self.errors, final)
        self.buffer = text[used:]
        return result

    def reset(self):
        super().reset()
        self.buffer = ''

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ''


class IncrementalDecoder:
    """Decodes bytes that come in pieces."""

    def __init__(self, errors='strict'):
        self.errors = errors

    def getstate(self):
        """What setstate() takes: (bytes not decoded yet, an int)."""
        return b'', 0

    def setstate(self, state):
        """Go back to a state."""

    def reset(self):
        """Begin anew."""

    def decode(self, input, final=False):
        """The text of another piece. final: nothing comes after it, so an incomplete end is an error."""
        raise NotImplementedError


class BufferedIncrementalDecoder(IncrementalDecoder):
    """A decoder that keeps what _buffer_decode() leaves of a piece for the next one."""

    def __init__(self, errors='strict'):
        super().__init__(errors)
        self.buffer = b''

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        text, used = self._buffer_decode(data, self.errors, final)
        self.buffer = data[used:]
        return text

    def reset(self):
        super().reset()
        self.buffer = b''

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


# ---- streams ----

class _Wrapper:
    """What all streams here share: attributes they lack are those of the stream below."""

    def __getattr__(self, name):
        if name == 'stream':  # not set yet
            raise AttributeError(name)
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError(f"can't serialize {self.__class__.__name__}")


class StreamWriter(_Wrapper, Codec):
    """Writes encoded text to a binary stream."""

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors

    def write(self, object):
        """Encode and write."""
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        """Write the strings of a list one behind the other."""
        self.write(''.join(list))

    def reset(self):
        """Write what is needed to begin anew."""

    def seek(self, offset, whence=0):
        """Go to a place. At the start of the stream, begin anew."""
        self.stream.seek(offset, whence)
        if offset == whence == 0:
            self.reset()


class StreamReader(_Wrapper, Codec):
    """Reads a binary stream and decodes it.

    bytebuffer has bytes that were read but not decoded, charbuffer text that was decoded but not asked for.
    """

    charbuffertype = str

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors
        self.bytebuffer = b''
        self._empty_charbuffer = self.charbuffertype()
        self.charbuffer, self.linebuffer = self._empty_charbuffer, None

    def decode(self, input, errors='strict'):
        raise NotImplementedError

    def _decode_some(self, data, firstline):
        try:
            return self.decode(data, self.errors)
        except UnicodeDecodeError as error:
            if firstline:  # the error is reported when its line is read
                text, used = self.decode(data[:error.start], self.errors)
                if len(text.splitlines(keepends=True)) > 1:
                    return text, used
            raise

    def _join_lines(self):
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer)
            self.linebuffer = None

    def _take(self, chars):
        """Text from the front of the buffer."""
        if chars < 0:
            chars = len(self.charbuffer)
        taken, self.charbuffer = self.charbuffer[:chars], self.charbuffer[chars:]
        return taken

    def read(self, size=-1, chars=-1, firstline=False):
        """Read text: chars characters, or what about size bytes give, or all."""
        self._join_lines()
        wanted = chars if chars >= 0 else size
        while wanted < 0 or len(self.charbuffer) < wanted:
            more = self.stream.read() if size < 0 else self.stream.read(size)
            data = self.bytebuffer + more
            if not data:
                break
            text, used = self._decode_some(data, firstline)
            self.bytebuffer = data[used:]
            self.charbuffer += text
            if not more:
                break
        return self._take(wanted)

    def _next_of_lines(self, keepends):
        line = self.linebuffer.pop(0)
        if len(self.linebuffer) == 1:
            self.charbuffer, self.linebuffer = self.linebuffer[0], None
        return line if keepends else line.splitlines(False)[0]

    def readline(self, size=None, keepends=True):
        """Read a line. size: how much is read at once, and then the line may be incomplete."""
        if self.linebuffer:
            return self._next_of_lines(keepends)
        step, line = size or 72, self._empty_charbuffer
        while True:
            more = self.read(step, firstline=True)
            if more and more[-1] in ('\r', 13):  # is it followed by \n?
                more += self.read(size=1, chars=1)
            line += more
            lines = line.splitlines(keepends=True)
            if len(lines) > 1:
                return self._keep_rest(lines, keepends)
            if lines and lines[0].splitlines(False)[0] != lines[0]:  # complete, and nothing behind it
                return lines[0] if keepends else lines[0].splitlines(False)[0]
            if not more or size is not None:
                return line if keepends or not lines else lines[0].splitlines(False)[0]
            if step < 8000:
                step *= 2

    def _keep_rest(self, lines, keepends):
        """The first of several lines; the others are for the next calls."""
        first, *rest = lines
        if len(rest) > 1:
            rest[-1] += self.charbuffer
            self.linebuffer, self.charbuffer = rest, None
        else:
            self.charbuffer = rest[0] + self.charbuffer
        return first if keepends else first.splitlines(False)[0]

    def readlines(self, sizehint=None, keepends=True):
        """Read all lines."""
        return self.read().splitlines(keepends)

    def reset(self):
        """Forget what was read ahead."""
        self.bytebuffer = b''
        self.charbuffer, self.linebuffer = self._empty_charbuffer, None

    def seek(self, offset, whence=0):
        """Go to a place of the stream."""
        self.stream.seek(offset, whence)
        self.reset()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class _Pair(_Wrapper):
    """Reads through one object and writes through another."""

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def __iter__(self):
        return self


class StreamReaderWriter(_Pair):
    """Text over a binary stream in both directions, as open() makes it."""

    encoding = 'unknown'

    def __init__(self, stream, Reader, Writer, errors='strict'):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def read(self, size=-1):
        return self.reader.read(size)

    def __next__(self):
        return next(self.reader)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def readline(self, size=None):
        return self.reader.readline(size)

    def seek(self, offset, whence=0):
        """Go to a place; reader and writer begin anew there."""
        self.stream.seek(offset, whence)
        self.reader.reset()
        if offset == whence == 0:
            self.writer.reset()


class StreamRecoder(_Pair):
    """Bytes in one encoding over a stream in another: what EncodedFile() makes.

    encode and decode are for what the program sees, Reader and Writer for the stream.
    """

    data_encoding = file_encoding = 'unknown'

    def __init__(self, stream, encode, decode, Reader, Writer, errors='strict'):
        self.stream, self.errors = stream, errors
        self.encode, self.decode = encode, decode
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def _to_program(self, text):
        return self.encode(text, self.errors)[0]

    def _to_stream(self, data):
        return self.decode(data, self.errors)[0]

    def read(self, size=-1):
        return self._to_program(self.reader.read(size))

    def readline(self, size=None):
        return self._to_program(self.reader.readline() if size is None else self.reader.readline(size))

    def readlines(self, sizehint=None):
        return self._to_program(self.reader.read()).splitlines(keepends=True)

    def __next__(self):
        return self._to_program(next(self.reader))

    def write(self, data):
        return self.writer.write(self._to_stream(data))

    def writelines(self, list):
        return self.writer.write(self._to_stream(b''.join(list)))

    def seek(self, offset, whence=0):
        """Go to a place of the stream."""
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    """Open a file in binary mode and wrap it, so that it reads and writes text in the encoding."""
    if encoding is None:
        return builtins.open(filename, mode, buffering)
    if 'b' not in mode:
        mode += 'b'
    file = builtins.open(filename, mode, buffering)
    try:
        info = lookup(encoding)
        wrapped = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    except BaseException:
        file.close()
        raise
    wrapped.encoding = encoding
    return wrapped


def EncodedFile(file, data_encoding, file_encoding=None, errors='strict'):
    """Wrap a binary stream in file_encoding, so that it reads and takes bytes in data_encoding."""
    inside, outside = lookup(data_encoding), lookup(file_encoding or data_encoding)
    recoder = StreamRecoder(file, inside.encode, inside.decode, outside.streamreader, outside.streamwriter, errors)
    recoder.data_encoding, recoder.file_encoding = data_encoding, file_encoding or data_encoding
    return recoder


# ---- parts of lookup() ----

def getencoder(encoding):
    """The function that encodes."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The function that decodes."""
    return lookup(encoding).decode


def _incremental(encoding, part):
    found = getattr(lookup(encoding), part)
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementalencoder(encoding):
    """The class of incremental encoders; LookupError if there is none."""
    return _incremental(encoding, 'incrementalencoder')


def getincrementaldecoder(encoding):
    """The class of incremental decoders; LookupError if there is none."""
    return _incremental(encoding, 'incrementaldecoder')


def getwriter(encoding):
    """The class of stream writers."""
    return lookup(encoding).streamwriter


def getreader(encoding):
    """The class of stream readers."""
    return lookup(encoding).streamreader


def iterencode(iterator, encoding, errors='strict', **kwargs):
    """Encode an iterable of texts piece by piece."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    yield from filter(None, map(encoder.encode, iterator))
    if last := encoder.encode('', True):
        yield last


def iterdecode(iterator, encoding, errors='strict', **kwargs):
    """Decode an iterable of bytes piece by piece."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    yield from filter(None, map(decoder.decode, iterator))
    if last := decoder.decode(b'', True):
        yield last


def make_identity_dict(rng):
    """A dict that maps each item to itself."""
    return dict(zip(rng, rng))


def make_encoding_map(decoding_map):
    """The inverse of a decoding map. What several bytes decode to becomes None."""
    inverse = {}
    for byte, code in decoding_map.items():
        inverse[code] = None if code in inverse else byte
    return inverse


# ---- functions for single encodings ----

def _functions(name, partial):
    """The pair NAME_encode, NAME_decode. partial: the latter has a parameter `final`, with this default."""
    def encode(str, errors=None, /):
        if type(str) is not builtins.str and not isinstance(str, builtins.str):
            raise TypeError(f'{name}_encode() argument 1 must be str, not {type(str).__name__}')
        return builtin_encode(name, str, errors or 'strict')

    def decode(data, errors=None, final=partial, /):
        if partial and isinstance(data, builtins.str):
            data = data.encode()
        return builtin_decode(name, data, errors or 'strict', final)

    def decode_whole(data, errors=None, /):
        return builtin_decode(name, data, errors or 'strict')

    for function, kind in (encode, 'encode'), (decode if partial is not None else decode_whole, 'decode'):
        function.__name__ = function.__qualname__ = f'{name}_{kind}'
        globals().setdefault(function.__name__, function)


def _wide_encode(name, text, errors, byteorder):
    """UTF-16 or 32 in a byte order without a mark: -1 little, 1 big; 0 native, with a mark."""
    return builtin_encode(name + {-1: '_le', 0: '', 1: '_be'}[(byteorder > 0) - (byteorder < 0)], text, errors or 'strict')


def utf_16_encode(str, errors=None, byteorder=0, /):
    """Encode a str in UTF-16."""
    return _wide_encode('utf_16', str, errors, byteorder)


def utf_32_encode(str, errors=None, byteorder=0, /):
    """Encode a str in UTF-32."""
    return _wide_encode('utf_32', str, errors, byteorder)


for _name in ('utf_8', 'utf_16', 'utf_16_le', 'utf_16_be', 'utf_32', 'utf_32_le', 'utf_32_be'):
    _functions(_name, False)
for _name in 'unicode_escape', 'raw_unicode_escape':
    _functions(_name, True)
for _name in 'ascii', 'latin_1':
    _functions(_name, None)


def _ex_decode(width, data, errors, byteorder, final):
    """(text, bytes used, byte order): the order is -1 or 1 as a mark says (or said), 0 without a mark."""
    mark = bytes(data[:width])
    little, big = ('\ufeff'.encode(f'utf-{width * 8}-{end}') for end in ('le', 'be'))
    if byteorder == 0 and mark in (little, big):
        byteorder = -1 if mark == little else 1
        text, used = builtin_decode(f'utf-{width * 8}', data, errors or 'strict', final)
    else:
        end = {-1: 'le', 0: sys.byteorder[0] + 'e', 1: 'be'}[byteorder]
        text, used = builtin_decode(f'utf-{width * 8}-{end}', data, errors or 'strict', final)
    return text, used, byteorder


def utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /):
    """Decode UTF-16 whose byte order is known from before, or said by a mark."""
    return _ex_decode(2, data, errors, byteorder, final)


def utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /):
    """The same for UTF-32."""
    return _ex_decode(4, data, errors, byteorder, final)


def utf_7_encode(str, errors=None, /):
    """Encode a str in UTF-7."""
    from encodings.utf_7 import utf_7_encode
    return utf_7_encode(str, errors)


def utf_7_decode(data, errors=None, final=False, /):
    """Decode UTF-7."""
    from encodings.utf_7 import utf_7_decode
    return utf_7_decode(data, errors, final)


def readbuffer_encode(data, errors=None, /):
    """The bytes of a buffer, or of a str in UTF-8, as they are."""
    data = data.encode() if isinstance(data, str) else bytes(memoryview(data))
    return data, len(data)


# ---- escapes of bytes literals ----

_ESCAPES = {ord(letter): value for letter, value in zip('\\\'"abfnrtv', b'\\\'"\a\b\f\n\r\t\v')}


def escape_encode(data, errors=None, /):
    """What stands between the quotes of repr(data), with ' escaped."""
    if not isinstance(data, bytes):
        raise TypeError(f'escape_encode() argument 1 must be bytes, not {type(data).__name__}')
    return b"\\'".join(repr(part)[2:-1].encode() for part in data.split(b"'")), len(data)


def _hexadecimal(data, at, errors):
    """The byte that \\x at a place stands for, and where to go on."""
    digits = data[at + 2:at + 4]
    try:
        if len(digits) == 2 and digits.isalnum():
            return bytes([int(digits, 16)]), at + 4
    except ValueError:
        pass
    if errors == 'strict':
        raise ValueError(f'invalid \\x escape at position {at}')
    if errors not in ('replace', 'ignore'):
        raise ValueError(f'decoding error; unknown error handling code: {errors}')
    skip = 3 if digits[:1].isalnum() and digits[:1] in b'0123456789abcdefABCDEF' else 2
    return b'?' if errors == 'replace' else b'', at + skip


def _unescape(data, at, errors):
    """The same for any escape."""
    if at + 1 == len(data):
        raise ValueError('Trailing \\ in string')
    letter = data[at + 1]
    if letter == ord('x'):
        return _hexadecimal(data, at, errors)
    if letter in b'01234567':
        end = at + 2
        while end < at + 4 and data[end:end + 1] and data[end] in b'01234567':
            end += 1
        return bytes([int(data[at + 1:end], 8) & 255]), end
    if letter == ord('\n'):
        return b'', at + 2
    if letter in _ESCAPES:
        return bytes([_ESCAPES[letter]]), at + 2
    return data[at:at + 2], at + 2


def _strange_escape(data, at):
    """What the warning calls an escape that bytes literals do not have; None: they have it."""
    letter = data[at + 1]
    if letter not in b'01234567':
        return None if letter in b'x\n' or letter in _ESCAPES else f"escape sequence '\\{letter:c}'"
    digits = data[at + 1:at + 4]
    if len(digits) == 3 and all(digit in b'01234567' for digit in digits) and int(digits, 8) > 255:
        return f"octal escape sequence '\\{digits.decode()}'"
    return None


def escape_decode(data, errors=None, /):
    """Bytes with the escapes of a bytes literal as what they stand for."""
    data = data.encode() if isinstance(data, str) else bytes(memoryview(data))
    out, at, strange = [], 0, None
    while (slash := data.find(b'\\', at)) >= 0:
        out.append(data[at:slash])
        piece, at = _unescape(data, slash, errors or 'strict')
        out.append(piece)
        if not strange and (piece == data[slash:at] or data[slash + 1] in b'4567'):
            strange = _strange_escape(data, slash)
    if strange:
        import warnings
        warnings.warn(f'invalid {strange}', DeprecationWarning, stacklevel=2)
    return b''.join([*out, data[at:]]), len(data)


# ---- maps of characters ----

def charmap_build(map, /):
    """What charmap_encode() takes, from the text of characters that the bytes 0, 1, ... stand for."""
    return {ord(character): byte for byte, character in enumerate(map)}


def _charmap_bytes(mapping, character):
    """The bytes of a character, or None."""
    try:
        found = mapping[ord(character)]
    except LookupError:
        return None
    if isinstance(found, int):
        if not 0 <= found < 256:
            raise TypeError('character mapping must be in range(256)')
        return bytes([found])
    if found is None or isinstance(found, bytes):
        return found
    raise TypeError(f'character mapping must return integer, bytes or None, not {type(found).__name__}')


def _charmap_failure(text, start, mapping, errors):
    """What the error handler makes of characters without bytes: (bytes, where to go on)."""
    stop = start + 1
    while stop < len(text) and _charmap_bytes(mapping, text[stop]) is None:
        stop += 1
    error = UnicodeEncodeError('charmap', text, start, stop, 'character maps to <undefined>')
    replacement, position = lookup_error(errors)(error)
    if isinstance(replacement, bytes):
        return replacement, position
    pieces = [_charmap_bytes(mapping, character) for character in replacement]
    if None in pieces:
        raise error
    return b''.join(pieces), position


def charmap_encode(str, errors=None, mapping=None, /):
    """Encode by a mapping from code points to ints, bytes or None. Without one: Latin-1."""
    if mapping is None:
        return latin_1_encode(str, errors)
    out, at = [], 0
    while at < len(str):
        piece = _charmap_bytes(mapping, str[at])
        if piece is None:
            piece, at = _charmap_failure(str, at, mapping, errors or 'strict')
        else:
            at += 1
        out.append(piece)
    return b''.join(out), len(str)


def _charmap_text(mapping, byte):
    """The text of a byte, or None."""
    try:
        found = mapping[byte]
    except LookupError:
        return None
    if isinstance(found, int):
        if not 0 <= found <= sys.maxunicode:
            raise TypeError(f'character mapping must be in range({sys.maxunicode + 1:#x})')
        found = chr(found)
    if found is None or found == '\ufffe':
        return None
    if not isinstance(found, str):
        raise TypeError('character mapping must return integer, None or str')
    return found


def charmap_decode(data, errors=None, mapping=None, /):
    """Decode by a str, or by a mapping from ints to code points, texts or None. Without one: Latin-1."""
    data = bytes(memoryview(data))
    if mapping is None:
        return data.decode('latin-1'), len(data)
    out, at = [], 0
    while at < len(data):
        text = _charmap_text(mapping, data[at])
        if text is None:
            error = UnicodeDecodeError('charmap', data, at, at + 1, 'character maps to <undefined>')
            text, at = lookup_error(errors or 'strict')(error)
        else:
            at += 1
        out.append(text)
    return ''.join(out), len(data)
