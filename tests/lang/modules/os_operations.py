"""The environment, making and removing trees, walks, programs started in every way."""
import os, sys, tempfile, shutil


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e).replace(base, 'BASE'), str(e.__cause__))
    print(r)


base = os.path.realpath(tempfile.mkdtemp()); os.chdir(base)
# the environment
e = os.environ
e['A_B'] = 'ü\udcff'
print(os.environb[b'A_B'], e['A_B'], os.getenv('A_B'), os.getenvb(b'A_B'), os.getenv('NOPE'), os.getenv('NOPE', 5),
      'A_B' in e, b'A_B' in os.environb, len(e) == len(os.environb))
os.environb[b'C'] = b'c\xff'; print(repr(e['C'])); del e['C']; tr(lambda: e['C']); tr(lambda: os.environb[b'C'])
tr(lambda: e.__delitem__('C')); tr(lambda: e.__setitem__(5, 'a')); tr(lambda: e.__setitem__('a', 5))
tr(lambda: e[5]); tr(lambda: os.environb['A']); tr(lambda: os.environb.__setitem__(b'a', 'b'))
tr(lambda: e.__setitem__('a=b', 'c')); tr(lambda: e.__setitem__('a', 'b\0')); tr(lambda: e.__setitem__('', 'x'))
tr(lambda: 5 in e)
print(e.setdefault('D', 'd'), e.setdefault('D', 'x'), e.pop('D'), e.pop('D', None), e.get('D'),
      type(e.copy()).__name__, type(e | {}).__name__, (e | {'Z': 1})['Z'], ({'A_B': 0, 'q': 1} | e)['q'],
      type({} | e).__name__)
tr(lambda: e | 5); tr(lambda: e | [('a', 'b')])
e |= {'E': 'e'}; print(e['E'], e == dict(e), sorted(e) == sorted(e.keys()), type(iter(e)) is not None)
e.update(F='f', G='g'); print(e['F'] + e['G'])
for k in list(e): del e[k]
print(e, os.environb, dict(e)); e['X'] = '1'; print(e, os.environb)
print(os.system('test "$X" = 1'), os.get_exec_path(), os.get_exec_path({'PATH': 'a:b'}),
      os.get_exec_path({b'PATH': b'a:b'}), os.get_exec_path({}), os.get_exec_path(os.environb))
tr(os.get_exec_path, {'PATH': 'a', b'PATH': b'b'}); e['PATH'] = '/bin:/usr/bin'
print(os.get_exec_path(), os.get_exec_path(os.environb))
print(os.fsencode('ü\udcff'), os.fsdecode(b'\xff'), os.fsencode(b'x'), os.fsdecode('y')); tr(os.fsencode, 5)
tr(os.fsdecode, None)


class P:
    def __init__(s, v): s.v = v
    def __fspath__(s): return s.v


class N: __fspath__ = None
print(isinstance(P(1), os.PathLike), isinstance('a', os.PathLike), issubclass(N, os.PathLike), os.PathLike[str],
      os.fspath(P('x')))
tr(os.fspath, P(5)); tr(os.PathLike)
# directories
os.makedirs('a/b/c'); tr(os.makedirs, 'a/b/c'); tr(os.makedirs, 'a/b/c', exist_ok=True)
os.makedirs('a/b/c/'.replace('c', 'd')); os.makedirs('m/./n/.'); os.makedirs(b'by/te'); os.makedirs(P('pa/th'))
open('f', 'w').close(); tr(os.makedirs, 'f'); tr(os.makedirs, 'f', exist_ok=True); tr(os.makedirs, 'f/x')
tr(os.makedirs, ''); tr(os.makedirs, '/'); tr(os.makedirs, '/', exist_ok=True); os.makedirs('mo/de', 0o700)
print(oct(os.stat('mo').st_mode), oct(os.stat('mo/de').st_mode))
os.makedirs('r/s/t'); open('r/keep', 'w').close(); os.removedirs('r/s/t'); print(os.listdir('r'))
os.removedirs('by/te/'); tr(os.removedirs, 'r'); tr(os.removedirs, 'nope/x'); print(sorted(os.listdir()))
os.renames('r/keep', 'new/place/kept'); print(os.path.exists('r'), os.listdir('new/place'))
tr(os.renames, 'nope', 'new2/x'); print(os.path.exists('new2')); os.renames('new/place/kept', 'kept')
print(os.path.exists('new'))
# walks
os.makedirs('w/d1/d2'); os.makedirs('w/e1')
for n in ('w/x', 'w/d1/y', 'w/d1/d2/z', 'w/e1/q'): open(n, 'w').close()
os.symlink('d1', 'w/link'); os.symlink('nope', 'w/dead'); os.symlink('..', 'w/e1/up')


def show(it): print(sorted((t[0] if isinstance(t[0], str) else os.fsdecode(t[0]), sorted(map(str, t[1])),
                            sorted(map(str, t[2]))) for t in it))
for top in ('w', 'w/', b'w', P('w'), 'nope', 'f', '.', 'w/link'):
    for td in (True, False):
        for fl in (False,) if top in ('.',) else (False, True):
            if fl and 'e1' in str(top): continue
            if not fl: show(os.walk(top, td, followlinks=fl))
            if not fl:
                try: show(t[:3] for t in os.fwalk(top, td, follow_symlinks=fl))
                except OSError as x: print(x)
os.unlink('w/e1/up')
show(os.walk('w', followlinks=True)); show(os.walk('w', False, followlinks=True))
show(t[:3] for t in os.fwalk('w', follow_symlinks=True))
show(t[:3] for t in os.fwalk('w/link', follow_symlinks=True)); show(t[:3] for t in os.fwalk('w/link'))
for r, d, f in os.walk('w'):
    if 'd2' in d: d.remove('d2')
    d.sort(); print(r, d, sorted(f))
order = [r for r, d, f in os.walk('w', topdown=False)]; print(order[-1], order.index('w/d1/d2') < order.index('w/d1'))
errs = []; print(list(os.walk('nope', onerror=errs.append)), errs)
tr(lambda: list(os.walk('nope', onerror=lambda e: (_ for _ in ()).throw(e)))); tr(os.walk, 5)
tr(lambda: list(os.fwalk('nope')))
for r, d, f, fd in os.fwalk('w'):
    d.sort(); print(r, d, sorted(f), os.fstat(fd).st_ino == os.stat(r).st_ino)
    if r == 'w': d[:] = ['e1']
dfd = os.open('w', os.O_RDONLY)
print([(r, sorted(d), sorted(f)) for r, d, f, _ in os.fwalk('e1', dir_fd=dfd)],
      [(r, sorted(d), sorted(f)) for r, d, f, _ in os.fwalk(b'd1', dir_fd=dfd)])
os.close(dfd)
# processes
sh = '/bin/sh'
print(os.spawnv(os.P_WAIT, sh, ['sh', '-c', 'exit 3']), os.spawnl(os.P_WAIT, sh, 'sh', '-c', 'exit 4'),
      os.spawnve(os.P_WAIT, sh, ['sh', '-c', 'exit $Q'], {'Q': '5'}),
      os.spawnle(os.P_WAIT, sh, 'sh', '-c', 'exit $Q', {'Q': '6'}),
      os.spawnvp(os.P_WAIT, 'sh', ['sh', '-c', 'exit 7']), os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'exit 8'),
      os.spawnvpe(os.P_WAIT, 'sh', ['sh', '-c', 'exit $Q'], {'Q': '9', 'PATH': '/bin'}),
      os.spawnlpe(os.P_WAIT, 'sh', 'sh', '-c', 'exit $Q', {'Q': '10', 'PATH': '/bin'}),
      os.spawnv(os.P_WAIT, '/nope', ['x']), os.spawnv(os.P_WAIT, sh, ['sh', '-c', 'kill -9 $$']))
pid = os.spawnv(os.P_NOWAIT, sh, ['sh', '-c', 'exit 2']); print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
tr(os.spawnv, os.P_WAIT, sh, []); tr(os.spawnv, os.P_WAIT, sh, 'x'); tr(os.spawnv, os.P_WAIT, sh, [''])
tr(os.spawnl, os.P_WAIT, sh)


def child(f, *a):
    sys.stdout.flush(); pid = os.fork()
    if pid == 0:
        try: f(*a)
        except BaseException as x: print(type(x).__name__, x); sys.stdout.flush()
        os._exit(99)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


child(os.execl, sh, 'sh', '-c', 'exit 1'); child(os.execle, sh, 'sh', '-c', 'exit $Q', {'Q': '2'})
child(os.execlp, 'sh', 'sh', '-c', 'exit 3')
child(os.execlpe, 'sh', 'sh', '-c', 'exit $Q', {'Q': '4', 'PATH': '/bin'})
child(os.execvp, b'sh', ['sh', '-c', 'exit 5']); child(os.execvp, 'nosuchprogram', ['x'])
child(os.execvp, './f', ['f']); child(os.execvpe, 'nope', ['x'], {}); child(os.execvp, '', ['x'])
child(os.execl, sh); child(os.execle, sh)
e['PATH'] = base + ':/nope:/bin'; child(os.execvp, 'f', ['f']); child(os.execvp, 'nope', ['f']); e['PATH'] = ''
child(os.execvp, 'nope', ['f'])
tr(os.popen, 5); tr(os.popen, 'x', 'z'); tr(os.popen, 'x', 'r', 0)
r, w = os.pipe(); f = os.fdopen(w, 'w'); f.write('hi'); f.close(); print(os.fdopen(r).read()); tr(os.fdopen, 'a')
tr(os.fdopen, 1, 'zz')
print(os.name, os.linesep == '\n', os.sep, os.SEEK_END, os.error is OSError, os.P_NOWAITO, os.supports_bytes_environ,
      os.path.__name__, [f.__name__ for f in (os.execl, os.execlpe, os.spawnl, os.spawnvpe)])
os.chdir('/'); shutil.rmtree(base)
