# Files that nobody closed: a ResourceWarning names the outermost stream.
import gc
import io
import os
import sys
import warnings


def show(message, category, filename, lineno, file=None, line=None):
    print(' ', category.__name__, str(message).partition(' at 0x')[0], os.path.basename(filename), lineno)


warnings.showwarning = show
warnings.simplefilter('always')
null = os.devnull


class File(io.FileIO):
    pass


class ClosingFile(io.FileIO):
    def close(self):
        print('  close', self.closed)
        super().close()


class Reader(io.BufferedReader):
    def close(self):
        print('  close', self.closed)
        super().close()


class Text(io.TextIOWrapper):
    pass


def discarded():
    open(null, encoding='utf-8')


print('text')
discarded()
x = open(null, 'w', encoding='ascii')
x = None
print('bytes')
x = open(null, 'wb')
x = open(null, 'rb', buffering=0)
x = open(null, 'r+b', buffering=10)
del x
print('made by hand')
x = io.FileIO(null)
y = io.BufferedReader(x)
del x
del y
print('subclasses')
File(null)
ClosingFile(null)
Reader(io.FileIO(null))
Text(open(null, 'rb'), encoding='utf-8')
print('descriptors')
fd = os.open(null, os.O_RDONLY)
open(fd, closefd=False)
open(fd, 'rb', buffering=0).close()
pipe = os.pipe()
for end, fd in zip(pipe, (77, 78)):
    os.dup2(end, fd)
    os.close(end)
pair = io.BufferedRWPair(open(77, 'rb', 0), open(78, 'wb', 0))
del pair
print('detached')
x = open(null, encoding='utf-8')
y = x.detach()
del x
print(' now')
del y
print('in a cycle')
cycle = [open(null, encoding='utf-8')]
cycle.append(cycle)
gc.collect()
del cycle
gc.collect()
print('directories')
entries = os.scandir('/')
next(entries)
del entries
with os.scandir('/') as entries:
    next(entries)
del entries
list(os.scandir('/'))
print('closed, or without a file')
with open(null):
    pass
x = open(null)
x.close()
del x
io.TextIOWrapper(io.BytesIO())
print('once for each line')
warnings.simplefilter('default')
for i in range(3):
    discarded()
print('ignored')
warnings.simplefilter('ignore')
discarded()
print('recorded')
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    discarded()
print(seen[0].category, seen[0].message, type(seen[0].source))
print('an error')
sys.unraisablehook = lambda args: print(args.object, repr(args.exc_value), args.exc_traceback.tb_frame.f_code.co_name)
warnings.simplefilter('error')
discarded()
x = ClosingFile(null)
del x


class Holder:
    """Still may write when it ends, also as trash of the collector."""

    def __init__(self):
        self.file = open(null, 'w')
        self.me = self

    def __del__(self):
        print('closed before:', self.file.closed)


warnings.simplefilter('ignore')
Holder()
gc.collect()
