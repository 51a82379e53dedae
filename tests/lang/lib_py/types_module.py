import types
from types import *

print(sorted(types.__all__))
def f(): pass
def g(): yield
print(type(f) is FunctionType, LambdaType is FunctionType, type(f.__code__) is CodeType, type(g()) is GeneratorType)
print(type(len) is BuiltinFunctionType, type([].append) is BuiltinMethodType, type(types) is ModuleType)
print(type(object.__init__) is WrapperDescriptorType, type(str.join) is MethodDescriptorType, type(None) is NoneType, EllipsisType, NotImplementedType)
print(type(list[int]) is GenericAlias, type(int | str) is UnionType, type(int.__dict__) is MappingProxyType)
n = SimpleNamespace(a=1, b='x'); print(n, n.a, n == SimpleNamespace(a=1, b='x'), n == 3); n.c = n; print(n); del n.a; print(vars(n)['b'])
class NS(SimpleNamespace): pass
print(NS(q=1), NS(q=1) == SimpleNamespace(q=1))
try:
    SimpleNamespace(1, 2)
except TypeError as e:
    print('TypeError')


class Meta(type):
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print('prepare', name, kw)
        return {'prepared': 1}
    def __new__(m, name, bases, ns, **kw): return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): pass


C = new_class('C', (int,), {'metaclass': Meta, 'k': 1}, lambda ns: ns.update(x=5))
print(C.__name__, C.__bases__, C.x, C.prepared, type(C).__name__, new_class('E').__mro__)
class Entry:
    def __mro_entries__(self, bases): return (dict,)
e = Entry()
print(resolve_bases((int, e)), resolve_bases((int,)), new_class('F', (e,)).__mro__[1], '__orig_bases__' in new_class('F', (e,)).__dict__)
print(prepare_class('P', (C,), {'q': 2})[0].__name__)
class M2(type): pass
class M3(type): pass
try:
    prepare_class('P', (M2('a', (), {}), M3('b', (), {})))
except TypeError as ex:
    print(ex)
class BadEntry:
    def __mro_entries__(self, bases): return [dict]
try:
    resolve_bases((BadEntry(),))
except TypeError as ex:
    print(ex)


class DM(type):
    def __getattr__(cls, name): return f'meta {name}'


class DC(metaclass=DM):
    @DynamicClassAttribute
    def v(self): return 'instance v'


print(DC.v, DC().v)
try:
    DC().v = 1
except AttributeError as ex:
    print(ex)
try:
    del DC().v
except AttributeError as ex:
    print(ex)


@coroutine
def gen():
    x = yield 1
    return x


async def use(): return await gen()
c = use(); print(c.send(None))
try:
    c.send('val')
except StopIteration as ex:
    print(ex.value)


class GL:
    def __init__(self): self.n = 0
    def send(self, v): return self.__next__()
    def throw(self, *a): raise a[0]
    def close(self): pass
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration(9)
        return self.n


@coroutine
def wrapped(): return GL()
async def use2(): return await wrapped()
c = use2(); print(c.send(None), c.send(None))
try:
    c.send(None)
except StopIteration as ex:
    print(ex.value)
try:
    coroutine(5)
except TypeError as ex:
    print(ex)
m = ModuleType('m', 'doc'); print(m.__name__, m.__doc__)
mt = MethodType(lambda self: self, 5); print(mt())
p = MappingProxyType({'a': 1}); print(p, p['a'], len(p), p | {'b': 2})
