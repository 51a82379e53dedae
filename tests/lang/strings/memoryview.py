# memoryview
m = memoryview(bytearray(b"abcdef"))
print(m[0], m[1:3].tobytes(), m.tolist(), len(m), m.format, m.itemsize, m.nbytes, m.readonly, m.shape, m.ndim, m.contiguous, bytes(m[::2]), m[-1])
m[0] = 90; m[1:3] = b"YX"; print(m.obj, m == b"ZYXdef", m.hex(), m[::-1].tobytes(), 90 in m, list(m[:2]))
for f in (lambda: m.__setitem__(0, 256), lambda: m.__setitem__(slice(0, 2), b"1"), lambda: memoryview(b"x").__setitem__(0, 1), lambda: memoryview("x"), lambda: m[9], lambda: m["a"], lambda: m.obj.append(1), lambda: m.cast("q"), lambda: hash(m), lambda: m.nothing):
    try:
        f(); print("ok")
    except Exception as e:
        print(type(e).__name__, e)
c = memoryview(bytes(range(16))).cast("I"); print(c.tolist(), c.itemsize, c.shape, c[1], c.cast("B")[5], memoryview(b"ab") == memoryview(bytearray(b"ab")), hash(memoryview(b"ab")) == hash(b"ab"))
m.release()
try:
    m[0]
except ValueError as e:
    print(e)
with memoryview(b"ctx") as v: print(v[0], repr(v)[:8])
print(memoryview(b"abcd").cast("B", [2, 2]).tolist(), memoryview(b"abcd").toreadonly().readonly, bytes(reversed(b"abc")))
