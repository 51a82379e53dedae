"""throw() into a generator: the context of what is thrown, and the frames one sees from inside."""
import sys


def waiting():
    try:
        raise KeyError('a')
    except KeyError:
        yield


def catching():
    try:
        raise KeyError('b')
    except KeyError:
        try:
            yield
        except ValueError as error:
            yield repr(error.__context__)


def delegating():
    try:
        raise KeyError('c')
    except KeyError:
        yield from plain()


def plain():
    yield


for function in waiting, delegating, plain:
    g = function()
    next(g)
    try:
        g.throw(ValueError)
    except ValueError as error:
        print(function.__name__, repr(error.__context__))

g = catching()
next(g)
print(g.throw(ValueError))


def inner():
    try:
        yield
    except ValueError:
        frame, names = sys._getframe(), []
        while frame.f_code.co_name != '<module>':
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        yield names


def outer():
    yield from inner()


g = outer()
next(g)
print(g.throw(ValueError), g.gi_frame.f_back)
