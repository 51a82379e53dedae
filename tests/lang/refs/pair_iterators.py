# Iterators of pairs keep their last tuple; it must go with the iterator.
import sys


class Thing:
    pass


thing = Thing()


def count():
    return sys.getrefcount(thing)


def walk(pairs):
    for key, value in pairs:
        pass


print(count())
walk({'a': thing}.items())
print(count())
walk(reversed({'a': thing, 'b': thing}.items()))
print(count())
walk(zip([1], [thing]))
walk(enumerate([thing]))
print(count())
list({1: thing}.items())
next(iter({1: thing}.items()))
[v for k, v in {1: thing}.items()]
print(count())
