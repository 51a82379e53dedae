# Formats, items at the edges of their ranges, buffers that do not fit: results and messages.
import struct


def t(f, *a):
    shown = [x if not isinstance(x, (memoryview, I, F)) else type(x).__name__ for x in a]
    try:
        print(shown, f(*a))
    except Exception as e:
        print(shown, type(e).__module__, type(e).__name__, e)


class I:
    def __index__(self):
        return 5


class F:
    def __float__(self):
        return 2.5


VALUES = [-1, 2**7, 2**8, 2**15, 2**16, 2**31, 2**32, 2**63, 2**64, -2**7 - 1, -2**31 - 1, -2**63 - 1, 'a', 1.5, b'x', None]
for c in 'bBhHiIlLqQnN?PefdcsxP':
    for order in '@<>':
        for v in VALUES:
            t(struct.pack, order + c, v)
for f in ['', ' ', 'z', '3', '3 i', 'i3', '99999999999999999999i', '4611686018427387904q', '<n', '=P', '@@', 'i<', '3s', '0s', 'p', '3p',
          '0p', 'x', '2x', '0i', 'bi', 'ib', 'b0i', '<bi', '2?', 'e', '3h' * 50 + '3h', '\0', 'i\0', 'é', b'i', b'i\0', 1, None, '!h', '=hi']:
    t(struct.calcsize, f)

CASES = [
    ('3s', b'abcdef'), ('3s', b'a'), ('3p', b'abcdef'), ('300p', b'a' * 400), ('0p', b'a'), ('s', 'a'), ('p', 'a'), ('3s', bytearray(b'abc')),
    ('c', bytearray(b'a')), ('3s', memoryview(b'abc')), ('bi', 1, 2), ('>bi', 1, 2), ('2h', 1), ('h', 1, 2), (), (1,), ('?', []),
    ('f', 1e300), ('<f', 1e300), ('<f', float('inf')), ('e', 1e10), ('e', 65519.0), ('e', 65520.0), ('e', 1e-8), ('e', 3e-8),
    ('e', float('nan')), ('e', -0.0), ('e', 1 / 3), ('e', 6.1e-5), ('e', 2049.0), ('e', 2051.0), ('d', 10**400), ('i', I()), ('d', F()), ('d', I()), ('d', 'x'),
    ('P', -1), ('?', I()), ('<2x?h', 1, -2), ('>d', 1.5), ('<q', -2), ('>Q', 2**63)]
for case in CASES:
    t(struct.pack, *case)
for case in [('i', b'abc'), ('3c2xh', b'abc\0\0\0\1\2'), ('3s?3p', b'abc\2\2xy'), ('p', b'\5'), ('2p', b'\5a'), ('i', 'abcd'), ('i',),
             ('<bBhHiIqQ', bytes(range(200, 230))), ('>bBhHiIqQ', bytes(range(100, 130))), ('>efd', bytes(range(60, 74))),
             ('<2e', b'\x01\x00\xff\xfb'), ('<3e', b'\0\x7c\0\xfe\0\x80'), ('0s', b''), ('?', b'\7')]:
    t(struct.unpack, *case)
b = bytearray(8)
for case in [('i', b, 6), ('i', b, -3), ('i', b, -4), ('i', b, -9), ('i', b, 9), ('i',), ('i', b), ('i', b'abcdefgh', 4)]:
    t(struct.unpack_from, *case)
for case in [('i', b, 6, 1), ('i', b, -3, 1), ('i', b, -9, 1), ('i', b, 9, 1), ('i', b, 4, 1), ('i', b'aaaa', 0, 1), ('i', b), ('i', b, 0),
             ('i',), (), ('i', b, 'a', 1), ('i', b, 0, 1, 2), ('<h', b, -2, 258)]:
    t(struct.pack_into, *case)
for case in [('x0', b'aa'), ('', b'aa'), ('h', b'aaa')]:
    t(struct.iter_unpack, *case)
pieces = struct.iter_unpack('h', b'aabb')
print(list(pieces), pieces.__length_hint__(), struct.iter_unpack('h', b'aabb').__length_hint__(), type(pieces))
s = struct.Struct('>hi')
print(s.format, s.size, s.pack(1, 2), s.unpack(b'\0\1\0\0\0\2'), type(s))
t(s.pack, 1)
t(struct.Struct, 1)
t(s.unpack, b'a')
t(s.unpack_from, b'a', 0)
t(s.__init__, '<q')
print(s.size, s.format, list(s.iter_unpack(bytes(16))), s.pack_into(b, 0, -1), b)
print(struct.error, struct.__all__)
t(struct.Struct)
t(s.unpack_from)
t(struct.Struct.pack, 1)
print(struct.calcsize('999999999999999999q'), struct.Struct('999999999999999999q').size)
