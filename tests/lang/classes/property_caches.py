# Properties that change after they were read.
import types


class Mixed:
    pass


class Gives(Mixed, property):
    pass


class C:
    x = property(lambda self: 1)
    y = Gives(lambda self: 'one')
    z = types.DynamicClassAttribute(lambda self: 'dynamic')


c = C()


def read(name):
    code = f'def f(): return [c.{name} for _ in range(4)]'
    exec(code, globals())

    def tell():
        try:
            print(name, f())
        except (AttributeError, TypeError) as e:
            print(name, type(e).__name__, e)
    f = globals()['f']
    tell()
    return tell


print('another getter')
x = read('x')
C.__dict__['x'].__init__(lambda self: 2)
garbage = [lambda self, i=i: i for i in range(100)]
x()
C.__dict__['x'].__init__()
x()
C.__dict__['x'].__init__(lambda self: 3)
x()

print('other code')
def getter(self): return 'first'
C.a = property(getter)
a = read('a')
def other(self, *more, k=3): return more, k
getter.__code__, getter.__kwdefaults__ = other.__code__, {'k': 7}
a()
def other(self): yield 1
getter.__code__ = other.__code__
print([type(each).__name__ for each in (c.a, c.a)])
def other(self, b): pass
getter.__code__ = other.__code__
a()

print('derived classes')
y = read('y')
Gives.__get__ = lambda self, instance, owner: 'from __get__'
y()
del Gives.__get__
y()
Mixed.__get__ = lambda self, instance, owner: 'from __get__ of a base'
y()
del Mixed.__get__
y()
class Never(property):
    def __get__(self, instance, owner):
        return 'never'
C.__dict__['y'].__class__ = Never
y()
C.__dict__['y'].__class__ = Gives
y()

print('dynamic class attributes')
z = read('z')
C.__dict__['z'].__init__(lambda self: 'again')
z()
types.DynamicClassAttribute.__get__, old = lambda self, instance, owner: 'patched', types.DynamicClassAttribute.__get__
z()
types.DynamicClassAttribute.__get__ = old
z()
C.z = types.DynamicClassAttribute()
z()
try:
    C.z
except AttributeError as e:
    print(repr(e))
