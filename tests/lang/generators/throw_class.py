"""throw() with classes that make no exception: the failure is what the generator sees."""


class NotMade(Exception):
    def __new__(cls, *args):
        return [1]


class Failing(Exception):
    def __init__(self, *args):
        raise KeyError(args)


def generator():
    while True:
        try:
            yield
        except Exception as error:
            print(type(error).__name__, error)


g = generator()
next(g)
g.throw(NotMade)
g.throw(NotMade, 1)
g.throw(Failing)
g.throw(Failing, (1, 2))
