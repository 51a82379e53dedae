# datetime and the local time zone, also when clocks change.
import os
import time
from datetime import date, datetime, timezone

MOMENTS = [datetime(2024, 3, 31, 2, 30), datetime(2024, 10, 27, 2, 30), datetime(2024, 7, 1), datetime(2024, 11, 3, 1, 30),
           datetime(2024, 3, 10, 2, 30)]
for zone in ('Europe/Berlin', 'America/New_York', 'UTC', 'Australia/Lord_Howe'):
    os.environ['TZ'] = zone
    time.tzset()
    for m in MOMENTS + [m.replace(fold=1) for m in MOMENTS]:
        print(m.timestamp(), m.astimezone(), m.astimezone(timezone.utc), repr(datetime.fromtimestamp(m.timestamp())), repr(m.astimezone()))
    for stamp in range(1729990000, 1730010000, 1800):
        print(repr(datetime.fromtimestamp(stamp)), date.fromtimestamp(stamp))
