# Stepping over a call that raises: the frame that was stepped in stays the one that is looked at. And functions that are found.
import os
import pdb
import tempfile
from _shown import Shown


def inner():
    return 1 / 0


def outer():
    inner()
    return 2


debugger = pdb.Pdb(nosigint=True, readrc=False, stdout=Shown(__file__))
try:
    debugger.runcall(outer)
except ZeroDivisionError as error:
    print('raised', error)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'functions.py')
    for text in 'def f():\n    pass\n', '# moved\n\ndef f():\n    pass\n', '':
        with open(path, 'w') as file:
            file.write(text)
        found = pdb.find_function('f', path)
        print(found and (found[0], os.path.basename(found[1]), found[2]))
