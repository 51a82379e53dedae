"""Calendars: the days of months as lists, as text and as HTML; `python -m calendar` prints one."""
import datetime
import sys
from itertools import chain, repeat

__all__ = [
    'IllegalMonthError', 'IllegalWeekdayError', 'setfirstweekday', 'firstweekday', 'isleap', 'leapdays', 'weekday',
    'monthrange', 'monthcalendar', 'prmonth', 'month', 'prcal', 'calendar', 'timegm', 'month_name', 'month_abbr',
    'day_name', 'day_abbr', 'Calendar', 'TextCalendar', 'HTMLCalendar', 'LocaleTextCalendar', 'LocaleHTMLCalendar',
    'weekheader', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

error = ValueError
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
January, February = 1, 2
EPOCH = 1970
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class IllegalMonthError(ValueError):
    """A month that is none of 1 to 12."""

    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f'bad month number {self.month!r}; must be 1-12'


class IllegalWeekdayError(ValueError):
    """A day of the week that is none of 0 to 6."""

    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f'bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)'


class _Names:
    """A sequence of names in the locale of the moment: those of a list of dates by a format."""

    def __init__(self, format, dates):
        self._format, self._dates = format, dates

    def _name(self, date):
        return date.strftime(self._format) if date else ''

    def __len__(self):
        return len(self._dates)

    def __getitem__(self, i):
        found = self._dates[i]
        return [self._name(date) for date in found] if isinstance(i, slice) else self._name(found)


_days = [datetime.date(2001, 1, number) for number in range(1, 8)]  # the first one is a Monday
_months = [None] + [datetime.date(2001, number, 1) for number in range(1, 13)]
day_name, day_abbr = _Names('%A', _days), _Names('%a', _days)
month_name, month_abbr = _Names('%B', _months), _Names('%b', _months)


# ---- reckoning ----

def isleap(year):
    """Has the year 366 days?"""
    return year % 4 == 0 and year % 100 != 0 or year % 400 == 0


def leapdays(y1, y2):
    """The number of leap years from y1 to before y2."""
    before = [(year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 for year in (y1, y2)]
    return before[1] - before[0]


def weekday(year, month, day):
    """The day of the week, 0 for Monday. Years beyond those of datetime are taken as they come again after 400."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = year % 400 + 2000
    return datetime.date(year, month, day).weekday()


def _days_in(year, month):
    return mdays[month] + (month == February and isleap(year))


def monthrange(year, month):
    """(the first day's weekday, number of days)"""
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), _days_in(year, month)


def _neighbour(year, month, step):
    """The (year, month) so many months on."""
    months = year * 12 + month - 1 + step
    return months // 12, months % 12 + 1


def timegm(tuple):
    """The seconds since 1970 of a time in UTC, as time.gmtime() gives it."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - datetime.date(EPOCH, 1, 1).toordinal() + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def _rows(items, length):
    return [items[at:at + length] for at in range(0, len(items), length)]


class Calendar:
    """The days of months and years. Weeks begin with firstweekday."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    @property
    def firstweekday(self):
        return self._first % 7

    @firstweekday.setter
    def firstweekday(self, firstweekday):
        self._first = firstweekday

    def getfirstweekday(self):
        return self.firstweekday

    def setfirstweekday(self, firstweekday):
        self.firstweekday = firstweekday

    def iterweekdays(self):
        """The days of a week, as numbers."""
        return iter([(self.firstweekday + i) % 7 for i in range(7)])

    def itermonthdays(self, year, month):
        """The days of the weeks that a month is part of; 0 for those of other months."""
        first, count = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        return chain(repeat(0, before), range(1, count + 1), repeat(0, -(before + count) % 7))

    def itermonthdays2(self, year, month):
        """The same as (day, weekday)."""
        for i, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, i % 7

    def itermonthdays3(self, year, month):
        """The same as (year, month, day), those of other months too."""
        first, count = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        earlier, later = _neighbour(year, month, -1), _neighbour(year, month, 1)
        end = _days_in(*earlier) + 1
        yield from ((*earlier, day) for day in range(end - before, end))
        yield from ((year, month, day) for day in range(1, count + 1))
        yield from ((*later, day) for day in range(1, -(before + count) % 7 + 1))

    def itermonthdays4(self, year, month):
        """The same as (year, month, day, weekday)."""
        for i, date in enumerate(self.itermonthdays3(year, month), self.firstweekday):
            yield *date, i % 7

    def itermonthdates(self, year, month):
        """The same as dates."""
        return (datetime.date(*date) for date in self.itermonthdays3(year, month))

    def monthdatescalendar(self, year, month):
        """A list of weeks, which are lists of dates."""
        return _rows(list(self.itermonthdates(year, month)), 7)

    def monthdays2calendar(self, year, month):
        """The same with (day, weekday)."""
        return _rows(list(self.itermonthdays2(year, month)), 7)

    def monthdayscalendar(self, year, month):
        """The same with days."""
        return _rows(list(self.itermonthdays(year, month)), 7)

    def yeardatescalendar(self, year, width=3):
        """A list of rows of months, which are as monthdatescalendar() gives them."""
        return _rows([self.monthdatescalendar(year, number) for number in range(1, 13)], width)

    def yeardays2calendar(self, year, width=3):
        """The same with (day, weekday)."""
        return _rows([self.monthdays2calendar(year, number) for number in range(1, 13)], width)

    def yeardayscalendar(self, year, width=3):
        """The same with days."""
        return _rows([self.monthdayscalendar(year, number) for number in range(1, 13)], width)


# ---- text ----

_colwidth, _spacing = 20, 6  # three columns fill a line


def formatstring(cols, colwidth=_colwidth, spacing=_spacing):
    """Texts in the middles of columns."""
    return (' ' * spacing).join([text.center(colwidth) for text in cols])


def format(cols, colwidth=_colwidth, spacing=_spacing):
    """Print them."""
    print(formatstring(cols, colwidth, spacing))


class TextCalendar(Calendar):
    """Calendars as plain text. w: width of a day, l: lines for a week."""

    def formatday(self, day, weekday, width):
        return ('' if day == 0 else f'{day:2}').center(width)

    def formatweek(self, theweek, width):
        """A line; theweek as in monthdays2calendar()."""
        return ' '.join([self.formatday(day, number, width) for day, number in theweek])

    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end='')

    def formatweekday(self, day, width):
        return (day_name if width >= 9 else day_abbr)[day][:width].center(width)

    def formatweekheader(self, width):
        return ' '.join([self.formatweekday(day, width) for day in self.iterweekdays()])

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = month_name[themonth]
        return (f'{name} {theyear!r}' if withyear else name).center(width)

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month, as lines."""
        width, end = max(2, w), '\n' * max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * width + 6), self.formatweekheader(width)]
        lines += [self.formatweek(week, width) for week in self.monthdays2calendar(theyear, themonth)]
        return ''.join([line.rstrip() + end for line in lines])

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end='')

    def _row_of_months(self, theyear, numbers, months, w):
        """The texts, side by side, of some months: lines of columns."""
        width = (w + 1) * 7 - 1
        yield [self.formatmonthname(theyear, number, width, False) for number in numbers]
        yield [self.formatweekheader(w)] * len(numbers)
        for line in range(max(map(len, months))):
            yield [self.formatweek(weeks[line], w) if line < len(weeks) else '' for weeks in months]

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year, m months in a row, c blanks between them."""
        w, end, c = max(2, w), '\n' * max(1, l), max(2, c)
        width = (w + 1) * 7 - 1
        lines = [repr(theyear).center(width * m + c * (m - 1)).rstrip() + end]
        for i, months in enumerate(self.yeardays2calendar(theyear, m)):
            numbers = range(m * i + 1, min(m * (i + 1), 12) + 1)
            lines.append(end)
            for columns in self._row_of_months(theyear, numbers, months, w):
                lines.append(formatstring(columns, width, c).rstrip() + end)
        return ''.join(lines)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end='')


# ---- HTML ----

_TABLE = '<table border="0" cellpadding="0" cellspacing="0" class="{}">'
_PAGE = '''<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />
{style}<title>Calendar for {year}</title>
</head>
<body>
{table}</body>
</html>
'''


class HTMLCalendar(Calendar):
    """Calendars as tables. The names of CSS classes are attributes."""

    cssclasses = [name.lower() for name in ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')]
    cssclasses_weekday_head = cssclasses
    cssclass_noday = 'noday'
    cssclass_month = cssclass_month_head = 'month'
    cssclass_year = cssclass_year_head = 'year'

    def formatday(self, day, weekday):
        if day:
            return f'<td class="{self.cssclasses[weekday]}">{day}</td>'
        return f'<td class="{self.cssclass_noday}">&nbsp;</td>'

    def formatweek(self, theweek):
        return f'<tr>{"".join([self.formatday(*day) for day in theweek])}</tr>'

    def formatweekday(self, day):
        return f'<th class="{self.cssclasses_weekday_head[day]}">{day_abbr[day]}</th>'

    def formatweekheader(self):
        return f'<tr>{"".join(map(self.formatweekday, self.iterweekdays()))}</tr>'

    def formatmonthname(self, theyear, themonth, withyear=True):
        name = f'{month_name[themonth]} {theyear}' if withyear else str(month_name[themonth])
        return f'<tr><th colspan="7" class="{self.cssclass_month_head}">{name}</th></tr>'

    def formatmonth(self, theyear, themonth, withyear=True):
        """A month, as a table."""
        rows = [_TABLE.format(self.cssclass_month), self.formatmonthname(theyear, themonth, withyear=withyear),
                self.formatweekheader()]
        rows += map(self.formatweek, self.monthdays2calendar(theyear, themonth))
        return '\n'.join(rows) + '\n</table>\n'

    def formatyear(self, theyear, width=3):
        """A year, as a table of tables."""
        width = max(width, 1)
        parts = [_TABLE.format(self.cssclass_year),
                 f'\n<tr><th colspan="{width}" class="{self.cssclass_year_head}">{theyear}</th></tr>']
        for numbers in _rows(range(1, 13), width):
            cells = [f'<td>{self.formatmonth(theyear, number, withyear=False)}</td>' for number in numbers]
            parts.append(f'<tr>{"".join(cells)}</tr>')
        return ''.join(parts) + '</table>'

    def formatyearpage(self, theyear, width=3, css='calendar.css', encoding=None):
        """A whole page, as bytes."""
        encoding = encoding or sys.getdefaultencoding()
        style = '' if css is None else f'<link rel="stylesheet" type="text/css" href="{css}" />\n'
        page = _PAGE.format(encoding=encoding, style=style, year=theyear, table=self.formatyear(theyear, width))
        return page.encode(encoding, 'xmlcharrefreplace')


# ---- other languages ----

class different_locale:
    """Within a with statement, names of days and months are those of another locale."""

    def __init__(self, locale):
        self.locale = locale
        self.oldlocale = None

    def __enter__(self):
        import locale
        self.oldlocale = locale.setlocale(locale.LC_TIME, None)
        locale.setlocale(locale.LC_TIME, self.locale)

    def __exit__(self, *args):
        import locale
        locale.setlocale(locale.LC_TIME, self.oldlocale)


class _Localized:
    """Mixed into a calendar: each name is asked for in the calendar's locale."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        if locale is None:
            import locale as module
            locale = module.setlocale(module.LC_TIME, None)
            if locale == 'C':
                locale = ''
        self.locale = locale

    def formatweekday(self, *args):
        with different_locale(self.locale):
            return super().formatweekday(*args)

    def formatmonthname(self, *args, **kwargs):
        with different_locale(self.locale):
            return super().formatmonthname(*args, **kwargs)


class LocaleTextCalendar(_Localized, TextCalendar):
    """A TextCalendar in the words of a locale."""


class LocaleHTMLCalendar(_Localized, HTMLCalendar):
    """An HTMLCalendar in the words of a locale."""


# ---- functions, on one calendar that all share ----

c = TextCalendar()
firstweekday = c.getfirstweekday
monthcalendar = c.monthdayscalendar
prweek, week = c.prweek, c.formatweek
weekheader = c.formatweekheader
prmonth, month = c.prmonth, c.formatmonth
calendar, prcal = c.formatyear, c.pryear


def setfirstweekday(firstweekday):
    """Set the day that weeks begin with."""
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


def _parser():
    import argparse
    parser = argparse.ArgumentParser(prog='calendar.py')
    for_text = parser.add_argument_group('text only arguments')
    for letter, name, default, what in (
            ('w', 'width', 2, 'width of date column'), ('l', 'lines', 1, 'number of lines for each week'),
            ('s', 'spacing', 6, 'spacing between months'), ('m', 'months', 3, 'months per row')):
        for_text.add_argument(f'-{letter}', f'--{name}', type=int, default=default,
                              help=f'{what} (default {default})')
    for_html = parser.add_argument_group('html only arguments')
    for_html.add_argument('-c', '--css', default='calendar.css', help='CSS to use for page')
    parser.add_argument('-L', '--locale', help='locale to be used from month and weekday names')
    parser.add_argument('-e', '--encoding', help='encoding to use for output')
    parser.add_argument('-t', '--type', default='text', choices=('text', 'html'), help='output type (text or html)')
    parser.add_argument('year', nargs='?', type=int, help='year number (1-9999)')
    parser.add_argument('month', nargs='?', type=int, help='month number (1-12, text only)')
    return parser


def _html(options):
    cal = LocaleHTMLCalendar(locale=(options.locale, options.encoding)) if options.locale else HTMLCalendar()
    year = options.year or datetime.date.today().year
    return cal.formatyearpage(year, css=options.css, encoding=options.encoding or sys.getdefaultencoding())


def _plain(options):
    cal = LocaleTextCalendar(locale=(options.locale, options.encoding)) if options.locale else TextCalendar()
    shape = {'w': options.width, 'l': options.lines}
    if options.month is not None:
        return cal.formatmonth(options.year, options.month, **shape)
    year = options.year or datetime.date.today().year
    return cal.formatyear(year, c=options.spacing, m=options.months, **shape)


def main(args):
    """The command line."""
    parser = _parser()
    options = parser.parse_args(args[1:])
    if options.locale and not options.encoding:
        parser.error('if --locale is specified --encoding is required')
    if options.type == 'html':
        if options.month is not None:
            parser.error('incorrect number of arguments')
        sys.stdout.buffer.write(_html(options))
        return
    text = _plain(options)
    if options.encoding:
        sys.stdout.buffer.write(text.encode(options.encoding))
    else:
        sys.stdout.write(text)


if __name__ == '__main__':
    main(sys.argv)
