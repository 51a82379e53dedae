"""Finding needles in texts that nearly match everywhere, forwards and backwards, in every width."""
import random

r = random.Random(11)
alphabets = ('ab', 'aaab', '\u0101\u0201', '\u0101\u0101\u0101\u0201', 'a\U00010000', '\U00010000\U00010001\U00010000')


def texts():
    alphabet = r.choice(alphabets)
    size, length = r.choice((60, 500, 4000)), r.randrange(2, 40)
    kind = r.randrange(4)
    text = ''.join(r.choice(alphabet) for _ in range(size))
    if kind == 0:
        return text, ''.join(r.choice(alphabet) for _ in range(length))
    if kind == 1:
        start = r.randrange(size)
        return text, text[start:start + length]
    if kind == 2:
        unit = ''.join(r.choice(alphabet) for _ in range(r.randrange(1, 6)))
        return unit * (size // len(unit)) + text[:20], (unit * 40)[r.randrange(3):length + 2]
    return alphabet[0] * size + alphabet[-1] * 2, alphabet[0] * length + alphabet[-1]


h = 0
for i in range(1500):
    text, needle = texts()
    if not needle:
        continue
    result = (text.find(needle), text.rfind(needle), text.count(needle), len(text.replace(needle, '')),
              text.encode().rfind(needle.encode()), len(text.rsplit(needle)))
    if i % 150 == 0:
        print(result)
    for n in result:
        h = (h * 1000003 + n) % (2 ** 61 - 1)
print(h)
