# The exception tree, construction, str, repr, args and attributes.
import builtins
def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted((s for s in cls.__subclasses__() if s.__module__ == "builtins"), key=lambda c: c.__name__):
        tree(sub, depth + 1)
tree(BaseException)
print(EnvironmentError is OSError, IOError is OSError)
for args in ((), ("one",), ("one", 2), (None,), ([1],), ("",), (("tuple",),)):
    e = ValueError(*args)
    print(repr(e), "|", str(e), "|", e.args)
print(repr(KeyError("k")), str(KeyError("k")), str(KeyError()), str(KeyError("a", "b")), str(KeyError(1)))
for cls in (KeyError, IndexError, StopIteration, GeneratorExit, SystemExit, KeyboardInterrupt, AssertionError):
    print(cls.__name__, repr(cls(1, 2)), str(cls("m")))
try:
    ValueError(x=1)
except TypeError as e:
    print(e)
print(StopIteration(5).value, StopIteration().value, StopIteration(1, 2).value)
print(SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, SystemExit("m").code)
# OSError and its subclasses by errno.
import errno
for args in ((), (1,), (2, "No such"), (2, "No such", "file.txt"), (13, "Denied", "a", None, "b"), ("x", "y"), (1, 2, 3, 4, 5, 6)):
    e = OSError(*args)
    print(type(e).__name__, repr(e), "|", str(e), "|", e.errno, e.strerror, e.filename, e.filename2, e.args)
for name in "ENOENT EACCES EPERM EEXIST EISDIR ENOTDIR EINTR ECHILD ESRCH EPIPE EAGAIN ECONNREFUSED ECONNRESET ECONNABORTED ETIMEDOUT EALREADY EINVAL".split():
    print(name, type(OSError(getattr(errno, name), "x")).__name__, end="; ")
print()
class MyOS(OSError): pass
print(type(MyOS(2, "x")).__name__, MyOS(2, "x", "f").filename)
try:
    open("/nonexistent/file")
except FileNotFoundError as e:
    print(e, e.errno, e.filename, e.strerror)
print(BlockingIOError(11, "x", 5).characters_written)
# SyntaxError
e = SyntaxError("msg", ("file.py", 3, 5, "the text\n", 3, 8))
print(e.msg, e.filename, e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset, "|", e, "|", repr(e))
print(SyntaxError(), SyntaxError("m").lineno, repr(SyntaxError("m")), SyntaxError("m", ("f", 1, None, None)))
# UnicodeError
try:
    b"\xff".decode("utf-8")
except UnicodeDecodeError as e:
    print(e, e.encoding, e.object, e.start, e.end, e.reason)
try:
    "é".encode("ascii")
except UnicodeEncodeError as e:
    print(e, e.encoding, repr(e.object), e.start, e.end, e.reason)
e = UnicodeDecodeError("utf-8", b"abc", 1, 3, "because")
print(e, e.args)
print(UnicodeTranslateError("abc", 1, 2, "why"))
for args in ((), ("a", "b", 1, 2, "r"), ("utf-8", b"x", "1", 2, "r")):
    try:
        UnicodeDecodeError(*args)
    except TypeError as e:
        print(e)
# NameError, AttributeError, ImportError keyword attributes.
print(NameError("m", name="n").name, AttributeError("m", name="n", obj=5).obj, ImportError("m", name="n", path="p").path, ImportError("m").name, ModuleNotFoundError("x", name="y").name)
try:
    import nonexistent_module_x
except ImportError as e:
    print(type(e).__name__, e, e.name, e.path)
for bad in (lambda: NameError("m", nam="n"), lambda: ImportError("m", foo=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# Own exceptions.
class MyError(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
    def __str__(self): return f"[{self.code}] {super().__str__()}"
e = MyError(5, "text")
print(e, repr(e), e.args, e.code)
class NoSuper(Exception):
    def __init__(self, a, b): self.a = a
print(NoSuper(1, 2).args, repr(NoSuper(1, 2)), str(NoSuper(1, 2)))
class Multi(KeyError, AttributeError): pass
try:
    raise Multi("both")
except AttributeError as e:
    print(repr(e), str(e))
print(ValueError("a") == ValueError("a"), e if "e" in dir() else "gone", hash(ValueError("x")) is not None)
e = Exception("dict"); e.extra = 1
print(e.__dict__, Exception.__init__.__name__, e.__reduce__()[1:])
print(isinstance(KeyError(), LookupError), issubclass(FileNotFoundError, OSError), issubclass(UnicodeDecodeError, ValueError), issubclass(BaseExceptionGroup, Exception), issubclass(ExceptionGroup, Exception))
