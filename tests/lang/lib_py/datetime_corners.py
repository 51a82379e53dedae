# datetime: what `import *` gives, weeks that are pickled, parts of weeks that are far too large.
import copy
import datetime
import pickle

print(datetime.__all__)
week = datetime.date(2020, 1, 1).isocalendar()
print(week.__reduce__(), pickle.loads(pickle.dumps(week)), copy.copy(week), week)
print(pickle.dumps(datetime.datetime(2021, 5, 3).isocalendar()) == pickle.dumps((2021, 18, 1)))
for parts in (2**33, 1, 1), (2020, 2**70, 1), (2020, 1, -2**40), (2**31 - 1, 1, 1), (10000, 1, 1), (2020, 54, 1), (2020, 1, 8):
    for kind in datetime.date, datetime.datetime:
        try:
            print(kind.fromisocalendar(*parts))
        except ValueError as e:
            print(e)
try:
    datetime.date.fromisocalendar(1.5, 1, 1)
except TypeError as e:
    print(e)
