# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__ and the built-in functions over them.
class G:
    real = 1
    def __getattr__(self, name):
        if name.startswith("no_"): raise AttributeError(f"custom {name}")
        return f"<{name}>"
g = G()
print(g.real, g.fake, getattr(g, "x y"), hasattr(g, "anything"), hasattr(g, "no_way"), getattr(g, "no_way", "default"))
try:
    g.no_way
except AttributeError as e:
    print(e)
class GA:
    def __init__(self): self.x = 1
    def __getattribute__(self, name):
        print("getattribute", name)
        return super().__getattribute__(name)
    def __getattr__(self, name):
        print("getattr", name)
        return name
    def method(self): return self.x
o = GA()
print(o.x, o.missing, o.method())
class SA:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)
s = SA()
s.a = 1
s.a += 5
setattr(s, "b", 2)
del s.a
delattr(s, "b")
try:
    del s.zzz
except AttributeError as e:
    print(e)
print(s.__dict__)
class Blocked:
    def __getattribute__(self, name): raise AttributeError("blocked " + name)
    def __len__(self): return 3
b = Blocked()
print(hasattr(b, "x"), getattr(b, "x", None), len(b))
class Raises:
    def __getattr__(self, name): raise ValueError("not an attribute error")
try:
    hasattr(Raises(), "x")
except ValueError as e:
    print(e)
try:
    getattr(Raises(), "x", 1)
except ValueError as e:
    print(e)
class Dir:
    def __dir__(self): return ["z", "a", "m"]
    attr = 1
print(dir(Dir()), "attr" in dir(Dir), sorted(Dir().__dir__()))
class BadDir:
    def __dir__(self): return 1
try:
    dir(BadDir())
except TypeError as e:
    print(e)
class X:
    c = 1
    def __init__(self): self.i = 2
x = X()
print([n for n in dir(x) if not n.startswith("__")], vars(x))
print([n for n in dir(X) if n.startswith("__")])
print([n for n in dir(object)])
for call in ("getattr(1)", "getattr(x, 1)", "setattr(x, 1, 2)", "delattr(x, 'no')", "hasattr(x, 1)", "vars(1)", "getattr(x, 'no')", "vars(x, 1)", "setattr(x)"):
    try:
        eval(call)
    except (TypeError, AttributeError) as e:
        print(call, "->", type(e).__name__, e)
# Delegation.
class Proxy:
    def __init__(self, target): self.__dict__["target"] = target
    def __getattr__(self, name): return getattr(self.target, name)
    def __setattr__(self, name, value): setattr(self.target, name, value)
p = Proxy([3, 1, 2])
p.sort()
print(p.target, p.index(3))
p2 = Proxy(x)
p2.i = "via proxy"
print(x.i, p2.c)
# __getattr__ sees an AttributeError from a property and from __getattribute__.
class Mixed:
    @property
    def p(self): return self.does_not_exist
    def __getattr__(self, name): return "fell back: " + name
print(Mixed().p)
# object.__getattribute__ by hand, on instance and type.
print(object.__getattribute__(x, "c"), type.__getattribute__(X, "c"))
try:
    object.__getattribute__(x, "nothing")
except AttributeError as e:
    print(e)
# Instances with a dict subclass key, and attributes with odd names.
setattr(x, "", 1)
setattr(x, "ключ", 2)
print(getattr(x, ""), x.ключ, sorted(vars(x)))
# __slots__ free class: many attributes, deleted and made again.
class Many: pass
m = Many()
for n in range(100): setattr(m, f"a{n}", n)
for n in range(0, 100, 2): delattr(m, f"a{n}")
m.a0 = "again"
print(len(vars(m)), m.a99, m.a0, list(vars(m))[-1], hasattr(m, "a2"))
