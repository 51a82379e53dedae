"""Time zones by name, from the system's data (RFC 8536)."""
import os
import struct
import weakref
from bisect import bisect_right
from datetime import datetime, timedelta, tzinfo

import _zoneinfo_rules

__all__ = ['ZoneInfo', 'reset_tzpath', 'available_timezones', 'TZPATH', 'ZoneInfoNotFoundError',
           'InvalidTZPathWarning']

TZPATH = ()
_EPOCH = datetime(1970, 1, 1)
_SECOND = timedelta(seconds=1)


class ZoneInfoNotFoundError(KeyError):
    """There is no time zone of that name."""


class InvalidTZPathWarning(RuntimeWarning):
    """A folder in PYTHONTZPATH is no absolute path."""


# ---- where the data is ----

def _relative(paths):
    return [path for path in paths if not os.path.isabs(path)]


def reset_tzpath(to=None):
    """Sets the folders in which zones are looked for: to these, or to the environment's and the usual ones."""
    global TZPATH
    if to is None:
        variable = os.environ.get('PYTHONTZPATH')
        if variable is None:
            to = ['/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo']
        else:
            to = variable.split(os.pathsep) if variable else []
            bad = _relative(to)
            if bad:
                import warnings
                warnings.warn('Invalid paths specified in PYTHONTZPATH environment variable. Paths should be absolute '
                              'but found the following relative paths:\n    ' + '\n    '.join(bad),
                              InvalidTZPathWarning, 2)
                to = [path for path in to if path not in bad]
    elif not isinstance(to, (list, tuple)):
        raise TypeError(f'tzpaths must be a list or tuple, not {type(to)}: {to!r}')
    elif _relative(to):
        raise ValueError('Paths should be absolute but found the following relative paths:\n    '
                         + '\n    '.join(_relative(to)))
    TZPATH = tuple(to)


def _check_key(key):
    key = os.fspath(key)
    if os.path.isabs(key):
        raise ValueError(f'ZoneInfo keys may not be absolute paths, got: {key}')
    normal = os.path.normpath(key)
    if len(normal) != len(key):
        raise ValueError(f'ZoneInfo keys must be normalized relative paths, got: {key}')
    if normal.startswith('..'):
        raise ValueError(f'ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}')
    return key


def _open(key):
    key = _check_key(key)
    for folder in TZPATH:
        path = os.path.join(folder, key)
        if '\0' not in path and os.path.isfile(path):
            return open(path, 'rb')
    raise ZoneInfoNotFoundError(f'No time zone found with key {key}')


def _has_magic(path):
    try:
        with open(path, 'rb') as file:
            return file.read(4) == b'TZif'
    except OSError:
        return False


def available_timezones():
    """The names of all zones that there are."""
    found = set()
    for top in TZPATH:
        for folder, folders, files in os.walk(top):
            if folder == top:
                folders[:] = [name for name in folders if name not in ('posix', 'right')]
            for name in files:
                path = os.path.join(folder, name)
                if name != 'posixrules' and _has_magic(path):
                    found.add(os.path.relpath(path, top))
    return found


# ---- the data ----

def _read_block(file, size):
    """A header's counts and the arrays after it; size: bytes of a point of time."""
    magic, version, *counts = struct.unpack('>4sc15x6l', file.read(44).ljust(44, b'\0'))
    if magic != b'TZif':
        raise ValueError('Invalid TZif file: magic not found')
    utc_flags, standard_flags, leaps, times, types, characters = counts
    points = struct.unpack(f'>{times}{"q" if size == 8 else "l"}', file.read(times * size))
    indexes = file.read(times)
    kinds = [struct.unpack('>lBB', file.read(6)) for _ in range(types)]
    names = file.read(characters)
    file.read(leaps * (size + 4) + standard_flags + utc_flags)
    return version, points, indexes, [(offset, summer, names[start:names.index(b'\0', start)].decode())
                                      for offset, summer, start in kinds]


def _summer_parts(kinds, indexes):
    """How much of each kind's offset is summer time: the difference to the standard time before it, or after it."""
    parts = {}
    for step in (-1, 1):
        for i, kind in enumerate(indexes):
            offset, summer, _ = kinds[kind]
            if summer and kind not in parts and 0 <= i + step < len(indexes):
                other, other_summer, _ = kinds[indexes[i + step]]
                if not other_summer and other != offset:
                    parts[kind] = offset - other
    return [parts.get(i, 3600) if kind[1] else 0 for i, kind in enumerate(kinds)]


class _Data:
    """The changes of a zone: when they happen, and what holds from then on, as (offset, summer part, name)."""

    def __init__(self, file):
        version, points, indexes, kinds = _read_block(file, 4)
        rule = ''
        if version >= b'2':
            _, points, indexes, kinds = _read_block(file, 8)
            rule = file.read().strip(b'\n').decode()
        parts = _summer_parts(kinds, indexes)
        states = [(offset, part, name) for (offset, _, name), part in zip(kinds, parts)]
        self.points = points
        self.states = [states[i] for i in indexes]
        self.first = next((s for s, kind in zip(states, kinds) if not kind[1]), states[0] if states else None)
        self.rule = _zoneinfo_rules.Rule(rule) if rule else None
        offsets = [self.first and self.first[0], *(state[0] for state in self.states)]
        pairs = list(zip(points, offsets, offsets[1:]))
        # By the clock on the wall, a change happens when the later of the two times is shown, or, the second time
        # (fold=1), when the earlier one is.
        self.walls = ([p + max(a, b) for p, a, b in pairs], [p + min(a, b) for p, a, b in pairs])

    def at_wall(self, when):
        seconds = (when.replace(tzinfo=None) - _EPOCH) // _SECOND
        walls = self.walls[when.fold]
        i = bisect_right(walls, seconds)
        if i == len(walls) and self.rule:
            return self.rule.at_wall(when.year, seconds, when.fold)
        return self.states[i - 1] if i else self.first

    def at_utc(self, when):
        """What holds then, and is the clock showing that for the second time?"""
        seconds = (when.replace(tzinfo=None) - _EPOCH) // _SECOND
        i = bisect_right(self.points, seconds)
        if i == len(self.points) and self.rule:
            state, fold = self.rule.at_utc(when.year, seconds)
            if i and self.points:
                fold = fold or seconds - self.points[-1] < self.states[-2 if i > 1 else -1][0] - self.states[-1][0]
            return state, fold
        if i == 0:
            return self.first, False
        before = self.states[i - 2] if i > 1 else self.first
        return self.states[i - 1], seconds - self.points[i - 1] < before[0] - self.states[i - 1][0]


# ---- zones ----

class ZoneInfo(tzinfo):
    """A time zone by name: the same object for the same name."""

    _known = weakref.WeakValueDictionary()
    _recent = {}

    def __init_subclass__(cls):
        cls._known = weakref.WeakValueDictionary()
        cls._recent = {}

    def __new__(cls, key):
        zone = cls._known.get(key)
        if zone is None:
            zone = cls._known.setdefault(key, cls._load(key))
            zone._cached = True
        cls._recent.pop(key, None)
        cls._recent[key] = zone
        while len(cls._recent) > 8:
            cls._recent.pop(next(iter(cls._recent)), None)
        return zone

    @classmethod
    def _load(cls, key):
        with _open(key) as file:
            zone = cls.from_file(file, key)
        zone._source = None
        return zone

    @classmethod
    def from_file(cls, file, /, key=None):
        """A zone from a file of its own."""
        zone = super().__new__(cls)
        zone._key, zone._source, zone._cached = key, repr(file), False
        zone._data = _Data(file)
        return zone

    @classmethod
    def no_cache(cls, key):
        """Another object for the zone."""
        return cls._load(key)

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        """Forgets zones, all of them or those with these names."""
        for key in list(cls._known) if only_keys is None else only_keys:
            cls._known.pop(key, None)
            cls._recent.pop(key, None)

    @property
    def key(self):
        return self._key

    def _ask(self, when, what):
        if when is None:
            data = self._data
            if data.points or (data.rule and not data.rule.is_fixed):
                return None
            return (data.rule.standard if data.rule else data.first)[what]
        return self._data.at_wall(when)[what]

    def utcoffset(self, dt, /):
        seconds = self._ask(dt, 0)
        return None if seconds is None else timedelta(seconds=seconds)

    def dst(self, dt, /):
        seconds = self._ask(dt, 1)
        return None if seconds is None else timedelta(seconds=seconds)

    def tzname(self, dt, /):
        return self._ask(dt, 2)

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime):
            raise TypeError('fromutc() requires a datetime argument')
        if dt.tzinfo is not self:
            raise ValueError('dt.tzinfo is not self')
        state, fold = self._data.at_utc(dt)
        return (dt + timedelta(seconds=state[0])).replace(fold=int(fold))

    def __str__(self):
        return repr(self) if self._key is None else str(self._key)

    def __repr__(self):
        name = f'{type(self).__module__}.{type(self).__qualname__}'
        return f'{name}(key={self._key!r})' if self._key is not None else f'{name}.from_file({self._source})'

    def __reduce__(self):
        if self._source is not None:
            import pickle
            raise pickle.PicklingError('Cannot pickle a ZoneInfo file from a file stream.')
        return type(self)._unpickle, (self._key, self._cached)

    @classmethod
    def _unpickle(cls, key, cached, /):
        return cls(key) if cached else cls.no_cache(key)


reset_tzpath()
