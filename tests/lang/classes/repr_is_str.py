# Special methods that only lead to each other: RecursionError.
class A: pass
A.__repr__ = A.__str__
for f in repr, str, "{}".format, ascii:
    try:
        f(A())
    except RecursionError as e:
        print(str(e)[:32])
class B: pass
B.__call__ = B()
try:
    B()()
except RecursionError as e:
    print(str(e)[:32])

# deque's operators call a subclass, which may answer with anything.
from collections import deque
class D(deque): pass
d = D([1, 2])
D.__new__ = lambda cls, *args: [42]
for f in lambda: d * 2, lambda: d + deque(), lambda: d.copy():
    try:
        print(f())
    except TypeError as e:
        print(e)
