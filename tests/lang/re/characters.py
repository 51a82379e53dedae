# Which characters are letters, digits, spaces, and the same without regard to case: in strings of each width.
import re

LATIN = ''.join(map(chr, range(256)))
WIDE = LATIN + ''.join(map(chr, range(256, 0x3100, 1))) + '\ufb05\ufb06\uff10\uff21\ua64a\ud800'
ASTRAL = WIDE + '\U00010400\U00010428\U0001d7ce\U0001f600\U000104a0\U0001e900\U0001e922'


def digest(text):
    """Few enough characters to print: their count, the first, and a checksum."""
    total = 0
    for c in text:
        total = (total * 31 + ord(c)) % 1000000007
    return len(text), ascii(text[:3]), total


for pattern in [r'\w', r'\W', r'\d', r'\D', r'\s', r'\S', '.', '(?s).', r'[\w-]', r'[^\W\d]', r'[\s\d]', r'[^\s]', '[a-z]',
                '[^a-z]', '[à-þ]', '[α-ω]', r'[\0-\uffff]', r'[^\0-\xff]', '[k\u212a]', '[\U00010400-\U0001f600]', '\U0001f600', 'µ',
                'ß', 'ſ', 'i', 'İ', 'σ', r'[\W\d]', '[ǅ]', '[^ς]', '\ufb05', 'å', '[A-Z]', '[Ω-Ϋ]', 'ÿ']:
    for flags in [0, re.A, re.I, re.I | re.A]:
        if flags & re.I and any(c > '\uffff' for c in pattern) and '[' in pattern:
            continue
        p = re.compile(pattern, flags)
        print(ascii(pattern), int(flags), *[digest(''.join(p.findall(text))) for text in (LATIN, WIDE, ASTRAL)])

for text in 'ab é_1 ²', 'ab σ_ς', 'a\U00010400 b':
    for pattern in [r'\b', r'\B', r'(?a:\b)', r'(?a:\B)', r'(?a:\w)+', r'(?a)\w+', r'(?a)(?u:\w+)', r'(?a)(?u:\b)', r'\w+']:
        print(ascii(pattern), [m.span() for m in re.finditer(pattern, text)])
for pattern in [r'(?i)(.)\1', r'(?i:a)B', r'(?i)a(?-i:B)c', r'(?i)[^a]', r'(?i)é', '(?i)[à-é]', r'(?i)\w\W', r'(?i)(\w)-\1']:
    for text in 'aA', 'AB', 'ABC', 'aBc', 'éÉ', 'Éé', 'k\u212a', 'σΣ', 'a-A', 'é-É', 'σ-Σ', '\U00010400\U00010428':
        m = re.match(pattern, text)
        print(ascii(pattern), ascii(text), m and m.span())
for pattern in [rb'\w', rb'\W', rb'\s', rb'[^\d]', rb'(?i)a', rb'(?i)\xe9', rb'[\x80-\xff]', rb'.']:
    print(pattern, digest(''.join(map(chr, b''.join(re.findall(pattern, bytes(range(256))))))))
print(re.findall(r'\N{GREEK SMALL LETTER ALPHA}|\u00e9|\x41|\101|\U0001F600|[\N{DIGIT ONE}]', 'αéA1\U0001f600'))
