"""Plain values as bytes and back, in CPython's format (versions 0 to 4). Code objects are refused: minipy's are others."""
import struct
import sys
import types

version = 4

_REF = 0x80  # in a type code: the value gets the next number, by which it may come again
_SINGLE = {None: b'N', False: b'F', True: b'T', ...: b'.', StopIteration: b'S'}
_SINGLE_CODES = {code[0]: value for value, code in _SINGLE.items()}
_MOST_BYTES = 0x7fffffff


# --- writing ---

class _Writer:
    def __init__(self, version):
        self.version = version
        self.out = []
        self.numbers = {}  # by id: the number of what was written with _REF
        self.kept = []  # that no id is used again

    def long(self, n):
        self.out.append(struct.pack('<i', n))

    def counted(self, code, data):
        if len(data) > _MOST_BYTES:
            raise ValueError('unmarshallable object')
        self.out.append(code)
        self.long(len(data))
        self.out.append(data)

    def write(self, value):
        """Write a value, or the number of one that was written before."""
        kind = type(value)
        if value is None or kind in (bool, type(...)) or value is StopIteration:
            self.out.append(_SINGLE[value])
            return
        writer = _WRITERS.get(kind, _write_other)
        if self.version < 3:
            writer(self, value)
            return
        number = self.numbers.get(id(value))
        if number is not None:
            self.out.append(b'r')
            self.long(number)
            return
        self.numbers[id(value)] = len(self.numbers)
        self.kept.append(value)
        place = len(self.out)
        writer(self, value)
        self.out[place] = bytes([self.out[place][0] | _REF])

    def all(self, values):
        self.long(len(values))
        for value in values:
            self.write(value)


def _write_int(w, value):
    if -1 << 31 <= value < 1 << 31:
        w.out.append(b'i')
        w.long(value)
        return
    digits, rest = [], abs(value)
    while rest:
        digits.append(rest & 0x7fff)
        rest >>= 15
    w.out.append(b'l')
    w.long(len(digits) if value > 0 else -len(digits))
    w.out.append(struct.pack(f'<{len(digits)}H', *digits))


def _write_reals(w, text_code, binary_code, *reals):
    if w.version > 1:
        w.out += [binary_code, struct.pack(f'<{len(reals)}d', *reals)]
        return
    w.out.append(text_code)
    for real in reals:
        text = f'{real:.17g}'.encode()
        w.out.append(bytes([len(text)]) + text)


def _write_float(w, value):
    _write_reals(w, b'f', b'g', value)


def _write_complex(w, value):
    _write_reals(w, b'x', b'y', value.real, value.imag)


def _write_str(w, value):
    if w.version >= 4 and value.isascii():
        data = value.encode('ascii')
        if len(data) < 256:
            w.out += [b'z', bytes([len(data)]), data]
        else:
            w.counted(b'a', data)
    else:
        w.counted(b'u', value.encode('utf-8', 'surrogatepass'))


def _write_bytes(w, value):
    w.counted(b's', value)


def _write_tuple(w, value):
    if w.version >= 4 and len(value) < 256:
        w.out += [b')', bytes([len(value)])]
        for item in value:
            w.write(item)
    else:
        w.out.append(b'(')
        w.all(value)


def _write_list(w, value):
    w.out.append(b'[')
    w.all(value)


def _write_dict(w, value):
    w.out.append(b'{')
    for key, item in value.items():
        w.write(key)
        w.write(item)
    w.out.append(b'0')


def _write_set(w, value):
    w.out.append(b'<' if isinstance(value, set) else b'>')
    # In an order that does not change from run to run.
    w.all(sorted(value, key=lambda item: dumps(item, w.version)))


def _write_other(w, value):
    if isinstance(value, types.CodeType):
        raise ValueError('unmarshallable object: code of minipy has no marshal format')
    try:
        view = memoryview(value)
    except TypeError:
        raise ValueError('unmarshallable object') from None
    w.counted(b's', view.tobytes())


_WRITERS = {int: _write_int, float: _write_float, complex: _write_complex, str: _write_str, bytes: _write_bytes, tuple: _write_tuple,
            list: _write_list, dict: _write_dict, set: _write_set, frozenset: _write_set}


def dumps(value, version=version, /):
    """The bytes of a value."""
    writer = _Writer(version)
    sys.audit('marshal.dumps', value, version)
    try:
        writer.write(value)
    except RecursionError:
        raise ValueError('object too deeply nested to marshal') from None
    return b''.join(writer.out)


def dump(value, file, version=version, /):
    """Write the bytes of a value to a file."""
    return file.write(dumps(value, version))


# --- reading ---

_NULL = object()  # the end of a dict


class _Reader:
    def __init__(self, take):
        self.take = take  # take(n): that many bytes, or EOFError
        self.values = []  # what was read with _REF

    def byte(self):
        return self.take(1)[0]

    def long(self):
        return struct.unpack('<i', self.take(4))[0]

    def size(self, what):
        n = self.long()
        if n < 0:
            raise ValueError(f'bad marshal data ({what} size out of range)')
        return n

    def keep(self, value, flag):
        if flag:
            self.values.append(value)
        return value

    def read(self):
        """The next value, or _NULL."""
        try:
            code = self.byte()
        except EOFError:
            raise EOFError('EOF read where object expected') from None
        flag, code = code & _REF, code & ~_REF
        if code in _SINGLE_CODES:
            return _SINGLE_CODES[code]
        reader = _READERS.get(code)
        if reader is None:
            raise ValueError('bad marshal data (unknown type code)')
        return reader(self, flag)

    def value(self, where):
        value = self.read()
        if value is _NULL:
            raise TypeError(f'NULL object in marshal data for {where}')
        return value


def _read_null(r, flag):
    return _NULL


def _read_int(r, flag):
    return r.keep(r.long(), flag)


def _read_int64(r, flag):
    return r.keep(struct.unpack('<q', r.take(8))[0], flag)


def _read_big(r, flag):
    n = r.long()
    if n == -1 << 31:
        raise ValueError('bad marshal data (long size out of range)')
    digits = struct.unpack(f'<{abs(n)}H', r.take(2 * abs(n)))
    if any(digit > 0x7fff for digit in digits):
        raise ValueError('bad marshal data (digit out of range in long)')
    if digits and not digits[-1]:
        raise ValueError('bad marshal data (unnormalized long data)')
    value = 0
    for digit in reversed(digits):
        value = value << 15 | digit
    return r.keep(value if n > 0 else -value, flag)


def _read_texts(r, n):
    return [float(r.take(r.byte())) for _ in range(n)]


def _read_float(r, flag):
    return r.keep(*_read_texts(r, 1), flag)


def _read_complex(r, flag):
    return r.keep(complex(*_read_texts(r, 2)), flag)


def _read_binary_float(r, flag):
    return r.keep(*struct.unpack('<d', r.take(8)), flag)


def _read_binary_complex(r, flag):
    return r.keep(complex(*struct.unpack('<2d', r.take(16))), flag)


def _read_bytes(r, flag):
    return r.keep(r.take(r.size('bytes object')), flag)


def _text_reader(encoding, short, interned):
    def read(r, flag):
        text = str(r.take(r.byte() if short else r.size('string')), encoding, 'surrogatepass')
        return r.keep(sys.intern(text) if interned else text, flag)
    return read


def _read_tuple(r, flag, n=None):
    if n is None:
        n = r.size('tuple')
    place = len(r.values)
    r.keep(None, flag)
    value = tuple([r.value('tuple') for _ in range(n)])
    if flag:
        r.values[place] = value
    return value


def _read_small_tuple(r, flag):
    return _read_tuple(r, flag, r.byte())


def _read_list(r, flag):
    value, n = [], r.size('list')
    r.keep(value, flag)
    for _ in range(n):
        value.append(r.value('list'))
    return value


def _read_dict(r, flag):
    value = r.keep({}, flag)
    while (key := r.read()) is not _NULL and (item := r.read()) is not _NULL:
        value[key] = item
    return value


def _read_set(r, flag):
    value, n = set(), r.size('set')
    r.keep(value, flag)
    for _ in range(n):
        value.add(r.value('set'))
    return value


def _read_frozenset(r, flag):
    n, place = r.size('set'), len(r.values)
    r.keep(None, flag)
    value = frozenset([r.value('set') for _ in range(n)])
    if flag:
        r.values[place] = value
    return value


def _read_ref(r, flag):
    n = r.long()
    if not 0 <= n < len(r.values):
        raise ValueError('bad marshal data (invalid reference)')
    return r.values[n]


def _read_code(r, flag):
    raise ValueError('bad marshal data (code of CPython does not run in minipy)')


_READERS = {ord(code): reader for code, reader in {
    '0': _read_null, 'i': _read_int, 'I': _read_int64, 'l': _read_big, 'f': _read_float, 'x': _read_complex,
    'g': _read_binary_float, 'y': _read_binary_complex, 's': _read_bytes, 'u': _text_reader('utf-8', False, False),
    't': _text_reader('utf-8', False, True), 'a': _text_reader('ascii', False, False), 'A': _text_reader('ascii', False, True),
    'z': _text_reader('ascii', True, False), 'Z': _text_reader('ascii', True, True), '(': _read_tuple, ')': _read_small_tuple,
    '[': _read_list, '{': _read_dict, '<': _read_set, '>': _read_frozenset, 'r': _read_ref, 'c': _read_code}.items()}


def _read(take):
    try:
        return _Reader(take).value('object')
    except RecursionError:
        raise ValueError('bad marshal data (recursion limit exceeded)') from None


def loads(bytes, /):
    """The value at the beginning of some bytes."""
    try:
        data, at = memoryview(bytes).cast('B'), 0
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(bytes).__name__}'") from None

    def take(n):
        nonlocal at
        at += n
        if at > len(data):
            raise EOFError('marshal data too short')
        return data[at - n:at].tobytes()

    sys.audit('marshal.loads', bytes)
    return _read(take)


def load(file, /):
    """The next value in a file, of which no more is read than needed."""
    def take(n):
        data = file.read(n)
        if not isinstance(data, bytes):
            raise TypeError(f'file.read() returned not bytes but {type(data).__name__}')
        if len(data) < n:
            raise EOFError('marshal data too short')
        return data

    sys.audit('marshal.load')
    return _read(take)
