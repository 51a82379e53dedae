# Characters and pairs of bytes in the codecs whose text has states, as digests.
import hashlib

ESCAPES = b'\x1b$B', b'\x1b$A', b'\x1b$(C', b'\x1b$(D', b'\x1b$)C\x0e', b'\x1b(I', b'\x1b(J', b'~{', b'\x1b.A\x1bN', b'\x1b.F\x1bN'
for name in 'iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_ext iso2022_kr hz'.split():
    there, back = hashlib.md5(), hashlib.md5()
    for c in *range(0x500), *range(0x500, 0x10000, 29), *range(0x1ffc1, 0x2ffff, 1009):
        there.update(chr(c).encode(name, 'replace'))
    for first in range(0x20, 0x80):
        for escape in ESCAPES:
            back.update((escape + bytes(b for i in range(first % 5, 96, 5) for b in (first, 0x20 + i))).decode(name, 'replace').encode())
    print(name, there.hexdigest(), back.hexdigest())
