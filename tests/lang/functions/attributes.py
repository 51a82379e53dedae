# Attributes of functions, methods and code objects.
def f(a, b=2, /, c: int = 3, *args: "x", d, e: str = "E", **kw) -> bool:
    """The doc."""
    local = a
    return local
print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(f.__defaults__, f.__kwdefaults__)
print(f.__annotations__)
print(f.__closure__, f.__dict__, f.__globals__ is globals())
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals)
print(c.co_varnames, c.co_freevars, c.co_cellvars, c.co_flags & 0xC, c.co_firstlineno)
f.color = "red"
print(f.color, f.__dict__, vars(f))
del f.color
try:
    f.color
except AttributeError as e:
    print(e)
f.__name__ = "renamed"
f.__qualname__ = "Very.renamed"
f.__doc__ = None
print(f.__name__, f.__qualname__, f.__doc__)
for name, value in [("__name__", 1), ("__qualname__", None), ("__defaults__", 1), ("__kwdefaults__", 1), ("__code__", 2), ("__dict__", 1), ("__annotations__", 1)]:
    try:
        setattr(f, name, value)
    except TypeError as e:
        print(name, e)
try:
    f.__globals__ = {}
except AttributeError as e:
    print(e)
try:
    f.__closure__ = None
except AttributeError as e:
    print(e)

def one(): return 1
def two(): return 2
one.__code__ = two.__code__
print(one(), one.__name__)
def closed():
    v = 1
    def inner(): return v
    return inner
try:
    one.__code__ = closed().__code__
except ValueError as e:
    print(e)

class C:
    def m(self): "doc of m"
    @classmethod
    def cm(cls): return cls.__name__
    @staticmethod
    def sm(): return "static"
    class Inner:
        def deep(self):
            def deeper(): pass
            return deeper
    lam = lambda self: 0
obj = C()
m = obj.m
print(m.__self__ is obj, m.__func__ is C.m, m.__name__, m.__qualname__, m.__doc__)
print(C.Inner().deep().__qualname__, C.lam.__qualname__, (lambda: 0).__name__)
print(m == obj.m, m is obj.m, m == C().m, hash(m) == hash(obj.m), C.m == C.m)
print(C.cm(), obj.cm(), obj.sm(), C.cm.__self__ is C, C.cm.__func__.__name__)
try:
    m.attribute = 1
except AttributeError as e:
    print(e)
C.m.attribute = 1
print(m.attribute)
print(type(f).__name__, type(m).__name__, type(len).__name__, type([].append).__name__, type(list.append).__name__)
print(type(dict.__dict__["fromkeys"]).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(C.__dict__["cm"]).__name__)
print(len.__name__, len.__qualname__, len.__module__, len.__self__.__name__)
print([].append.__name__, [].append.__qualname__, [].append.__self__, list.append.__qualname__, list.append.__objclass__)
print((1).__add__.__name__, int.__add__.__objclass__, repr(int.__add__), repr(list.append), repr(len))

# A function is a descriptor: binding by hand.
print(C.__dict__["m"].__get__(obj, C) == obj.m, f.__get__(None, C) is f)
def free(self): return ("free", self is obj)
C.later = free
print(obj.later())
obj.own = free
try:
    obj.own()
except TypeError as e:
    print(e)
import types
print(types.MethodType(free, obj)(), types.MethodType(len, [1, 2])())
made = types.FunctionType(two.__code__, {}, "made")
print(made(), made.__name__)
lam = types.FunctionType((lambda: zz).__code__, {"zz": 5})
print(lam())
