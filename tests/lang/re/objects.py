# Pattern and Match: methods, attributes, arguments; bytes and what is like them.
import copy
import re
import weakref

p = re.compile(r'(?P<key>\w+)\s*=\s*(?P<value>\d+)?(;)?')
print(p, p.pattern, p.flags, p.groups, dict(p.groupindex), type(p.groupindex).__name__)
m = p.search('  name = 42; next=', 1)
print(m)
print(m.group(), m.group(0), m.group(1, 'value', 3), m.group('key'), m['value'], m[0])
print(m.groups(), m.groupdict(), m.groupdict('x'))
print(m.start(), m.end('key'), m.span(2), m.regs, m.lastindex, m.lastgroup, m.pos, m.endpos, m.string, m.re is p)
m = p.search('next=')
print(m.groups(), m.groups('none'), m.groupdict(default=1), m.span('value'), m.lastgroup, m.expand(r'[\g<value>\1]'))
print(copy.copy(p) is p, copy.deepcopy(p) is p, copy.copy(m) is m, copy.deepcopy(m) is m)
print(weakref.ref(p)() is p)
print(p == re.compile(p.pattern), p == re.compile(p.pattern, re.I), p == 'x', p != re.compile('x'), hash(p) == hash(re.compile(p.pattern)))
print(re.compile('a') == re.compile(b'a'), bool(m), m == m)
print(re.Pattern[str], re.Match[bytes], type(p), type(m))
for cls in re.Pattern, re.Match:
    try:
        cls()
    except TypeError as e:
        print(e)

print(re.match('a', 'ba'), re.match('a', 'ab'), re.compile('a').match('ba', 1), re.compile('^a').match('ba', 1))
print(re.compile('a|ab').fullmatch('ab'), re.compile('a|ab').fullmatch('xab', 1), re.compile('a$').search('ab', 0, 1))
print(re.compile('b').search('abc', -5, 100), re.compile('').match('abc', 10), re.compile('').search('abc', 2, 1))
print(re.compile(r'(?<=a)b').match('ab', 1), re.compile(r'\b').search('ab', 1, 2), re.compile(r'\Bb').search('ab', 1))
print(p.search(string='a=1', pos=0, endpos=2), p.findall('a=1', endpos=1))

print(re.findall('a', 'banana'), re.findall('(a)', 'banana'), re.findall('(a)(n)?', 'banana'), re.findall('', 'ab'))
print(re.findall(r'\b|:+', 'a::bc'), re.split(r'\b', 'ab, cd'), re.split('', 'abc'), re.split('x*', 'axbc'))
print(re.split('(,)|;', 'a,b;c'), re.split(',', 'a,b,c', 1), re.split(',', 'a,b', maxsplit=-1), re.split(',', ''))
print(re.sub('x*', '-', 'abxd'), re.subn('b*', 'x', 'xyz'), re.sub('(?m)^', '> ', 'a\nb\n'), re.sub('a', 'b', 'aaa', 2))
print(re.sub('a', 'b', 'aaa', count=-1), re.sub(r'(\w)', lambda m: m[1] * 2, 'abc'), re.sub('b', lambda m: None, 'abc'))
print(re.sub('(a)|b', r'[\1]', 'ab'), re.sub('.', r'\g<0>\g<0>', 'xy'), re.subn('q', '', 'abc'))
text = 'nothing here'
print(re.sub('q', '', text) is text, re.sub('q', str, text) is text)
print([m.span() for m in re.finditer('a|', 'bab')], type(re.finditer('a', 'a')).__name__)

s = p.scanner('a=1 b=2')
print(s.match(), s.match(), s.search(), s.match(), s.pattern is p)
s = re.compile('a*').scanner('aab')
print([s.search() for _ in range(4)])

b = re.compile(rb'(\w+)-(\d+)?')
for subject in b'ab-12', bytearray(b'ab-12'), memoryview(b'ab-12'):
    m = b.match(subject)
    print(m.group(), m.groups(), m.string is subject, b.split(subject), b.findall(subject))
print(re.match(b'\\w+', 'é'.encode('latin1')), re.findall(b'[^a]', b'\xe9a'), re.sub(b'a', bytearray(b'x'), b'aba'), b.sub(rb'\2', bytearray(b'ab-12')))
print(re.escape('a.b*c\n é-#~&'), re.escape(b'a.\xe9\x00'), re.escape(''))


class Text(str):
    pass


t = Text('abc')
print(type(re.match('abc', t).group()), type(re.sub('x', 'y', t)), type(re.split('x', t)[0]), re.match('abc', t).string is t)

for flags in [0, re.I, re.I | re.M, re.A, re.X | re.S, re.U]:
    print(re.compile('x', flags), int(flags))
print(re.I, repr(re.I), repr(re.I | re.X), re.NOFLAG, re.RegexFlag(2), re.RegexFlag.MULTILINE, re.DEBUG.value, ~re.I & re.M)
print(re.compile('x' * 300))
print(repr(re.match('.*', 'y' * 100)))
print(re.compile(b'a\n', re.L), re.compile("a'b"))
scanner = re.Scanner([(r'\d+', lambda s, x: int(x)), (r'[a-z]+', 'word'), (r'\s+', None), (r'(\W)(=)?', lambda s, x: s.match.group())])
print(scanner.scan('ab 12 += 7 X'))
for n in (1, 2, 3):
    pattern = '|'.join('(%s)' % c for c in 'abc'[:n])
    print([m.lastindex for m in re.finditer(pattern, 'abcab')])
for pattern, subject in [('((ab))', 'ab'), ('(a)(b)', 'ab'), ('((a)(b))', 'ab'), ('(?:(a)|(b))*', 'ba'), ('(a(b)?)+', 'aba'),
                         ('(?=(abc))(a)', 'abc'), ('(?P<x>a)(?P<y>b)?', 'a'), ('a(b)?', 'a'), ('(a)|(b)', 'b')]:
    m = re.match(pattern, subject)
    print(pattern, m.lastindex, m.lastgroup, m.regs)
