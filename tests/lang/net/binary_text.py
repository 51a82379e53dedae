"""binascii, base64, quopri: encoding, decoding, what is malformed; at random too."""
import base64
import binascii
import io
import quopri
import random


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def show(function, *args, **kwargs):
    print(function.__name__, *map(repr, args), kwargs or '', '->', attempt(function, *args, **kwargs))


print('--- binascii')
for data in [b'', b'=', b'YQ==', b'YQ=', b'YQ', b'Y', b'YQ==YQ==', b'YQ==\n', b'Y Q = =', b'YWI=', b'YWJj=', b'YQ=a=', b'Y=Q=', b'\nYQ==', b'YWJjY', b'A!A', 'YWJj', 'é', 5, None, bytearray(b'YWJj')]:
    show(binascii.a2b_base64, data)
    show(binascii.a2b_base64, data, strict_mode=True)
for data in [b'', b'a', b'ab', b'abc', bytes(range(256)), memoryview(b'abc'), 'abc', 5]:
    if not isinstance(data, memoryview):
        show(binascii.b2a_base64, data)
        show(binascii.hexlify, data)
    print(attempt(binascii.b2a_base64, data, newline=False), attempt(binascii.crc32, data), attempt(binascii.crc_hqx, data, 7))
for text in ['', '00fF', b'0a', 'abc', 'zz', '0 ', 'é', 5]:
    show(binascii.unhexlify, text)
show(binascii.hexlify, b'abcdef', '-')
show(binascii.hexlify, b'abcdef', b':', 4)
show(binascii.hexlify, b'abcdef', ':', bytes_per_sep=-4)
show(binascii.hexlify, b'abcdef', '--')
show(binascii.crc32, b'world', binascii.crc32(b'hello '))
show(binascii.crc32, b'x', -1)
show(binascii.crc32, b'x', 1.5)
show(binascii.crc_hqx, b'x')
print(binascii.crc32(b'0123456789' * 100000), binascii.Error.__mro__, binascii.Incomplete.__bases__, binascii.Error.__module__)
for data in [b'', b'a', bytes(45), bytes(range(40)), bytes(46)]:
    show(binascii.b2a_uu, data)
    show(binascii.b2a_uu, data, backtick=True)
for data in [b'!', b'#86)C\n', b'#86)Cx', b'#86)\x80', b'`', b'#86)C  ``\r\n', b' \n']:
    show(binascii.a2b_uu, data)

print('--- quopri')
for data in [b'', b'a b ', b'caf\xe9=\t\n', b'.\n', b'..', b'x' * 80, b'a \r\nb\t\r\n', b'_ _', b'a\rb', b'=' * 30]:
    print(data, quopri.encodestring(data), quopri.encodestring(data, quotetabs=True), quopri.encodestring(data, header=True))
for data in [b'caf=E9', b'=', b'a=\nb', b'a=\r\nb', b'==41', b'=4', b'=zz', b'a_b', b'=e9']:
    print(data, quopri.decodestring(data), quopri.decodestring(data, header=True))
output = io.BytesIO()
quopri.encode(io.BytesIO(b'\xff\n' * 3), output, quotetabs=False)
print(output.getvalue(), binascii.b2a_qp(b'\r\n\n', istext=False))

print('--- base64')
for data in [b'', b'\xfb\xff', b'hello', b'\0' * 8, b'    x']:
    for function in [base64.b64encode, base64.urlsafe_b64encode, base64.b32encode, base64.b32hexencode, base64.b16encode, base64.b85encode, base64.a85encode, base64.encodebytes]:
        show(function, data)
    print(base64.a85encode(data, foldspaces=True, adobe=True, wrapcol=5, pad=True), base64.b64encode(data, altchars=b'@$'))
for text in ['', 'aGVsbG8=', '-_8=', 'NBSWY3DP', 'nbswy3dp', 'D1IMOR3F', '68656c6c6f', '68656C6C6F', 'Xk~0{Zv', 'BOu!rDZ', 'z', 'zz!', '!z', 'MFRGG===', 'MFRG====', 'M=======', '0', '~~~~~', '\x00', 'é']:
    for function in [base64.b64decode, base64.urlsafe_b64decode, base64.b32decode, base64.b32hexdecode, base64.b16decode, base64.b85decode, base64.a85decode]:
        show(function, text)
show(base64.b64decode, 'a@$=', altchars='@$')
show(base64.b64decode, 'aGVs!bG8=', validate=True)
show(base64.b64encode, b'a', b'x')
show(base64.b32decode, 'NBSWY3DP'.lower(), True)
show(base64.b32decode, '01======', map01='L')
show(base64.b16decode, 'ff', True)
show(base64.a85decode, b'<~zy~>', foldspaces=True, adobe=True)
show(base64.a85decode, b'zy', adobe=True)
show(base64.decodebytes, 'abc')
show(base64.encodebytes, None)
first, second, third = io.BytesIO(b'abc' * 50), io.BytesIO(), io.BytesIO()
base64.encode(first, second)
second.seek(0)
base64.decode(second, third)
print(second.getvalue(), third.getvalue() == first.getvalue())

print('--- at random')
pieces = [b'\r', b'\n', b'\r\n', b' ', b'\t', b'=', b'_', b'.', b'a', b'Z', b'4', b'\0', b'\xff', b'`', b'#', b'a' * 30, b'=3D', b'==', b'YWJj', b'z', b'y', b'uuuu', b'ME======']
chance = random.Random(5)
total = 0
for _ in range(600):
    data = b''.join(chance.choice(pieces) for _ in range(chance.randint(0, 12)))
    results = [attempt(binascii.b2a_qp, data, *[bool(flags & 1 << bit) for bit in range(3)]) for flags in range(8)]
    for function in [binascii.a2b_qp, binascii.a2b_base64, binascii.a2b_uu, binascii.b2a_uu, binascii.a2b_hex, base64.b32encode, base64.b32decode, base64.a85encode, base64.a85decode, base64.b85encode, base64.b85decode]:
        results.append(attempt(function, data))
    total = binascii.crc32(repr(results).encode(), total)
print(total)
