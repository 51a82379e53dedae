# Which classes may take each other's place in __class__, and what a metaclass's mro() sees of a class in the making.
import sys
import types


class Slot: __slots__ = 'a',
class SlotToo: __slots__ = 'a',
class Other: __slots__ = 'b',
class SlotBelow(Slot): __slots__ = ()
class Open(Slot): pass
class Two: __slots__ = 'a', 'b'
class TwoTurned: __slots__ = 'b', 'a'
class Plain: pass
class PlainToo: pass
class Closed(Plain): __slots__ = 'c'
class Dict: __slots__ = '__dict__',
class Weak: __slots__ = '__weakref__',
class Both: __slots__ = '__dict__', '__weakref__'
class Int(int): pass
class IntToo(int): pass
class IntBelow(Int): pass
class IntClosed(int): __slots__ = ()
class IntClosedToo(int): __slots__ = ()
class Tuple(tuple): pass
class TupleToo(tuple): pass
class List(list): pass
class ListToo(list): pass
class Module(types.ModuleType): pass
class ModuleClosed(types.ModuleType): __slots__ = ()
class Wrong(Exception): pass
class WrongToo(Exception): pass
class WrongValue(ValueError): pass
class WrongSystem(OSError): pass
class WrongBelow(Wrong): pass
class Meta(type): pass
class MetaToo(type): pass
class Float(float): pass
class Function: pass


classes = [v for v in list(globals().values()) if isinstance(v, type)] + [int, object, list, types.ModuleType, type, ValueError]


def make(c):
    if issubclass(c, type):
        return c('Made', (), {})
    return c('m') if issubclass(c, types.ModuleType) else c()


def attempt(x, c):
    try:
        x.__class__ = c
    except TypeError as e:
        return str(e)
    return type(x) is c


for a in classes:
    good = [b.__name__ for b in classes if attempt(make(a), b) is True]
    print(a.__name__, good)
for x, c in ((Int(), IntToo), (Wrong(), WrongValue), (Slot(), Other), (1, Int), (None, Plain), (Plain(), 5), (Function, Meta), (int, Meta),
             (print, Plain), (lambda: 1, Plain), (sys, Module), (sys, types.ModuleType), (Meta('M', (), {}), MetaToo), (Plain(), object)):
    print(attempt(x, c))


class Watching(type):
    def mro(cls):
        order = type.mro(cls)
        seen = []
        for name in 'own', 'inherited', '__mro__', '__bases__', '__base__', '__name__', '__doc__':
            try:
                seen.append(getattr(cls, name))
            except AttributeError as e:
                seen.append(str(e))
        print([c.__name__ for c in order], seen, cls.__dict__.get('own'))
        return order


class A(metaclass=Watching):
    inherited = 1
    own = 2


class B(A):
    own = 3


class C:
    inherited = 4


B.__bases__ = A, C


class Short(type):
    def mro(cls):
        return [cls, object]


class D(metaclass=Short):
    x = 1


class E(D):
    pass


print(E.__mro__, issubclass(E, D), isinstance(E(), D), hasattr(E, 'x'))
