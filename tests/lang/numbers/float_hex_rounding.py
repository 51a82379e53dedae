"""float.fromhex: rounding to even, at the edges of what floats can hold too."""
import itertools

for text in ('0x0.fffffffffffffp-1022', '0x0.fffffffffffff7p-1022', '0x0.fffffffffffff8p-1022', '0x0.fffffffffffffap-1022',
             '0x1.00000000000007p-1023', '0x1.fffffffffffff7p-1023', '0x1.fffffffffffffp-1023', '0x1.fffffffffffffffp-1023',
             '0x0.8p-1074', '0x0.80000000000000000000001p-1074', '0x1.8p-1074', '0x2.8p-1074', '0x2.800001p-1074', '0x1p-1075',
             '0x1p-1076', '0x1p-100000000000000000000', '0x1.fffffffffffff7fffffffffffffffp+1023', '1', '0x.8', '0x8.',
             '0x1.00000000000008', '0x1.000000000000080000001', '0x1.00000000000018', '0x10000000000000800', '0x1000000000000080000001',
             '-0x0.0', '0x00000000000000000000000000000000000000001', '0x0.' + '0' * 400 + '1p+1604', '0x1' + '0' * 400 + 'p-1600'):
    print(text[:40], float.fromhex(text).hex())
for text in '0x1.fffffffffffff8p+1023', '0x1p+1024', '0x1p100000000000000000000', '0x1' + '0' * 400:
    try:
        print(float.fromhex(text))
    except OverflowError as error:
        print(text[:40], error)
wrong = 0
for bits, exponent in itertools.product(range(1, 1 << 12, 7), (-1080, -1076, -1074, -1072, -1022, 0)):
    exact = bits * 2.0 ** (exponent + 1000) if exponent > -1022 else None
    if exact is not None and float.fromhex(f'{bits:x}p{exponent}') != bits * 2.0 ** exponent:
        wrong += 1
print(wrong)

nan = float('nan')
print(hash(nan) == object.__hash__(nan))
