# Calls with very many and very deep starred arguments need no C stack.
import sys


def count(*args, **kwargs):
    return len(args), len(kwargs)


names = {str(i): i for i in range(1_000_000)}
print(count(**names), count(*range(1_000_000)), len(dict(**names)))


def decorate(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper


@decorate
def down(n, *rest, step=1):
    return rest if n == 0 else down(n - step, *rest, n, step=step)


class C:
    def __init__(self, *args, **kwargs):
        self.args, self.kwargs = args, kwargs

    def method(self, *args, **kwargs):
        return C(*args, *self.args, **kwargs, **self.kwargs)


print(down(5), down(6, step=2))
c = C(1, x=2).method(*[3], **{'y': 4})
print(c.args, c.kwargs)


class Mapping:
    def keys(self):
        return ['a', 'b']

    def __getitem__(self, key):
        return key * 2


print(C(**Mapping()).kwargs, C.method(*[c, 5], **Mapping()).kwargs)


def generator(*args, **kwargs):
    yield from args
    yield kwargs


def delegate():
    r = yield count(*[1, 2], **{'a': 1})
    yield from generator(*range(2), **{'k': r})


print(list(delegate()))


def error(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except TypeError as e:
        print(e)


def two(a, b):
    pass


error(two, *[1])
error(two, *[1, 2, 3])
error(two, 1, **{'a': 2})
error(two, 1, **{'c': 2})
error(lambda: two(*1))
error(lambda: two(**1))
error(lambda: two(**{1: 2}))
error(lambda: two(1, a=1, **{'a': 2}))
error(C(1).method, **{'self': 1})


class Noted:
    def __del__(self):
        print('gone')


def keep(*args):
    print('in', len(args), sys.getrefcount(args[0]))


keep(*(Noted(),))
keep(*[Noted()], **{})
print('end')
