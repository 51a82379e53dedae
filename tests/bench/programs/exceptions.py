# try that does not raise, raise and catch, finally, nested handlers, exceptions from built-ins.
class Problem(Exception):
    def __init__(self, code):
        self.code = code

def check(n):
    if n % 3 == 0:
        raise Problem(n)
    return n

def guarded(n):
    try:
        return check(n)
    except Problem as p:
        return -p.code
    finally:
        guarded.calls += 1

def lookup(d, k):
    try:
        return d[k]
    except KeyError:
        return None

def deep(n):
    if n == 0:
        raise ValueError("bottom")
    try:
        deep(n - 1)
    except TypeError:
        pass

guarded.calls = 0
total = 0
for i in range(500000):
    total += guarded(i)
d = {i: i for i in range(0, 1000, 2)}
misses = 0
for i in range(500000):
    if lookup(d, i % 1000) is None:
        misses += 1
depth = 0
for i in range(4000):
    try:
        deep(30)
    except ValueError:
        depth += 1
parsed = 0
for i in range(300000):
    try:
        parsed += int("12" if i % 4 else "x")
    except (TypeError, ValueError):
        parsed -= 1
print(total, guarded.calls, misses, depth, parsed)
