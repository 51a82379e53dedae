# str methods, one by one.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
'Hello World'.upper(), 'Hello'.lower(), 'hello world'.title(), "it's o'clock".title(), 'hELLO'.capitalize(), 'Hello'.swapcase(), 'Straße'.casefold(), 'ß'.upper(), 'ŉ'.upper(), 'İ'.lower(), 'Σ'.lower(), 'ΑΣ'.lower(), 'ΑΣΑ'.lower(), 'ǆ'.title(), 'ﬁ'.upper(), 'ǅ'.swapcase()
''.upper(), ''.title(), ''.capitalize(), '123'.upper()
'abc'.center(9), 'abc'.center(8, '*'), 'abc'.ljust(6, '.'), 'abc'.rjust(6, '.'), 'abc'.center(2), 'a'.center(4, 'é'), '42'.zfill(5), '-42'.zfill(5), '+42'.zfill(5), ''.zfill(2), 'abc'.zfill(2), '--1'.zfill(6)
'abc'.center(5, 'ab')
'abc'.center('x')
'abc'.ljust(5, 1)
'a,b,,c'.split(','), 'a b  c '.split(), ''.split(), ''.split(','), ' a '.split(' '), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), ' a  b c '.split(None, 1), ' a  b c '.rsplit(None, 1), 'a--b'.split('--'), 'abc'.split('x'), 'a,b'.split(sep=',', maxsplit=0), 'a\\u2003b\\x1fc\\x85d'.split(), 'aXbXc'.rsplit('X'), '  x'.rsplit(maxsplit=5)
'abc'.split('')
'abc'.split(1)
'abc'.rsplit('')
'a\\nb\\r\\nc\\rd\\x0be\\x0cf\\x1cg\\x85h\\u2028i'.splitlines(), 'a\\nb\\n'.splitlines(True), ''.splitlines(), '\\n'.splitlines(), 'a'.splitlines(keepends=True)
'a=b=c'.partition('='), 'a=b=c'.rpartition('='), 'abc'.partition('x'), 'abc'.rpartition('x'), ''.partition('x')
'abc'.partition('')
'abc'.partition(1)
'-'.join(['a', 'b']), ''.join([]), ', '.join('abc'), 'x'.join(['one']), ''.join(('é', 'ü')), '-'.join(c for c in 'ab'), 'a'.join({'k': 1})
'-'.join(['a', 1])
'-'.join([b'a'])
'-'.join(5)
'  abc \\t\\n'.strip(), 'xxabcxx'.strip('x'), 'xyabcyx'.strip('xy'), '  a '.lstrip(), '  a '.rstrip(), 'abc'.lstrip('a'), 'abc'.rstrip('cb'), '\\u3000a\\u2028'.strip(), ''.strip(), 'aaa'.strip('a'), 'abc'.strip(''), ' a '.strip(None)
'abc'.strip(1)
'hello'.find('l'), 'hello'.rfind('l'), 'hello'.find('x'), 'hello'.find(''), 'hello'.rfind(''), 'hello'.find('l', 3), 'hello'.find('l', -2), 'hello'.find('lo', 0, 4), 'hello'.find('', 10), 'hello'.find('', 5), 'hello'.index('e'), 'hello'.rindex('l'), 'aéa'.find('é'), 'aaa'.find('aa', 1), 'hello'.find('l', None, None), ''.find(''), 'abc'.find('c', -1)
'hello'.index('x')
'hello'.rindex('z')
'hello'.find(1)
'hello'.find()
'hello'.find('l', 'x')
'banana'.count('a'), 'banana'.count('ana'), 'banana'.count(''), 'banana'.count('a', 2), 'banana'.count('a', 2, 4), ''.count(''), 'aaaa'.count('aa'), 'abc'.count('', 5)
'hello'.replace('l', 'L'), 'hello'.replace('l', 'L', 1), 'hello'.replace('', '-'), 'hello'.replace('', '-', 2), 'hello'.replace('x', 'y'), 'aaa'.replace('aa', 'b'), ''.replace('', 'x'), ''.replace('a', 'b'), 'abc'.replace('b', ''), 'aéa'.replace('é', '€'), 'abc'.replace('a', 'b', 0), 'abc'.replace('a', 'x', -1)
'hello'.replace('l')
'hello'.replace('l', 1)
'hello'.replace(1, 'l')
'hello'.startswith('he'), 'hello'.startswith('lo', 3), 'hello'.startswith(('x', 'h')), 'hello'.startswith(''), 'hello'.startswith('', 9), 'hello'.endswith('lo'), 'hello'.endswith(('x', 'lo')), 'hello'.endswith('l', 0, 4), 'hello'.endswith('', 5), 'hello'.startswith(()), 'abc'.startswith('bc', 1, 3), 'abc'.endswith('abcd')
'hello'.startswith(1)
'hello'.startswith(['h'])
'hello'.endswith((1,))
'hello'.removeprefix('he'), 'hello'.removeprefix('x'), 'hello'.removesuffix('lo'), 'hello'.removesuffix(''), 'hello'.removesuffix('hello'), 'a'.removeprefix('')
'hello'.removeprefix(1)
'a\\tbc\\td'.expandtabs(), 'a\\tb'.expandtabs(4), 'a\\tb\\n\\tc'.expandtabs(2), '\\t'.expandtabs(0), 'a\\tb'.expandtabs(tabsize=3), 'ab\\t'.expandtabs(-1)
'abc'.isalpha(), 'ab1'.isalpha(), 'é'.isalpha(), ''.isalpha(), '123'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), '½'.isdigit(), '٣'.isdecimal(), '五'.isnumeric(), '1.5'.isdigit(), 'a1'.isalnum(), '½'.isalnum(), ' '.isalnum()
' \\t\\n'.isspace(), '\\u2003'.isspace(), ''.isspace(), '\\x1c'.isspace(), '\\u200b'.isspace(), '\\x85\\xa0'.isspace(), 'ABC'.isupper(), 'AB1'.isupper(), '1'.isupper(), 'aB'.isupper(), 'abc'.islower(), 'ªº'.islower(), 'ß'.islower(), 'Hello World'.istitle(), 'Hello world'.istitle(), 'A'.istitle(), 'ǅ'.istitle(), '1A'.istitle(), "It'S".istitle(), ''.istitle()
'abc'.isidentifier(), '1a'.isidentifier(), '_'.isidentifier(), 'é'.isidentifier(), ''.isidentifier(), 'a b'.isidentifier(), 'class'.isidentifier(), '℘'.isidentifier(), 'a·'.isidentifier(), 'abc\\n'.isprintable(), 'abc'.isprintable(), ''.isprintable(), '\\xa0'.isprintable(), '\\u200b'.isprintable(), 'é☃😀'.isprintable(), 'abc'.isascii(), 'é'.isascii(), ''.isascii()
'abc'.translate({97: 'x', 98: None, 99: 100}), 'abc'.translate(str.maketrans('ab', 'xy')), 'abc'.translate(str.maketrans('a', 'b', 'c')), 'abc'.translate(str.maketrans({'a': '1', 98: '22'})), 'héllo'.translate({233: 'e'}), 'ab'.translate({}), 'ab'.translate(['x'] * 128), 'a'.translate({97: '☃☃'})
str.maketrans('ab', 'xy', 'z'), str.maketrans({'a': None})
str.maketrans('a', 'bc')
str.maketrans(1)
str.maketrans({'ab': 1})
str.maketrans('a', 1)
'abc'.translate(5)
'abc'.translate({97: 2**40})
'abc'.translate({97: 1.5})
'abc'[0], 'abc'[-1], 'abc'[1:], 'abc'[::-1], 'abcdef'[1:5:2], 'abc'[5:], 'abc'[-2:], 'abc'[:-5], 'a☃😀b'[2], 'a☃😀b'[1:3], 'abc'[::2], 'abcdef'[4:1:-1], 'abc'[3:0:-2], 'abc'[True]
'abc' + 'def', 'ab' * 3, 3 * 'ab', 'ab' * 0, 'ab' * -1, '' * 5, 'é' + 'a', 'a' + '☃' + '😀', 'x' in 'xyz', '' in '', 'yz' in 'xyz', 'é' in 'abc', 'ab' not in 'abc'
'a' < 'b', 'a' < 'B', 'abc' < 'abd', '' < 'a', 'a' == 'a', 'é' == 'e\\u0301', 'z' < 'é' < '☃' < '😀', 'abc' >= 'ab', 'a' != 1, 'a' == b'a'
len('é☃😀'), len('e\\u0301'), len(''), [c for c in 'a☃😀'], list(reversed('a☃')), sorted('hello'), max('hello'), min('hello'), 'abc'.__len__(), 'abc'.__contains__('b'), 'abc'.__getitem__(1), 'abc'.__hash__() == hash('abc'), 'abc'.__iter__().__next__()
str(), str(1), str(None), str('x'), str(b'ab'), str(b'ab', 'ascii'), str(b'\\xe9', 'latin-1'), str(b'\\xff', errors='replace'), str(object=5), str(b'x', encoding='utf-8'), str([1, 'a']), str(1.0), str(str), str(...)
str(b'\\xff', 'utf-8')
str(1, 'utf-8')
str('a', 'utf-8')
str(b'a', 'nope')
str(1, 2, 3, 4)
'é'.encode(), 'é'.encode('latin-1'), 'é'.encode('utf-16'), 'é'.encode('utf-16-le'), 'é'.encode('utf-32-be'), 'é☃'.encode('ascii', 'replace'), 'é☃'.encode('ascii', 'ignore'), 'é☃'.encode('ascii', 'backslashreplace'), 'é☃'.encode('ascii', 'xmlcharrefreplace'), '\\udc80'.encode('utf-8', 'surrogateescape'), 'a'.encode(encoding='ascii', errors='strict'), '\\ud800'.encode('utf-8', 'replace'), 'é'.encode('UTF8'), 'é'.encode('Latin1'), 'a'.encode('us-ascii')
'é'.encode('ascii')
'☃'.encode('latin-1')
'\\ud800'.encode()
'a☃☃b'.encode('ascii')
'a'.encode('nope')
'é'.encode('ascii', 'nope')
'a'.encode(1)
'%s' % 'x', 'abc'.format(), '{}'.format(1), 'a'.__add__('b'), 'a'.__mul__(2), 'a'.__rmul__(2), 'a'.__mod__(()), 'a'.__eq__(1), 'a'.__lt__('b'), 'abc'.__format__('>5'), 'a'.__repr__(), 'é'.__sizeof__() > 0
'a'.nothing
'abc'.upper(1)
'abc'.split(1, 2, 3)
'abc'.join()
str.upper(1)
str.join('a')
str.upper()
'a' in 5
'abc'.__getitem__('x')
'abc'[1.0]
'abc'[10]
'abc'['a']
'a' < 1
str.__mro__, str.__name__, issubclass(str, object)
""")
# Long and wide strings keep their parts in order.
s = "".join(chr(c) for c in range(32, 600))
print(s.upper()[-20:], len(s.upper()), s.find("é"), s.count("a"), s[500:510].encode())
s = "abc" * 1000 + "é" + "def" * 1000
print(len(s), s.find("é"), s.rfind("abc"), s.count("abc"), s.replace("abc", "x").find("é"), s[2995:3005], len(s.split("é")[1]))
t = ""
for i in range(300): t += chr(65 + i % 26) if i % 50 else "☃"
print(t.count("☃"), t[50], t[49:52], len(t), hash(t) == hash(t[:]), t == "".join(list(t)))
