"""The names that PEP 249 wants, and adapters and converters for dates."""

import collections.abc
import datetime

from _sqlite3 import *

apilevel = '2.0'
paramstyle = 'qmark'
sqlite_version_info = tuple(int(number) for number in sqlite_version.split('.'))
version_info = tuple(int(number) for number in version.split('.'))

Date, Time, Timestamp = datetime.date, datetime.time, datetime.datetime
Binary = memoryview


def _local_moment(ticks):
    """So many seconds after the beginning of 1970, without fractions of the last one."""
    return Timestamp.fromtimestamp(ticks // 1).replace(fold=0)


def DateFromTicks(ticks):
    """The day of it, here."""
    return _local_moment(ticks).date()


def TimeFromTicks(ticks):
    """The time of day of it, here."""
    return _local_moment(ticks).time()


def TimestampFromTicks(ticks):
    """Both."""
    return _local_moment(ticks)


def enable_shared_cache(enable):
    """Says that nobody should want this, and that the library is asked by a URI today: "file:name?cache=shared"."""
    from warnings import warn

    from _sqlite3 import enable_shared_cache as switch

    warn(
        'enable_shared_cache() will be gone in Python 3.12, and SQLite advises against shared caches; '
        'a URI with cache=shared opens a database with one.',
        DeprecationWarning,
        stacklevel=2,
    )
    return switch(enable)


def _read_date(text):
    return datetime.date(*map(int, text.split(b'-')))


def _read_odd_timestamp(text):
    day, clock = text.split(b' ')
    clock, _, fraction = clock.partition(b'.')
    year, month, date = map(int, day.split(b'-'))
    hours, minutes, seconds = map(int, clock.split(b':'))
    microseconds = int(fraction.decode()[:6].ljust(6, '0')) if fraction else 0
    return datetime.datetime(year, month, date, hours, minutes, seconds, microseconds)


def _read_timestamp(text):
    """What the adapter writes is read by datetime itself, in a sixth of the time."""
    if text[4:17:3] == b'-- ::' and (len(text) == 19 or len(text) == 26 and text[19] == ord('.')):
        try:
            return datetime.datetime.fromisoformat(text.decode())
        except ValueError:
            pass
    return _read_odd_timestamp(text)


register_adapter(datetime.date, datetime.date.isoformat)
register_adapter(datetime.datetime, lambda moment: moment.isoformat(' '))
register_converter('date', _read_date)
register_converter('timestamp', _read_timestamp)
collections.abc.Sequence.register(Row)
