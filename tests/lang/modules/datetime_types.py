# Module datetime: the types, their arithmetic, comparison, texts, pickles and errors.
import copy
import datetime
import operator
import pickle
from datetime import UTC, date, datetime as dt, time, timedelta as td, timezone, tzinfo


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__qualname__, e)


print(sorted(n for n in dir(datetime) if n[0] != '_' and n not in ('datetime_CAPI', 'sys')))
print(datetime.MINYEAR, datetime.MAXYEAR, UTC is timezone.utc, issubclass(dt, date), issubclass(timezone, tzinfo))

print('-- timedelta')
for d in (td(), td(1), td(-1), td(1, 2, 3), td(weeks=1, days=1, hours=1, minutes=1, seconds=1, milliseconds=1, microseconds=1),
          td(microseconds=-1), td(seconds=1.5), td(days=0.5), td(microseconds=0.5), td(microseconds=1.5), td(microseconds=2.5),
          td(microseconds=-0.5), td(milliseconds=0.0015), td(seconds=0.1, minutes=0.1), td(True), td(days=-1, hours=24), td(hours=25),
          td.min, td.max, td.resolution, td(microseconds=10 ** 19), td(days=1e-9), td(hours=1.1, seconds=-0.3)):
    print(repr(d), str(d), d.total_seconds(), bool(d), hash(d) == hash(pickle.loads(pickle.dumps(d))), abs(d))
a, b = td(3, 4, 5), td(hours=7, microseconds=9)
print(a + b, a - b, b - a, -a, +a, a * 3, 3 * a, a * 0.3, 0.3 * a, a / 7, a / 0.7, a // 7, a / b, a // b, a % b, divmod(a, b), -a // b,
      -a % b, a // -3, a / -3, a * -1.5)
print([op(a, b) for op in (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge)], a == 3, a != 3)
print([td(microseconds=n) / 2 for n in range(-3, 4)], [td(microseconds=n) * 0.5 for n in range(-3, 4)])
for f, args in ((td, ('x',)), (td, (float('nan'),)), (td, (float('inf'),)), (td, (10 ** 9,)), (td, (10 ** 30,)), (td, (1e30,)),
                (operator.add, (td.max, td(0, 0, 1))), (operator.neg, (td.max,)), (operator.mul, (a, 'x')), (operator.truediv, (a, 0)),
                (operator.floordiv, (a, 0)), (operator.truediv, (a, 0.0)), (operator.truediv, (a, td())), (operator.mod, (a, td())),
                (operator.lt, (a, 3)), (operator.add, (a, 3)), (operator.truediv, (3, a)), (operator.mul, (td.max, 2)),
                (operator.mod, (a, 3)), (setattr, (a, 'days', 3)), (operator.mul, (a, float('nan')))):
    attempt(f, *args)

print('-- date')
d = date(2024, 2, 29)
print(repr(d), d, d.year, d.month, d.day, d.ctime(), d.isoformat(), d.toordinal(), d.weekday(), d.isoweekday(), d.isocalendar())
print(d.timetuple(), f'{d:%d.%m.%Y %j %a %%}', format(d), d.strftime('%Y%f%z%Z|'), d.replace(year=2000), d.replace(day=1, month=5))
print(d + td(1), d - td(1), td(366) + d, d - date(2023, 3, 1), d + td(0, 86399), date.min, date.max, date.resolution)
print(date.fromordinal(1), date.fromordinal(738000), date.fromordinal(3652059), date.fromisocalendar(2020, 53, 7), date(1, 1, 1).isocalendar())
print(all(date.fromordinal(n).toordinal() == n for n in range(1, 3652060, 97)),
      all(date.fromisocalendar(*date.fromordinal(n).isocalendar()) == date.fromordinal(n) for n in range(700000, 740000, 31)))
print(date(9999, 12, 31).isocalendar(), [date(y, 1, 1).isocalendar()[1] for y in range(1998, 2012)])
iso = d.isocalendar()
print(iso.year, iso.week, iso.weekday, iso == (2024, 9, 4), tuple(iso), isinstance(iso, tuple))
print(date(2020, 1, 1) < d, d == date(2024, 2, 29), d != 3, d == dt(2024, 2, 29), hash(d) == hash(date(2024, 2, 29)))
for f, args in ((date, ()), (date, (2020,)), (date, (2020, 13, 1)), (date, (2020, 0, 1)), (date, (2023, 2, 29)), (date, (0, 1, 1)),
                (date, (10000, 1, 1)), (date, ('x', 1, 1)), (date, (1.5, 1, 1)), (date.fromordinal, (0,)), (date.fromordinal, (3652060,)),
                (date.fromisocalendar, (2021, 53, 1)), (date.fromisocalendar, (2021, 1, 8)), (date.fromisocalendar, (0, 1, 1)),
                (operator.add, (date.max, td(1))), (operator.sub, (date.min, td(1))), (operator.lt, (d, 3)), (operator.lt, (d, dt.now())),
                (operator.lt, (dt.now(), d)), (operator.add, (d, 3)), (operator.add, (d, d)), (operator.sub, (3, d)),
                (d.replace, (10000,)), (setattr, (d, 'year', 3)), (d.strftime, (3,)), (date.fromisoformat, (3,)), (format, (d, '%Q'[:0]))):
    attempt(f, *args)

print('-- time')
berlin = timezone(td(hours=2), 'CEST')
for t in (time(), time(1), time(1, 2), time(1, 2, 3), time(1, 2, 3, 4), time(12, tzinfo=UTC), time(1, 2, 3, 4, berlin, fold=1),
          time(23, 59, tzinfo=timezone(-td(hours=3, minutes=30, seconds=15)))):
    print(repr(t), t, t.isoformat('milliseconds'), t.utcoffset(), t.dst(), t.tzname(), t.fold, bool(t), t.strftime('%H:%M:%S.%f %z %Z %Y'))
t = time(12, 34, 56, 789012)
print([t.isoformat(s) for s in ('auto', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds')], t.replace(minute=0, tzinfo=UTC), t.replace(fold=1))
print(time(1) < time(2), time(1) == time(1, tzinfo=UTC), time(12, tzinfo=UTC) == time(14, tzinfo=berlin), time.min, time.max, time.resolution,
      hash(time(12, tzinfo=UTC)) == hash(time(14, tzinfo=berlin)), f'{t:%H-%M}')
for f, args in ((time, (24,)), (time, (0, 60)), (time, (0, 0, 60)), (time, (0, 0, 0, 10 ** 6)), (time, (1, 2, 3, 4, 5)), (t.isoformat, ('x',)),
                (operator.lt, (time(1), time(1, tzinfo=UTC))), (operator.lt, (t, 3)), (operator.add, (t, td(1))), (time, ('x',)), (t.replace, (25,))):
    attempt(f, *args)
attempt(time, fold=2)

print('-- timezone')
for z in (UTC, berlin, timezone(td()), timezone(td(), 'x'), timezone.min, timezone.max, timezone(-td(minutes=90)), timezone(td(seconds=1, microseconds=5))):
    print(repr(z), z, z.utcoffset(None), z.dst(None), z.tzname(None), pickle.loads(pickle.dumps(z)) == z, copy.deepcopy(z) == z,
          hash(z) == hash(timezone(z.utcoffset(None))))
print(timezone(td()) is UTC, timezone(td(hours=1)) == timezone(td(hours=1), 'x'), UTC == 3, UTC != berlin)
for f, args in ((timezone, ()), (timezone, (3,)), (timezone, (td(1),)), (timezone, (td(1), 'x')), (timezone, (td(0), 3)), (UTC.utcoffset, (3,)),
                (UTC.fromutc, (3,)), (UTC.fromutc, (dt(2020, 1, 1),)), (tzinfo().utcoffset, (None,)), (tzinfo().dst, (None,)),
                (tzinfo().tzname, (None,)), (tzinfo().fromutc, (dt(2020, 1, 1),)), (operator.lt, (UTC, UTC))):
    attempt(f, *args)

print('-- datetime')
m = dt(2024, 2, 29, 13, 14, 15, 16)
aware = m.replace(tzinfo=berlin)
for x in (m, aware, dt(1, 1, 1), dt(2020, 1, 1, tzinfo=UTC), dt(2020, 5, 6, 7, 8, fold=1), dt.min, dt.max, dt(2020, 1, 2, 3, 4, 5, 6, timezone(td(seconds=-1)))):
    print(repr(x), x, x.isoformat(' ', 'minutes'), x.ctime(), x.date(), x.time(), x.timetz(), x.timetuple(), x.utcoffset(), x.dst(), x.tzname())
    print(x.strftime('%Y-%m-%d %H:%M:%S.%f %z %Z %j %%f'), x.weekday(), x.toordinal(), x.isocalendar())
print(aware.utctimetuple(), m.utctimetuple(), aware.timestamp(), dt(1969, 12, 31, 23, 59, 59, 999999, UTC).timestamp(), dt.min.replace(tzinfo=UTC).timestamp())
print(m + td(1, 2, 3), m - td(1), td(1) + m, m - dt(2020, 1, 1), aware - dt(2020, 1, 1, tzinfo=UTC), aware.astimezone(UTC), aware.astimezone(berlin) is aware)
print(m < m + td(1), m == aware, aware == aware.astimezone(UTC), hash(aware) == hash(aware.astimezone(UTC)), aware != 3, m == m.date(), m != m.date())
print(dt.combine(date(2020, 1, 1), time(1, 2, tzinfo=UTC)), dt.combine(date(2020, 1, 1), time(1, 2, fold=1), berlin), dt.combine(m, time(3)))
print(m.replace(year=4, microsecond=0), aware.replace(tzinfo=None), m.replace(fold=1).fold, dt.resolution)
for ts in (0, 1, -1, 1.5, 1e9, 1234567890.123456, -0.000001, 0.0000005, 0.0000015, 253402200000):
    print(dt.fromtimestamp(ts, UTC), dt.utcfromtimestamp(ts), dt.fromtimestamp(ts, berlin), dt.fromtimestamp(ts, UTC).timestamp())
print(dt.strptime('2020-05-06 07:08:09.123 +0230', '%Y-%m-%d %H:%M:%S.%f %z'), repr(dt.strptime('Z UTC', '%z %Z')))
print(abs(dt.now() - dt.utcnow()) < td(1), dt.now(UTC).tzinfo, abs(dt.now(UTC) - dt.now().astimezone()) < td(0, 60), date.today() - dt.now().date())
for f, args in ((dt, ()), (dt, (2020, 1)), (dt, (2020, 1, 32)), (dt, (2020, 1, 1, 24)), (dt, (2020, 1, 1, 0, 0, 0, 0, 'x')), (operator.sub, (m, aware)),
                (operator.lt, (m, aware)), (operator.lt, (m, 3)), (operator.add, (dt.max, td(0, 0, 1))), (operator.sub, (dt.min, td(0, 0, 1))),
                (dt.fromtimestamp, (1e12,)), (dt.fromtimestamp, (1e20,)), (dt.fromtimestamp, (float('nan'),)), (dt.fromtimestamp, ('x',)),
                (dt.utcfromtimestamp, (-1e12,)), (dt.strptime, ('x', '%Y')), (dt.strptime, (3, '%Y')), (dt.combine, (3, time())), (dt.combine, (date.min, 3)),
                (m.isoformat, ('ab',)), (m.isoformat, ('T', 'x')), (m.astimezone, (3,)), (dt.now, (3,)), (m.replace, (0,)), (operator.add, (m, m)),
                (dt.min.replace(tzinfo=berlin).astimezone, (UTC,)), (setattr, (m, 'hour', 3)), (dt.strptime, ('1 2', '%d'))):
    attempt(f, *args)
attempt(dt, 2020, 1, 1, fold=3)

print('-- pickles')
for x in (td(1, 2, 3), date(2020, 3, 4), time(1, 2, 3, 4), time(1, fold=1), time(1, tzinfo=UTC), m, aware, m.replace(fold=1), UTC, berlin):
    for protocol in range(2, 6):
        p = pickle.dumps(x, protocol)
        y = pickle.loads(p)
        assert y == x and type(y) is type(x), x
    print(x.__reduce__(), copy.copy(x) == x, copy.deepcopy(x) == x, getattr(y, 'fold', None))
print(date(b'\x07\xe4\x03\x04'), dt(b'\x07\xe4\x83\x04\x01\x02\x03\x00\x00\x04').fold, time(b'\x81\x02\x03\0\0\4', UTC))

print('-- zones of ones own, subclasses')


class Eastern(tzinfo):
    def utcoffset(self, when):
        return td(hours=-5) + self.dst(when)

    def dst(self, when):
        if when is None:
            return td(0)
        first, last = dt(when.year, 3, 10, 2), dt(when.year, 11, 3, 2)
        plain = when.replace(tzinfo=None)
        if last - td(hours=1) <= plain < last:
            return td(hours=not when.fold)
        return td(hours=1 if first <= plain < last else 0)

    def tzname(self, when):
        return 'EDT' if self.dst(when) else '100%EST'


east = Eastern()
for x in (dt(2024, 1, 1, tzinfo=east), dt(2024, 7, 1, tzinfo=east), dt(2024, 11, 3, 1, 30, tzinfo=east), dt(2024, 11, 3, 1, 30, tzinfo=east, fold=1)):
    print(x, x.dst(), x.tzname(), x.strftime('%Z %z'), x.timetuple().tm_isdst, x.astimezone(UTC), x.astimezone(UTC).astimezone(east), x == x.astimezone(UTC), x.timestamp())


class Bad(tzinfo):
    def __init__(self, answer):
        self.answer = answer

    def utcoffset(self, when):
        return self.answer

    tzname = dst = utcoffset


for answer in (None, 3, td(1), 'x'):
    x = dt(2020, 1, 1, tzinfo=Bad(answer))
    for f in (x.utcoffset, x.dst, x.tzname, x.isoformat, x.timestamp, lambda: hash(x) and 0):
        attempt(f)


class MyDate(date):
    def isoformat(self):
        return 'mine ' + super().isoformat()


class MyTime(dt):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.extra = len(args)
        return self


x = MyDate(2020, 1, 1)
print(repr(x), str(x), type(x + td(1)), type(x.replace(day=3)), x == date(2020, 1, 1), pickle.loads(pickle.dumps(x)) == x, MyDate.fromisoformat('2020-01-02'))
y = MyTime(2020, 1, 1, fold=1)
print(repr(y), y.extra, type(y + td(1)), (y + td(1)).extra, type(y - td(1)), y.replace(fold=1), MyTime.combine(x, time(1, fold=1)).extra, type(MyTime.now(UTC)),
      type(MyTime.fromtimestamp(0)), type(MyTime.strptime('2020', '%Y')), type(y.date()), type(y.astimezone(UTC)), type(MyTime.today()))
