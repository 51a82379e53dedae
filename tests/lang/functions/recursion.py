# Recursion: deep, mutual, and without end.
import sys
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(900))
def forever(): forever()
def check(f, *args):
    try:
        f(*args)
    except RecursionError as e:
        print("RecursionError:", str(e)[:32])
    else:
        print("no error")
check(forever)
def a(): b()
def b(): a()
check(a)
check(lambda: depth(10**6))

class R:
    def __init__(self): R()
check(R)
class G:
    def __getattr__(self, name): return getattr(self, name + "x") if len(name) < 10**5 else None
check(lambda: G().a)
class P:
    @property
    def p(self): return self.p
check(lambda: P().p)
class E:
    def __eq__(self, other): return self == other
check(lambda: E() == E())
class A:
    def __add__(self, other): return self + other
check(lambda: A() + 1)
class S:
    def __str__(self): return str(self)
check(lambda: str(S()))
class Re:
    def __repr__(self): return repr(self)
check(lambda: repr(Re()))
class H:
    def __hash__(self): return hash(self)
check(lambda: hash(H()))
class C:
    def __call__(self): return self()
check(C())
class I:
    def __iter__(self): return iter(self)
check(lambda: list(I()))
class L:
    def __len__(self): return len(self)
check(lambda: len(L()))
class B:
    def __bool__(self): return not self
check(lambda: bool(B()))
def gen(): yield from gen()
check(lambda: list(gen()))
def forever_key(x): return forever_key(x)
check(lambda: sorted([1, 2], key=lambda x: sorted([1, 2], key=forever_key)))
check(lambda: max([1, 2], key=forever_key))
check(lambda: list(map(forever_key, [1])))
check(lambda: [1].sort(key=forever_key))

# After a RecursionError everything works as before.
print(depth(500))
old = sys.getrecursionlimit()
print(old)
sys.setrecursionlimit(200)
check(lambda: depth(300))
print(depth(100))
sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(old)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
try:
    sys.setrecursionlimit("x")
except TypeError as e:
    print(e)

# finally and except run while unwinding.
count = 0
def unwinding():
    global count
    try:
        unwinding()
    finally:
        count += 1
check(unwinding)
print(count > 900)

# Self-referential containers print with dots; comparing them does not end.
l = []; l.append(l); print(l)
d = {}; d[1] = d; print(d)
t = ([],); t[0].append(t); print(t)
l2 = []; l2.append(l2)
check(lambda: l == l2)
e = {}; e[1] = e
check(lambda: d == e)
nested = []
for _ in range(100000): nested = [nested]
check(lambda: repr(nested))
del nested
tup = ()
for _ in range(100000): tup = (tup,)
del tup
dd = {}
for _ in range(100000): dd = {1: dd}
del dd
class Node:
    def __init__(self, next): self.next = next
node = None
for _ in range(100000): node = Node(node)
del node
g = None
def link(prev):
    yield prev
for _ in range(20000):
    g = link(g); next(g)
del g
f = None
def close_over(x): return lambda: x
for _ in range(50000): f = close_over(f)
del f
print("freed")
