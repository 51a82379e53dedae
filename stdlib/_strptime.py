"""time.strptime: reading dates by a format. A format becomes a regular expression in which every directive tries what it
can match longest first, and shorter ones if what follows does not fit."""
import re
import time

_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november',
           'december']
_COMPOUND = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}
_compiled = {}  # {format: its regular expression}; emptied when it grows large
_MOST_COMPILED = 100


def _zone_names():
    names = [['utc', 'gmt', time.tzname[0].lower()]]
    if time.daylight:
        names.append([time.tzname[1].lower()])
    return names


def _digits(width, low, high):
    """Numbers from low to high, written with as many digits."""
    if width == 1:
        return f'[{low}-{high}]'
    unit = 10 ** (width - 1)
    return '|'.join(f'{first}(?:{_digits(width - 1, max(low - first * unit, 0), min(high - first * unit, unit - 1))})'
                    for first in range(low // unit, high // unit + 1))


def _number(most, low, high):
    """Numbers from low to high, with zeros before them or without."""
    return '|'.join(_digits(width, low, min(high, 10 ** width - 1)) for width in range(most, 0, -1))


def _words(words):
    return '|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIRECTIVES = {'H': _number(2, 0, 23), 'I': _number(2, 1, 12), 'j': _number(3, 1, 366), 'm': _number(2, 1, 12),
               'M': _number(2, 0, 59), 'S': _number(2, 0, 61), 'U': _number(2, 0, 53), 'W': _number(2, 0, 53),
               'V': _number(2, 0, 53), 'w': _number(1, 0, 6), 'u': _number(1, 1, 7),
               'd': _number(2, 1, 31) + '| [1-9]',  # a blank may stand for the first digit
               'y': r'\d\d', 'Y': r'\d{4}', 'G': r'\d{4}', 'f': '[0-9]{1,6}', 'p': 'am|pm',
               'z': r'[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)',
               'A': _words(_DAYS), 'a': _words(name[:3] for name in _DAYS),
               'B': _words(_MONTHS), 'b': _words(name[:3] for name in _MONTHS)}


def _translate(format):
    """The regular expression of a format, with a group for each directive."""
    parts, i = [], 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            i += len(format[i:]) - len(format[i:].lstrip())
            parts.append(r'\s+')
        elif c != '%':
            parts.append(re.escape(c))
        elif i == len(format):
            raise ValueError("stray %% in format '%s'" % format)
        else:
            directive = format[i]
            i += 1
            if directive in _COMPOUND:
                parts.append(_translate(_COMPOUND[directive]))
            elif directive == '%':
                parts.append('%')
            elif directive in _DIRECTIVES or directive == 'Z':
                pattern = _DIRECTIVES.get(directive) or _words(sum(_zone_names(), []))
                parts.append(f'(?P<{directive}>{pattern})')
            else:
                raise ValueError("'%s' is a bad directive in format '%s'" % (directive.replace('\\', '\\\\'), format))
    return ''.join(parts)


def _compile(format):
    if len(_compiled) > _MOST_COMPILED:
        _compiled.clear()
    pattern = re.compile(_translate(format), re.IGNORECASE)
    if 'Z' not in pattern.groupindex:  # the names of the zone may change
        _compiled[format] = pattern
    return pattern


def _read(text, format):
    """{directive: what it matched}"""
    for i, value in enumerate((text, format)):
        if not isinstance(value, str):
            raise TypeError(f'strptime() argument {i} must be str, not {type(value)}')
    found = (_compiled.get(format) or _compile(format)).match(text)
    if found is None:
        raise ValueError('time data %r does not match format %r' % (text, format))
    if found.end() != len(text):
        raise ValueError('unconverted data remains: %s' % text[found.end():])
    return found.groupdict()


def _days_before(year, month):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return sum(lengths[:month - 1])


def _ordinal(year, month, day):
    """Days since the day before 1 January of the year 1."""
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 + _days_before(year, month) + day


def _day_from_week(year, week, weekday, monday_first):
    """Day of the year of a weekday in a week of %U or %W."""
    first = (_ordinal(year, 1, 1) + 6) % 7
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    before = (7 - first) % 7
    return 1 + weekday - first if week == 0 else 1 + before + 7 * (week - 1) + weekday


def _offset(text):
    """Seconds and microseconds east of Greenwich."""
    if text == 'Z':
        return 0, 0
    whole, _, fraction = text[1:].partition('.')
    digits = whole.replace(':', '')
    if ':' in whole and whole.count(':') != len(digits) // 2 - 1:
        raise ValueError(f'Inconsistent use of : in {text}')
    seconds = sum(int(digits[2 * i:2 * i + 2]) * unit for i, unit in zip(range(len(digits) // 2), (3600, 60, 1)))
    micros = int(fraction.ljust(6, '0')) if fraction else 0
    return (-seconds, -micros) if text[0] == '-' else (seconds, micros)


def _hour(got):
    if _last(got, 'HI') == 'I':
        return int(got['I']) % 12 + (12 if got.get('p', '').lower() == 'pm' else 0)
    return int(got.get('H', 0))


def _last(got, directives):
    """Which of these directives comes last and counts; None: there are none."""
    return next((directive for directive in reversed(got) if directive in directives), None)


def _starts(names, start):
    """Which of the names starts so."""
    return next(i for i, name in enumerate(names) if name.startswith(start.lower()))


def _weekday(got):
    directive = _last(got, 'aAwu')
    if directive is None:
        return None
    if directive in 'aA':
        return _starts(_DAYS, got[directive])
    return (int(got[directive]) - 1) % 7


def _month(got):
    directive = _last(got, 'mbB')
    if directive is None:
        return 1
    return int(got['m']) if directive == 'm' else _starts(_MONTHS, got[directive]) + 1


def _year(got):
    directive = _last(got, 'yY')
    if directive == 'y':
        year = int(got['y'])
        return year + (2000 if year <= 68 else 1900)
    return directive and int(got[directive])


def _check_iso(got, year, weekday):
    if 'G' in got and year is None:
        if 'V' not in got or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        if 'j' in got:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
    elif 'V' in got and not got.keys() & {'U', 'W'}:
        if weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' "
                         "instead.")


def _date(got):
    """(year, month, day, weekday, day of the year)"""
    weekday, year, month, day = _weekday(got), _year(got), _month(got), int(got.get('d', 1))
    _check_iso(got, year, weekday)
    day_of_year = int(got['j']) if 'j' in got else None
    leap_day = year is None and month == 2 and day == 29
    year_or_so = 1904 if leap_day else 1900 if year is None else year
    if day_of_year is None and weekday is not None:
        directive = _last(got, 'UW')
        if directive:
            day_of_year = _day_from_week(year_or_so, int(got[directive]), weekday, directive == 'W')
        elif 'G' in got and year is None:
            year_or_so = int(got['G'])
            week = int(got['V'])
            day_of_year = 7 * week + weekday + 1 - ((_ordinal(year_or_so, 1, 4) + 6) % 7 + 4)
        if day_of_year is not None and day_of_year <= 0:
            year_or_so -= 1
            day_of_year += _days_before(year_or_so, 13)
    if day_of_year is None:
        if day > _days_before(year_or_so, month + 1) - _days_before(year_or_so, month):
            raise ValueError('day is out of range for month')
        day_of_year = _days_before(year_or_so, month) + day
    else:  # it counts more than month and day
        day = day_of_year
        while day > _days_before(year_or_so, 13):
            day -= _days_before(year_or_so, 13)
            year_or_so += 1
        month = next(m for m in range(12, 0, -1) if _days_before(year_or_so, m) < day)
        day -= _days_before(year_or_so, month)
    if weekday is None:
        weekday = (_ordinal(year_or_so, month, day) + 6) % 7
    return 1900 if leap_day else year_or_so, month, day, weekday, day_of_year


def _zone(got):
    """(tm_isdst, the zone's name)"""
    name = got.get('Z')
    if name is None:
        return -1, None
    for summer, names in enumerate(_zone_names()):
        if name.lower() in names:
            if time.tzname[0] == time.tzname[1] and time.daylight and name.lower() not in ('utc', 'gmt'):
                break
            return summer, name
    return -1, name


def _strptime(got):
    """(the fields of a struct_time, microseconds, microseconds of the zone's offset)"""
    year, month, day, weekday, day_of_year = _date(got)
    hour = _hour(got)
    summer, zone = _zone(got)
    offset, offset_micros = _offset(got['z']) if 'z' in got else (None, 0)
    fields = (year, month, day, hour, int(got.get('M', 0)), int(got.get('S', 0)), weekday, day_of_year, summer, zone,
              offset)
    return fields, int(got.get('f', '0').ljust(6, '0')), offset_micros


def _strptime_time(text, format='%a %b %d %H:%M:%S %Y'):
    return time.struct_time(_strptime(_read(text, format))[0])


_PLAIN = {'Y', 'm', 'd', 'H', 'M', 'S', 'f'}


def _strptime_datetime(cls, text, format='%a %b %d %H:%M:%S %Y'):
    """datetime.strptime for the class cls."""
    got = _read(text, format)
    if 'Y' in got and got.keys() <= _PLAIN:
        return cls(int(got['Y']), int(got.get('m', 1)), int(got.get('d', 1)), int(got.get('H', 0)),
                   int(got.get('M', 0)), int(got.get('S', 0)), int(got.get('f', '0').ljust(6, '0')))
    from datetime import timedelta, timezone
    fields, micros, offset_micros = _strptime(got)
    zone, offset = fields[-2:]
    args = [*fields[:6], micros]
    if offset is not None:
        shift = timedelta(seconds=offset, microseconds=offset_micros)
        args.append(timezone(shift, zone) if zone else timezone(shift))
    return cls(*args)
