"""__dict__ of classes that have a class in Python before a built-in one: the built-in type's goes first."""
import types


class Base:
    pass


class Meta(Base, type):
    pass


class Module(Base, types.ModuleType):
    pass


class Error(Base, Exception):
    pass


class Made(metaclass=Meta):
    here = 1


def attempt(what, *args):
    try:
        what(*args)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)


module, error, plain = Module('m'), Error(), Base()
print(type(Made.__dict__), Made.__dict__['here'], module.__dict__['__name__'], module.__dict__ is vars(module))
for x in Made, module, error, plain:
    attempt(delattr, x, '__dict__')
for x in Made, module:
    attempt(setattr, x, '__dict__', {})
    attempt(Base.__dict__['__dict__'].__set__, x, {})
error.__dict__ = {'a': 1}
print(error.a)
