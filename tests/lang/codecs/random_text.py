# Random text, and bytes with random faults, in chunks and whole, through all kinds of codecs and error handlers, as digests.
import codecs
import hashlib
import random

POINTS = [0x20, 0x41, 0x7f, 0x80, 0xff, 0x100, 0x3b1, 0x416, 0x7ff, 0x800, 0xac01, 0x4e00, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffe,
          0xffff, 0x10000, 0x1f600, 0x10ffff]
NAMES = ('utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-8-sig cp1251 koi8-r cp037 iso8859-7 gbk gb18030 big5 euc_kr euc_jp shift_jis cp932 '
         'cp949 johab latin-1 ascii').split()
HANDLERS = 'strict ignore replace backslashreplace surrogateescape surrogatepass xmlcharrefreplace'.split()
rng = random.Random(5)


def text(length):
    points = [chr(rng.choice(POINTS)) if rng.random() < .05 else rng.choice('aбв中한あ\n ') for _ in range(rng.randrange(length))]
    return ''.join(points if rng.random() < .5 else [c for c in points if not '\ud800' <= c < '\ue000'])


def told(work):
    try:
        return work()
    except UnicodeError as e:
        return str(e)


def in_chunks(name, errors, data):
    decoder = codecs.getincrementaldecoder(name)(errors)
    got, at = '', 0
    while at < len(data):
        end = at + rng.randrange(1, 400)
        got += decoder.decode(data[at:end])
        at = end
    # (at the end CPython forgets what follows a byte of GB18030 that a handler took from a part of a character)
    return got + decoder.decode(b'', True) if name != 'gb18030' else got


for name in NAMES:
    digest = hashlib.md5()
    for _ in range(40):
        errors = rng.choice(HANDLERS)
        s = text(rng.choice([3, 10, 40, 600, 1500]))
        data = told(lambda: s.encode(name, errors))
        data = bytearray(data if isinstance(data, bytes) else data.encode('ascii', 'replace'))
        digest.update(data)
        for _ in range(rng.choice([0, 0, 1, 5])):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < .3:
            del data[rng.randrange(len(data) + 1):]
        if errors == 'xmlcharrefreplace':
            errors = 'ignore'
        digest.update(told(lambda: data.decode(name, errors)).encode('utf-8', 'surrogatepass'))
        digest.update(told(lambda: in_chunks(name, errors, bytes(data))).encode('utf-8', 'surrogatepass'))
    print(name, digest.hexdigest())
