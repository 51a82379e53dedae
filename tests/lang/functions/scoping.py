# global, nonlocal, locals(), globals(), and what is local to what.
x = "module"
def read(): return x
def local():
    x = "local"
    return x
def write():
    global x
    x = "written"
print(read(), local(), x)
write()
print(read(), x)

def unbound():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1
unbound()
def unbound_del():
    y = 1
    del y
    try:
        y
    except UnboundLocalError as e:
        print(e)
    try:
        del y
    except UnboundLocalError as e:
        print(e)
unbound_del()
def unbound_aug():
    try:
        x += 1
    except UnboundLocalError as e:
        print(e)
unbound_aug()
try:
    undefined_name
except NameError as e:
    print(e, e.name)
try:
    del undefined_name
except NameError as e:
    print(e)

def make_global():
    global fresh, Klass, func, mod
    fresh = 1
    class Klass: pass
    def func(): return "global func"
    import sys as mod
make_global()
print(fresh, Klass.__name__, Klass.__qualname__, func(), mod.__name__)
def delete_global():
    global fresh
    del fresh
delete_global()
print("fresh" in globals())

def loops():
    for i in range(3): pass
    print(i)
    for i in []: pass
    print(i)
    with open("/dev/null") as i: pass
    print(type(i).__name__)
    try:
        raise ValueError
    except ValueError as i: pass
    try:
        i
    except UnboundLocalError as e:
        print(e)
loops()

def show_locals(a, *b, c=3, **d):
    e = 5
    if False:
        never = 1
    return locals()
print(show_locals(1, 2, z=4))
def cell_locals():
    a = 1
    def inner():
        a
        return locals()
    return locals().keys() - {"inner"}, inner()
print(cell_locals())
class Body:
    p = 1
    snapshot = sorted(k for k in locals() if not k.startswith("__"))
    locals()["injected"] = 2
print(Body.snapshot, Body.injected)
globals()["made"] = 7
print(made)
print(locals() is globals())

# Builtins are looked up after globals, and can be shadowed and uncovered.
def use_len(): return len("abc")
print(use_len())
len = lambda s: "shadowed"
print(use_len())
del len
print(use_len())

# A comprehension has its own scope; its first iterable is evaluated outside.
i = "outer"
print([i for i in range(2)], i)
class C:
    n = 3
    items = [k for k in range(n)]
    try:
        bad = [n for _ in range(2)]
    except NameError as e:
        print(e)
print(C.items)

# Walrus in a comprehension binds outside.
print([last := v for v in range(3)], last)
def walrus():
    any((hit := v) > 1 for v in [1, 2, 3])
    return hit
print(walrus())
print(__name__, __doc__, __file__.endswith("scoping.py"), __spec__, __package__)

# Name mangling.
class M:
    __secret = 1
    def get(self): return self.__secret
    def set(self, __v):
        self.__secret = __v
        __local = 3
        return sorted(locals())
    def __method(self): pass
    __dunder__ = 2
m = M()
print(m.set(9), m.get(), M._M__secret, vars(m), hasattr(m, "_M__method"), M.__dunder__)
class _Under:
    __a = 1
print([k for k in vars(_Under) if k.endswith("a")])
