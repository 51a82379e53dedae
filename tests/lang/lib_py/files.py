import fnmatch, glob, io, os, shutil, stat, tempfile, warnings
from pathlib import *
warnings.simplefilter('ignore')
for name, pat in (('abc', 'a*'), ('abc', 'a?c'), ('abc', '[a-b]bc'), ('abc', '[!a]bc'), ('a]c', 'a[]]c'), ('a', '[!]]'), ('abc', '*b'), ('abc', '***c'), ('', '*'), ('', ''), ('[', '['), ('a[', 'a['), ('a\nb', 'a*b'), ('A', 'a'), ('a-b', 'a[-]b'), ('x', '[a-'), ('b', '[c-a]'), ('aXbXc', 'a*b*c'), ('x.tar.gz', '*.gz'), ('ab', '[!b-a]b')):
    print(name, pat, fnmatch.fnmatch(name, pat), fnmatch.fnmatchcase(name.encode(), pat.encode()))
print(fnmatch.filter(['a.py', 'b.txt', 'c.py'], '*.py'))
base = tempfile.mkdtemp(prefix='minipy_files_'); old = os.getcwd(); os.chdir(base)
root = Path(base)
for f in ('a.txt', 'b.py', '.hidden', 'sub/c.py', 'sub/deep/d.py', 'sub/.h/e.py', 'we[i]rd.txt'):
    (root / f).parent.mkdir(parents=True, exist_ok=True); (root / f).write_text(f'text of {f}\n')
os.symlink('sub', 'link'); os.symlink('nowhere', 'dead')
for p in ('*', '*.py', '**', '**/*.py', 'sub/*', '*/', 'we[[]i]rd.txt', '.*', 'sub/**/d.py', 'nope/*', 'a.txt', 'nope', 'sub/', '**/', '*/*.py', 'dead', 'd*'):
    print(p, sorted(glob.glob(p)), sorted(glob.glob(p, recursive=True)), len(glob.glob(p, include_hidden=True, recursive=True)))
print(sorted(glob.glob('*.py', root_dir='sub')), sorted(glob.glob(base + '/*.py')) == [base + '/b.py'], sorted(glob.glob(b'*.py')), glob.escape('a[b]*?'), glob.has_magic('a*'))
fd = os.open('sub', os.O_RDONLY); print(sorted(glob.glob('*', dir_fd=fd)), sorted(glob.glob('**/*.py', dir_fd=fd, recursive=True))); os.close(fd)
for p in ('*', '**/*.py', '**', 'sub/*', '*/d*', 'sub/deep', '**/deep/*', 'sub/../*.py', 'nope/*'):
    print(p, sorted(str(x.relative_to(root)) for x in root.glob(p)))
print(sorted(str(x.relative_to(root)) for x in root.rglob('*.py')), sorted(x.name for x in root.iterdir()))
for f in (lambda: list(root.glob('')), lambda: list(root.glob('/a')), lambda: list(root.glob('a**b'))):
    try:
        print(f())
    except (ValueError, NotImplementedError) as e:
        print(type(e).__name__, e)
p = root / 'a.txt'
print(p.exists(), p.is_file(), p.is_dir(), p.read_text(), p.read_bytes(), (root / 'link').is_symlink(), (root / 'dead').exists(), p.stat().st_size, p.samefile('a.txt'), (root / 'link').readlink(), (root / 'link/c.py').resolve() == root.resolve() / 'sub/c.py', root.is_mount(), p.is_fifo(), p.is_socket(), p.is_block_device(), p.is_char_device())
p2 = p.rename(root / 'renamed'); print(p2.name, p.exists()); p2.replace(p); p.chmod(0o640); print(oct(stat.S_IMODE(p.lstat().st_mode)), p.write_bytes(b'xyz'), p.write_text('é\n', encoding='utf-8'), p.read_text('utf-8'))
(root / 'touched').touch(); print((root / 'touched').stat().st_size); (root / 'hard').hardlink_to(root / 'touched'); (root / 'sym').symlink_to('touched'); print(sorted(x.name for x in root.iterdir())); (root / 'hard').unlink(); (root / 'hard').unlink(missing_ok=True)
for f in (lambda: (root / 'touched').touch(exist_ok=False), lambda: (root / 'zz').unlink(), lambda: (root / 'sub').mkdir(), lambda: (root / 'q/w').mkdir(), lambda: p.write_text(5), lambda: (root / 'none').resolve(strict=True), lambda: WindowsPath('a')):
    try:
        f()
    except (OSError, TypeError, NotImplementedError) as e:
        print(type(e).__name__, str(e).replace(base, 'BASE'))
with p.open() as f:
    print(f.readline())
print(Path('~/x').expanduser() == Path(os.path.expanduser('~/x')), Path.cwd() == Path(os.getcwd()), Path('a').absolute() == Path(os.getcwd(), 'a'), Path.home() == Path(os.path.expanduser('~')))

for cls in (PurePosixPath, PureWindowsPath):
    for args in (('a', 'b'), ('/a/b.tar.gz',), ('a//b/./c/../d',), (), ('.',), ('..',), ('/',), ('//a/b',), ('///a',), ('c:/x', 'y'), ('c:x',), ('c:/', '/d'), ('c:/a', 'd:/b'), ('//srv/share/f.txt',), ('a', '/b'), ('.bashrc',), ('a.',), ('a.b.c',), ('a/..b',), ('c:a', 'c:b'), ('\\\\?\\c:\\x',), ('\\\\?\\UNC\\srv\\sh\\x',)):
        x = cls(*args)
        print(args, repr(x), str(x), x.parts, repr(x.drive), repr(x.root), repr(x.anchor), x.name, x.stem, x.suffix, x.suffixes, x.parent, [str(q) for q in x.parents], x.is_absolute(), x.as_posix(), x.is_reserved())
P = PurePosixPath
print(P('a') / 'b', 'x' / P('y'), P('a') / P('/b'), P('a').joinpath('b', 'c'), P('a/b').with_name('q'), P('a/b.txt').with_suffix('.py'), P('a/b.txt').with_stem('n'), P('b.txt').with_suffix(''), P('a/b/c').relative_to('a'), P('a/b').is_relative_to('x'), P('a') == P('a/'), P('a') < P('b'), hash(P('a')) == hash(P('a/.')), P('a') == PureWindowsPath('a'), PureWindowsPath('A') == PureWindowsPath('a'), P('/a b').as_uri(), PureWindowsPath('c:/a b').as_uri(), bytes(P('é')), os.fspath(P('z')), len(P('a/b').parents), P('a/b/c').parents[1], P('a/b/c').parents[-1], P('a/b/c').parents[0:2], P('/a/b').parents)
print(P('a/b.py').match('*.py'), P('/a/b.py').match('/*/*.py'), P('a/b/c.py').match('b/*.py'), P('a.py').match('/a.py'), PureWindowsPath('B.PY').match('*.py'), P('a/b').match('a/b/c'))
for f in (lambda: P('a').relative_to('b'), lambda: P('/a').relative_to('a'), lambda: P('/').with_name('x'), lambda: P('a').with_name('x/y'), lambda: P('a').with_suffix('py'), lambda: P('a').as_uri(), lambda: P(b'x'), lambda: P('a') / 5, lambda: P('a').match(''), lambda: P('a') < 5, lambda: P(5), lambda: P('a').relative_to(), lambda: P('a/b').parents[5], lambda: P('').with_suffix('.x')):
    try:
        print(f())
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)

shutil.copyfile('b.py', 'copy1'); shutil.copy('b.py', 'sub'); os.chmod('b.py', 0o700); print(shutil.copy2('b.py', 'copy2'), oct(stat.S_IMODE(os.stat('copy2').st_mode)), os.stat('copy2').st_mtime_ns == os.stat('b.py').st_mtime_ns, open('copy1').read())
print(shutil.copytree('sub', 'tree', ignore=shutil.ignore_patterns('*.h', 'deep')), sorted(str(x) for x in Path('tree').rglob('*')))
print(shutil.copytree('.', 't2/all', symlinks=True, ignore=lambda d, n: ['t2']), os.path.islink('t2/all/link'), shutil.copytree('sub', 'tree', dirs_exist_ok=True))
for f in (lambda: shutil.copyfile('b.py', 'b.py'), lambda: shutil.copytree('sub', 'tree'), lambda: shutil.rmtree('nope'), lambda: shutil.move('sub', 'sub/in'), lambda: shutil.rmtree('link'), lambda: shutil.copyfile('nope', 'x'), lambda: shutil.make_archive('x', 'strange'), lambda: shutil.unpack_archive('x.strange'), lambda: shutil.chown('a.txt'), lambda: shutil.copytree('.', 't3', ignore=lambda d, n: set(n) - {'dead'})):
    try:
        print(f())
    except (OSError, ValueError, LookupError) as e:
        print(type(e).__name__, str(e).replace(base, 'BASE'))
print(shutil.move('copy1', 'tree'), shutil.move('copy2', 'moved'), os.path.exists('tree/copy1'))
try:
    shutil.move('moved', 'tree'); open('moved', 'w').close(); shutil.move('moved', 'tree')
except shutil.Error as e:
    print(e)
errors = []; shutil.rmtree('nope', onerror=lambda fn, path, info: errors.append((fn.__name__, path, info[0].__name__))); shutil.rmtree('nope', ignore_errors=True); print(errors); shutil.rmtree('tree'); print(os.path.exists('tree'))
print(shutil.which('sh') is not None, shutil.which('no_such_command_'), shutil.which('./nope'), shutil.disk_usage('/').total > 0, tuple(shutil.get_terminal_size((33, 44)))[0] > 0)
os.environ['COLUMNS'] = '50'; os.environ['LINES'] = '20'; print(shutil.get_terminal_size())
out = io.StringIO(); shutil.copyfileobj(io.StringIO('abc' * 10), out, 7); print(out.getvalue())

with tempfile.NamedTemporaryFile('w+', suffix='.txt', dir=base) as f:
    f.write('hello'); f.seek(0); print(f.read(), os.path.exists(f.name), os.path.basename(f.name).endswith('.txt'), os.path.basename(f.name).startswith('tmp'), len(os.path.basename(f.name)))
print(os.path.exists(f.name))
with tempfile.TemporaryFile() as f:
    f.write(b'x'); f.seek(0); print(f.read())
with tempfile.TemporaryDirectory(dir=base) as d:
    open(d + '/f', 'w').close(); print(os.path.isdir(d))
print(os.path.exists(d))
with tempfile.SpooledTemporaryFile(max_size=5, mode='w+') as s:
    s.write('abc'); print(s._rolled); s.write('defg'); print(s._rolled); s.seek(0); print(s.read(), list(s))
fd, name = tempfile.mkstemp('s', 'p', base, text=True); os.close(fd); print(os.path.basename(name)[0], name[-1], oct(stat.S_IMODE(os.stat(name).st_mode))); print(tempfile.gettempprefix(), tempfile.gettempdir() == os.path.abspath(tempfile.gettempdir()), isinstance(tempfile.mkdtemp(b'x', dir=base.encode()), bytes))
try:
    tempfile.mkstemp('a', b'b')
except TypeError as e:
    print(e)
f = tempfile.NamedTemporaryFile(delete=False, dir=base); f.close(); print(os.path.exists(f.name)); n = tempfile.NamedTemporaryFile(dir=base); nm = n.name; del n; print(os.path.exists(nm))
os.chdir(old); shutil.rmtree(base); print(os.path.exists(base))
