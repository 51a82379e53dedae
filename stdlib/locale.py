"""Locales: how numbers, money, dates and words are written where the user lives."""
import functools
import os
import re
import sys
import warnings
from _locale import *
from _locale import _DATE_FMT, setlocale as _set

_text = str

__all__ = [
    'getlocale', 'getdefaultlocale', 'getpreferredencoding', 'Error', 'setlocale', 'resetlocale', 'localeconv',
    'strcoll', 'strxfrm', 'str', 'atof', 'atoi', 'format', 'format_string', 'currency', 'normalize', 'LC_CTYPE',
    'LC_COLLATE', 'LC_TIME', 'LC_MONETARY', 'LC_NUMERIC', 'LC_ALL', 'CHAR_MAX', 'getencoding', 'LC_MESSAGES']


# ---- numbers ----

def _sizes(grouping):
    """The sizes of groups of digits from the right, as localeconv() says them."""
    last = None
    for size in grouping:
        if size == CHAR_MAX:
            return
        if size == 0:
            while last:
                yield last
            return
        yield size
        last = size


def _group_digits(digits, conventions, money):
    separator = conventions['mon_thousands_sep' if money else 'thousands_sep']
    groups = []
    for size in _sizes(conventions['mon_grouping' if money else 'grouping']):
        if len(digits) <= size:
            break
        groups.insert(0, digits[-size:])
        digits = digits[:-size]
    return separator.join([digits, *groups]), len(separator) * len(groups)


def _strip_blanks(text, amount):
    """Take blanks away, from the left first: separators have taken their room."""
    left = min(amount, len(text) - len(text.lstrip(' ')))
    text = text[left:]
    right = min(amount - left, len(text) - len(text.rstrip(' ')))
    return text[:len(text) - right]


def _localize(formatted, grouping=False, monetary=False, fraction=True):
    """A number as % has written it, with the locale's point and separators."""
    conventions = localeconv()
    before, digits, after = re.fullmatch(r'([^\d]*)(\d*)(.*)', formatted, re.DOTALL).groups()
    added = 0
    if grouping and digits:
        digits, added = _group_digits(digits, conventions, monetary)
    if fraction and after.startswith('.'):
        after = conventions[monetary and 'mon_decimal_point' or 'decimal_point'] + after[1:]
    return _strip_blanks(before + digits + after, added)


_CONVERSION = re.compile(r'%(?:\((?P<key>.*?)\))?(?P<flags>[-#0-9 +*.hlL]*?)(?P<kind>[eEfFgGdiouxXcrsa%])')


def _format_one(conversion, values, grouping, monetary):
    kind = conversion[-1]
    formatted = conversion % values
    if kind in 'eEfFgG':
        return _localize(formatted, grouping, monetary)
    if kind in 'diu':
        return _localize(formatted, grouping, monetary, fraction=False)
    return formatted


def format_string(f, val, grouping=False, monetary=False):
    """f % val by the rules of the locale. grouping: with separators between digits. monetary: as for money."""
    if hasattr(val, 'keys'):
        return _CONVERSION.sub(lambda found: '%' if found['kind'] == '%' else _format_one(
            found[0], val, grouping, monetary), f)
    values = list(val) if isinstance(val, tuple) else [val]

    def replace(found):
        if found['kind'] == '%':
            return '%'
        count = found['flags'].count('*') + 1
        used = tuple(values[:count])
        del values[:count]
        return _format_one(found[0], used, grouping, monetary)

    result = _CONVERSION.sub(replace, f)
    if values:
        raise TypeError('not all arguments converted during string formatting')
    return result


def format(percent, value, grouping=False, monetary=False, *additional):
    """One value by one conversion; deprecated."""
    warnings.warn('This method will be removed in a future version of Python. Use `locale.format_string()` instead.',
                  DeprecationWarning, stacklevel=2)
    found = _CONVERSION.match(percent)
    if not found or found[0] != percent:
        raise ValueError(f'format() must be given exactly one %char format specifier, {percent!r} not valid')
    return _format_one(percent, (value, *additional), grouping, monetary)


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money. symbol: with that of the currency. international: with its three letters."""
    conventions = localeconv()
    digits = conventions['int_frac_digits' if international else 'frac_digits']
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    amount = _localize(f'{abs(val):.{digits}f}', grouping, monetary=True)
    sign = conventions['negative_sign' if val < 0 else 'positive_sign']
    kind = 'n' if val < 0 else 'p'
    money, at_front = '', conventions[kind + '_cs_precedes']
    if symbol:
        money = conventions['int_curr_symbol' if international else 'currency_symbol']
        blank = ' ' * bool(conventions[kind + '_sep_by_space'])
        if not at_front and international:
            money = money.rstrip(' ')
        money = money + blank if at_front else blank + money
    position = conventions[kind + '_sign_posn']
    if position in (3, 4):  # at the amount, whatever stands around it
        amount = sign + amount if position == 3 else amount + sign
        sign = ''
    whole = money + amount if at_front else amount + money
    if position == 0:
        return f'({whole})'
    return whole + sign if position == 2 else sign + whole


def str(val):
    """A float as str() writes it, about, with the locale's point."""
    return _localize('%.12g' % val)


def localize(string, grouping=False, monetary=False):
    """A number as Python writes it, by the rules of the locale."""
    return _localize(string, grouping, monetary)


def delocalize(string):
    """The other way round."""
    conventions = localeconv()
    for sign, plain in (conventions['thousands_sep'], ''), (conventions['decimal_point'], '.'):
        if sign:
            string = string.replace(sign, plain)
    return string


def atoi(string):
    """The int that a text of the locale stands for."""
    return int(delocalize(string))


def atof(string, func=float):
    """The float that a text of the locale stands for; func makes it."""
    return func(delocalize(string))


# ---- names of locales ----

# Languages whose names stand for a country and an encoding, too. Others need these to be said.
_DEFAULTS = {
    'ISO8859-1': 'da_DK de_DE en_US es_ES fi_FI fr_FR is_IS it_IT nb_NO nl_NL nn_NO pt_PT sv_SE ca_ES eu_ES gl_ES',
    'ISO8859-2': 'cs_CZ hr_HR hu_HU pl_PL ro_RO sk_SK sl_SI',
    'UTF-8': 'ru_RU sr_RS',
}
_OF_LANGUAGE = {name[:2]: (name, encoding) for encoding, names in _DEFAULTS.items() for name in names.split()}
_ENCODINGS = {'utf8': 'UTF-8', 'latin1': 'ISO8859-1', 'latin9': 'ISO8859-15', 'ascii': 'ISO8859-1'}


def _encoding_name(encoding):
    plain = encoding.lower().replace('-', '').replace('_', '')
    if plain.startswith('iso8859'):
        return 'ISO8859-' + plain[7:]
    return _ENCODINGS.get(plain, encoding)


def normalize(localename):
    """A name with the usual spelling of its parts, and with an encoding where the language says it."""
    name, at, modifier = localename.partition('@')
    name, point, encoding = name.partition('.')
    if name in ('C', 'POSIX', 'c', 'posix'):
        return 'en_US.UTF-8' if _encoding_name(encoding) == 'UTF-8' else 'C'
    language, _, country = name.partition('_')
    default = _OF_LANGUAGE.get(language.lower())
    if default is None or not re.fullmatch('[A-Za-z]{2}|', country):
        return localename.replace(point + encoding, point + _encoding_name(encoding)) if (
            _encoding_name(encoding) == 'UTF-8') else localename
    place = f'{language.lower()}_{country.upper()}' if country else default[0]
    if not point:
        encoding = 'ISO8859-15' if modifier == 'euro' else default[1]
        return f'{place}.{encoding}' + (at + modifier if modifier != 'euro' else '')
    return f'{place}.{_encoding_name(encoding)}{at}{modifier}'


def _parts(localename):
    """(language code, encoding) of a name."""
    name, _, modifier = normalize(localename).partition('@')
    if modifier == 'euro' and '.' not in name:
        return name, 'iso-8859-15'
    if '.' in name:
        return tuple(name.split('.')[:2])
    if name not in ('C', 'UTF-8'):
        raise ValueError(f'unknown locale: {normalize(localename)}')
    return None, 'UTF-8' if name == 'UTF-8' else None


def _name_of(parts):
    try:
        language, encoding = parts
        if not isinstance(language, (type(None), _text)) or not isinstance(encoding, (type(None), _text)):
            raise TypeError
    except (TypeError, ValueError):
        raise TypeError('Locale must be None, a string, or an iterable of two strings -- '
                        'language code, encoding.') from None
    language = 'C' if language is None else language
    return language if encoding is None else f'{language}.{encoding}'


def setlocale(category, locale=None):
    """Set the locale of a category: a name, or a pair of language code and encoding. None: which one it is."""
    if locale and not isinstance(locale, _text):
        locale = normalize(_name_of(locale))
    return _set(category, locale)


def resetlocale(category=LC_ALL):
    """Set the locale that the environment says; deprecated."""
    warnings.warn("Use locale.setlocale(locale.LC_ALL, '') instead", DeprecationWarning, stacklevel=2)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        default = getdefaultlocale()
    _set(category, _name_of(default))


def getlocale(category=LC_CTYPE):
    """(language code, encoding) of a category."""
    name = _set(category)
    if category == LC_ALL and ';' in name:
        raise TypeError('category LC_ALL is not supported')
    return _parts(name)


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """(language code, encoding) of what the environment says; deprecated."""
    warnings.warn('Use setlocale(), getencoding() and getlocale() instead', DeprecationWarning, stacklevel=2)
    for variable in envvars:
        name = os.environ.get(variable)
        if name:
            return _parts(name.partition(':')[0] if variable == 'LANGUAGE' else name)
    return _parts('C')


def getpreferredencoding(do_setlocale=True):
    """The encoding of text files of the user."""
    if sys.flags.utf8_mode:
        return 'utf-8'
    if not do_setlocale:
        return getencoding()
    before = _set(LC_CTYPE)
    try:
        try:
            _set(LC_CTYPE, '')
        except Error:
            pass
        return 'UTF-8' if _set(LC_CTYPE) in ('C', 'POSIX') else getencoding()  # the encoding of streams then
    finally:
        _set(LC_CTYPE, before)
