# open, text and binary files, StringIO, BytesIO.
import io, os
path = f"/tmp/minipy-file-test-{os.getpid()}"
def err(f, *a, **k):
    try:
        r = f(*a, **k); print("no error", repr(r))
    except Exception as e:
        print(type(e).__name__, str(e).replace(path, "PATH"))
try:
    with open(path, "w") as f:
        print(f.write("first\nsecond é☃\n"), f.writelines(["third\n", "last"]), f.tell() > 0, f.name == path, f.mode, f.encoding, f.closed, f.readable(), f.writable(), f.seekable(), f.newlines, f.line_buffering)
        print("printed", 1, file=f)
    print(f.closed); err(f.write, "x"); err(f.read)
    with open(path) as f: print(repr(f.read()), repr(f.read()), f.seek(0), f.readline(), f.readlines())
    with open(path) as f: print([l for l in f], list(f)); f.seek(0); print(next(f), f.read(3), f.readline(2), f.readlines(1)); err(f.write, "x")
    with open(path, "a") as f: f.write("appended\r\nmac\rend")
    with open(path) as f: print(f.read().splitlines()[-3:], f.newlines)
    with open(path, newline="") as f: print(repr(f.read()[-20:]))
    with open(path, newline="\n") as f: print(f.readlines()[-1:])
    with open(path, "rb") as f: print(f.read(5), f.tell(), f.seek(-3, 2), f.read(), f.seek(0), f.readline(), f.read(0), type(f).__name__, f.peek(1)[:1]); err(f.write, b"x"); b = bytearray(4); f.seek(0); print(f.readinto(b), b)
    with open(path, "r+") as f: f.seek(0, 2); f.write("!"); f.seek(0); print(f.read(5)); err(f.seek, 1, 1); err(f.seek, -1); f.truncate(3)
    print(os.path.getsize(path))
    with open(path, "wb") as f: print(f.write(b"\xff\xfe\x00"), f.write(bytearray(b"ab")), f.write(memoryview(b"c"))); err(f.write, "str")
    err(lambda: open(path).read())
    print(open(path, encoding="latin-1").read().encode(), open(path, errors="replace").read().encode(), open(path, errors="ignore").read().encode(), open(path, errors="surrogateescape").read().encode("utf-8", "surrogateescape"))
    with open(path, "w+b") as f: f.write(b"abc"); f.seek(1); print(f.read())
    err(open, path, "x"); err(open, path, "q"); err(open, path, "rw"); err(open, path, "rb", encoding="utf-8"); err(open, path + "/no"); err(open, "/nonexistent"); err(open, "/tmp"); err(open, 5.5); err(open, path, "r", 0); err(open, path, encoding="nope"); err(open, path, ""); err(open, path, "bt"); err(open, path, newline="x"); err(open, "a\0b"); err(open)
    with open(path, "w", buffering=1) as f: f.write("line\n"); print(open(path).read()); f.write("x"); f.flush(); print(repr(open(path).read()))
    with open(path, "wb", buffering=0) as f: print(f.write(b"raw"), type(f).__name__, open(path, "rb").read())
    fd = os.open(path, os.O_RDONLY); f = open(fd); print(f.fileno() == fd, f.read()); f.close(); err(os.close, fd)
    f = open(path, "w"); f.write("kept"); del f; print(open(path).read())
    with open(path, "w", encoding="utf-16") as f: f.write("é")
    print(open(path, "rb").read(), open(path, encoding="utf-16").read())
    with open(path, "w", newline="\r\n") as f: f.write("a\nb\n")
    print(open(path, "rb").read()); big = "0123456789é" * 3000
    with open(path, "w") as f: f.write(big)
    with open(path) as f: print(f.read() == big, f.seek(0), len(f.read(20000)), len(f.read()), len(f.read()))
    with open(path) as f: c = f.read(10); pos = f.tell(); d = f.read(5); f.seek(pos); print(f.read(5) == d)
finally:
    os.remove(path)
s = io.StringIO("line one\nline two"); print(s.read(4), s.tell(), s.readline(), s.readlines(), s.seek(0), s.getvalue(), list(s)); s.seek(0, 2); print(s.write("!é"), s.getvalue(), s.truncate(4), repr(s.getvalue()), s.closed); s.close(); err(s.read)
s = io.StringIO(newline=None); s.write("a\r\nb\rc"); print(repr(s.getvalue())); s = io.StringIO(newline=""); s.write("a\r\nb"); s.seek(0); print(s.readlines()); err(io.StringIO, 5); err(io.StringIO().write, b"x"); s = io.StringIO(); s.seek(3); s.write("x"); print(repr(s.getvalue()))
b = io.BytesIO(b"abc\ndef"); print(b.read(2), b.readline(), b.read(), b.seek(1), b.getvalue(), b.tell(), b.write(b"ZZ"), b.getvalue(), bytes(b.getbuffer()), b.seek(-1, 2), b.read1(), b.truncate(2), b.getvalue(), list(io.BytesIO(b"x\ny"))); err(b.write, "str"); err(b.seek, -1); err(b.read, "x"); b = io.BytesIO(); b.seek(2); b.write(b"q"); print(b.getvalue())
t = io.TextIOWrapper(io.BytesIO("é\nb".encode()), encoding="utf-8"); print(t.readline(), t.buffer.tell() >= 0, t.encoding, t.read(), t.detach().getvalue())
print(isinstance(b, io.BufferedIOBase), isinstance(s, io.TextIOBase), isinstance(b, io.IOBase), io.DEFAULT_BUFFER_SIZE, io.SEEK_END, issubclass(io.UnsupportedOperation, OSError), io.open is open)
class R(io.RawIOBase):
    def __init__(self): self.data = [b"ab", b"cd\n", b"e"]
    def readable(self): return True
    def readinto(self, buf):
        if not self.data: return 0
        x = self.data.pop(0); buf[:len(x)] = x; return len(x)
print(io.BufferedReader(R()).read(), R().read(), io.BufferedReader(R()).readline(), R().readall(), list(io.BufferedReader(R())))
