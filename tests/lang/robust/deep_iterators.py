"""Iterators, weak references, classes and exceptions in deep stacks: they work or raise RecursionError."""
import contextlib
import sys
import weakref


def attempt(name, function):
    try:
        function()
    except RecursionError:
        print(name, "RecursionError")
    else:
        print(name, "works")


def nested(wrap, depth):
    x = iter([])
    for _ in range(depth):
        x = wrap(x)
    return x


def delegate(x):
    yield from x


def loop(x):
    for y in x:
        yield y


attempt("yield from", lambda: list(nested(delegate, 5000)))
attempt("generators", lambda: list(nested(loop, 5000)))


# a hierarchy of classes
def hierarchy(depth):
    class C:
        x = 1

        def f(self):
            return 1

    bottom = C
    for _ in range(depth):
        C = type("C", (C,), {})
    print(C().x, C().f(), isinstance(C(), bottom), issubclass(C, bottom), len(C.__mro__))
    bottom.x = 2
    print(C.x)
    return C


C = hierarchy(300)
del C


def supers(depth):
    class C:
        def f(self):
            return 0

    for _ in range(depth):
        class C(C):
            def f(self):
                return super().f() + 1
    return C().f()


print(supers(200))
attempt("super", lambda: supers(1200))


def chain(depth):
    e = None
    for i in range(depth):
        try:
            raise ValueError(i) from e
        except ValueError as caught:
            e = caught
    return e


e = chain(10_000)
depth = 0
while e:
    e, depth = e.__cause__, depth + 1
print(depth)


def contexts(depth):
    e = None
    for i in range(depth):
        try:
            if e:
                try:
                    raise e
                except ValueError:
                    raise ValueError(i)
            raise ValueError(i)
        except ValueError as caught:
            e = caught
    return e


e = contexts(5000)
depth = 0
while e:
    e, depth = e.__context__, depth + 1
print(depth)

group = ValueError(1)
for _ in range(2000):
    group = ExceptionGroup("g", [group])
attempt("split", lambda: group.split(ValueError))
attempt("subgroup", lambda: group.subgroup(ValueError))
attempt("repr of a group", lambda: repr(group))


def star():
    try:
        raise group
    except* ValueError:
        pass


attempt("except*", star)
del group

with contextlib.ExitStack() as stack:
    for i in range(5000):
        stack.callback(lambda: None)
print("stack done")


class Proxy:
    def __getattr__(self, name):
        return getattr(weakref.proxy(self), name)


attempt("proxy", lambda: Proxy().x)


class GetAttr:
    def __getattr__(self, name):
        return self.__class__.__getattr__(self, name)


attempt("__class__.__getattr__", lambda: GetAttr().x)


class A:
    @property
    def __class__(self):
        return self.__class__


attempt("__class__", lambda: isinstance(A(), int))


class Format:
    def __format__(self, spec):
        return format(self, spec + "x")


attempt("format", lambda: f"{Format():a}")
try:
    "{:{:{}}}".format(1, 2, 3)
except ValueError as e:
    print(e)


class Dir:
    def __dir__(self):
        return dir(self)


attempt("dir", lambda: dir(Dir()))


class Reduce:
    def __reduce_ex__(self, protocol):
        return self.__reduce_ex__(protocol)


attempt("reduce", lambda: Reduce().__reduce_ex__(2))


class Meta(type):
    def __getattr__(cls, name):
        return getattr(cls, name)

    def mro(cls):
        return type.mro(cls)

    def __prepare__(name, bases):
        return {}


class UsesMeta(metaclass=Meta):
    pass


attempt("meta getattr", lambda: UsesMeta.x)


class Prepare(type):
    def __new__(meta, name, bases, namespace):
        return meta(name, bases, namespace)


attempt("meta new", lambda: Prepare("X", (), {}))


limit = [0]


class DelOnce:
    def __del__(self):
        limit[0] += 1
        if limit[0] < 20_000:
            DelOnce()


sys.unraisablehook = lambda unraisable: None
attempt("del", lambda: DelOnce())


def callback(reference):
    class X:
        pass
    x = X()
    limit[0] += 1
    if limit[0] < 40_000:
        r = weakref.ref(x, callback)
    del x


attempt("weak callback", lambda: callback(None))
print("end")
