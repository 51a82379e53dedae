# Module unicodedata: every property of every code point (as digests), names, normal forms, errors.
import hashlib
import random
import sys
import unicodedata as u


def attempt(f, *args):
    try:
        result = f(*args)
    except Exception as e:
        print(f.__name__, type(e).__qualname__, ascii(str(e)))
    else:
        print(f.__name__, ascii(result))


print(u.unidata_version)
for c in 'aÄ5²½Ⅷ٣一万ﬁ가e\u0301\u202e(\x00\ue000\ud800\u0378\U0001f600\U00013460\U0001e030':
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c),
          repr(u.decomposition(c)), u.decimal(c, '-'), u.digit(c, '-'), u.numeric(c, '-'), u.name(c, '-'))

print('-- every code point')
step = 1 if '--all' in sys.argv else 7
for f in (u.category, u.bidirectional, u.combining, u.mirrored, u.east_asian_width, u.decomposition,
          lambda c: u.decimal(c, None), lambda c: u.digit(c, None), lambda c: u.numeric(c, None),
          lambda c: u.normalize('NFC', c).encode('utf-8', 'surrogatepass'), lambda c: ascii(u.normalize('NFKD', c))):
    points = [*range(0, 0x3000), *range(0x3000, 0x30000, step), *range(0xe0000, 0xe0200), 0x10ffff]
    print(hashlib.sha256('\n'.join(str(f(chr(c))) for c in points).encode()).hexdigest()[:16])

print('-- normal forms')
samples = ['', 'ascii', 'é', 'e\u0301', 'a\u0323\u0307', 'a\u0307\u0323', '\u1e9b\u0323', 'ﬁ', '\uac01', '\u1100\u1161\u11a8',
           '\ufdfa', '\u212b', '\ud800e\u0301', 'q\u0307\u0323' * 3, '\u0344', '\u0958', '\U0001d15e', '\u0f73', 'ﾊﾟ', '①½']
for s in samples:
    for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
        print(ascii(u.normalize(form, s)), u.is_normalized(form, s), end=' ')
    print()
pick = random.Random(5)
parts = [chr(c) for c in range(0x250) if chr(c) not in '\n'] + [chr(c) for c in range(0x300, 0x370)] * 3 + [
    chr(c) for c in range(0x1100, 0x11ff)] + [chr(c) for c in (0x3099, 0x304b, 0xac00, 0xac01, 0x9c7, 0x9be, 0x1d165)] * 5
texts = [''.join(pick.choice(parts) for _ in range(12)) for _ in range(3000)]
for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
    print(hashlib.sha256('\n'.join(u.normalize(form, s) for s in texts).encode()).hexdigest()[:16],
          sum(u.is_normalized(form, s) for s in texts))
marks = 'a' + '\u0323\u0301' * 2000
print(u.normalize('NFC', marks)[:3].encode('ascii', 'backslashreplace'), len(u.normalize('NFD', marks)))

print('-- names')
for name in ('LATIN SMALL LETTER A', 'space', 'BELL', 'NULL', 'HANGUL SYLLABLE GAG', 'CJK UNIFIED IDEOGRAPH-4E00', 'NEL', 'GRINNING FACE',
             'latin small letter a with macron and grave', 'KATAKANA LETTER AINU P', 'KEYCAP DIGIT ONE', 'MODIFIER LETTER EXTRA-HIGH EXTRA-LOW CONTOUR TONE BAR'):
    attempt(u.lookup, name)
attempt(u.lookup, b'SPACE')
for c in ('\x00', '\ue000', '\ud800', '\u0085', '\u3400', '\uac02', '\U000e0100'):
    attempt(u.name, c)

print('-- errors')
for f in (u.category, u.bidirectional, u.combining, u.mirrored, u.east_asian_width, u.decomposition, u.name, u.decimal, u.digit,
          u.numeric):
    for args in ((), ('ab',), (1,), ('',), ('a', None, 3), ('x',)):
        attempt(f, *args)
for args in ((), ('x',), (1,), ('x' * 300,), ('é',), ('',)):
    attempt(u.lookup, *args)
for f in (u.normalize, u.is_normalized):
    for args in ((), ('NFC',), ('NFX', 'a'), ('NFX', ''), ('NFC', 1), (1, 'a'), ('nfc', 'a')):
        attempt(f, *args)
