# array.array: items of each type at the edges of their ranges, sequences, bytes, files, buffers, messages.
import array
import copy
import io
from array import array as A


def t(f, *a):
    shown = [x if '0x' not in repr(x) else type(x).__name__ for x in a]
    try:
        print(f.__name__, shown, f(*a))
    except Exception as e:
        print(f.__name__, shown, type(e).__name__, e)


print(array.typecodes, array.ArrayType is A, A.__module__, A)
for c in array.typecodes:
    a = A(c)
    print(a, a.typecode, a.itemsize, len(a), bool(a))
    for v in [-1, 0, 2**7, 2**8, 2**15, 2**16, 2**31, 2**32, 2**63, 2**64, -2**7 - 1, -2**15 - 1, -2**31 - 1, -2**63 - 1, 'a', 'ab', '', 1.5, b'x',
              None, '\U0001f600', True]:
        t(a.append, v)
    print(a)
for args in [(), ('x',), ('ii',), (1,), ('i', 1), ('i', 'abc'), ('u', 'abc'), ('u', [1]), ('u', ['a', 'b']), ('i', [1, 'a']), ('b', b'abc'),
             ('i', b'abc'), ('i', b'abcdefgh'), ('i', bytearray(b'abcd')), ('i', A('b', [1, 2])), ('d', A('i', [1, 2])), ('u', A('i', [1])),
             ('i', A('u', 'a')), ('i', (1, 2)), ('i', range(3)), ('i', None), (b'i',), ('i', [1], 2)]:
    t(A, *args)
try:
    A('i', x=1)
except TypeError as e:
    print(e)

a = A('i', range(10))
print(a[0], a[-1], a[2:5], a[::-2], a[5:2], a[:], 3 in a, 11 in a, 'x' in a, a.index(4), a.count(3), list(reversed(a)), max(a))
for key in [10, -11, 'x', 1.5, None, slice(0, 1, 0)]:
    t(a.__getitem__, key)
    t(a.__setitem__, key, 1)
    t(a.__delitem__, key)
a[0] = 100
a[1:3] = A('i', [7, 8, 9])
print(a)
a[::3] = A('i', [1, 2, 3, 4])
print(a)
del a[1]
del a[::2]
print(a)
for key, v in [(slice(0, 1), [1]), (slice(0, 1), A('b', [1])), (slice(None, None, 2), A('i', [1])), (0, 'x'), (0, 1.5), (0, 2**40)]:
    t(a.__setitem__, key, v)
a[1:1] = a
a[:0] = A('i')
print(a, a.pop(), a.pop(0), a.pop(-1), a)
t(a.pop, 100)
t(A('i').pop)
a.insert(0, 5), a.insert(100, 6), a.insert(-1, 7)
a.remove(7)
t(a.remove, 1000)
t(a.index, 1000)
print(a, a.index(5, 0), a.index(6, -1))
t(a.index, 5, 1)
t(a.index, 5, 0, 0)
a.reverse()
a.extend([1, 2])
a.extend(A('i', [3]))
a.extend(a)
print(a)
for v in [A('b', [1]), [1, 'x'], 1, 'ab', None]:
    t(a.extend, v)
t(a.fromlist, [1, 2])
t(a.fromlist, [1, 'x'])
t(a.fromlist, (1, 2))
print(a.tolist(), a + A('i', [1]), A('b', [1]) * 3, 2 * A('b', [1, 2]), A('i') * 5, A('i', [1]) * -1)
for other in [A('b'), [1], 1]:
    t(a.__add__, other)
    t(a.__iadd__, other)
    t(a.__mul__, other)
b = a
b += A('i', [9])
b *= 2
print(b is a, len(a))
print(A('i', [1, 2]) == A('d', [1, 2]), A('i', [1]) < A('i', [1, 2]), A('i', [2]) > A('i', [1, 5]), A('i') == [], A('i', [1]) != A('i', [1]),
      A('b', [1]) <= A('i', [1]), A('u', 'a') == A('u', 'a'))
try:
    A('i') < []
except TypeError as e:
    print(e)
try:
    hash(A('i'))
except TypeError as e:
    print(e)
s = A('h', [1, 256, -2])
print(s.tobytes(), bytes(s), s.byteswap(), s, A('d', [1.5]).tobytes(), A('u', 'aé').tounicode(), A('b', [97]).tobytes())
t(A('i').tounicode)
t(A('i').fromunicode, 'x')
t(A('u').fromunicode, b'x')
u = A('u', 'ab')
u.fromunicode('cé')
print(u, u[0], u.tounicode(), repr(A('u', '\'"\n')))
s.frombytes(b'\1\0\2\0')
t(s.frombytes, b'\1')
t(s.frombytes, 'x')
t(s.frombytes, A('i', [1]))
print(s)
out = io.BytesIO()
s.tofile(out)
print(out.getvalue() == s.tobytes())
r = A('h')
t(r.fromfile, io.BytesIO(b'\1\0\2\0\3'), 2)
t(r.fromfile, io.BytesIO(b'\1\0\2'), 2)
t(r.fromfile, io.StringIO('xxxx'), 1)
t(r.fromfile, io.BytesIO(b''), -1)
print(r)
m = memoryview(s)
print(m.format, m.itemsize, m.shape, m[0], m.tolist(), m.nbytes)
m[0] = 77
print(s[0])
for f, args in [(s.append, (1,)), (s.pop, ()), (s.extend, ([1],)), (s.__delitem__, (0,)), (s.frombytes, (b'ab',)), (s.__imul__, (2,)), (s.insert, (0, 1))]:
    t(f, *args)
s[0] = 1
m.release()
s.append(5)
print(s, copy.copy(s), copy.deepcopy(s), copy.copy(s) is s)
print(s.buffer_info()[1], isinstance(s.buffer_info()[0], int), s.__sizeof__() > 0)
print(A('i', [1, 2]).__reduce_ex__(2), A('i', [1]).__reduce_ex__(3)[0].__name__, A('u', 'a').__reduce_ex__(2), A('h', [1]).__reduce_ex__(4)[1][2:])


class Sub(A):
    def __init__(self, *args):
        self.extra = args


x = Sub('i', [1, 2])
print(x, x.extra, type(x[:]), type(x + x), type(x * 2), x.__reduce_ex__(2)[2], type(copy.copy(x)))
i = iter(A('i', [1, 2]))
print(next(i), i.__reduce__()[1:], type(i), list(i), next(i, 'end'))
match A('i', [1, 2]):
    case [first, second]:
        print('sequence', first, second)
import collections.abc
print(isinstance(A('i'), collections.abc.MutableSequence))
b = A('b', range(5))
b[1:4] = b
print(b)
z = A('B', b'abc')
print(b'%b' % z, z.tobytes().decode(), bytearray(z), int.from_bytes(z, 'little'), b''.join([z, z]), z in [A('B', b'abc')])
