# The commands of pdb, read from standard input.
import pdb
from _shown import Shown


def g(n):
    total = 0
    for i in range(n):
        total += i
    return total


def gen():
    yield 1
    yield 2


class Thing:
    """With a method."""

    def method(self):
        return self.value


def f(a, b=2, *rest, key=None, **others):
    x = a + b
    y = g(3)
    z = list(gen())
    # a comment

    u = x
    lookup({})
    v = x
    x += 1
    w = 'long' * 3
    return x + y


def lookup(d):
    try:
        d['k']
    except KeyError:
        return None


def fails():
    return 1 / 0


debugger = pdb.Pdb(nosigint=True, readrc=False, stdout=Shown(__file__))
print(debugger.runcall(f, 1))
print('again')
print(debugger.runcall(f, 5, 6, 7, key=8, other=9))
print('step')
print(debugger.runcall(f, 2))
try:
    fails()
except ZeroDivisionError as error:
    debugger.interaction(None, error.__traceback__)
print('text')
debugger.run('a = 1\nb = a + 1\nprint(a, b)', {})
print(debugger.runeval('g(2) + 1', globals()))
print('quit')
print(debugger.runcall(f, 3))
