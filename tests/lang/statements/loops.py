# for, while, break, continue, else; changing what is iterated over.
for i in range(3): print(i, end=" ")
else: print("else")
for i in range(3):
    if i == 1: break
else: print("never")
for i in []: pass
else: print("empty else")
n = 0
while n < 3: n += 1
else: print("while else", n)
while True:
    n += 1
    if n % 2: continue
    if n > 8: break
else: print("never")
print(n)
for i in range(3):
    for j in range(3):
        if j == 1: continue
        if i == 1: break
        print((i, j), end=" ")
    else: print("inner else", i, end=" ")
print()
def find(needle, rows):
    for r, row in enumerate(rows):
        for c, x in enumerate(row):
            if x == needle: break
        else: continue
        return r, c
    return None
print(find(5, [[1, 2], [3, 5]]), find(9, [[1]]))
l = [1, 2, 3, 4]
for x in l:
    if x % 2: l.remove(x)
print(l)
l = [1]
for x in l:
    if x < 5: l.append(x + 1)
print(l)
d = {"a": 1}
for change in (lambda: d.update(b=2), lambda: d.pop("a")):
    try:
        for k in d: change()
    except RuntimeError as e:
        print(e)
d = {1: 1, 2: 2}
try:
    for k in d:
        del d[k]; d[k + 10] = 0
except RuntimeError as e:
    print(e)
for k in d.items():
    pass
for k in {1: 0}: d[1] = "value change is fine" if 1 in d else 0
s = {1, 2}
try:
    for x in s: s.add(x + 10)
except RuntimeError as e:
    print(e)
try:
    for x in d.values(): d[x] = 1; d["more"] = 1
except RuntimeError as e:
    print(e)
import collections
q = collections.deque([1, 2])
try:
    for x in q: q.append(1)
except RuntimeError as e:
    print(e)
# The iterable is evaluated once; the variable survives.
def it():
    print("evaluated")
    return [1, 2]
for x in it(): pass
print(x)
r = range(3)
for x in r: r = None
print(x, r)
for x in range(10, 0, -3): print(x, end=" ")
for x in range(0): pass
for x in range(5, 2): pass
print(x)
i = 5
for i in range(i): pass
print(i)
for c in "añ☃": print(c, end="|")
for b in b"ab": print(b, end="|")
for a, b in zip([1, 2], "xy"): print(a, b, end="|")
for k, v in {"p": 1}.items(): print(k, v, end="|")
for i, (a, b) in enumerate([(1, 2), (3, 4)], start=10): print(i, a, b, end="|")
for x in reversed([1, 2]): print(x, end="|")
for x in sorted({3, 1}): print(x, end="|")
for line in "a\nb".splitlines(): print(line, end="|")
for x in iter(lambda q=iter([1, 2, 0, 3]): next(q), 0): print(x, end="|")
for x in (1,): print(x, end="|")
for x in 1, 2: print(x, end="|")
for x in *[1], 2: print(x, end="|")
print()
# Old-style iteration over __getitem__; exceptions inside __next__ pass through.
class G:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
print(list(G()))
class B:
    def __iter__(self): return self
    def __next__(self): raise KeyError("inside next")
try:
    for x in B(): pass
except KeyError as e:
    print(e)
# Large counts
t = 0
for i in range(100000): t += i
print(t)
t = 0
while t < 100000: t += 3
print(t)
for i in range(2**62 - 2, 2**62 + 2): print(i, end=" ")
for i in range(2**64, 2**64 + 3, 2): print(i, end=" ")
print()
for _ in range(2):
    try: continue
    finally: print("finally on continue")
while 1:
    try: break
    finally: print("finally on break")
def gen():
    for i in range(3):
        r = yield i
        if r: return r
g = gen()
for x in g:
    if x == 1:
        try: g.send("stop")
        except StopIteration as e: print(e.value)
while 0: print("no")
else: print("constant else")
if 0: pass
elif "": pass
elif []: pass
else: print("all false")
print("a" if 0 else "b" if 0 else "c", 1 and 2, 0 and 1, 0 or "x", None or 0, not [], not 1, 1 and 0 or 5)
