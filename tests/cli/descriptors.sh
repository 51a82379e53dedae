# Too many open files, a full disk, a pipe that nobody reads: errors that programs can handle.
cd "$(mktemp -d)" || exit 1
trap 'rm -r "$PWD"' EXIT
cat >work.py <<'END'
import os
import sys

opened = []
try:
    while True:
        opened.append(open(os.devnull))
except OSError as error:
    print(type(error).__name__, error)
for file in opened:
    file.close()
try:
    os.pipe()
    print('a pipe again')
    with open('/dev/full', 'w') as full:
        full.write('x')
except OSError as error:
    print(type(error).__name__, error)
try:
    with open('/dev/full', 'wb', buffering=0) as full:
        full.write(b'x')
except OSError as error:
    print(type(error).__name__, error)
reader, writer = os.pipe()
os.close(reader)
try:
    os.write(writer, b'x')
except OSError as error:
    print(type(error).__name__, error)
END
(ulimit -n 32; $PY work.py)
$PY -c 'print("lost")' >/dev/full; echo "status $?"
