# exp, ln, log10, sqrt, power: correctly rounded; and the other functions of numbers.
from decimal import *

D = Decimal
for prec in (1, 5, 16, 28, 50, 200):
    with localcontext(prec=prec):
        print(prec, D(1).exp(), D('-0.5').exp(), D(2).ln(), D('0.999').ln(), D(2).log10(), D('1.0000001').log10(), D(2).sqrt(), D('2') ** D('0.1'), sep='\n  ')
print(D(100).exp(), D('1E-30').exp(), D('-1E-30').exp(), D(0).exp(), D('123456.789').exp())
print(D(1).ln(), D('1E+500').ln(), D('1E-500').ln(), D('1.' + '0' * 30 + '1').ln(), D('0.' + '9' * 30).ln(), D(3).ln() * 2 - D(9).ln())
print(D(1000).log10(), D('0.001').log10(), D('1.000').log10(), D('9' * 40).log10(), D('1E+1000').log10())
print(D('0.25').sqrt(), D(16).sqrt(), D('1E+3').sqrt(), D('2.25E-10').sqrt(), D('-0').sqrt(), D('0E+7').sqrt(), D('1' + '0' * 60).sqrt())
c = Context(prec=9, traps=[])
for pair in ('2 0.5', '10 -9.5', '0.001 1.5', '1.00 7', '1.000 0.3', '-1.0 5', '5 -30', '1.0000001 10000000', '0.5 1000000', '10 99999999',
             'Infinity -1', '0.2 Infinity', '1 -Infinity', '-2 0.5', '0 0', '123456789 9', '3 100', '1E+50 20', '-0 -3', '4 1.5', '0.01 -0.5'):
    a, b = map(D, pair.split())
    c.clear_flags()
    print(pair, c.power(a, b), *(signal.__name__ for signal, on in c.flags.items() if on))

for name, args in (('logical_and', (1101, 1011)), ('logical_or', (1100, 1010)), ('logical_xor', (1100, 1010)), ('logical_invert', (101,)),
                   ('shift', (123456789, 2)), ('shift', (123456789, -3)), ('rotate', (123456789, 4)), ('rotate', (123456789, -1)), ('scaleb', (7, 5)),
                   ('logb', (250,)), ('logb', (0,)), ('next_plus', (1,)), ('next_minus', (1,)), ('next_toward', (1, -5)), ('next_plus', (D('Infinity'),)),
                   ('next_minus', (D('Infinity'),)), ('remainder_near', (10, 6)), ('remainder_near', (-7, 2)), ('fma', (3, 5, 7)), ('fma', (D('1E+300000'), 3, 1)),
                   ('compare', (1, 2)), ('compare_total', (D('1.0'), D('1.00'))), ('compare_total_mag', (-3, 2)), ('compare_signal', (1, D('NaN'))),
                   ('max', (1, D('NaN'))), ('min_mag', (-1, 2)), ('max_mag', (-3, 2)), ('copy_sign', (5, D('-0'))), ('same_quantum', (D('1.0'), D('2.5'))),
                   ('to_integral_exact', (D('2.5'),)), ('to_integral_value', (D('-3.7'),)), ('quantize', (D('2.17'), D('0.1'))), ('quantize', (D('1E+9'), D('0.1'))),
                   ('normalize', (D('1.2300'),)), ('logical_and', (12, 1)), ('rotate', (1, 10)), ('number_class', (D('-1E-999999999'),)), ('is_normal', (D('1E-1000005'),)),
                   ('is_subnormal', (D('1E-1000005'),)), ('canonical', (D(5),)), ('radix', ()), ('Etiny', ()), ('Etop', ()), ('minus', (D('-0'),)), ('abs', (-7,))):
    c.clear_flags()
    print(name, *args, '->', getattr(c, name)(*args), *(signal.__name__ for signal, on in c.flags.items() if on))
print(D(123).number_class(), D('sNaN').number_class(), D('-0').number_class(), D('1.5').adjusted(), D('1.50').same_quantum(D('0.01')), D(5).radix())
print([D(s).is_signed() for s in ('1', '-0', '-NaN')], D('NaN').is_qnan(), D('sNaN').is_snan(), D(0).is_zero(), D('Infinity').is_infinite(), D(1).is_finite())
