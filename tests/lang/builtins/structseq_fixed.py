"""Named tuples of C modules: fields that cannot be set, classes that make no instances."""
import os
import sys
import time


def attempt(what, *args):
    try:
        print(what(*args))
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


info = os.stat('/')
for name in 'st_mode', 'st_rdev', 'st_atime':
    attempt(setattr, info, name, 1)
    attempt(delattr, info, name)
try:
    info.other = 1
except AttributeError:
    print('no room')
for kind in type(sys.version_info), type(sys.flags):
    attempt(kind)
    attempt(kind, range(5))
for kind in type(sys.int_info), time.struct_time:
    attempt(kind)
attempt(os.stat_result, range(10), 3)
