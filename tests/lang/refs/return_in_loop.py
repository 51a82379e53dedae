"""A return out of loops releases their iterators at once."""
import sys


class Watched:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('end of', self.name)


def first(items):
    for item in items:
        return item


def nested(items):
    while True:
        for outer in items:
            for inner in [outer]:
                return [inner]


def in_try(items):
    for item in items:
        try:
            return item
        except KeyError:
            pass


def constant(items):
    for item in items:
        return 1


for function in (first, nested, in_try, constant):
    items = [Watched(function.__name__)]
    before = sys.getrefcount(items)
    result = function(items)
    print(function.__name__, sys.getrefcount(items) - before)
    del items
    print('after del')
    del result
