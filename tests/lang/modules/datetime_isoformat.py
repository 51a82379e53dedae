# fromisoformat() of date, time and datetime, on texts that are nearly right too.
import hashlib
import random
from datetime import date, datetime, time


def answer(f, text):
    try:
        return repr(f(text))
    except ValueError as e:
        return 'ValueError ' + str(e)


DATES = ['2024-02-29', '20240229', '2024-W09', '2024W09', '2024-W09-4', '2024W094', '2023-02-29', '2024-2-9', '2024', '2024-02', '2024-060', '0000-01-01',
         '2024-W53-1', '2020-W53-1', '2024W0', '2024-W09-8', '2024-W09-0', '2024-13-01', '', '２024-01-01', '2024-01-01 ', '2024W0944', '2024-W0944']
TIMES = ['12', '12:34', '1234', '12:34:56', '123456', '12:34:56.7', '12:34:56,789', '12:34:56.123456789', '123456.789', '12:3456', '1234:56', '24:00',
         '12:60', '12:34:60', 'T12', 'T1234', '12:34Z', '12:34+01', '12:34+01:30', '12:34-0130', '12:34:56+01:30:15', '12:34+01:30:15.5', '12:34+24:00',
         '12:34-23:59', '12:34+', '12:34z', '12:34:56.', '12:', '', 'T', '1', '123', '12345', '12:34:5', '12:34+1', '12+0100', '00Z', '12:34:56.7Z', '12:34:56.12é']
for text in DATES:
    print(repr(text), answer(date.fromisoformat, text))
for text in TIMES:
    print(repr(text), answer(time.fromisoformat, text))
for d in DATES[:9]:
    for t in TIMES[:6] + TIMES[7:9] + ['12:34Z', '12:34+01:30', '24', '12:60']:
        for separator in ('T', ' ', 'é', '-'):
            print(answer(datetime.fromisoformat, d + separator + t))
print(answer(datetime.fromisoformat, '2024-W0951234'), answer(datetime.fromisoformat, '2024W09412'), answer(datetime.fromisoformat, '20240229512:34'))
pick = random.Random(7)


def changed(text):
    """With other digits here and there."""
    return ''.join(pick.choice('0123456789') if c.isdigit() and pick.random() < 0.1 else c for c in text)


dates, times = [t for t in DATES[:6]], [t for t in TIMES[:14] + TIMES[16:22]]
for f, kinds in ((date.fromisoformat, dates), (time.fromisoformat, times),
                 (datetime.fromisoformat, [d + s + t for d in dates for s in 'T ' for t in times])):
    answers = [answer(f, changed(pick.choice(kinds))) for _ in range(4000)]
    print(sum(a[0] == 'd' for a in answers), hashlib.sha256('\n'.join(answers).encode()).hexdigest()[:16])
