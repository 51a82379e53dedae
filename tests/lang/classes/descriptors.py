# The descriptor protocol and the order of attribute lookup.
class Data:
    def __init__(self, label): self.label = label
    def __get__(self, obj, cls=None): return f"{self.label}.get({'None' if obj is None else 'obj'}, {cls.__name__})"
    def __set__(self, obj, value): print(f"{self.label}.set({value!r})")
    def __delete__(self, obj): print(f"{self.label}.delete")
class NonData:
    def __get__(self, obj, cls=None): return "nondata"
class SetOnly:
    def __set__(self, obj, value): obj.__dict__["so"] = ("set", value)
class DeleteOnly:
    def __delete__(self, obj): print("deleted")
class C:
    data = Data("data")
    nondata = NonData()
    so = SetOnly()
    do = DeleteOnly()
    plain = "class"
c = C()
print(c.data, C.data)
c.data = 5
del c.data
c.__dict__["data"] = "shadow"
print(c.data)
print(c.nondata, C.nondata)
c.nondata = "instance"
print(c.nondata)
del c.nondata
print(c.nondata)
print(type(c.so).__name__)
c.so = 1
print(c.so)
try:
    del c.so
except AttributeError as e:
    print(e)
del c.do
try:
    c.do = 1
except AttributeError as e:
    print(e)
# On the class itself, assignment replaces the descriptor.
C.data = "replaced"
print(C.data, c.data)

# Metaclass data descriptors beat class attributes; non-data ones do not.
class M(type):
    d = Data("meta")
    n = NonData()
class K(metaclass=M):
    d = "class d"
    n = "class n"
    c = Data("own")
print(K.d, K.n, K().d, K.c)
K.d = 1
K.c = 2
print(K.c)

# property in full.
class P:
    def __init__(self): self._x = 1
    def getx(self): "getter doc"; return self._x
    def setx(self, v): self._x = v
    def delx(self): del self._x
    x = property(getx, setx, delx)
    y = property(getx, doc="given")
    w = property(None, setx)
    n = property()
p = P()
p.x = 3
print(p.x, P.x.__doc__, P.y.__doc__, P.n.__doc__)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
for action in ("p.y = 1", "del p.y", "p.w", "p.n", "p.n = 2", "del p.n"):
    try:
        exec(action)
    except AttributeError as e:
        print(action, "->", e)
print(P.x.fget.__name__, P.x.fset.__name__, P.x.fdel.__name__, P.y.fset, type(P.x).__name__)
print(P.__dict__["x"].__get__(None, P) is P.x)
class Q(P):
    @P.x.getter
    def x(self): return ("sub", self._x)
q = Q()
q.x = 9
print(q.x)
class AbstractLike:
    @property
    def v(self): raise AttributeError("inside")
    def __getattr__(self, name): return "fallback for " + name
print(AbstractLike().v)
class SubProp(property):
    "own doc"
class R:
    @SubProp
    def z(self): "z doc"; return 1
print(R().z, R.z.__doc__)

# classmethod, staticmethod as descriptors.
class S:
    @classmethod
    def cm(cls, *a): return cls.__name__, a
    @staticmethod
    def sm(*a): return a
    cp = classmethod(property(lambda cls: cls.__name__))
class T(S): pass
print(S.cm(1), T.cm(1), T().cm(), S.sm(1), S().sm(2), T.cp)
print(S.__dict__["cm"].__func__.__name__, S.__dict__["sm"].__wrapped__(3), S.__dict__["sm"](4))
try:
    S.__dict__["cm"]()
except TypeError as e:
    print(e)

# Validation by descriptor.
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, cls=None): return self if obj is None else getattr(obj, self.name)
    def __set__(self, obj, value):
        if value <= 0: raise ValueError(f"{self.name[1:]} must be positive")
        setattr(obj, self.name, value)
class Box:
    width, height = Positive(), Positive()
    def __init__(self, w, h): self.width, self.height = w, h
    @property
    def area(self): return self.width * self.height
print(Box(2, 3).area)
try:
    Box(2, -1)
except ValueError as e:
    print(e)
# A descriptor in the instance is not called.
c.inst = Data("inst")
print(type(c.inst).__name__)
# Special methods are looked up on the type only.
class Sp: pass
s = Sp()
s.__len__ = lambda: 3
try:
    len(s)
except TypeError as e:
    print(e)
Sp.__len__ = lambda self: 4
print(len(s), s.__len__())
class DescSpecial:
    class __call__:
        def __init__(self): pass
    __len__ = NonData()
try:
    len(DescSpecial())
except TypeError as e:
    print(e)
