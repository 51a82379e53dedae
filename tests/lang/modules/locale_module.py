# Locales: with conventions of our own where they are asked for, since a machine may have no locale but C.
import itertools
import locale
import os
import warnings

warnings.simplefilter('ignore')


def show(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        print(type(error), error)


print(locale.setlocale(locale.LC_ALL, 'C'))
conv = {'int_curr_symbol': 'EUR ', 'currency_symbol': 'Eu', 'mon_decimal_point': ',', 'mon_thousands_sep': '.', 'mon_grouping': [3, 3, 0], 'positive_sign': '', 'negative_sign': '-', 'int_frac_digits': 2, 'frac_digits': 2, 'p_cs_precedes': 0, 'p_sep_by_space': 1, 'n_cs_precedes': 0, 'n_sep_by_space': 1, 'p_sign_posn': 1, 'n_sign_posn': 1, 'decimal_point': ',', 'thousands_sep': '.', 'grouping': [3, 2, 0]}
show(locale.currency, 5)
show(locale.format_string, '%d', 1234567, True)
show(locale.str, 1.5)
show(locale.atof, '1.5')
locale.localeconv = lambda: conv
show(locale.format_string, '%d %.2f %s %%', (1234567, 12345.678, 'x'), grouping=True)
show(locale.format_string, '%(a)d|%(b)-20.3f|%(b)20.3e', {'a':-1234567, 'b': 98765.4321}, grouping=True)
show(locale.format_string, '%10d|%-10d|%+d|%5s', (12345, 12345, 12345, 'y'), grouping=True)
show(locale.format_string, '%d', 1234567, grouping=True, monetary=True)
show(locale.format_string, '%*d %.*f', (10, 1234, 1, 2.55), grouping=True)
show(locale.format_string, '%d', 'x')
show(locale.format, '%d', 12345, True)
show(locale.format, '%d %d', 12345, True)
show(locale.format, '%f', 1.5)
show(locale.str, 1234.5)
show(locale.str, 1e50)
show(locale.atof, '1.234,5')
show(locale.atoi, '1.234')
show(locale.atof, 'x')
show(locale.delocalize, '1.234,5')
show(locale.localize, '1234567.5')
show(locale.localize, '1234567.5', True)
show(locale.localize, '1234567.5', True, True)
for v in (1234.5, -1234.5, 0.005):
    for kw in ({}, {'grouping':True}, {'symbol':False}, {'international':True}, {'international':True, 'grouping':True}):
        show(locale.currency, v, **kw)
for pos, prec, sep in itertools.product(range(5), (0, 1), (0, 1)):
    for p in 'pn':
        conv |= {p + '_cs_precedes': prec, p + '_sep_by_space': sep, p + '_sign_posn': pos}
    show(locale.currency, -1234.5, grouping=True)
    show(locale.currency, 1234.5)
    show(locale.currency, -1234.5, international=True)
conv['p_sign_posn']=conv['n_sign_posn']=127
show(locale.currency, 1234.5)
conv['grouping']=[3, 127]
show(locale.format_string, '%d', 10**12, True)
conv['grouping']=[2, 3, 0]
show(locale.format_string, '%d', 10**12, True)
conv['grouping']=[]
show(locale.format_string, '%d', 10**12, True)
for n in ('en_US.UTF-8', 'en_US.utf8', 'de_DE.ISO8859-1', 'C', 'POSIX', 'C.UTF-8', 'de_DE@euro', 'en_US.UTF-8@mod', 'xx_YY.latin1', '', 'xyz', 'xx.UTF-8'):
    show(locale.normalize, n)
show(locale.setlocale, locale.LC_CTYPE, 'C.UTF-8')
show(locale.getlocale)
show(locale.setlocale, locale.LC_ALL, ('C', 'UTF-8'))
show(locale.getlocale, locale.LC_ALL)
show(locale.setlocale, locale.LC_ALL, 5)
show(locale.setlocale, locale.LC_ALL, ('a', 5))
show(locale.setlocale, locale.LC_ALL, (1,))
show(locale.setlocale, locale.LC_ALL, 'nope')
show(locale.setlocale, locale.LC_CTYPE, 'C')
show(locale.getlocale)
show(locale.getlocale, locale.LC_TIME)
show(locale.setlocale, locale.LC_ALL, 'C')
show(locale.setlocale, locale.LC_TIME, 'C.UTF-8')
show(locale.getlocale, locale.LC_ALL)
show(locale.setlocale, locale.LC_ALL)
show(lambda: locale.strcoll('a', 'b') < 0)  # how far below depends on where in memory the strings are
show(sorted, ['b', 'A', 'a'], key=locale.strxfrm)
os.environ['LC_ALL'] = 'C.UTF-8'
show(locale.getpreferredencoding)
show(locale.getencoding)
show(locale.getpreferredencoding, False)
os.environ['LC_ALL']='de_DE.ISO8859-1'
show(locale.getdefaultlocale)
os.environ['LC_ALL']='C'
show(locale.getdefaultlocale)
show(locale.getdefaultlocale, ('FOO',))
show(locale.nl_langinfo, locale.DAY_2)
show(locale.resetlocale)

print([name for name in dir(locale) if name[0] != '_' and name.isupper()])
import _locale
show(_locale.setlocale, 99)
show(_locale.setlocale, 0, 5)
show(_locale.setlocale, 'x')
show(_locale.strcoll, 'a', 5)
show(_locale.strcoll, 'a\0', 'b')
show(_locale.strxfrm, 'a\xe9')
show(_locale.strxfrm, 'a\0')
show(_locale.strxfrm, 5)
show(_locale.nl_langinfo, 999999)
show(_locale.gettext, 'abc')
show(_locale.textdomain, None)
show(_locale.textdomain, 'x')
show(_locale.bindtextdomain, 'x', None)
show(_locale.bindtextdomain, 'x', '/tmp')
show(_locale.bindtextdomain, '', '/tmp')
show(_locale.bind_textdomain_codeset, 'x', None)
show(_locale.dgettext, 'x', 'y')
show(_locale.dcgettext, None, 'y', _locale.LC_MESSAGES)
print(_locale.Error.__mro__)
show(_locale.nl_langinfo, _locale.RADIXCHAR)
