# Blobs: the bytes of a value as a file and as a sequence.
import os
import sqlite3

from _show import show

con = sqlite3.connect(":memory:")
con.execute("create table t(a blob, b text)")
con.execute("insert into t values (?, 'text')", (b"0123456789",))
blob = con.blobopen("t", "a", 1)
print(len(blob), blob.tell(), blob.read(3), blob.read(), blob.read(), blob.tell())
for args in (0,), (-1,), (11,), (10,), (2, 5), (-3, os.SEEK_END), (1, os.SEEK_CUR), (-30, 1), (2**31 - 1, 1), (2**40,), ("a",):
    show(f"seek{args}", blob.seek, *args)
print(blob.tell(), blob.read(-5), blob.seek(0), blob.read(0))
for args in ("a",), (None,), (1, 2):
    show(f"read{args}", blob.read, *args)
blob.seek(0)
blob.write(b"abc")
blob.write(memoryview(b""))
blob.write(bytearray(b"D"))
print(blob.tell(), con.execute("select a from t").fetchone())
show("too long", blob.write, b"1234567")
show("no bytes", blob.write, "a")
show("not contiguous", blob.write, memoryview(b"abcd")[::2])

for key in 0, -1, -10, 10, -11, "a", 1.5, None, 2**70, slice(2, 5), slice(None, None, 2), slice(5, 2), slice(-2, None), slice(0, 9, 0):
    show(repr(key), blob.__getitem__, key)
for key, value in (
    (0, 65), (-1, 255), (10, 1), ("a", 1), (0, 256), (0, -1), (0, 2**80), (0, b"a"), (0, "a"), (0, True),
    (slice(0, 2), b"ab"), (slice(0, 2), b"abc"), (slice(0, 2), "ab"), (slice(0, 4, 2), b"xy"), (slice(0, 0), b""),
    (slice(0, 2), 1),
):
    show(f"[{key}] = {value!r}", blob.__setitem__, key, value)
print(blob[:])
for key in 0, slice(0, 1), "a":
    show(f"del {key}", blob.__delitem__, key)
show("iter", iter, blob)
show("in", lambda: 1 in blob)
show("+", lambda: blob + blob)
show("*", lambda: blob * 2)

with con.blobopen("t", "a", 1, readonly=True) as reading:
    print(reading.read(4))
    show("read only", reading.write, b"a")
    show("read only", reading.__setitem__, 0, 1)
for method, args in ("read", ()), ("write", (b"",)), ("seek", (0,)), ("tell", ()), ("__len__", ()), ("__enter__", ()):
    show(f"closed {method}", getattr(reading, method), *args)
show("closed index", lambda: reading[0])
show("closed assignment", reading.__setitem__, 0, 1)
print(reading.close())
show("exception", lambda: con.blobopen("t", "a", 1).__exit__(ValueError, None, None))

show("no row", con.blobopen, "t", "a", 9)
show("no column", con.blobopen, "t", "c", 1)
show("no table", con.blobopen, "u", "a", 1)
show("no database", con.blobopen, "t", "a", 1, name="other")
show("row", con.blobopen, "t", "a", "1")
show("table", con.blobopen, 1, "a", 1)
show("NUL", con.blobopen, "t\0", "a", 1)
print(con.blobopen("t", "b", 1).read())
con.execute("insert into t values (x'', null)")
empty = con.blobopen("t", "a", 2)
print(len(empty), empty.read(), empty[:], empty.tell())
show("null", con.blobopen, "t", "b", 2)

con.execute("update t set a = 'other' where rowid = 1")
show("row has changed", blob.read)
show("still", blob.__getitem__, slice(0, 2))
blob.close()
reading.close()
open_one = con.blobopen("t", "a", 1)
con.close()
for method, args in ("read", ()), ("close", ()), ("__len__", ()):
    show(f"database closed {method}", getattr(open_one, method), *args)
