# Decimals from text and to text: syntax, exponents, engineering notation, format specifications.
from decimal import *

D = Decimal
for text in ('1', '-1.50', '+.5', '5.', '1e3', '1E-7', '0.000001', '0.0000001', '1E+5', '123E-5', '0E3', '-0e-9', 'inf', '-INFINITY', 'nan',
             'NaN0012', '-snan7', ' 12\t', '1_000.5_0', '٣.١٤', '1' * 40 + 'e-12', '00012.30', '1e+00005', '\u20091\u3000'):
    d = D(text)
    print(ascii(text), repr(d), d.to_eng_string(), d.as_tuple() if len(text) < 20 else len(d.as_tuple().digits))
for text in ('', '.', 'e5', '1e', '1e+', '--1', '1.2.3', '1 2', 'infi', 'nanx', 'nan-1', '0x10', '1\0', '½', '1,5', 'snanx'):
    try:
        print(D(text))
    except InvalidOperation as e:
        print(ascii(text), e)
for text in (' 1', '1_0', '1 '):
    try:
        getcontext().create_decimal(text)
    except InvalidOperation as e:
        print(ascii(text), e)

for exponent in range(-9, 6):
    print(exponent, D((0, (1, 2, 3), exponent)), D((1, (1, 2, 3), exponent)).to_eng_string(), D((0, (0,), exponent)).to_eng_string(), end='; ')
print()
with localcontext(capitals=0):
    print(D('1E+9'), D('1E-9').to_eng_string(), f"{D('1E+9')}", getcontext().to_sci_string(D('12E20')))

NUMBERS = [D(s) for s in '0 -0.001 1234567.891 1E+10 -1.5E-9 999.995 12345678901234567890123.4567 Infinity -NaN'.split()]
for spec in ('', '.2f', '10.1f', '<12', '^14.3', '*^+14.2e', '=+15', '015.2f', ',', ',.2f', '020,.1f', '%', '.1%', 'e', '.3E', 'g', '.4G', 'n', 'z.1f', ' .0f',
             '-z.2f', '>+9.3g', 'x<8'):
    print(f'{spec:8}', *(format(n, spec) for n in NUMBERS), sep='|')
for spec in ('x', 'd', '.f', '_', '#', ',n', '<010', '5.5.5', 'ff', ',,', 's'):
    try:
        print(format(D(1), spec))
    except ValueError as e:
        print(spec, e)
print(f'{D("3.14159"):{8}.{3}}', '{:>10}'.format(D('1.5')), '%s %.3f %d' % (D('1.5'), D('2.5'), D('7.9')))
print(str(D(7) ** 60), repr(D('1E+999999')), D('1' + '0' * 50).normalize(), D('12.300').normalize(), D('0E+50').normalize())
