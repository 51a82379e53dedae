# mmap: files and memory as bytes.
import mmap
import os
import pickle
import sys
import tempfile
import weakref


def show(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


print(sorted(name for name in dir(mmap) if name[0] != '_'), mmap.error is OSError)
print([(name, getattr(mmap, name)) for name in dir(mmap) if name.isupper()])
m = mmap.mmap(-1, 100)
print(repr(m), len(m), bool(m))
show(mmap.mmap, -1, -1)
show(mmap.mmap, -1, 0)
show(mmap.mmap, 'a', 0)
show(mmap.mmap, -1, 10, access=9)
show(mmap.mmap, -1, 10, access=1, prot=1)
show(mmap.mmap, -1, 10, offset=-1)
show(mmap.mmap, -1, 10, offset=5)
show(mmap.mmap, 99, 10)
show(mmap.mmap, -1, 10, 0, 0)
show(lambda: m[100])
show(lambda: m['a'])
show(lambda: m[1.5])
show(lambda:m[-1])
show(lambda: m[0:3])
show(lambda: m[10:0:-3])
def st(i, v): m[i]=v
show(st, 0, 65)
show(st, 0, b'a')
show(st, 0, 300)
show(st, 0, -1)
show(st, 100, 1)
show(st, 'a', 1)
show(st, slice(0, 3), b'abc')
show(st, slice(0, 3), b'ab')
show(st, slice(0, 6, 2), b'xyz')
show(st, slice(0, 6, 2), b'xy')
show(st, slice(0, 2), 'ab')
def dl(i): del m[i]
show(dl, 0)
show(dl, slice(0, 1))
show(dl, 'a')
print(m[:10])
show(m.find, b'z')
show(m.find, b'a', 3, 5)
show(m.find, 'a')
show(m.rfind, b'y')
show(m.find, b'')
show(m.rfind, b'')
show(m.find, b'y', -98)
show(m.find, 97)
show(m.read, 3)
show(m.tell)
show(m.read, -1)
show(m.read)
show(m.read, None)
show(m.read_byte)
show(m.seek, 0)
show(m.seek, -1)
show(m.seek, 101)
show(m.seek, -1, 2)
show(m.seek, 1, 1)
show(m.seek, 0, 9)
show(m.tell)
show(m.write, b'abc')
m.seek(98)
show(m.write, b'abc')
show(m.write_byte, 65)
show(m.write_byte, 300)
show(m.write_byte, b'a')
show(m.write, 'a')
m.seek(0)
m.write(b'line1\nline2\nno')
m.seek(0)
show(m.readline)
show(m.readline)
show(len, m.readline())
show(m.move, 0, 6, 5)
show(m[:].__getitem__, slice(0, 20))
show(m.move, 0, 90, 20)
show(m.move, -1, 0, 1)
show(m.size)
show(m.flush)
show(m.flush, 0, 4096)
show(m.flush, 1, 10)
show(m.flush, 0, 200)
show(m.madvise, mmap.MADV_NORMAL)
show(m.madvise, 0, 1)
show(m.madvise, 0, -1)
show(m.madvise, 0, 0, -1)
show(m.madvise, 9999)
show(m.madvise, 0, 200)
show(m.resize, 200)
print(len(m))
show(m.resize, -1)
show(list, mmap.mmap(-1, 3))
show(lambda: 5 in m)
show(lambda: b'a' in m)
show(lambda: m+b'a')
show(lambda: m==m)
show(lambda: m*2)
v = memoryview(m)
show(lambda: (v.format, v.itemsize, v.shape, v.readonly, v.nbytes))
show(m.close)
show(m.resize, 300)
v.release()
show(m.close)
show(lambda: m.closed)
show(m.close)
show(lambda: m[0])
show(len, m)
show(m.read)
show(repr, m)
show(m.find, b'a')
show(memoryview, m)
show(m.size)
show(m.seek, 0)
show(m.__enter__)
show(m.tell)
with tempfile.NamedTemporaryFile() as f:
    show(mmap.mmap, f.fileno(), 0)
    show(mmap.mmap, f.fileno(), 10)
    f.write(b'0123456789'*1000)
    f.flush()
    r = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
    print(r, len(r))
    show(lambda: r.__setitem__(0, 1))
    show(lambda: r.__setitem__(slice(0, 1), b'a'))
    show(r.write, b'a')
    show(r.write_byte, 1)
    show(r.resize, 5)
    show(r.move, 0, 1, 2)
    show(lambda: memoryview(r).readonly)
    c = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_COPY)
    c[0]=65
    print(c[0], open(f.name, 'rb').read(1), c)
    show(c.resize, 5)
    w = mmap.mmap(f.fileno(), 4096, offset=4096)
    w[0:3]=b'abc'
    w.flush()
    print(open(f.name, 'rb').read()[4095:4100], w)
    show(w.size)
    w2 = mmap.mmap(f.fileno(), 0, offset=4096)
    print(len(w2))
    show(mmap.mmap, f.fileno(), 0, offset=40960)
    show(mmap.mmap, f.fileno(), 20000)
    show(mmap.mmap, f.fileno(), 9000, offset=4096)
    w.resize(8192)
    print(os.path.getsize(f.name), len(w), w.size())
    for z in (r, c, w, w2): z.close()
    p = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE)
    print(p)
    show(p.write, b'a')
    show(lambda: memoryview(p).readonly)
    q = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_WRITE)
    print(q)
class S(mmap.mmap):
    def __new__(cls, *a, **k): return super().__new__(cls, -1, 10)
s = S()
s.x=1
print(s, s.x)
weakref.ref(s)
show(pickle.dumps, s)
print(hash(s) == hash(s))
with mmap.mmap(-1, 5) as k: print(k.closed)
print(k.closed)
child = mmap.mmap(-1, 4)
pid = os.fork()
if pid == 0:
    child[:] = b'said'
    os._exit(0)
os.waitpid(pid, 0)
print(child[:])


class Closer:
    def __init__(self, map):
        self.map = map

    def __index__(self):
        self.map.close()
        return 1


if sys.implementation.name != 'cpython':  # which does not survive some of these
    for use in (lambda m: m[Closer(m)], lambda m: m.__setitem__(0, Closer(m)), lambda m: m[Closer(m):],
                lambda m: m.read(Closer(m)), lambda m: m.seek(Closer(m)), lambda m: m.find(b'', Closer(m)),
                lambda m: m.write_byte(Closer(m)), lambda m: m.move(Closer(m), 0, 1), lambda m: m.flush(Closer(m)),
                lambda m: m.resize(Closer(m)), lambda m: m.madvise(Closer(m))):
        try:
            use(mmap.mmap(-1, 10))
        except ValueError as error:
            assert str(error) == 'mmap closed or invalid'
        else:
            raise AssertionError

# -1 is no file; other numbers below 0 are wrong ones.
for descriptor in -1, -2, 9999:
    try:
        print(len(mmap.mmap(descriptor, 10)))
    except OSError as error:
        print(error)
