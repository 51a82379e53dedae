# Patterns and templates that cannot be read: messages, positions, lines.
import re
import warnings


def show(what, function, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(ascii(what), ascii(function(*args)))
        except re.error as e:
            print(ascii(what), ascii(str(e)), ascii(e.msg), e.pos, e.lineno, e.colno, e.pattern == what)
        except Exception as e:
            print(ascii(what), type(e).__name__, ascii(str(e)))
    for w in caught:
        print('   ', w.category.__name__, ascii(str(w.message)), w.filename == __file__)


PATTERNS = r'''
(?t:a) (?a-:b) (?<n>a) (?i-) (?-i) \ (\ [z-a\ (?P<a\>x) x{99999999999} [[a] [a--b] [a&&b] [a||b] [a~~b] (?(²)a|b)
(?(+1)a|b)() (?(1_0)a)()()()()()()()()()() (?P<é>x) (?P<a>x)(?P=²) (?(a)b) (?aL)x (?au)x a(?i)b (?i)(?m)x |(?i)a (?i)|(?m)a
(?:(?i)a) \8 \N \N{ \N{} \N{foo} \N{DIGIT_ONE} \u12 \U00110000 \x1 \400 [\400] [\8] [a-\d] [\d-a] [a-\d [\b-\f] \00 \078
(?<=a*)b (?<=(a)\1)b (a)(?<=\1) (a)(?<=(?(1)b|c)) (?<=(?(1)bb|c)(a)) (?<=a|bb)c (?<!a{1,2}) (?P<a>x)(?P<a>y) (? (?P (?Px (?P<
(?P<>a) (?P<a (?< (?<x (?# (?#a (?z) (a a) (?=a (?!a (?<=a (?>a (?(1)a|b|c)() (?(0)a) (?(2)a)() (?(x ** a** a*+* a*?? a{2,1}
a{,} a{,3} a{1 a{} {1} ^* $+ \b* (?!)* (?:)* (?P=a) (?P<a>(?P=a)) (\1) (?i (?ix (?i- (?i-x (?i: (?i-i:a) (?L)a (?-a:x) (?1)
(?é) (?iz) (?i1) (?i-z) (?-z:x) (?ié) a{1,2}{3} (a)(b)\3 \g [ [] [^ [^] [a [a- [a-] [] a] []-a] [^]-a] \q [\q] (?P<1a>x)
(?(1)a (?(1)a|b (?P=x (?P=x) (?u:a) (?a:a) (?s-i:.) (?-s:.) ) | || ( () (((((((((((a))))))))\11)))
'''.split()

for pattern in PATTERNS:
    show(pattern, re.compile, pattern)
for pattern in [b'(?au)x', b'\\N{a}', b'\\u1234', b'(?P<\xe9>x)', b'(?L)a', b'(?La)a', b'[\xe9-a]', b'(?u)x', b'\\', b'a\n(']:
    show(pattern, re.compile, pattern)
for pattern in ['a\nb\n  (', '(?x) # comment \\', '(?x)a # (\n)', 'a\n)', '(?x: a*  *)']:
    show(pattern, re.compile, pattern)
for flags in [re.A | re.U, re.L, re.A | re.L, 512]:
    show('a', re.compile, 'a', flags)
    show(b'a', re.compile, b'a', flags)
show(1, re.compile, 1)
show(b'a', re.compile, bytearray(b'a'))
show('a', re.compile, re.compile('a'), re.I)

one = re.compile('(a)(?P<name>b)?')
for template in [r'\q', '\\', r'\3', r'\g', r'\g<', r'\g<>', r'\g<name', r'\g<nix>', r'\g<9>', r'\g<-1>', r'\g<1a>', r'\g<+1>',
                 r'\400', r'\377', r'\0', r'\08', r'\011', r'\111', r'\18', r'\g<0>|\g<1>|\g<name>', r'\-\.\%', r'\n\t\\',
                 r'\x41', 'é\\1']:
    show(template, one.sub, template, 'xab a')


def number(match):
    return 1


for call in [(one.match, b'a'), (re.compile(b'a').match, 'a'), (one.search, 1), (one.match, None), (one.sub, b'x', 'a'),
             (one.sub, 1, 'a'), (re.compile(b'a').sub, 'x', b'a'), (one.sub, 'x', b'a'),
             (re.sub, 'a', number, 'xa'), (re.sub, 'a', number, 'a'), (one.match,), (one.match, 'a', 'b'),
             (one.split, 'a', None), (re.sub, 'a'), (one.match, 'a', 1, 2, 3)]:
    show([x for x in call[1:] if x is not number], *call)
match = one.match('a')
for key in [3, -1, 'x', None, 1.5, 'name', 2, True, b'name']:
    show(key, match.group, key)
    show(key, match.__getitem__, key)
    show(key, match.start, key)
