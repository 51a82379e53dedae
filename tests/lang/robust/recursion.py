"""Runaway recursion of every kind ends in RecursionError, and the interpreter goes on."""
import copy
import functools
import operator
import sys


def attempt(name, function):
    try:
        function()
    except RecursionError:
        print(name, "RecursionError")
    else:
        print(name, "works")


def plain():
    plain()


class Repr:
    def __repr__(self):
        return repr(self)


class Str:
    def __str__(self):
        return f"{self}"


class Format:
    def __format__(self, spec):
        return "{:x}".format(self)


class Equal:
    def __eq__(self, other):
        return self == other


class Less:
    def __lt__(self, other):
        return other < self


class Hash:
    def __hash__(self):
        return hash(self)


class HashInTuple:
    def __hash__(self):
        return hash((1, (self,)))


class Attribute:
    def __getattr__(self, name):
        return getattr(self, name + "x")


class AttributeSame:
    def __getattribute__(self, name):
        return self.name


class SetAttribute:
    def __setattr__(self, name, value):
        setattr(self, name, value)


class DelAttribute:
    def __delattr__(self, name):
        delattr(self, name)


class Call:
    pass


Call.__call__ = Call()


class Length:
    def __len__(self):
        return len(self)


class Truth:
    def __bool__(self):
        return bool(self)


class Index:
    def __index__(self):
        return operator.index(self)


class Int:
    def __int__(self):
        return int(self)


class Item:
    def __getitem__(self, key):
        return self[key]


class SetItem:
    def __setitem__(self, key, value):
        self[key] = value


class Contains:
    def __contains__(self, key):
        return key in self


class Iter:
    def __iter__(self):
        return iter(self)


class Next:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self)


class NextFor:
    def __iter__(self):
        return self

    def __next__(self):
        for x in self:
            return x


class Add:
    def __add__(self, other):
        return self + other


class ReflectedAdd:
    def __radd__(self, other):
        return other + self


class InPlace:
    def __iadd__(self, other):
        self += other
        return self


class Negative:
    def __neg__(self):
        return -self


class Power:
    def __pow__(self, other, modulus=None):
        return pow(self, other, modulus)


class Enter:
    def __enter__(self):
        with self:
            pass

    def __exit__(self, *exc):
        pass


class New:
    def __new__(cls):
        return cls()


class Init:
    def __init__(self):
        Init()


class Descriptor:
    def __get__(self, instance, owner):
        return instance.x


class HasDescriptor:
    x = Descriptor()


class Property:
    @property
    def x(self):
        return self.x


class MetaCall(type):
    def __call__(cls):
        return cls()


class MetaInstance(type):
    def __instancecheck__(cls, other):
        return isinstance(other, cls)

    def __subclasscheck__(cls, other):
        return issubclass(other, cls)


class Checked(metaclass=MetaInstance):
    pass


class Subclassed:
    def __init_subclass__(cls):
        type("X", (cls,), {})


class Missing(dict):
    def __missing__(self, key):
        return self[key]


class Copied:
    def __copy__(self):
        return copy.copy(self)


class Key:
    def __init__(self):
        self.items = [self, self]

    def __call__(self, item):
        return sorted([1, 2], key=self)


@functools.total_ordering
class Ordered:
    def __lt__(self, other):
        return self > other

    def __eq__(self, other):
        return False


def generator():
    yield from generator()


def generator_for():
    for x in generator_for():
        yield x


def comprehension():
    return [comprehension() for _ in (1, 2)]


def with_lambda():
    f = lambda: f()
    f()


def partials():
    p = functools.partial(lambda: p())
    p()


def mapped():
    return list(map(lambda _: mapped(), [1]))


def reduced():
    return functools.reduce(lambda a, b: reduced(), [1, 2])


def through_sort():
    [2, 1].sort(key=lambda _: through_sort())


def through_max():
    return max([1, 2], key=lambda _: through_max())


def through_exec():
    exec("through_exec()")


def through_eval():
    return eval("through_eval()")


def through_import():
    __import__("builtins").__build_class__(lambda: through_import(), "X")


def through_class():
    class X:
        through_class()


def through_decorator():
    @lambda f: through_decorator()
    def f():
        pass


def through_except():
    try:
        1 / 0
    except ZeroDivisionError:
        through_except()


def through_finally():
    try:
        return 1
    finally:
        through_finally()


def through_star(*args, **kwargs):
    through_star(*args, 1, **kwargs)


def through_keywords(a=1, *, b=2):
    through_keywords(b=a, a=b)


async def through_await():
    await through_await()


def run_await():
    coroutine = through_await()
    try:
        coroutine.send(None)
    finally:
        coroutine.close()


@functools.lru_cache(None)
def cached(n):
    return cached(n + 1)


@functools.singledispatch
def dispatched(x):
    return dispatched(x)


def joined():
    class Gen:
        def __iter__(self):
            yield "".join(self)
    "".join(Gen())


def mutual_eq():
    a, b = [], []
    a.append(b)
    b.append(a)
    return a == b


def mutual_eq_dict():
    a, b = {}, {}
    a[1] = b
    b[1] = a
    return a == b


def set_attribute():
    SetAttribute().x = 1


def del_attribute():
    del DelAttribute().x


def set_item():
    SetItem()[1] = 2


def in_place():
    x = InPlace()
    x += 1


def enter():
    with Enter():
        pass


def subclassed():
    class X(Subclassed):
        pass


CASES = {
    "plain": plain,
    "repr": lambda: repr(Repr()),
    "repr in list": lambda: repr([Repr()]),
    "str": lambda: str(Str()),
    "format": lambda: format(Format()),
    "print": lambda: print(Str()),
    "percent": lambda: "%s" % Str(),
    "eq": lambda: Equal() == Equal(),
    "eq in list": lambda: [Equal()] == [Equal()],
    "lt": lambda: Less() < Less(),
    "sorted": lambda: sorted([Less(), Less()]),
    "hash": lambda: hash(Hash()),
    "hash in dict": lambda: {Hash(): 1},
    "hash in tuple": lambda: hash(HashInTuple()),
    "getattr": lambda: Attribute().x,
    "hasattr": lambda: hasattr(Attribute(), "x"),
    "getattribute": lambda: AttributeSame().x,
    "setattr": set_attribute,
    "delattr": del_attribute,
    "call": lambda: Call()(),
    "len": lambda: len(Length()),
    "bool": lambda: bool(Truth()),
    "not": lambda: not Truth(),
    "index": lambda: [1][Index()],
    "int": lambda: int(Int()),
    "getitem": lambda: Item()[1],
    "setitem": set_item,
    "contains": lambda: 1 in Contains(),
    "iter": lambda: list(Iter()),
    "next": lambda: list(Next()),
    "next for": lambda: list(NextFor()),
    "add": lambda: Add() + 1,
    "radd": lambda: 1 + ReflectedAdd(),
    "iadd": in_place,
    "neg": lambda: -Negative(),
    "pow": lambda: pow(Power(), 1, 2),
    "with": enter,
    "new": lambda: New(),
    "init": lambda: Init(),
    "descriptor": lambda: HasDescriptor().x,
    "property": lambda: Property().x,
    "instancecheck": lambda: isinstance(1, Checked),
    "subclasscheck": lambda: issubclass(int, Checked),
    "init_subclass": subclassed,
    "missing": lambda: Missing()[1],
    "copy": lambda: copy.copy(Copied()),
    "sort key": lambda: Key()(1),
    "total_ordering": lambda: Ordered() < Ordered(),
    "generator": lambda: list(generator()),
    "generator for": lambda: list(generator_for()),
    "comprehension": comprehension,
    "lambda": with_lambda,
    "partial": partials,
    "map": mapped,
    "reduce": reduced,
    "sort": through_sort,
    "max": through_max,
    "exec": through_exec,
    "eval": through_eval,
    "build_class": through_import,
    "class": through_class,
    "decorator": through_decorator,
    "except": through_except,
    "finally": through_finally,
    "star": through_star,
    "keywords": through_keywords,
    "await": run_await,
    "lru_cache": lambda: cached(0),
    "singledispatch": lambda: dispatched(1),
    "join": joined,
    "mutual ==": mutual_eq,
    "mutual == of dicts": mutual_eq_dict,
}

for name, function in CASES.items():
    attempt(name, function)


def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 1


sys.setrecursionlimit(300)
print(100 < depth() < 300)
sys.setrecursionlimit(1000)
print("still here")
