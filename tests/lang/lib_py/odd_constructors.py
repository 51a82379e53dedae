# Subclasses of the dict-like classes whose __new__ is odd: it wants an argument, or answers something else.
import copy
from collections import Counter, OrderedDict, defaultdict


def attempt(function):
    try:
        print(' ', function())
    except Exception as e:
        print(' ', type(e).__name__, e)


for base in Counter, OrderedDict, defaultdict, dict:
    class Number(base):
        def __new__(cls, *args, **kw):
            return 5

    class Silent(base):
        def __new__(cls, *args, **kw):
            return super().__new__(cls)

    class Wanting(base):
        def __new__(cls, x, *args):
            return super().__new__(cls)

        def __init__(self, x, *args):
            super().__init__(*args)

    class Plain(base):
        def __new__(cls, *args):
            return {}

    class Base(base):
        def __new__(cls, *args):
            return base.__new__(base)

    print(base.__name__)
    attempt(lambda: Number('x'))
    attempt(lambda: Silent())
    attempt(lambda: Silent([('a', 1)]) if base is not defaultdict else Silent(int, [('a', 1)]))
    attempt(lambda: Silent().copy())
    attempt(lambda: copy.copy(Silent()))
    attempt(lambda: Wanting(1))
    attempt(lambda: Wanting(1).copy())
    attempt(lambda: copy.copy(Wanting(1)))
    attempt(lambda: Wanting.fromkeys('ab'))
    attempt(lambda: Wanting(1) | {'a': 1})
    attempt(lambda: {'a': 1} | Wanting(1))
    attempt(lambda: Wanting(1) == base())
    attempt(lambda: Plain('a'))
    attempt(lambda: Plain.fromkeys('ab'))
    attempt(lambda: type(Base()))
    attempt(lambda: Base.fromkeys('ab'))
    attempt(lambda: type(Base.__new__(Base)))
