# What metaclasses and their attributes become after attributes of their classes were read.
class Above:
    pass


class Meta(Above, type):
    plain = 'of the metaclass'

    def __getattr__(cls, name):
        return f'{cls.__name__} has no {name}'

    def method(cls):
        return 'method of the metaclass'


class C(metaclass=Meta):
    a = 1
    b = 'b of C'
    plain = 'of C'

    def method(self=None):
        return 'method of C'


class D(C):
    pass


def reader(expression):
    f = eval(f'lambda: [{expression} for _ in range(3)]')
    print(expression, f())
    return lambda: print(expression, f())


reads = [reader(expression) for expression in (
    'C.a', 'D.a', 'D.missing', 'C.plain', 'D.method()', 'C.only_meta', 'D.b')]


def all_of_them(what):
    print(what)
    for each in reads:
        each()


Meta.a = property(lambda cls: 'property of the metaclass')
all_of_them('a property')
del Meta.a
all_of_them('gone')
Meta.a = Meta.only_meta = 'no descriptor'
all_of_them('a plain attribute')


class Slot:
    def __get__(self, instance, owner):
        return 'slot', instance.__name__
Meta.b = Slot()
all_of_them('a descriptor that is not asked first')
Slot.__set__ = lambda self, instance, value: None
Meta.b = Slot()
all_of_them('now it is')
del Meta.b
Above.missing = property(lambda cls: 'of a base of the metaclass')
all_of_them('a base of the metaclass')
Above.b = property(lambda cls: 'b of a base of the metaclass')
all_of_them('a base of the metaclass, which comes before what was read')
del Above.b
all_of_them('gone')
Meta.__getattribute__ = lambda cls, name: ('asked', name) if name in 'abplain' else type.__getattribute__(cls, name)
all_of_them('__getattribute__')
del Meta.__getattribute__, Above.missing
all_of_them('gone')
D.a = 2
all_of_them('the class changes')
C.a = 3
del D.a
all_of_them('its base changes')


class Other(Meta):
    a = property(lambda cls: 'of the other metaclass')
D.__class__ = Other
all_of_them('another metaclass')
C.__class__ = Other
all_of_them('for its base as well')
D.__class__ = C.__class__ = Meta
all_of_them('as before')


class NewBase:
    a = property(lambda cls: 'a of a new base')
    def __new__(mcs, *args): pass
Meta.__bases__ = NewBase, type
all_of_them('other bases of the metaclass')
del Meta.__getattr__
try:
    D.missing
except AttributeError as e:
    print(e)
