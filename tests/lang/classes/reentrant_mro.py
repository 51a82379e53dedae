# mro() of a metaclass that reverses the order, or assigns __bases__ while an assignment runs.
class Reverse(type):
    def mro(cls):
        return type.mro(cls)[::-1]

class A: name = "A"
class B(A): name = "B"
class R(B, metaclass=Reverse): pass
print([c.__name__ for c in R.__mro__], R.name)
A.name = "changed"
print(R.name)

class Meta(type):
    armed = None
    def mro(cls):
        armed, Meta.armed = Meta.armed, None
        if armed and cls.__name__ == armed[0]:
            armed[1]()
        else:
            Meta.armed = armed
        return type.mro(cls)

def classes():
    class Base(metaclass=Meta): pass
    class B1(Base): pass
    class B2(Base): pass
    class C(Base): pass
    return Base, B1, B2, C

def names(*types):
    print([([b.__name__ for b in c.__bases__], [m.__name__ for m in c.__mro__[:-1]], [s.__name__ for s in c.__subclasses__()]) for c in types])

Base, B1, B2, C = classes()
Meta.armed = "C", lambda: setattr(C, "__bases__", (B2,))
C.__bases__ = (B1,)
names(Base, B1, B2, C)

Base, B1, B2, C = classes()
def assign_and_fail():
    C.__bases__ = (B2,)
    raise ZeroDivisionError
Meta.armed = "C", assign_and_fail
try:
    C.__bases__ = (B1,)
except ZeroDivisionError:
    print("failed")
names(Base, B1, B2, C)

Base, B1, B2, C = classes()
Meta.armed = "B1", lambda: setattr(B2, "__bases__", (B1,))
try:
    B1.__bases__ = (B2,)
except TypeError as e:
    print(e)
names(Base, B1, B2)

class Early(type):
    def mro(cls):
        if cls.__name__ == "E":
            print(cls.__mro__, cls.__bases__)
            try:
                class Below(cls): pass
            except TypeError as e:
                print(e)
        return type.mro(cls)
class E(metaclass=Early): pass
