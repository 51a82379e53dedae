# Calendars.
import calendar
import datetime
import time


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error), error)


print(calendar.__all__)
print(list(calendar.day_name), calendar.day_name[0:2], len(calendar.month_name), list(calendar.month_abbr), calendar.day_abbr[-1])
show(lambda: calendar.month_name[13])
print([year for year in range(1890, 2110) if calendar.isleap(year)] == [year for year in range(1890, 2110) if calendar.leapdays(year, year + 1)])
print(calendar.leapdays(1900, 2001), calendar.leapdays(2000, 2000), calendar.leapdays(2001, 1900), calendar.mdays)
print([calendar.weekday(year, 3, 1) for year in (1, 1900, 2000, 9999, 0, 10000, -400)])
show(calendar.weekday, 2021, 2, 30)
show(calendar.monthrange, 2024, 2)
show(calendar.monthrange, 2024, 13)
show(calendar.monthrange, 2024, 0)
show(calendar.setfirstweekday, 9)
show(calendar.monthcalendar, 2024, 2)
show(calendar.timegm, time.gmtime(1700000000))
show(calendar.timegm, (1969, 12, 31, 23, 59, 59))

for first in 0, 3, 6, -1, 15:
    cal = calendar.Calendar(first)
    print(cal.firstweekday, cal.getfirstweekday(), list(cal.iterweekdays()))
    for year, month in (2024, 2), (2023, 1), (2023, 12), (1, 1):
        print(list(cal.itermonthdays(year, month)))
        print(list(cal.itermonthdays2(year, month))[:8])
        print(list(cal.itermonthdays3(year, month))[-10:], list(cal.itermonthdays4(year, month))[:3])
    print([str(day) for day in cal.itermonthdates(2024, 2)][:9])
    print(cal.monthdayscalendar(2021, 8)[-1], cal.monthdays2calendar(2021, 8)[0], cal.monthdatescalendar(2021, 8)[-1][-1])
    print([[len(month) for month in row] for row in cal.yeardayscalendar(2024)])
    print([[len(month) for month in row] for row in cal.yeardays2calendar(2024, 5)], cal.yeardatescalendar(2024, 4)[2][3][0][0])
show(list, calendar.Calendar().itermonthdates(9999, 12))
print(len(list(calendar.Calendar().itermonthdays(9999, 12))))

for first in 0, 6:
    text = calendar.TextCalendar(first)
    print(text.formatmonth(2024, 2), end='')
    print(text.formatmonth(2024, 12, w=9, l=2), end='')
    print(text.formatmonth(2024, 12, w=3), end='')
    print(text.formatyear(2024), end='')
    print(text.formatyear(2023, w=3, l=2, c=2, m=5), end='')
    print(text.formatyear(2023, m=12)[:200])
    text.prmonth(2024, 5)
    text.pryear(2023, m=6)
    text.prweek(text.monthdays2calendar(2024, 2)[0], 5)
    print('|')
    print(text.formatweekheader(4), text.formatmonthname(2024, 1, 20, False) + '|', text.formatday(0, 1, 3) + '|')
    html = calendar.HTMLCalendar(first)
    print(html.formatmonth(2024, 2))
    print(html.formatmonth(2024, 2, withyear=False)[:200])
    print(html.formatyear(2024, 5))
    print(html.formatyearpage(2024, 4, None, 'ascii'))
    print(html.formatyearpage(2024)[:500])


class Marked(calendar.HTMLCalendar):
    cssclasses = [style + ' text-nowrap' for style in calendar.HTMLCalendar.cssclasses]
    cssclass_month = 'text-center month'

    def formatday(self, day, weekday):
        return super().formatday(day, weekday).replace('td', 'TD')


print(Marked().formatmonth(2024, 6))
print(calendar.LocaleTextCalendar(locale='C').formatmonth(2024, 3), end='')
print(calendar.LocaleHTMLCalendar(6, 'C').formatmonth(2024, 3)[:300])
with calendar.different_locale('C'):
    print(calendar.month_name[1])
calendar.setfirstweekday(calendar.SUNDAY)
print(calendar.firstweekday(), calendar.month(2024, 7), calendar.weekheader(3), calendar.calendar(2024)[:300])
calendar.prmonth(2024, 8)
calendar.prcal(2022)
print(calendar.week([(1, 0), (0, 1)], 4) + '|')
calendar.prweek([(1, 0), (0, 1)], 4)
print('|')
calendar.format(('a', 'b'))
print(calendar.formatstring(('a', 'b', 'c'), 5, 1) + '|')
print(issubclass(calendar.IllegalMonthError, ValueError), calendar.error, calendar.EPOCH, calendar.January, calendar.February)
