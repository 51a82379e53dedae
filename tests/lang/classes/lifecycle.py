# __new__, __init__, __del__: when each runs.
class Log:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)
    def __init__(self, *args, **kw): print("init", args, kw)
    def __del__(self): print("del")
Log(1, x=2)
a = Log()
b = a
del a
print("one reference left")
b = None
print("after")
class Other: pass
class Makes:
    def __new__(cls): return Other()
    def __init__(self): print("never called")
print(type(Makes()).__name__)
class Single:
    _it = None
    def __new__(cls, *a):
        if cls._it is None: cls._it = super().__new__(cls)
        return cls._it
    def __init__(self, v): self.v = v
s, t = Single(1), Single(2)
print(s is t, s.v)
class BadInit:
    def __init__(self): return 1
try:
    BadInit()
except TypeError as e:
    print(e)
class RaisesInit:
    def __init__(self): raise ValueError("in init")
    def __del__(self): print("del after failed init")
try:
    RaisesInit()
except ValueError as e:
    print(e)
print("--")
# object.__new__ and object.__init__ and their excess arguments.
class N1:
    def __new__(cls, x): return object.__new__(cls)
class N2:
    def __init__(self, x): pass
class N3: pass
print(type(N1(1)).__name__, type(N2(1)).__name__)
for f in (lambda: N3(1), lambda: object.__new__(N3, 1), lambda: object.__new__(N1, 1), lambda: object.__init__(N2(1), 2),
          lambda: object.__new__(int), lambda: object.__new__(1), lambda: object.__new__(), lambda: int.__new__(str), lambda: N3().__init__(1)):
    try:
        f()
        print("ok")
    except TypeError as e:
        print(e)
# Immutable types: subclass with __new__.
class Celsius(float):
    def __new__(cls, v, unit="C"):
        self = super().__new__(cls, v)
        self.unit = unit
        return self
    def __repr__(self): return f"{float(self)}°{self.unit}"
c = Celsius(36.6)
print(c, c + 1, type(c + 1).__name__, c == 36.6, hash(c) == hash(36.6), Celsius(1, "K"))
class Point(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda s: s[0])
    y = property(lambda s: s[1])
p = Point(3, 4)
print(p, p.x, p.y, p == (3, 4), len(p), p + (1,), type(p[:]).__name__)
class MyInt(int):
    def __add__(self, o): return MyInt(int(self) + int(o))
print(MyInt(3) + 4, type(MyInt(3) + 4).__name__, type(MyInt(3) * 2).__name__, MyInt("12"), MyInt(5) // 2, [1, 2, 3][MyInt(1)])
class MyStr(str):
    def upper(self): return "UP:" + super().upper()
print(MyStr("abc").upper(), MyStr("abc") == "abc", type(MyStr("a") + "b").__name__, {MyStr("k"): 1}["k"], type(str(MyStr("x"))).__name__)
class MyList(list):
    def append(self, x): super().append(x * 2)
l = MyList([1]); l.append(5); l += [7]
print(l, type(l).__name__, type(l + [1]).__name__, type(l[:]).__name__, type(l.copy()).__name__, l == [1, 10, 7])
class MyDict(dict):
    def __setitem__(self, k, v): super().__setitem__(k, (v,))
d = MyDict(a=1); d["b"] = 2; d.update(c=3)
print(d, type(d.copy()).__name__)
class Bool2(int):
    def __bool__(self): return False
print("true" if Bool2(5) else "false", Bool2(5) == 5)

# __del__ timing.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    x = D("local")
    print("in f")
f()
def g(arg): print("in g")
g(D("argument"))
D("temporary"); print("next statement")
[D("in list"), D("second")]
x = [D("a"), D("b")]
x[0] = None
x.clear()
x = D("old"); x = D("new")
del x
d = {"k": D("value")}
d["k"] = 1
def h():
    y = D("before return")
    return 5
print(h())
for i in range(2): z = D(i)
del z
try:
    w = D("try")
    raise ValueError
except ValueError: del w
print([D("comp") and 1 for _ in range(1)])
resurrected = []
class Re:
    def __del__(self):
        print("resurrect")
        resurrected.append(self)
Re()
print(len(resurrected))
resurrected.clear()
print("done", len(resurrected))
def gen():
    local = D("gen local")
    yield 1
    yield 2
it = gen(); next(it); del it
print("gen gone")
class Attr:
    def __init__(self): self.d = D("attribute")
    def __del__(self): print("del Attr first")
Attr()
def late():
    a = D("a"); b = D("b"); c = D("c")
late()
print("end")
