# Characters and pairs of bytes in the codecs of Chinese, Japanese and Korean, as digests; steps that share no factor with
# the sizes of tables, so that every row and column has its turn.
import hashlib

def encoded(name, c):
    try:
        return chr(c).encode(name)
    except UnicodeEncodeError as e:
        return repr((e.encoding, e.start, e.end, e.reason)).encode()

def decoded(name, data):
    try:
        return data.decode(name)
    except UnicodeDecodeError as e:
        return repr((e.encoding, e.start, e.end, e.reason))

def four(number):
    return bytes([0x81 + number // 12600, 0x30 + number // 1260 % 10, 0x81 + number // 10 % 126, 0x30 + number % 10])

special = [0x80, 0xa2, 0xa3, 0xa5, 0xac, 0x2016, 0x2022, 0x203e, 0x20ac, 0x2212, 0x223c, 0x2609, 0x2641, 0x3000, 0x301c, 0x3131,
           0x3132, 0x3134, 0x314e, 0x3164, 0x327e, 0x5341, 0x5345, 0xd7a3, 0xd800, 0xdfff, 0xe000, 0xe78d, 0xf8f0, 0xf8f3, 0xfe51,
           0xff0f, 0xff3c, 0xff5e, 0xff61, 0xff64, 0xffe0, 0xffe1, 0xfffe, 0xffff]
for name in 'gb2312 gbk gb18030 big5 cp950 shift_jis cp932 euc_jp euc_kr cp949 johab'.split():
    there = hashlib.md5()
    for c in *range(0, 0x10000, 17), *range(0x10000, 0x110000, 10007), *special:
        there.update(encoded(name, c))
    back = hashlib.md5()
    for byte in range(256):
        back.update(decoded(name, bytes([byte])).encode())
    for pair in range(0x8000, 0x10000, 7):
        back.update(decoded(name, pair.to_bytes(2, 'big')).encode('utf-8', 'surrogatepass'))
    for pair in range(0xa000, 0x10000, 23):
        back.update(decoded(name, b'\x8f' + pair.to_bytes(2, 'big')).encode())
    for number in range(0, 1587600, 1013):
        back.update(decoded(name, four(number)).encode('utf-8', 'surrogatepass'))
    print(name, there.hexdigest(), back.hexdigest())
