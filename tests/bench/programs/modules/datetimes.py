# Dates and times: arithmetic, comparing, formatting, parsing.
from datetime import date, datetime, timedelta, timezone

start = datetime(2024, 1, 1, tzinfo=timezone.utc)
step = timedelta(minutes=7, seconds=13)
total = 0
moment = start
for i in range(60_000):
    moment += step
    total += moment.minute + (moment > start) + (moment - start).days
texts = [(start + i * step).isoformat() for i in range(20_000)]
total += sum(datetime.fromisoformat(text).second for text in texts)
total += sum(date.fromisoformat(text[:10]).toordinal() for text in texts)
for i in range(10_000):
    total += len((start + i * step).strftime('%Y-%m-%d %H:%M:%S'))
for i in range(3_000):
    total += datetime.strptime('2024-05-17 12:30:59', '%Y-%m-%d %H:%M:%S').hour
print(total, sorted(date(2024, 1 + i % 12, 1 + i % 28) for i in range(20_000))[777])
