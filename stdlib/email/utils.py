"""Small pieces of messages: dates, quoted strings, parameters as in RFC 2231."""
import time
from urllib.parse import quote as _percent_quote, unquote as _percent_unquote

__all__ = ['collapse_rfc2231_value', 'decode_params', 'decode_rfc2231', 'encode_rfc2231', 'format_datetime',
           'formatdate', 'mktime_tz', 'parsedate', 'parsedate_tz', 'parsedate_to_datetime', 'quote', 'unquote']

_DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')
_LONG_MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
                'November', 'December')
_MONTH_NUMBERS = {name.lower(): number for names in (_MONTHS, _LONG_MONTHS) for number, name in enumerate(names, 1)}
_ZONES = {'UT': 0, 'UTC': 0, 'GMT': 0, 'Z': 0, 'AST': -400, 'ADT': -300, 'EST': -500, 'EDT': -400, 'CST': -600,
          'CDT': -500, 'MST': -700, 'MDT': -600, 'PST': -800, 'PDT': -700}


# --- quoted strings and parameters ---

def quote(str):
    r"""Text for a quoted string: \ and " get a \ before them."""
    return str.replace('\\', r'\\').replace('"', r'\"')


def unquote(str):
    """The text of a quoted string, or what stands between < and >; other text as it is."""
    if len(str) > 1:
        if str[0] == str[-1] == '"':
            return str[1:-1].replace(r'\\', '\\').replace(r'\"', '"')
        if str[0] == '<' and str[-1] == '>':
            return str[1:-1]
    return str


def decode_rfc2231(s):
    """[character set, language, text] of "charset'language'text"; the first two are None if there are no quotes."""
    parts = s.split("'", 2)
    return parts if len(parts) == 3 else (None, None, s)


def encode_rfc2231(s, charset=None, language=None):
    """Text percent-encoded, behind its character set and language if one of them is given."""
    s = _percent_quote(s, safe='', encoding=charset or 'ascii')
    if charset is None and language is None:
        return s
    return f"{charset}'{language or ''}'{s}"


def _continued(name):
    """(name, number) of 'name*', 'name*0' and 'name*0*': values of RFC 2231, maybe in pieces. None of others."""
    name, star, number = name.partition('*')
    if not star or not name or not name.replace('_', 'a').isalnum():
        return None
    number = number.removesuffix('*') if number != '*' else 'x'
    if not number:
        return name, -1
    return (name, int(number)) if number.isascii() and number.isdigit() else None


def decode_params(params):
    """Pairs of names and values with those of RFC 2231 put together and decoded to (character set, language, value).

    Values get quotes; the first pair stays as it is."""
    result = list(params[:1])
    pieces = {}
    for name, value in params[1:]:
        value = unquote(value)
        found = _continued(name)
        if found:
            pieces.setdefault(found[0], []).append((found[1], value, name.endswith('*')))
        else:
            result.append((name, f'"{quote(value)}"'))
    for name, values in pieces.items():
        values.sort()
        text = quote(''.join(_percent_unquote(value, encoding='latin-1') if encoded else value
                             for _, value, encoded in values))
        if any(encoded for _, _, encoded in values):
            charset, language, text = decode_rfc2231(text)
            result.append((name, (charset, language, f'"{text}"')))
        else:
            result.append((name, f'"{text}"'))
    return result


def collapse_rfc2231_value(value, errors='replace', fallback_charset='us-ascii'):
    """The text of a value that Message.get_param() answered, be it a str or (character set, language, text)."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    try:
        return text.encode('raw-unicode-escape').decode(charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)


# --- dates ---

def formatdate(timeval=None, localtime=False, usegmt=False):
    """A date for a header, as 'Fri, 09 Nov 2001 01:08:47 -0000'; of now if timeval (seconds) is None.

    localtime: in the time zone of this computer. usegmt: else with GMT for the zone, as HTTP wants it."""
    if timeval is None:
        timeval = time.time()
    if not localtime:
        return _format(time.gmtime(timeval), 'GMT' if usegmt else '-0000')
    now = time.localtime(timeval)
    hours, minutes = divmod(abs(now.tm_gmtoff) // 60, 60)
    return _format(now, f'{"-" if now.tm_gmtoff < 0 else "+"}{hours:02}{minutes:02}')


def _format(when, zone):
    return (f'{_DAYS[when[6]]}, {when[2]:02} {_MONTHS[when[1] - 1]} {when[0]:04} '
            f'{when[3]:02}:{when[4]:02}:{when[5]:02} {zone}')


def format_datetime(dt, usegmt=False):
    """As formatdate(), of a datetime."""
    if usegmt:
        from datetime import timezone
        if dt.tzinfo is None or dt.tzinfo != timezone.utc:
            raise ValueError('usegmt option requires a UTC datetime')
        zone = 'GMT'
    else:
        zone = '-0000' if dt.tzinfo is None else dt.strftime('%z')
    return _format(dt.timetuple(), zone)


def _is_number(word):
    return word.isascii() and word.isdigit()


def _clock(word):
    """[hours, minutes, seconds] of '1:02:03', '1:02' or, as some write it, '1.02'; None if it is none."""
    parts = word.split(':' if ':' in word else '.')
    if len(parts) not in (2, 3) or not all(map(_is_number, parts)):
        return None
    return [*map(int, parts), 0][:3]


def _year(number):
    """Years with two digits are those from 1969 to 2068."""
    return number if number > 99 else number + (1900 if number > 68 else 2000)


def _offset(zone):
    """Seconds east of Greenwich; None: it is not known where the date was written."""
    hundreds = _ZONES.get(zone.upper())
    if hundreds is None:
        digits = zone.lstrip('+-')
        if not _is_number(digits) or len(zone) - len(digits) > 1 or zone == '-0000':
            return None
        hundreds = int(zone)
    sign = -1 if hundreds < 0 else 1
    hours, minutes = divmod(abs(hundreds), 100)
    return sign * (hours * 3600 + minutes * 60)


def _words(data):
    """The words of a date but for the day of the week, with those apart that are written in one."""
    words = data.replace(',', ' ').split()
    if words and words[0][:3].title() in _DAYS and words[0].isalpha():
        del words[0]
    for word in words:
        parts = word.split('-')
        if len(parts) == 3 and parts[1].lower() in _MONTH_NUMBERS:  # 09-Nov-01, as in RFC 850
            yield from parts
        elif ':' in word and (sign := max(word.find('+'), word.find('-'))) > 0:  # 01:08:47-0500
            yield from (word[:sign], word[sign:])
        else:
            yield word


def _parse(data):
    """(year, month, day, hours, minutes, seconds, 0, 1, -1, offset or None) of a date as RFC 5322 has it, or RFC 850,
    or asctime(); None if it is none of them. Each part is known by what it looks like."""
    if not data:
        return None
    numbers, month, clock, zone = [], None, None, ''
    for word in _words(data):
        if month is None and word.lower() in _MONTH_NUMBERS:
            month = _MONTH_NUMBERS[word.lower()]
        elif _is_number(word) and len(numbers) < 2:
            numbers.append(int(word))
        elif clock is None and (found := _clock(word)):
            clock = found
        elif clock and not zone:
            zone = word
    if len(numbers) < 2 or month is None or clock is None:
        return None
    return (_year(numbers[1]), month, numbers[0], *clock, 0, 1, -1, _offset(zone))


def parsedate_tz(data):
    """A date in a header as a tuple like time.struct_time with one item more, the offset of its time zone in seconds.

    None if it is no date."""
    parsed = _parse(data)
    return parsed and (*parsed[:9], parsed[9] or 0)


def parsedate(data):
    """A date in a header as a tuple like time.struct_time, in the time zone it was written in. None: it is no date."""
    parsed = _parse(data)
    return parsed and parsed[:9]


def _days_since_1970(year, month, day):
    if month <= 2:  # a year that begins in March has its leap day at the end
        year, month = year - 1, month + 12
    leap_days = year // 4 - year // 100 + year // 400
    return year * 365 + leap_days + (month * 153 - 457) // 5 + day - 719469


def mktime_tz(data):
    """The seconds since 1970 of what parsedate_tz() answered."""
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    year, month, day, hours, minutes, seconds, *_, offset = data
    return ((_days_since_1970(year, month, day) * 24 + hours) * 60 + minutes) * 60 + seconds - offset


def parsedate_to_datetime(data):
    """The datetime of a date in a header; without a time zone if that is -0000."""
    import datetime
    parsed = _parse(data)
    if parsed is None:
        raise ValueError(f'Invalid date value or format "{data}"')
    *when, offset = parsed
    if offset is None:
        return datetime.datetime(*when[:6])
    return datetime.datetime(*when[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=offset)))
