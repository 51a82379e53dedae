# sys: what scripts use.
import sys
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 8), sys.hexversion >> 16 == 0x030b, sys.maxsize, sys.byteorder, sys.maxunicode, sys.platform, sys.version.startswith("3.11"))
print(sys.argv[1:], sys.argv[0].endswith("sys_basics.py"), type(sys.path).__name__, type(sys.modules).__name__, sys.modules["sys"] is sys, sys.flags.optimize, sys.flags.ignore_environment, sys.float_repr_style)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.intern("abc") is sys.intern("abc"), sys.getrecursionlimit(), sys.getswitchinterval() > 0, sys.getsizeof([]) > 0, sys.api_version > 0)
print(sys.stdout.write("written\n"), sys.stdout.encoding, sys.stdout.isatty(), sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.errors, sys.stdout.name, sys.stdin.name, sys.stdout.mode, sys.__stdout__ is sys.stdout, sys.stdout.line_buffering)
print(sys.implementation.name in ("cpython", "minipy"), sys.hash_info.modulus == 2**61 - 1, sys.hash_info.inf, sys.hash_info.nan, sys.hash_info.imag, sys.int_info.bits_per_digit > 0, len(sys.float_info), sys.thread_info.name)
for bad in (lambda: sys.intern(5), lambda: sys.setrecursionlimit(-1), lambda: sys.getrefcount(), lambda: sys.exit(1, 2), lambda: sys.nothing, lambda: sys._getframe(100), lambda: sys.setswitchinterval(0), lambda: sys.setswitchinterval("x")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
try:
    sys.exit("message")
except SystemExit as e:
    print(e.code, e.args)
# Frames
def outer():
    secret = 1
    return inner()
def inner():
    f = sys._getframe()
    b = f.f_back
    return f.f_code.co_name, b.f_code.co_name, sorted(b.f_locals), b.f_lineno - b.f_code.co_firstlineno, f.f_globals is globals(), sys._getframe(2).f_code.co_name, f.f_builtins["len"] is len, type(f).__name__, f.f_trace, f.f_lasti >= 0
print(outer())
print(sys._getframe().f_back, sys._getframe().f_code.co_filename.endswith("sys_basics.py"), sys._getframe().f_lineno)
# displayhook, excepthook
sys.displayhook("shown"); sys.displayhook(None)
import builtins
print(builtins._); del builtins._
old = sys.displayhook; sys.displayhook = lambda v: print("hook", v); exec(compile("1 + 1", "<s>", "single")); sys.displayhook = old
# stdout replaced
import io
buf = io.StringIO(); sys.stdout = buf; print("captured"); sys.stdout = sys.__stdout__; print(repr(buf.getvalue()))
class Up:
    def write(self, s): sys.__stdout__.write(s.upper())
sys.stdout = Up(); print("loud"); sys.stdout = sys.__stdout__
sys.stdout = None; print("nowhere"); sys.stdout = sys.__stdout__
del sys.stdout
try:
    print("x")
except RuntimeError as e:
    sys.stdout = sys.__stdout__
    print(e)
print(sys.is_finalizing(), sys.dont_write_bytecode in (True, False), sys.executable != "", sys.prefix is not None, sys.warnoptions, sys._xoptions)
