"""Binary data as text: base64, base32, base16 (RFC 4648), base85 and Ascii85.

Functions that encode take bytes-like objects; those that decode take text that is ASCII, too. Both answer bytes."""
import binascii
from functools import lru_cache

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode',
           'b32hexencode', 'b32hexdecode', 'b16encode', 'b16decode', 'b85encode', 'b85decode', 'a85encode', 'a85decode',
           'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode']

MAXLINESIZE = 76  # of lines in mail, without the newline
MAXBINSIZE = MAXLINESIZE // 4 * 3  # bytes in such a line

_UPPER, _LOWER, _DIGITS = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ', b'abcdefghijklmnopqrstuvwxyz', b'0123456789'
_BASE32 = _UPPER + b'234567'
_BASE32HEX = _DIGITS + _UPPER[:22]
_BASE85 = _DIGITS + _UPPER + _LOWER + b'!#$%&()*+-;<=>?@^_`{|}~'
_ASCII85 = bytes(range(33, 118))
_HEX_DIGITS = frozenset(_DIGITS + b'ABCDEF')


def _to_bytes(s):
    """The argument of a function that decodes."""
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError('argument should be a bytes-like object or ASCII string, '
                        f'not {s.__class__.__name__!r}') from None


def _raw(b):
    """The argument of a function that encodes."""
    return b if isinstance(b, bytes) else memoryview(b).tobytes()


# --- base64 ---

def b64encode(s, altchars=None):
    """Encode in base64. altchars are two characters to write for + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return encoded
    assert len(altchars) == 2, repr(altchars)
    return encoded.translate(bytes.maketrans(b'+/', altchars))


def b64decode(s, altchars=None, validate=False):
    """Decode base64. altchars are two characters that stand for + and /.

    Other characters are passed over; if validate is true, they raise binascii.Error."""
    s = _to_bytes(s)
    if altchars is not None:
        altchars = _to_bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def urlsafe_b64decode(s):
    """Decode base64 with - and _ for + and /."""
    return b64decode(s, altchars=b'-_')


def urlsafe_b64encode(s):
    """Encode in base64 with - and _ for + and /, which have a meaning in URLs."""
    return b64encode(s, altchars=b'-_')


def standard_b64decode(s):
    """Decode base64."""
    return b64decode(s)


def standard_b64encode(s):
    """Encode in base64."""
    return b64encode(s)


def _check_bytes(s):
    """The argument of encodebytes() and decodebytes() is bytes-like, in one row."""
    try:
        view = memoryview(s)
    except TypeError as problem:
        raise TypeError(f'expected bytes-like object, not {s.__class__.__name__}') from problem
    if view.format not in ('c', 'b', 'B'):
        raise TypeError(f'expected single byte elements, not {view.format!r} from {s.__class__.__name__}')
    if view.ndim != 1:
        raise TypeError(f'expected 1-D data, not {view.ndim}-D data from {s.__class__.__name__}')


def encodebytes(s):
    """Encode in base64, in lines of 76 characters as mail has them."""
    _check_bytes(s)
    return b''.join(binascii.b2a_base64(s[start:start + MAXBINSIZE]) for start in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """Decode base64."""
    _check_bytes(s)
    return binascii.a2b_base64(s)


def encode(input, output):
    """Encode a binary file in base64, in lines, into another."""
    while chunk := input.read(MAXBINSIZE):
        while len(chunk) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(chunk))):
            chunk += more
        output.write(binascii.b2a_base64(chunk))


def decode(input, output):
    """Decode a binary file of lines in base64 into another."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


# --- base32: five bytes are eight digits ---

@lru_cache
def _pairs(alphabet):
    """The two digits of each number of ten bits."""
    return [bytes((high, low)) for high in alphabet for low in alphabet]


@lru_cache
def _values(alphabet):
    return {digit: value for value, digit in enumerate(alphabet)}


def _b32encode(alphabet, s):
    s = _raw(s)
    missing = -len(s) % 5
    padded = s + bytes(missing)
    pairs = _pairs(alphabet)
    encoded = bytearray()
    for start in range(0, len(padded), 5):
        bits = int.from_bytes(padded[start:start + 5], 'big')
        for shift in (30, 20, 10, 0):
            encoded += pairs[bits >> shift & 1023]
    if missing:
        unused = missing * 8 // 5
        encoded[-unused:] = b'=' * unused
    return bytes(encoded)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _to_bytes(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _to_bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    digits = s.rstrip(b'=')
    padding = len(s) - len(digits)
    values = _values(alphabet)
    decoded = bytearray()
    for start in range(0, len(digits), 8):
        bits = 0
        for digit in digits[start:start + 8].ljust(8, alphabet[:1]):
            value = values.get(digit)
            if value is None:
                raise binascii.Error('Non-base32 digit found')
            bits = bits << 5 | value
        decoded += bits.to_bytes(5, 'big')
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if padding and decoded:
        del decoded[-((padding * 5 + 7) // 8):]
    return bytes(decoded)


def b32encode(s):
    """Encode in base32."""
    return _b32encode(_BASE32, s)


def b32decode(s, casefold=False, map01=None):
    """Decode base32. If casefold is true, lower case is accepted.

    map01 is the letter, I or L, that the digit 1 stands for; 0 is then O. Without it they are errors."""
    return _b32decode(_BASE32, s, casefold, map01)


def b32hexencode(s):
    """Encode in base32 with the digits 0 to 9 and A to V, which sort as the data do."""
    return _b32encode(_BASE32HEX, s)


def b32hexdecode(s, casefold=False):
    """Decode base32 with the digits 0 to 9 and A to V. If casefold is true, lower case is accepted."""
    return _b32decode(_BASE32HEX, s, casefold)


# --- base16 ---

def b16encode(s):
    """Encode in base16: hexadecimal digits in upper case."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode base16. If casefold is true, lower case is accepted."""
    s = _to_bytes(s)
    if casefold:
        s = s.upper()
    if not _HEX_DIGITS.issuperset(s):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


# --- base85 and Ascii85: four bytes are five digits ---

def _digits85(alphabet, word):
    number = int.from_bytes(word, 'big')
    digits = bytearray(5)
    for place in (4, 3, 2, 1, 0):
        number, value = divmod(number, 85)
        digits[place] = alphabet[value]
    return bytes(digits)


def _encode85(alphabet, b, pad, shorter={}):
    """All words in base 85. The digits that only the padding with zeros gave are cut off, unless pad is true.
    `shorter` has the digits of words that are written shorter."""
    b = _raw(b)
    missing = -len(b) % 4
    b += bytes(missing)
    groups = []
    for start in range(0, len(b), 4):
        word = b[start:start + 4]
        groups.append(shorter.get(word) or _digits85(alphabet, word))
    if missing and not pad:
        if len(groups[-1]) == 1:
            groups[-1] = alphabet[:1] * 5
        groups[-1] = groups[-1][:-missing]
    return b''.join(groups)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode in Ascii85.

    foldspaces: four blanks become 'y'. wrapcol: lines have at most so many characters. pad: a multiple of four bytes is
    encoded. adobe: put between <~ and ~>."""
    shorter = {bytes(4): b'z'}
    if foldspaces:
        shorter[b'    '] = b'y'
    encoded = _encode85(_ASCII85, b, pad, shorter)
    if adobe:
        encoded = b'<~' + encoded
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [encoded[start:start + wrapcol] for start in range(0, len(encoded), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b'')
        encoded = b'\n'.join(lines)
    return encoded + b'~>' if adobe else encoded


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    """Decode Ascii85.

    foldspaces: 'y' is four blanks. adobe: it ends with ~> and may begin with <~. Characters in ignorechars are passed
    over."""
    b = _to_bytes(b)
    if adobe:
        if not b.endswith(b'~>'):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b[2:-2] if b.startswith(b'<~') else b[:-2]
    shorter = {ord('z'): bytes(4)}
    if foldspaces:
        shorter[ord('y')] = b'    '
    decoded = bytearray()
    number = count = 0
    for digit in (*b, *b'uuuu'):  # the last digits fill up a group that is too short
        if 33 <= digit <= 117:
            number = number * 85 + digit - 33
            count += 1
            if count == 5:
                if number >= 2 ** 32:
                    raise ValueError('Ascii85 overflow')
                decoded += number.to_bytes(4, 'big')
                number = count = 0
        elif digit in shorter:
            if count:
                raise ValueError(f'{chr(digit)} inside Ascii85 5-tuple')
            decoded += shorter[digit]
        elif digit not in ignorechars:
            raise ValueError(f'Non-Ascii85 digit found: {chr(digit)}')
    unused = 4 - count
    return bytes(decoded[:-unused] if unused else decoded)


def b85encode(b, pad=False):
    """Encode in base85 as git does. If pad is true, a multiple of four bytes is encoded."""
    return _encode85(_BASE85, b, pad)


def b85decode(b):
    """Decode base85 as git writes it."""
    b = _to_bytes(b)
    missing = -len(b) % 5
    values = _values(_BASE85)
    decoded = bytearray()
    padded = b + b'~' * missing
    for start in range(0, len(padded), 5):
        number = 0
        for place, digit in enumerate(padded[start:start + 5], start):
            value = values.get(digit)
            if value is None:
                raise ValueError(f'bad base85 character at position {place}')
            number = number * 85 + value
        if number >= 2 ** 32:
            raise ValueError(f'base85 overflow in hunk starting at byte {start}')
        decoded += number.to_bytes(4, 'big')
    return bytes(decoded[:-missing] if missing else decoded)


# --- the command line ---

_USAGE = """\
usage: {} [-h|-d|-e|-u|-t] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)
        -t: encode and decode string 'Aladdin:open sesame'"""


def test():
    """Show an example."""
    example = b'Aladdin:open sesame'
    encoded = encodebytes(example)
    for shown in example, encoded, decodebytes(encoded):
        print(repr(shown))


def main():
    """Encode or decode a file or standard input to standard output."""
    import getopt
    import sys
    usage = _USAGE.format(sys.argv[0])
    try:
        options, files = getopt.getopt(sys.argv[1:], 'hdeut')
    except getopt.error as error:
        sys.stdout = sys.stderr
        print(error)
        print(usage)
        sys.exit(2)
    work = encode
    for option, _ in options:
        if option == '-h':
            print(usage)
            return
        if option == '-t':
            test()
            return
        work = encode if option == '-e' else decode
    if files and files[0] != '-':
        with open(files[0], 'rb') as file:
            work(file, sys.stdout.buffer)
    else:
        work(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == '__main__':
    main()
