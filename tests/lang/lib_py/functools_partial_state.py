"""functools: what partials share with their copies, states they take; comparisons of total_ordering as pickles."""
import copy
import functools
import pickle


class Sub(functools.partial):
    pass


class Pair(tuple):
    pass


class Names(dict):
    pass


def give(*args, **keywords):
    return args, keywords


def attempt(what, *args):
    try:
        print(what(*args))
    except Exception as error:
        print(type(error).__name__, error)


for kind in functools.partial, Sub:
    one = kind(give, [1], x=[2])
    two = copy.copy(one)
    print(two.args is one.args, two.keywords is one.keywords, two())
    print(one.__reduce__()[2][1:])
    one.name = 'n'
    print(one.__reduce__()[2][1:])
    one.__setstate__((give, Pair((1,)), Names(a=1), None))
    print(type(one.args), type(one.keywords), one.__dict__, one(2, b=3))
    one.keywords[3] = 4
    attempt(one)
    attempt(one, 5)
    for state in (give, (), {}), (give, [], {}, None), (give, (), [], None), (3, (), {}, None), (give, (), None, None), 5:
        attempt(one.__setstate__, state)
    attempt(delattr, one, '__dict__')
    attempt(setattr, one, '__dict__', 3)
    one.__dict__ = {'other': 1}
    print(one.other, vars(one))


@functools.total_ordering
class Number:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


for name in '__gt__', '__le__', '__ge__':
    method = getattr(Number, name)
    print(method.__name__, method.__qualname__, method.__module__, pickle.loads(pickle.dumps(method)) is method)
    print(getattr(Number(1), name)(Number(2)), copy.copy(method) is method)
