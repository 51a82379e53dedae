import functools
from functools import *
import abc, collections.abc as cabc


def deco(f):
    @wraps(f)
    def w(*a):
        'w doc'
        return f(*a)
    return w


@deco
def orig(a: int) -> str:
    'orig doc'
    return a


orig_w = orig
print(orig.__name__, orig.__doc__, orig.__annotations__, orig.__wrapped__.__name__, orig(3), orig.__qualname__)
p = partial(print, 'a', sep='-'); p('b'); print(p.func, p.args, p.keywords)
print(partial(partial(int, base=2))('101'), partial(int, base=2), reduce(lambda a, b: a * b, [1, 2, 3], 10), reduce(max, [3, 9, 2]))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, T) else NotImplemented
    def __lt__(self, o): return self.v < o.v if isinstance(o, T) else NotImplemented


print(T(1) < T(2), T(1) > T(2), T(1) <= T(1), T(2) >= T(3), T.__ge__.__name__)
try:
    T(1) >= 3
except TypeError as e:
    print(e)
for root in ('__le__', '__gt__', '__ge__'):
    import operator
    cls = type('X', (), {'__init__': lambda s, v: setattr(s, 'v', v), '__eq__': lambda s, o: s.v == o.v,
                         root: (lambda op: lambda s, o: op(s.v, o.v))(getattr(operator, root))})
    cls = total_ordering(cls)
    print(root, [(cls(a) < cls(b), cls(a) <= cls(b), cls(a) > cls(b), cls(a) >= cls(b)) for a, b in ((1, 2), (2, 2), (2, 1))])
try:
    total_ordering(type('Y', (), {}))
except ValueError as e:
    print(e)


class PM:
    def f(self, a, b=0, *, k=None): return (a, b, k)
    g = partialmethod(f, 1)
    h = partialmethod(g, 2, k=3)
    s = partialmethod(staticmethod(lambda *a: a), 5)
    c = partialmethod(classmethod(lambda cls, *a: (cls.__name__, a)), 6)
    print([repr(partialmethod(int, *a, **k)) for a, k in (((), {}), ((1, 2), {}), ((), {'k': 3}), ((1,), {'k': 3}))])


print(PM().g(), PM().g(7, k=1), PM().h(), PM().s(1), PM.c(2), PM.g(PM(), 9))
try:
    partialmethod(5)
except TypeError as e:
    print(e)
calls = []


@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append(x)
    return x * 10


print(f(1), f(1), f(2), f(3), f(1), calls, f.cache_info(), f.cache_parameters())
f.cache_clear(); print(f.cache_info())
@lru_cache
def g(x): return x
@lru_cache(typed=True)
def h(x): return type(x).__name__
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(g(1), g.cache_info(), h(1), h(1.0), h.cache_info(), fib(60), fib.cache_info(), fib.__name__, fib.cache_parameters())
z = lru_cache(maxsize=0)(lambda x: x); z(1); print(z.cache_info(), lru_cache(maxsize=-5)(len).cache_info())
for bad in ('a', 1.5):
    try:
        lru_cache(bad)
    except TypeError as e:
        print(e)
try:
    f([])
except TypeError as e:
    print(e)


class CM:
    @lru_cache
    def m(self): return 'm'


print(CM().m())


class CP:
    n = 0
    @cached_property
    def v(self):
        'doc v'
        self.n += 1
        return self.n


c = CP(); print(c.v, c.v, c.n, CP.v.__doc__, c.__dict__); del c.v; print(c.v)


class Sl:
    __slots__ = ()
    @cached_property
    def v(self): return 1


try:
    Sl().v
except TypeError as e:
    print(e)
cp = cached_property(lambda s: 1)
try:
    cp.__get__(c)
except TypeError as e:
    print(e)
cp.__set_name__(CP, 'a')
try:
    cp.__set_name__(CP, 'b')
except TypeError as e:
    print(e)


@singledispatch
def sd(a, b=None): return 'object'
@sd.register(int)
def _(a, b=None): return 'int'
@sd.register
def _(a: list, b=None): return 'list'
@sd.register(cabc.Mapping)
def _(a): return 'mapping'
@sd.register
def _(a: float | complex): return 'float or complex'
@sd.register(type(None))
def sdnone(a): return 'none'


print(sd(1), sd(True), sd([]), sd({}), sd('s'), sd(1.5), sd(2j), sd(None), sdnone(None))
print(sd.dispatch(bool) is sd.dispatch(int), sorted(k.__name__ for k in sd.registry), sd.__name__)
sd.register(cabc.Sized, lambda a: 'sized'); print(sd('s'), sd({}), sd([]), sd(set()))
sd.register(cabc.Hashable, lambda a: 'hashable')
try:
    sd('s')
except RuntimeError as e:
    print(e)
class Both(cabc.Sized, cabc.Iterable):
    def __len__(self): return 0
    def __iter__(self): return iter(())
sd2 = singledispatch(lambda a: 'obj')
sd2.register(cabc.Iterable, lambda a: 'iterable'); sd2.register(cabc.Sized, lambda a: 'sized')
print(sd2(Both()))
sd2.register(cabc.Collection, lambda a: 'collection'); print(sd2([]), sd2({}), sd2(Both()))
for f in (lambda: sd(), lambda: sd.register(5), lambda: sd.register(5, len), lambda: sd.register(lambda a: 0)):
    try:
        f()
    except TypeError as e:
        print(str(e).split(' at 0x')[0])


class SM:
    @singledispatchmethod
    def m(self, a): return ('obj', a)
    @m.register
    def _(self, a: int): return ('int', a)
    @m.register(str)
    def _(self, a): return ('str', a)
    @singledispatchmethod
    @classmethod
    def c(cls, a): return ('obj', cls.__name__)
    @c.register
    @classmethod
    def _(cls, a: int): return ('int', cls.__name__)


print(SM().m(1), SM().m('a'), SM().m(1.5), SM.c(1), SM.c('x'))


print('what other packages use')
info = functools.lru_cache(lambda: 1).cache_info()
print(type(info) is functools._CacheInfo, functools._CacheInfo(1, 2, 3, 4))
for args, kwds, typed in ((1,), {}, False), ((1,), {}, True), ((1.0,), {}, False), ((1, 'a'), {'k': 2}, False), ((), {}, True):
    key = functools._make_key(args, kwds, typed)
    print(hash(key) == hash(functools._make_key(args, kwds, typed)), key == functools._make_key(args, dict(kwds), typed),
          key == functools._make_key((*args, 0), kwds, typed), key == functools._make_key(args, {**kwds, 'z': 1}, typed))
print(functools._make_key((1,), {}, False), functools._make_key((1,), {}, True) == functools._make_key((1.0,), {}, True))
try:
    functools._nothing
except AttributeError as e:
    print(e)
