# Programs in zip files: with other modules, a first line with #!, arguments, errors; runpy.run_path() of them.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder" || exit
cat >make.py <<'END'
import struct
import zlib


def archive(files, before=b''):
    body, directory = before, b''
    for name, text in files.items():
        data = text.encode()
        packed = zlib.compress(data, wbits=-15)
        fields = struct.pack('<HHHHHIIIHH', 20, 0, 8, 0, 0, zlib.crc32(data), len(packed), len(data), len(name), 0)
        directory += b'PK\x01\x02\x14\x00' + fields + struct.pack('<HHHII', 0, 0, 0, 0, len(body) - len(before)) + name.encode()
        body += b'PK\x03\x04' + fields + name.encode() + packed
    return body + directory + b'PK\x05\x06' + struct.pack('<HHHHIIH', 0, 0, len(files), len(files), len(directory), len(body) - len(before), 0)


MAIN = '''import sys
import tools
from pack.inner import where
print(__name__, __file__, repr(__package__), __spec__.name, type(__loader__).__name__)
print(sys.path[0], sys.argv, tools.__file__, where, sys.modules['__main__'].__dict__ is globals())
if sys.argv[1:]:
    raise SystemExit(7) if sys.argv[1] == 'leave' else KeyError(sys.argv[1])
'''
FILES = {'__main__.py': MAIN, 'tools.py': '', 'pack/__init__.py': '', 'pack/inner.py': 'where = __name__, __file__\n'}
for path, files, before in ('program.zip', FILES, b''), ('program', FILES, b'#!/usr/bin/env python3\n'), ('empty.zip', {'x.py': ''}, b''):
    with open(path, 'wb') as file:
        file.write(archive(files, before))
END
$PY make.py
shown() {
    sed -e "s|$folder/||g" -e "s|^[^ ]*: can't|can't|" -e '/frozen runpy/d'
}
$PY program.zip | shown
$PY ./program leave | shown
$PY program missing 2>&1 >/dev/null | shown
$PY empty.zip 2>&1 | shown
cat >runs.py <<'END'
import pathlib
import runpy
import sys
for path, name in ('program.zip', None), ('program', '__main__'), ('program', 'a.b'):
    names = runpy.run_path(path, {'extra': 1}, name)
    print(names['__name__'], names['extra'], names['__file__'])
    for each in 'tools', 'pack', 'pack.inner':
        sys.modules.pop(each)
print('program' in sys.path, sys.modules['__main__'].__file__)
try:
    runpy.run_path('empty.zip')
except ImportError as error:
    print(error)
with open('plain.py', 'w') as file:
    file.write('import sys; print(sys.argv)')
print(type(runpy.run_path(pathlib.Path('plain.py'))['__file__']).__name__)
END
$PY runs.py | shown
# Archives and folders on sys.path, in its order.
cat >on_path.py <<'END'
import os
import sys
from make import archive


def place(name, files, zipped):
    path = os.path.join(os.path.dirname(__file__), name)
    if zipped:
        with open(path, 'wb') as file:
            file.write(archive(files))
    else:
        os.mkdir(path)
        for each, text in files.items():
            with open(os.path.join(path, each), 'w') as file:
                file.write(text)
    return path


first = place('first', {'one.py': 'where = "first"'}, False)
second = place('second.zip', {'one.py': 'where = "second.zip"', 'two.py': 'where = "second.zip"', 'three.py': 'where = "second.zip"',
                              'bag/__init__.py': '', 'bag/inner.py': 'where = "second.zip"', 'json.py': 'where = "not here"'}, True)
third = place('third', {'three.py': 'where = "third"', 'four.py': 'where = "third"'}, False)
sys.path += [first, second, third]
import one, two, three, four, bag.inner, json
print(one.where, two.where, three.where, four.where, bag.inner.where, hasattr(json, 'where'))
print(two.__file__, type(two.__loader__).__name__, bag.__path__)
for name in 'missing', 'bag.missing', 'two.missing':
    try:
        __import__(name)
    except ImportError as e:
        print(e)
sys.path += [place('no_archive', {'x': ''}, False) + '/x', place('late.egg', {'five.py': 'where = "late.egg"'}, True)]
import five
print(five.where)
END
$PY on_path.py | shown
