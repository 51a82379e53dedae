# inspect: attributes that metaclasses make, documentation of slots, what is abstract while a class is made, wrappers of all kinds.
import abc
import functools
import inspect
import types


class Meta(type):
    plain = 'of meta'

    def __dir__(cls):
        return ['__class__', '__module__', 'made', 'plain', 'method', 'shown', 'fixed']

    def __getattr__(cls, name):
        if name == 'made':
            return 42
        raise AttributeError(name)


class Class(metaclass=Meta):
    def method(self):
        pass

    @property
    def shown(self):
        pass

    @staticmethod
    def fixed():
        pass

    @types.DynamicClassAttribute
    def virtual(self):
        pass


for each in inspect.classify_class_attrs(Class):
    if not each.name.startswith('_'):
        print(each.name, each.kind, each.defining_class.__name__, type(each.object).__name__)


class Slots:
    __slots__ = {'power': 'measured in kilowatts', 'silent': None}


print(inspect.getdoc(Slots.power), inspect.getdoc(Slots.silent))

checked = []


class Checker(metaclass=abc.ABCMeta):
    def __init_subclass__(cls):
        checked.append((cls.__name__, inspect.isabstract(cls)))


class Abstract(Checker):
    @abc.abstractmethod
    def foo(self):
        pass


class Still(Abstract):
    pass


class Concrete(Abstract):
    def foo(self):
        pass


print(checked, inspect.isabstract(Abstract), inspect.isabstract(Concrete), inspect.isabstract(int), inspect.isabstract(3))


class Hiding(dict):
    a = 3

    @property
    def __dict__(self):
        print('never')
        return {}


hiding = Hiding()
hiding.a = 4
print(inspect.getattr_static(hiding, 'a'))


def fails(call, *args):
    try:
        print(call(*args))
    except (ValueError, TypeError, OSError) as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])


class Wrapped:
    pass


Wrapped.__wrapped__ = lambda a: None
print(inspect.signature(Wrapped))


class NoSelf:
    def __call__():
        pass

    part = functools.partialmethod(__call__)


fails(inspect.signature, NoSelf())
fails(inspect.signature, NoSelf.part)


def written(*args):
    pass


written.__text_signature__ = '($self, a, b=1, *args, c, d=2, **kwargs)'
print(inspect.signature(written))


class Nameless(type):
    @property
    def __module__(cls):
        raise AttributeError


class NoModule(metaclass=Nameless):
    pass


fails(inspect.getfile, NoModule)
for name in '', '<string>':
    fails(inspect.findsource, compile('x = 1', name, 'exec'))
print(hasattr(inspect, 'mod_dict'))


class A:
    pass


A.__module__ = 'near.typing'
import typing
print(inspect.formatannotation(typing.Union[typing.List[A], int]))


class SetsAbstractMethods(type):
    """A metaclass that is not ABCMeta."""

    def __init__(cls, name, bases, namespace):
        cls.__abstractmethods__ = namespace.get('lacks', ())


print(inspect.isabstract(SetsAbstractMethods('Lacks', (), {'lacks': {'f'}})))
print(inspect.isabstract(SetsAbstractMethods('Full', (), {})))
