"""Paths, taken apart and put together in every way; symbolic links that lead in circles."""
import os, os.path as p, tempfile, shutil
seed = 99


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % (1 << 31)
    return (seed >> 8) % n


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e:
        r = type(e).__name__, str(e).replace(base, 'BASE'), str(e.__cause__), e.__suppress_context__
    if isinstance(r, str): r = r.replace(base, 'BASE')
    if isinstance(r, bytes): r = r.replace(base.encode(), b'BASE')
    return r


base = 'not yet'
bits = ['a', 'b', '..', '.', '', '/', '//', 'c.txt', '.rc', '..x', 'x.', 'tar.gz', ' ', '~', '$X', 'ü', '...']


def path(): return ''.join(bits[rnd(len(bits))] + ('/' if rnd(2) else '') for _ in range(rnd(7)))
os.environ.update(X='val', HOME='/home/me/', Y='')
os.chdir('/usr')
for i in range(90):
    a, b, c = path(), path(), path()
    print([a, b, c], [tr(f, a) for f in (p.normpath, p.split, p.splitext, p.splitdrive, p.basename, p.dirname,
                                         p.isabs, p.normcase)], tr(p.join, a, b, c), tr(p.join, a, b), tr(p.join, a),
                                         tr(p.commonpath, [a, b]), tr(p.commonpath, [a, b, c]),
                                         tr(p.commonprefix, [a, b, c]), tr(p.relpath, a, b), tr(p.abspath, '/' + a) ,
                                         [tr(f, os.fsencode(a)) for f in (p.normpath, p.split, p.splitext)],
                                         tr(p.join, os.fsencode(a), os.fsencode(b)),
                                         tr(p.relpath, os.fsencode(a), os.fsencode(b)))
for a in ['$X', '${X}', '$X/a', 'a$Xb', '$', '$$', '${', '${}', '${X', '$Y.', '${Y}', '$NOPE/x', '${NOPE}', '$X$X',
          '$X${X}$', 'a$-b', '${X}}', '{$X}', '$1', '$ü', '${a b}', '$$X', '', 'plain', '${X$X}']: print(a,
          tr(p.expandvars, a), tr(p.expandvars, a.encode()))
for a in ['~', '~/', '~/x', '~root', '~root/x', '~nosuchuser/x', 'a~', '', '~/../x', '/~', '~//x']:
    print(a, tr(p.expanduser, a), tr(p.expanduser, a.encode()))
os.environ['HOME'] = '/'; print(p.expanduser('~'), p.expanduser('~/x')); os.environ['HOME'] = ''
print(repr(p.expanduser('~')), p.expanduser('~/x'))
del os.environ['HOME']; print(p.expanduser('~') == __import__('pwd').getpwuid(os.getuid()).pw_dir)


class F:
    def __init__(s, v): s.v = v
    def __fspath__(s): return s.v


print(p.join(F('a'), F('b')), p.split(F('a/b')), p.normpath(F('a//b')), p.relpath(F('/a/b'), F('/a')),
      p.commonpath([F('/a/b'), F('/a/c')]), p.splitext(F('a.b')), p.basename(F('x/y')), p.expandvars(F('$X')),
      p.expanduser(F('~root')), p.isabs(F('/')), p.commonprefix([F('ab'), F('ac')]))
for bad in (5, None, ['a'], object):
    for f in (p.join, p.split, p.normpath, p.basename, p.abspath, p.relpath, p.splitext, p.expandvars, p.expanduser,
              p.isabs, p.normcase, p.realpath, p.commonprefix): print(f.__name__, tr(f, bad))
    print(tr(p.join, 'a', bad), tr(p.join, b'a', bad), tr(p.join, bad, 'a'), tr(p.commonpath, ['a', bad]),
          tr(p.commonpath, [bad]), tr(p.relpath, 'a', bad))
print(tr(p.join, 'a', b'b'), tr(p.join, b'a', 'b'), tr(p.join, '/', b'b'), tr(p.join, 'a', 'c', b'/b'),
      tr(p.commonpath, ['a', b'b']), tr(p.commonpath, [b'/a', 'b']), tr(p.relpath, 'a', b'b'),
      tr(p.relpath, b'a', 'b'), tr(p.commonpath, []), tr(p.commonpath, iter(['/a/b', '/a/c'])), tr(p.relpath, ''),
      tr(p.commonprefix, []), tr(p.commonprefix, [['a', 'b'], ['a', 'c']]), tr(p.commonprefix, ['abc']),
      tr(p.commonpath, ('/',)), tr(p.commonpath, ('a', '/a')), tr(p.commonprefix, ['a', b'a']),
      tr(p.join, 'a', bytearray(b'x')))
base = os.path.realpath(tempfile.mkdtemp()); os.chdir(base)
os.makedirs('d/e/f'); open('d/file', 'w').close(); open('d/e/file2', 'w').close()
for link, target in [('l1', 'd'), ('l2', 'l1/e'), ('loop', 'loop'), ('la', 'lb'), ('lb', 'la'), ('up', '..'),
                     ('d/back', '../d/e'), ('abs', base + '/d'), ('dead', 'nope/x'), ('d/e/self', '.'),
                     ('d/lf', 'file'), ('d/e/out', '../../l2/../file'), ('slash', '//'), ('ll', 'loop/x'),
                     ('trail', 'd/')]: os.symlink(target, link)
names = ['l1', 'l2', 'loop', 'la', 'lb', 'up', 'd', 'back', 'abs', 'dead', 'e', 'self', 'lf', 'out', 'file', 'file2',
         'f', '..', '.', 'nope', 'll', 'trail']
for i in range(120):
    q = '/'.join(names[rnd(len(names))] for _ in range(1 + rnd(5)))
    if rnd(4) == 0: q = base + '/' + q
    print(q.replace(base, 'BASE'), tr(p.realpath, q), tr(p.realpath, q, strict=True), tr(p.realpath, q.encode()),
          [tr(f, q) for f in (p.exists, p.lexists, p.isfile, p.isdir, p.islink, p.ismount)],
          tr(p.samefile, q, 'd/file'))
for f in (p.getsize, p.getmtime, p.getatime, p.getctime): print(tr(f, 'nope'), type(tr(f, 'd/file')).__name__,
                                                                type(f(0)).__name__ if f is not p.getsize else '')
for v in ('a\0b', 5.5, None, 99999, -1, 'x' * 300, '\udcff'):
    print(repr(v)[:20], [tr(f, v) for f in (p.exists, p.lexists, p.isfile, p.isdir, p.islink, p.ismount)],
          str(tr(p.realpath, v))[:60])
print(p.ismount('/'), p.ismount('/proc'), p.exists(0), p.samestat(os.stat('d'), os.stat('l1')),
      tr(p.samefile, 'd', 'nope'), tr(p.sameopenfile, 0, 999), p.realpath('') == base, p.abspath('x') == base + '/x',
      p.abspath(b'x') == base.encode() + b'/x')
os.chdir('/'); shutil.rmtree(base)
