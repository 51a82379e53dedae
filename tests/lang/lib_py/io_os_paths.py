import io, os, os.path, posixpath, stat, sys, genericpath
from os import path
print(os.path is posixpath, os.name, os.sep, repr(os.linesep), os.curdir, os.pardir, os.extsep, os.altsep, os.pathsep, os.devnull, os.SEEK_END, os.error is OSError)
for p in ('', '/', '//', '///', 'a', 'a/', '/a/b', 'a//b/', '/a/../b', './a/./b', '../a/..', '//a/b', '/..', 'a/b.tar.gz', '.bashrc', 'a/.b.c', '..', '...ext', 'a.b/c', '/a/b/../../..'):
    print(repr(p), path.split(p), path.splitext(p), path.basename(p), path.dirname(p), path.normpath(p), path.isabs(p), path.splitdrive(p), path.normpath(p.encode()))
print(path.join('a', 'b', '/c', 'd'), path.join('a/', 'b'), path.join('', 'b'), path.join('a', ''), path.join(b'a', b'b'), path.join('a'))
print(path.commonprefix(['/usr/lib', '/usr/local']), path.commonprefix([]), path.commonpath(['/usr/lib', '/usr/local/x']), path.commonpath(['a/b', 'a/c']), path.commonpath([b'a/./b', b'a//b/c']))
print(path.relpath('/a/b/c', '/a/d'), path.relpath('/a', '/a'), path.relpath('/a/b', '/'), path.relpath(b'/a', b'/b'), path.abspath('/x/../y'), path.normcase('A'))
os.environ['PYLIB_X'] = 'val'; os.environ['HOME'] = '/home/me'
print(path.expandvars('$PYLIB_X/${PYLIB_X}/$NOPE_/$/${x} $PYLIB_X-'), path.expandvars(b'$PYLIB_X b'), path.expanduser('~/x'), path.expanduser('~'), path.expanduser('x~'), path.expanduser(b'~/y'))
for f in (lambda: path.join('a', b'b'), lambda: path.join(b'a', 'b'), lambda: path.join('a', 5), lambda: path.join(5), lambda: path.commonpath([]), lambda: path.commonpath(['/a', 'b']), lambda: path.relpath(''), lambda: os.fspath(5), lambda: os.environ[5], lambda: os.environ['NO_SUCH'], lambda: os.environ.__setitem__('a', 5), lambda: os.environb['a'], lambda: path.exists([]), lambda: os.environ.__delitem__('NO_SUCH'), lambda: path.commonpath(['a', b'b']), lambda: os.popen(5), lambda: os.fdopen('x')):
    try:
        print(f())
    except (TypeError, ValueError, KeyError) as e:
        print(type(e).__name__, e)
print(os.environ['PYLIB_X'], os.getenv('PYLIB_X'), os.getenv('NOPE', 'd'), os.environb[b'PYLIB_X'], 'PYLIB_X' in os.environ, os.environ.get('x y'), os.environ.pop('PYLIB_X'), os.getenv('PYLIB_X'), type(os.environ | {}).__name__, os.environ.setdefault('PYLIB_Y', 'q'), os.environ.copy()['PYLIB_Y'], os.getenvb(b'PYLIB_Y'))
print(os.fsencode('é'), ascii(os.fsdecode(b'\xff')), os.fsencode(os.fsdecode(b'\xff')), os.fsdecode('s'))


class P:
    def __init__(self, p): self.p = p
    def __fspath__(self): return self.p


print(os.fspath(P('x')), isinstance(P('x'), os.PathLike), isinstance('x', os.PathLike), path.join(P('a'), 'b'), path.basename(P('q/w')))
base = '/tmp/minipy_os_test_%d' % os.getpid()
os.makedirs(base + '/a/b/c'); os.makedirs(base + '/a/b', exist_ok=True); os.makedirs(base + '/x/.')
for f in (lambda: os.makedirs(base + '/a'), lambda: os.rmdir(base), lambda: os.stat(base + '/zz'), lambda: os.listdir(base + '/zz')):
    try:
        f()
    except OSError as e:
        print(type(e).__name__, e.errno, e.strerror, e.filename == base or e.filename[len(base):])
for name in ('f1', 'a/f2', 'a/b/f3'):
    with open(f'{base}/{name}', 'w') as f:
        f.write(name)
os.symlink('a', base + '/link'); os.symlink('loop', base + '/loop'); os.symlink('gone', base + '/dead')
cut = lambda p: p[len(base):]
print([(cut(d), sorted(ds), sorted(fs)) for d, ds, fs in sorted(os.walk(base))])
print([cut(d) for d, ds, fs in os.walk(base + '/a', topdown=False)])
print(sorted(cut(d) for d, ds, fs in os.walk(base, followlinks=True)))
def prune():
    for d, ds, fs in os.walk(base):
        ds[:] = [x for x in ds if x == 'a']
        yield cut(d)
print(list(prune()), list(os.walk(base + '/none')))
errors = []; list(os.walk(base + '/none', onerror=errors.append)); print([type(e).__name__ for e in errors])
print(sorted((cut(d), sorted(ds), sorted(fs), fd > 2) for d, ds, fs, fd in os.fwalk(base)))
print(path.exists(base), path.isfile(base), path.isdir(base), path.islink(base + '/link'), path.lexists(base + '/dead'), path.exists(base + '/dead'), path.isfile(base + '/f1'), path.getsize(base + '/f1'), path.ismount('/'), path.ismount(base), path.samefile(base + '/a', base + '/link'), path.getmtime(base) > 0, path.getatime(base) > 0, path.getctime(base) > 0)
rb = path.realpath(base); print(path.realpath(base + '/link/b/../f2')[len(rb):], path.realpath(base + '/loop')[len(rb):], path.realpath(base + '/dead/x')[len(rb):], path.realpath(base + '/none/../a')[len(rb):], path.realpath('/'), path.realpath(b'/'))
for p in ('/loop', '/none'):
    try:
        path.realpath(base + p, strict=True)
    except OSError as e:
        print(type(e).__name__)
with os.scandir(base) as it:
    print(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink()) for e in it if e.name != 'loop'))
m = os.stat(base + '/f1'); os.chmod(base + '/f1', 0o4751); print(stat.filemode(os.stat(base + '/f1').st_mode), stat.S_ISREG(m.st_mode), stat.S_ISDIR(m.st_mode), oct(stat.S_IMODE(os.stat(base + '/f1').st_mode)), oct(stat.S_IFMT(m.st_mode)), [stat.filemode(x) for x in (0o040755, 0o120777, 0o101644, 0o021000, 0o0, 0o060660, 0o010600, 0o140755)])
os.renames(base + '/x', base + '/y/z'); print(sorted(os.listdir(base))); os.removedirs(base + '/y/z'); print(path.exists(base + '/y'), os.access(base, os.R_OK))
with os.fdopen(os.open(base + '/f1', os.O_RDONLY)) as f:
    print(f.read())
print(os.get_exec_path({'PATH': 'a:b'}), os.get_exec_path({b'PATH': b'c'}), os.get_exec_path({}), os.cpu_count() > 0, len(os.urandom(4)), os.spawnv(os.P_WAIT, '/bin/true', ['true']), os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'exit 3'), os.spawnle(os.P_WAIT, '/bin/sh', 'sh', '-c', 'exit $V', {'V': '4'}))
print(sorted(set(['walk', 'environ', 'getcwd', 'stat', 'O_RDONLY', 'fork', 'path']) - set(os.__all__)))
for d, ds, fs in os.walk(base, topdown=False):
    for f in fs: os.remove(path.join(d, f))
    for x in ds: (os.unlink if path.islink(path.join(d, x)) else os.rmdir)(path.join(d, x))
os.rmdir(base); print(path.exists(base))
print(isinstance(io.StringIO(), io.TextIOBase), isinstance(io.BytesIO(), io.BufferedIOBase), isinstance(io.StringIO(), io.IOBase), issubclass(io.FileIO, io.RawIOBase), issubclass(io.UnsupportedOperation, (OSError, ValueError)), io.open is open, io.SEEK_CUR, io.DEFAULT_BUFFER_SIZE, io.BlockingIOError is BlockingIOError)


class Raw(io.RawIOBase):
    def __init__(self, data): self.data = data
    def readable(self): return True
    def readinto(self, b):
        n = min(len(b), len(self.data)); b[:n] = self.data[:n]; self.data = self.data[n:]
        return n


print(Raw(b'abc\ndef').readall(), io.BufferedReader(Raw(b'abc\ndef')).readline(), list(io.TextIOWrapper(io.BufferedReader(Raw(b'abc\ndef\n')))), sorted(io.__all__)[:3])
