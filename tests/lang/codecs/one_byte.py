# Sets of one byte each that the C library knows otherwise, as digests; names, and bytes that mean the same.
import codecs
import hashlib

NAMES = ('cp1006 cp1026 cp273 cp424 cp720 cp856 cp875 kz1048 mac_arabic mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_roman '
         'mac_romanian mac_turkish palmos tis_620 mac_latin2 hp_roman8 cp037 iso8859_7').split()
for name in NAMES:
    text = bytes(range(256)).decode(name, 'replace')
    digest = hashlib.md5(text.encode())
    for c in sorted({*map(ord, text), *range(0, 0x10000, 37)}):
        digest.update(chr(c).encode(name, 'replace'))
    print(name, codecs.lookup(name).name, digest.hexdigest(), ascii(text[0xf0:0xf4]))
for alias in 'macintosh', 'MacRoman', 'maccyrillic', 'mac-greek', 'macturkish', 'maciceland', 'TIS-620', 'iso-ir-166', 'RK1048', 'csIBM273', '1026', 'ebcdic-cp-he':
    print(alias, codecs.lookup(alias).name)
print(' !09'.encode('mac_arabic'), '\x1a'.encode('cp875'), '\ufe8e'.encode('cp1006'))
for action in lambda: b'\xa0'.decode('tis_620'), lambda: 'a\u0e01\u0e02'.encode('mac_roman'), lambda: b'\xdb'.decode('tis-620', 'backslashreplace'):
    try:
        print(action())
    except UnicodeError as e:
        print(e)
