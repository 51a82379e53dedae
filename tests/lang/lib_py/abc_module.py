import abc
from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    @classmethod
    @abstractmethod
    def make(cls): ...


class Half(Shape):
    def area(self):
        return 1

    @classmethod
    def make(cls):
        return cls()


class Full(Half):
    name = 'full'


for cls in (Shape, Half, Full):
    print(cls.__name__, sorted(cls.__abstractmethods__))
    try:
        print(cls().name)
    except TypeError as e:
        print(type(e).__name__, e)
print(isinstance(Full(), Shape), issubclass(Full, Shape), issubclass(int, Shape))


class Virtual(metaclass=ABCMeta):
    pass


class Sub(Virtual):
    pass


print(isinstance(3, Virtual), isinstance(3, Sub))
print(Sub.register(int))
print(isinstance(3, Virtual), isinstance(3, Sub), isinstance(True, Virtual), issubclass(float, Virtual))
t = abc.get_cache_token()
Sub.register(int)
print(abc.get_cache_token() == t)


@Virtual.register
class Deco:
    pass


print(abc.get_cache_token() != t, issubclass(Deco, Virtual), Deco.__name__)
for bad in (lambda: Sub.register(3), lambda: Sub.register(Virtual), lambda: issubclass(3, Virtual)):
    try:
        bad()
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)


class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is Hook:
            return hasattr(C, 'quack')
        return NotImplemented


class Duck:
    quack = 1


print(issubclass(Duck, Hook), issubclass(int, Hook), isinstance(Duck(), Hook))


class Liar:
    __class__ = property(lambda self: int)


print(isinstance(Liar(), Virtual), isinstance(Liar(), int))


class Later(Shape):
    pass


Later.area = lambda self: 2
Later.make = classmethod(lambda cls: cls())
Later.name = 'later'
print(sorted(Later.__abstractmethods__))
print(abc.update_abstractmethods(Later) is Later, Later.__abstractmethods__, Later().area())


class P(ABC):
    @abc.abstractproperty
    def p(self): ...

    @abc.abstractclassmethod
    def c(cls): ...

    @abc.abstractstaticmethod
    def s(): ...


print(sorted(P.__abstractmethods__))


class Kw(ABC):
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag


class K1(Kw, tag='x'):
    pass


print(K1.tag, type(K1).__name__)
