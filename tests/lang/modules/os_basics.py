# os, os.path, errno: files and folders in a temporary place.
import os, errno, sys
base = f"/tmp/minipy-os-test-{os.getpid()}"
os.mkdir(base)
p = lambda *a: os.path.join(base, *a)
def show(x): print(str(x).replace(base, "BASE"))
try:
    show((os.listdir(base), os.path.isdir(base), os.path.exists(p("none"))))
    with open(p("a.txt"), "w") as f: show(f.write("hello\n"))
    show((os.path.getsize(p("a.txt")), os.path.isfile(p("a.txt")), os.stat(p("a.txt")).st_size, oct(os.stat(p("a.txt")).st_mode)[:4], os.access(p("a.txt"), os.R_OK)))
    os.rename(p("a.txt"), p("b.txt")); os.makedirs(p("x", "y", "z")); os.makedirs(p("x", "y"), exist_ok=True)
    show((sorted(os.listdir(base)), [(r.replace(base, "BASE"), d, sorted(f)) for r, d, f in os.walk(base)]))
    os.symlink("b.txt", p("link")); show((os.readlink(p("link")), os.path.islink(p("link")), os.path.realpath(p("link"))))
    with os.scandir(base) as it: show(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink()) for e in it))
    for bad in (lambda: os.mkdir(base), lambda: os.rmdir(base), lambda: os.remove(p("no")), lambda: os.listdir(p("no")), lambda: os.stat(p("no")), lambda: os.rename(p("no"), p("q")), lambda: os.remove(p("x")), lambda: open(p("x")), lambda: os.chdir(p("no")), lambda: os.readlink(p("b.txt")), lambda: os.open(p("no"), os.O_RDONLY), lambda: os.read(999, 1), lambda: os.close(999), lambda: os.kill(999999999, 0), lambda: os.mkdir(5.5), lambda: os.stat("a\0b"), lambda: os.rmdir(p("b.txt"))):
        try:
            bad(); print("ok")
        except Exception as e:
            show(f"{type(e).__name__} {e} {getattr(e, 'errno', None)}")
    fd = os.open(p("raw"), os.O_CREAT | os.O_RDWR, 0o644); show((os.write(fd, b"0123456789"), os.lseek(fd, 2, os.SEEK_SET), os.read(fd, 3), os.fstat(fd).st_size)); os.ftruncate(fd, 4); os.close(fd); show(os.path.getsize(p("raw")))
    r, w = os.pipe(); os.write(w, b"through a pipe"); os.close(w); show((os.read(r, 100), os.read(r, 1))); os.close(r)
    old = os.getcwd(); os.chdir(base); show((os.getcwd() == os.path.realpath(base), os.path.abspath("x"), sorted(os.listdir()))); os.chdir(old)
    os.chmod(p("raw"), 0o600); show(oct(os.stat(p("raw")).st_mode & 0o777)); os.utime(p("raw"), (1, 2)); show((os.stat(p("raw")).st_mtime, os.path.getmtime(p("raw"))))
    os.replace(p("raw"), p("b.txt")); os.link(p("b.txt"), p("hard")); show((os.stat(p("hard")).st_nlink, os.path.samefile(p("hard"), p("b.txt"))))
finally:
    for root, dirs, files in os.walk(base, topdown=False):
        for n in files: os.remove(os.path.join(root, n))
        for n in dirs: os.rmdir(os.path.join(root, n)) if not os.path.islink(os.path.join(root, n)) else os.unlink(os.path.join(root, n))
    os.rmdir(base)
print(os.path.exists(base), os.name, os.sep, os.linesep.encode(), os.curdir, os.pardir, os.pathsep, os.devnull, os.extsep, os.altsep)
os.environ["MINIPY_TEST"] = "value"; print(os.environ["MINIPY_TEST"], os.getenv("MINIPY_TEST"), os.getenv("NOPE_NOPE"), os.getenv("NOPE", "d"), "MINIPY_TEST" in os.environ, os.environ.pop("MINIPY_TEST"), os.environ.get("MINIPY_TEST"))
try:
    os.environ["NOPE_NOPE"]
except KeyError as e:
    print("KeyError", e)
try:
    os.environ["x"] = 1
except TypeError as e:
    print(e)
print(os.fspath("a"), os.fsencode("é"), os.fsdecode(b"a"), os.strerror(2), errno.ENOENT, errno.errorcode[13], os.getpid() > 0, os.getppid() > 0, os.cpu_count() > 0, len(os.urandom(5)), os.getuid() >= 0, os.umask(0o22) >= 0, os.isatty(0))
class P:
    def __fspath__(self): return "/from/fspath"
print(os.fspath(P()), os.path.basename(P()))
try:
    os.fspath(5)
except TypeError as e:
    print(e)
pid = os.fork()
if pid == 0: os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), os.system("exit 3") >> 8, os.get_terminal_size.__name__, os.times().user >= 0, os.uname().sysname)
