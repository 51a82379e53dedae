# When objects die: temporaries, rebinding, containers, frames, exceptions.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print(f"~{self.n}", end=" ")
    def __add__(self, o): return D(f"({self.n}+{o.n})")
    def __repr__(self): return f"D({self.n})"
    def __enter__(self): return self
    def __exit__(self, *a): print("exit", end=" ")
    def me(self): return self
    def __getitem__(self, k): return k
    def __call__(self, *a): return 5
    def __eq__(self, o): return True
    def __bool__(self): return True
def line(): print()
D("expr statement"); line()
D("method").me().me(); print("after", end=" "); line()
(D("a") + D("b")) + D("c"); line()
D("index")[D("key")]; line()
D("called")(D("arg")); print("after", end=" "); line()
x = D("x1"); x = D("x2"); print("rebound", end=" "); x = None; line()
print(len([D("l1"), D("l2")]), end=" "); line()
print([D("r1")], {D("r2").n: 1}, end=" "); line()
f"{D('fstring')}"; line()
D("c1") == D("c2"); line()
D("and") and 1; 0 or D("or"); not D("not"); line()
if D("if"): print("body", end=" ")
line()
while D("while"):
    print("loop", end=" ")
    break
line()
for i in [D("f1"), D("f2")]: print(i.n, end=" ")
print("done", end=" "); del i; line()
a, b = D("u1"), D("u2"); a, b = b, a; print("swapped", end=" "); del a; print("|", end=" "); del b; line()
a, (b, *c) = D("n1"), (D("n2"), D("n3")); del c, b, a; line()
l = [D("i0"), D("i1"), D("i2")]; l[1] = 0; print("set", end=" "); del l[0]; print("del", end=" "); l.clear(); line()
d = {"k": D("v1")}; d["k"] = D("v2"); print("replaced", end=" "); d.pop("k"); line()
class O: pass
o = O(); o.a = D("attr1"); o.a = D("attr2"); print("attr", end=" "); del o; line()
def f(p):
    q = D("local")
    print("body", end=" ")
    return D("result")
f(D("param")); print("after", end=" "); line()
r = f(D("param2")); print("kept", end=" "); del r; line()
def early(p):
    del p
    print("deleted", end=" ")
early(D("early")); line()
def reassign(p):
    p = None
    print("reassigned", end=" ")
reassign(D("reassign")); line()
def args(*a, **k): print("args", end=" ")
args(D("a1"), k=D("k1")); line()
def exc():
    e = D("in frame")
    raise ValueError
try: exc()
except ValueError: print("handler", end=" ")
print("after", end=" "); line()
try: exc()
except ValueError as e: print("named", end=" ")
print("after", end=" "); line()
def fin():
    v = D("finally")
    try: return D("returned")
    finally: print("in finally", end=" ")
fin(); line()
with D("with"): print("body", end=" ")
print("after", end=" "); line()
with D("as") as w: pass
print("after", end=" "); del w; line()
[D(i) for i in range(3)]; print("list gone", end=" "); line()
[D(i).n for i in range(3)]; print("each", end=" "); line()
sum(D(i).n for i in range(2)); line()
lam = lambda: D("lambda"); lam(); line()
def clos():
    v = D("closed over")
    return lambda: v
c = clos(); c(); print("called", end=" "); del c; line()
class Cls: attr = D("class attr")
del Cls; import gc; gc.collect(); line()
def gen():
    g = D("gen local")
    yield D("yielded")
    print("resumed", end=" ")
for v in gen(): print("got", end=" ")
del v; line()
g = gen(); next(g); print("suspended", end=" "); del g; line()
t = (D("t1"), D("t2")); del t; line()
s = {1: D("d1"), 2: D("d2"), 3: D("d3")}; del s; line()
print(D("printed")); line()
v = D("cond") if D("test") else None; del v; line()
assert D("assert"); line()
x = [D("e0"), D("e1"), D("e2")]; del x[1]; print("|", end=" "); x.pop(0); print("|", end=" "); x = 5; line()
def many():
    a = D("A"); b = D("B"); c = [D("C"), a]
    del a
    print("end of function", end=" ")
many(); line()
x = D("aug"); x += D("other"); print("added", end=" "); del x; line()
lst = [D("s%d" % i) for i in range(4)]; lst[1:3] = []; print("slice", end=" "); lst.reverse(); del lst; line()
def recursive(n):
    v = D(n)
    if n: recursive(n - 1)
recursive(2); line()
def nested_call(a, b): print("in", end=" ")
nested_call(D("n1").me(), D("n2") and D("n3")); line()
match D("subject"):
    case D(n="subject"): print("matched", end=" ")
print("after", end=" "); line()
x = y = D("shared"); del x; print("still", end=" "); del y; line()
print("end")
