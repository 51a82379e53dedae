# Module zoneinfo: offsets, folds and gaps, names, caches, errors.
import hashlib
import io
import pickle
import zoneinfo
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


for name in ('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Africa/Casablanca', 'Asia/Kolkata', 'Europe/Dublin', 'America/Nuuk',
             'Pacific/Apia', 'Antarctica/Troll', 'EST5EDT', 'Etc/GMT+5'):
    zone = ZoneInfo(name)
    rows = []
    for year in (1900, 1945, 1975, 1999, 2020, 2024, 2038, 2050, 2100):
        moment = datetime(year, 1, 1, tzinfo=timezone.utc)
        for _ in range(365 * 3):
            local = moment.astimezone(zone)
            rows.append(f'{local} {local.tzname()} {local.dst()} {local.fold} {local.astimezone(timezone.utc) == moment}')
            wall = moment.replace(tzinfo=zone)
            rows.append(f'{wall} {wall.replace(fold=1)} {wall.tzname()} {wall.dst()}')
            moment += timedelta(hours=7.5)
    print(name, rows[0], '|', rows[-1], hashlib.sha256('\n'.join(rows).encode()).hexdigest()[:12])
print('-- objects')
z = ZoneInfo('Europe/Berlin')
print(z, repr(z), z.key, z is ZoneInfo('Europe/Berlin'), ZoneInfo.no_cache('Europe/Berlin') is z, pickle.loads(pickle.dumps(z)) is z)
print(z.utcoffset(None), z.dst(None), z.tzname(None), ZoneInfo('UTC').utcoffset(None), 'Europe/Berlin' in zoneinfo.available_timezones())
for key in ('x', '../etc/passwd', '/etc/passwd', '', 'Europe', 'Europe/../UTC', 3):
    attempt(ZoneInfo, key)
attempt(ZoneInfo.from_file, io.BytesIO(b'xx'))
attempt(zoneinfo.reset_tzpath, 'x')
attempt(zoneinfo.reset_tzpath, ['x'])
with open('/usr/share/zoneinfo/Europe/Berlin', 'rb') as f:
    w = ZoneInfo.from_file(f, key='k')
print(repr(w), datetime(2024, 7, 1, tzinfo=w))
attempt(pickle.dumps, w)
ZoneInfo.clear_cache(only_keys=['Europe/Berlin'])
print(z is ZoneInfo('Europe/Berlin'))
