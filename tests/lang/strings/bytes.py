# bytes and bytearray.
ba = bytearray
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
b'abc', bytes(), bytes(3), bytes([65, 66]), bytes('é', 'utf-8'), bytes(b'x'), bytes(bytearray(b'y')), bytes(range(3)), bytes((1, 2)), bytes(memoryview(b'mv')), bytes({5}), bytes('a', encoding='ascii', errors='strict')
bytes(-1)
bytes(1.5)
bytes('a')
bytes([256])
bytes([-1])
bytes(['a'])
bytes(None)
bytes(1, 'ascii')
bytes(b'a', 'ascii')
bytes('a', 'ascii', 'strict', 1)
bytes(10**20)
bytes('é', 'ascii')
b'abc'[0], b'abc'[-1], b'abc'[1:], b'abc'[::-1], b'abc' + b'd', b'ab' * 2, 2 * b'ab', 97 in b'abc', b'bc' in b'abc', len(b'abc'), list(b'ab'), b'a' < b'b', b'a' == bytearray(b'a'), b'' < b'a', sorted(b'ba')
256 in b'a'
'a' in b'a'
b'abc'[5]
b'abc' + 'd'
b'a' + bytearray(b'b'), bytearray(b'a') + b'b', bytearray(b'x') * 3
b'a' < 'b'
b'a' == 'a', b'' == '', bytearray(b'a') == 'a'
b'Hello World'.upper(), b'ABC'.lower(), b'hello world'.title(), b'hELLO'.capitalize(), b'Hello'.swapcase(), b'abc'.center(7, b'*'), b'abc'.ljust(5), b'abc'.rjust(5, b'.'), b'42'.zfill(5), b'-4'.zfill(4), b'a\\tb'.expandtabs(4)
b'abc'.center(5, 'x')
b'abc'.center(5, b'xy')
b'a,b,c'.split(b','), b' a  b '.split(), b'a,b,c'.rsplit(b',', 1), b'a\\nb\\r\\nc'.splitlines(), b'a\\nb'.splitlines(True), b'a=b'.partition(b'='), b'a=b=c'.rpartition(b'='), b'abc'.partition(b'x'), b'-'.join([b'a', b'b']), b''.join([bytearray(b'x'), b'y', memoryview(b'z')])
b'a'.split('a')
b'a'.split(b'')
b'-'.join(['a'])
b'-'.join([1])
b'  a '.strip(), b'xxaxx'.strip(b'x'), b' a'.lstrip(), b'a '.rstrip(), b'\\x00a\\x0b'.strip()
b'hello'.find(b'l'), b'hello'.find(108), b'hello'.rfind(b'l'), b'hello'.index(b'e'), b'hello'.count(b'l'), b'hello'.count(108), b'hello'.find(b'x'), b'hello'.find(b'', 9), b'hello'.rindex(b'l', 0, 3)
b'hello'.index(b'x')
b'hello'.rindex(b'x')
b'hello'.find('l')
b'hello'.find(256)
b'hello'.replace(b'l', b'L'), b'hello'.replace(b'l', b'', 1), b'abc'.replace(b'', b'-'), b'hello'.startswith(b'he'), b'hello'.startswith((b'x', b'h')), b'hello'.endswith(b'lo'), b'hello'.removeprefix(b'he'), b'hello'.removesuffix(b'lo')
b'hello'.startswith('he')
b'hello'.replace('l', b'')
b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' '.isspace(), b'AB'.isupper(), b'ab'.islower(), b'Ab Cd'.istitle(), b'abc'.isascii(), b'\\xff'.isascii(), b''.isalpha(), b'\\xe9'.isalpha()
b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'abc'.translate(bytes(range(256)), delete=b'a'), len(bytes.maketrans(b'', b''))
b'abc'.translate(b'short')
bytes.maketrans(b'a', b'bc')
b'abc'.hex(), b'\\x01\\x02\\x03\\x04'.hex('-'), b'\\x01\\x02\\x03\\x04\\x05'.hex(':', 2), b'\\x01\\x02\\x03\\x04\\x05'.hex(':', -2), bytes.fromhex('01 02ff'), bytes.fromhex(''), bytearray.fromhex('AB'), bytes.fromhex(' aB\\n')
bytes.fromhex('0')
bytes.fromhex('zz')
bytes.fromhex('0 1')
b'a'.hex('xx')
b'\\xc3\\xa9'.decode(), b'\\xe9'.decode('latin-1'), b'\\xff'.decode('utf-8', 'replace'), b'\\xffa'.decode('utf-8', 'ignore'), b'\\xff'.decode('ascii', 'backslashreplace'), b'\\x80'.decode('utf-8', 'surrogateescape'), b'\\xff\\xfea\\x00'.decode('utf-16'), b'a\\x00'.decode('utf-16-le'), b'\\xe2\\x98'.decode('utf-8', 'replace'), b'\\xf0\\x9f\\x98\\x80'.decode(), b'\\xed\\xa0\\x80'.decode('utf-8', 'replace'), b'\\xc0\\x80'.decode('utf-8', 'replace'), b'a\\xe2\\x98b'.decode('utf-8', 'replace'), b'\\xf4\\x90\\x80\\x80'.decode('utf-8', 'replace')
b'\\xff'.decode()
b'\\xe2\\x98'.decode()
b'ab\\xe2\\x28\\xa1'.decode()
b'\\xed\\xa0\\x80'.decode()
b'\\x80'.decode('ascii')
b'a'.decode('nope')
b'a\\x00b'.decode('utf-16')
b'\\x00\\'"\\n\\r\\t\\\\~\\x7f\\x80', b"'", b'"', str(b'x'), repr(bytearray(b"it's")), bytearray(b''), ascii(b'\\xe9')
hash(b'abc') == hash(bytes([97, 98, 99])), {b'a': 1}[b'a']
hash(bytearray())
b'abc'.__getitem__(slice(1, 2)), b'abc'.__contains__(98), b'abc'.__len__(), b'a'.__add__(b'b'), b'%d' % 5, b'a'.__eq__(1), (b'abc').__bytes__()
int(b'5'), float(b'1.5'), bytes.__mro__
b'a'.nothing
b'a'[0] == 97, bytes(b for b in b'xyz'), bytes(map(ord, 'ab')), max(b'az'), sum(b'ab'), b''.join(bytes([i]) for i in range(3)), list(enumerate(b'ab')), b'abc'.__class__.__name__
""")
b = bytearray(b"abc")
b.append(100); b.extend(b"ef"); b.extend([103]); b += b"h"; b.insert(0, 90); print(b)
print(b.pop(), b.pop(0), b); b.remove(98); b.reverse(); print(b, b.copy() == b, b.copy() is b)
b[0] = 65; b[1:3] = b"XYZ"; print(b); b[::2] = b"....";  print(b)
del b[0]; del b[:2]; print(b); b.clear(); print(b, not b)
b = bytearray(range(10)); del b[::3]; print(b); b[2:4] = []; print(b); b[1:1] = [1, 2]; print(b); b *= 2; print(b)
for f in (lambda: b.append(256), lambda: b.append("a"), lambda: b.remove(255), lambda: ba().pop(), lambda: b.__setitem__(99, 1), lambda: b.__setitem__(0, -1), lambda: b.__setitem__(0, "x"), lambda: b.__setitem__(slice(0, 1), 5), lambda: b.__setitem__(slice(None, None, 2), b"1"), lambda: b.extend(5), lambda: b.extend("ab"), lambda: b.insert(0, 300), lambda: ba("x"), lambda: b.pop(99), lambda: b.__delitem__(99)):
    try:
        f(); print("ok")
    except Exception as e:
        print(type(e).__name__, e)
x = b; x += b"!"; print(x is b, b[-1])
print(bytearray(b"a,b").split(b","), bytearray(b"abc").upper(), bytearray(b"aXb").replace(b"X", b"-"), type(bytearray(b"a").join([b"1", b"2"])).__name__, type(b"".join([bytearray()])).__name__, bytearray(b"x").__repr__(), bytearray(5), bytearray("é", "utf-8"))
class B(bytes):
    def __repr__(self): return "B!"
print(B(b"x"), B(b"x") == b"x", type(B(b"x") + b"y").__name__, [B(b"q")], B(b"abc")[1:])
