"""time.strptime: reading dates by a format. What a directive can match is tried longest first, and shorter ones if what
follows does not fit."""
import time

_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november',
           'december']
_COMPOUND = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S'}
# directive: (most digits, least value, largest value); a blank may stand for the first digit of %d
_NUMBERS = {'d': (2, 1, 31), 'H': (2, 0, 23), 'I': (2, 1, 12), 'j': (3, 1, 366), 'm': (2, 1, 12), 'M': (2, 0, 59),
            'S': (2, 0, 61), 'U': (2, 0, 53), 'W': (2, 0, 53), 'V': (2, 0, 53), 'w': (1, 0, 6), 'u': (1, 1, 7)}
_FIXED = {'y': 2, 'Y': 4, 'G': 4}


def _zone_names():
    names = [['utc', 'gmt', time.tzname[0].lower()]]
    if time.daylight:
        names.append([time.tzname[1].lower()])
    return names


def _word_ends(text, at, words):
    """Where each of the words that stand at a place ends, longest first."""
    low = text[at:].lower()
    return sorted({at + len(w) for w in words if w and low.startswith(w)}, reverse=True)


def _number_ends(directive, text, at):
    most, low, high = _NUMBERS[directive]
    for width in range(most, 0, -1):
        digits = text[at:at + width]
        if directive == 'd' and width == 2 and digits[:1] == ' ':
            digits = digits[1:]
        if len(text) >= at + width and digits.isdecimal() and low <= int(digits) <= high:
            yield at + width


def _offset_end(text, at):
    """Behind +hhmm, +hh:mm with seconds and a fraction, or Z; -1: none."""
    if text[at:at + 1] == 'Z':
        return at + 1
    if text[at:at + 1] not in ('+', '-') or not text[at + 1:at + 3].isdecimal() or len(text) < at + 5:
        return -1
    end = at + 3
    for i in range(2):
        colon = text[end:end + 1] == ':'
        part = text[end + colon:end + colon + 2]
        if len(part) < 2 or not part.isdecimal() or part > '59':
            return end if i else -1
        end += colon + 2
    if text[end:end + 1] == '.':
        stop = end + 1
        while stop < len(text) and stop < end + 7 and text[stop].isdecimal():
            stop += 1
        end = stop if stop > end + 1 else end
    return end


def _ends(directive, text, at):
    """Every place where what the directive matches can end."""
    if directive in _NUMBERS:
        yield from _number_ends(directive, text, at)
    elif directive in _FIXED:
        end = at + _FIXED[directive]
        if end <= len(text) and text[at:end].isdecimal():
            yield end
    elif directive == 'f':
        end = at
        while end < len(text) and end < at + 6 and text[end].isdecimal():
            end += 1
        yield from range(end, at, -1)
    elif directive == 'z':
        end = _offset_end(text, at)
        if end > 0:
            yield end
    elif directive == 'Z':
        yield from _word_ends(text, at, [name for names in _zone_names() for name in names])
    elif directive == 'p':
        yield from _word_ends(text, at, ['am', 'pm'])
    else:
        full = _DAYS if directive in 'aA' else _MONTHS
        yield from _word_ends(text, at, full if directive in 'AB' else [name[:3] for name in full])


def _parse_format(format):
    """Its pieces: (directive, ''), (None, literal text) or (None, ' ') for blanks."""
    pieces, i = [], 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            pieces.append((None, ' '))
        elif c != '%':
            pieces.append((None, c))
        elif i == len(format):
            raise ValueError("stray %% in format '%s'" % format)
        else:
            directive = format[i]
            i += 1
            if directive in _COMPOUND:
                pieces += _parse_format(_COMPOUND[directive])
            elif directive == '%':
                pieces.append((None, '%'))
            elif directive in _NUMBERS or directive in _FIXED or directive in 'fzZpaAbB':
                pieces.append((directive, ''))
            else:
                raise ValueError("'%s' is a bad directive in format '%s'" % (directive.replace('\\', '\\\\'), format))
    return pieces


def _match(pieces, text, i=0, at=0):
    """[(directive, what it matched)] and where the match ends; None: no match."""
    found = []
    while i < len(pieces):
        directive, literal = pieces[i]
        i += 1
        if directive is not None:
            for end in _ends(directive, text, at):
                rest = _match(pieces, text, i, end)
                if rest is not None:
                    return found + [(directive, text[at:end])] + rest[0], rest[1]
            return None
        if literal == ' ':
            end = at
            while end < len(text) and text[end].isspace():
                end += 1
            if end == at:
                return None
            at = end
        elif text[at:at + 1].lower() == literal.lower():
            at += 1
        else:
            return None
    return found, at


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


def _hour12(hour, half):
    hour %= 12
    return hour + 12 if half == 'pm' else hour


def _weekday(got):
    for directive, names in (('A', _DAYS), ('a', [name[:3] for name in _DAYS])):
        if directive in got:
            return names.index(got[directive].lower())
    if 'w' in got:
        return (int(got['w']) - 1) % 7
    return int(got['u']) - 1 if 'u' in got else None


def _month(got):
    if 'B' in got:
        return _MONTHS.index(got['B'].lower()) + 1
    if 'b' in got:
        return [name[:3] for name in _MONTHS].index(got['b'].lower()) + 1
    return int(got.get('m', 1))


def _year(got):
    if 'y' in got and 'Y' not in got:
        year = int(got['y'])
        return year + (2000 if year <= 68 else 1900)
    return int(got['Y']) if 'Y' in got else None


def _check_iso(got, weekday):
    if 'G' in got:
        if 'V' not in got or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        if 'j' in got:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
    elif 'V' in got:
        if 'Y' not in got and 'y' not in got or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' "
                         "instead.")


def _date(got):
    """(year, month, day, weekday, day of the year)"""
    weekday, year, month, day = _weekday(got), _year(got), _month(got), int(got.get('d', 1))
    _check_iso(got, weekday)
    day_of_year = int(got['j']) if 'j' in got else None
    leap_day = year is None and month == 2 and day == 29
    year_or_so = 1904 if leap_day else 1900 if year is None else year
    if day_of_year is None and weekday is not None:
        if 'G' in got:
            year_or_so = int(got['G'])
            week = int(got['V'])
            day_of_year = 7 * week + weekday + 1 - ((_ordinal(year_or_so, 1, 4) + 6) % 7 + 4)
        elif year is not None and ('U' in got or 'W' in got):
            by_monday = 'W' in got
            day_of_year = _day_from_week(year, int(got['W' if by_monday else 'U']), weekday, by_monday)
        if day_of_year is not None and day_of_year <= 0:
            year_or_so -= 1
            day_of_year += _days_before(year_or_so, 13)
    if day_of_year is None:
        if day > _days_before(year_or_so, month + 1) - _days_before(year_or_so, month):
            raise ValueError('day is out of range for month')
        day_of_year = _days_before(year_or_so, month) + day
    elif not {'d', 'm', 'b', 'B'} & set(got) or 'j' not in got:
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


def _strptime(text, format='%a %b %d %H:%M:%S %Y'):
    """(the fields of a struct_time, microseconds, microseconds of the zone's offset)"""
    for i, value in enumerate((text, format)):
        if not isinstance(value, str):
            raise TypeError(f'strptime() argument {i} must be str, not {type(value)}')
    found = _match(_parse_format(format), text)
    if found is None:
        raise ValueError('time data %r does not match format %r' % (text, format))
    if found[1] != len(text):
        raise ValueError('unconverted data remains: %s' % text[found[1]:])
    got = dict(found[0])
    year, month, day, weekday, day_of_year = _date(got)
    hour = _hour12(int(got['I']), got.get('p', '').lower()) if 'I' in got else int(got.get('H', 0))
    summer, zone = _zone(got)
    offset, offset_micros = _offset(got['z']) if 'z' in got else (None, 0)
    fields = (year, month, day, hour, int(got.get('M', 0)), int(got.get('S', 0)), weekday, day_of_year, summer, zone,
              offset)
    return fields, int(got.get('f', '0').ljust(6, '0')), offset_micros


def _strptime_time(text, format='%a %b %d %H:%M:%S %Y'):
    return time.struct_time(_strptime(text, format)[0])


def _strptime_datetime(cls, text, format='%a %b %d %H:%M:%S %Y'):
    """datetime.strptime for the class cls."""
    from datetime import timedelta, timezone
    fields, micros, offset_micros = _strptime(text, format)
    zone, offset = fields[-2:]
    args = [*fields[:6], micros]
    if offset is not None:
        shift = timedelta(seconds=offset, microseconds=offset_micros)
        args.append(timezone(shift, zone) if zone else timezone(shift))
    return cls(*args)
