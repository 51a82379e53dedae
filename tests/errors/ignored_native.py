# Exceptions that no Python code raised and nobody can receive are shown where the program is.
import weakref


class A:
    pass


class B:
    __del__ = int.from_bytes


def drop():
    global a
    del a


def make():
    B()


def stubborn():
    try:
        yield
    finally:
        yield


a = A()
r = weakref.ref(a, int.from_bytes)
drop()
make()
x = stubborn()
next(x)
del x
