"""os: paths that are bytearrays still work, with a warning."""
import os
import warnings

for function in os.stat, os.listdir, os.chdir, os.path.exists, os.fsencode, os.readlink:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(type(function(bytearray(b'/'))))
        except (OSError, TypeError) as error:
            print(type(error).__name__, error)
        print(*(f'{each.category.__name__}: {each.message}' for each in caught))
    warnings.simplefilter('error')
    try:
        function(bytearray(b'/'))
    except (DeprecationWarning, TypeError) as error:
        print(type(error).__name__, error)
try:
    open(bytearray(b'/'))
except TypeError as error:
    print(error)
try:
    warnings.simplefilter('ignore')
    os.open(bytearray(b'/not there'), os.O_RDONLY)
except FileNotFoundError as error:
    print(error, error.filename)
for buffer in bytearray, memoryview:
    with os.scandir(buffer(b'/proc/self/task')) as entries:
        entry = next(entries)
        print(type(entry.name), entry.path.startswith(b'/proc/self/task/'), entry.is_dir())
