"""Deeply nested data: making, freeing, and what walks it.

What is freed is so in a thread with a small stack, on which a recursion would end long before it is DEPTH deep.
"""
import collections
import copy
import functools
import gc
import itertools
import sys
import threading
import types

STACK = 1 << 20
DEPTH = STACK // 50


def attempt(name, function):
    try:
        function()
    except RecursionError:
        print(name, "RecursionError")
    else:
        print(name, "works")


def nest(wrap, depth=DEPTH, x=None):
    for _ in range(depth):
        x = wrap(x)
    return x


class Node:
    def __init__(self, next):
        self.next = next


class Slotted:
    __slots__ = ("next", "__weakref__")

    def __init__(self, next):
        self.next = next


class WithDel:
    freed = 0

    def __init__(self, next):
        self.next = next

    def __del__(self):
        WithDel.freed += 1


class MyList(list):
    pass


class MyTuple(tuple):
    pass


class MyDict(dict):
    pass


def closure(x):
    return lambda: x


def default(x):
    def f(a=x):
        pass
    return f


def generator(x):
    def g(x):
        yield x
    g = g(x)
    next(g)
    return g


def error(x):
    e = ValueError()
    e.__cause__ = x
    return e


def context(x):
    e = ValueError()
    e.__context__ = x
    return e


def with_args(x):
    return ValueError(x)


def cell(x):
    return types.CellType(x)


def bound(x):
    return types.MethodType(len, x if x is not None else [])


MAKERS = {
    "list": lambda x: [x],
    "tuple": lambda x: (x,),
    "dict": lambda x: {1: x},
    "dict key": lambda x: {(1, x) if x is None else 1: x},
    "node": Node,
    "slots": Slotted,
    "del": WithDel,
    "list subclass": lambda x: MyList([x]),
    "tuple subclass": lambda x: MyTuple([x]),
    "dict subclass": lambda x: MyDict(x=x),
    "closure": closure,
    "default": default,
    "generator": generator,
    "cause": error,
    "context": context,
    "args": with_args,
    "cell": cell,
    "bound": bound,
    "partial": lambda x: functools.partial(print, x),
    "deque": lambda x: collections.deque([x]),
    "iter": lambda x: iter([x]),
    "map": lambda x: map(x, []),
    "chain": lambda x: itertools.chain((x,)),
    "zip": lambda x: zip(x or ()),
    "enumerate": lambda x: enumerate(x or ()),
    "reversed": lambda x: reversed([x]),
    "property": lambda x: property(x),
    "staticmethod": lambda x: staticmethod(x),
    "slice": lambda x: slice(x),
    "namespace": lambda x: types.SimpleNamespace(x=x),
    "mappingproxy": lambda x: types.MappingProxyType({1: x}),
    "values": lambda x: {1: x}.values(),
    "items": lambda x: iter({1: x}.items()),
    "frozenset": lambda x: frozenset([1]) if x is None else (frozenset([2]), x),
    "defaultdict": lambda x: collections.defaultdict(None, a=x),
    "ordered": lambda x: collections.OrderedDict(a=x),
    "memory": lambda x: memoryview(x if x is not None else b"x"),
    "kwargs": lambda x: functools.partial(print, key=x),
}

# CPython frees the others by recursion, and hashes by recursion; both end on its C stack.
SHALLOW = 1000 if sys.implementation.name == "cpython" else DEPTH
DEEP = {"list", "tuple", "dict", "node", "slots", "del", "list subclass", "tuple subclass", "dict subclass", "cause",
        "context", "args", "values"}


def free():
    for name, wrap in MAKERS.items():
        x = nest(wrap, DEPTH if name in DEEP else SHALLOW)
        del x
        print(name, "freed")
    print(WithDel.freed == DEPTH)


def free_cycles():
    for name in ("list", "dict", "node", "slots", "closure", "tuple", "partial"):
        ring = []
        depth = DEPTH if name in DEEP else SHALLOW
        ring.append(nest(MAKERS[name], depth, ring))
        del ring
        print(name, gc.collect() >= depth)


def walk():
    for name in ("list", "tuple", "dict", "deque", "list subclass", "namespace", "args", "slice"):
        x, y = nest(MAKERS[name], DEPTH), nest(MAKERS[name], DEPTH)
        attempt(name + " repr", lambda: repr(x))
        attempt(name + " str", lambda: str(x))
        if name not in ("namespace", "args"):
            attempt(name + " ==", lambda: x == y)
        del x, y
    x, y = nest(MAKERS["tuple"], DEPTH), nest(MAKERS["tuple"], DEPTH)
    attempt("tuple <", lambda: x < y)
    attempt("isinstance", lambda: isinstance(1, x))
    attempt("issubclass", lambda: issubclass(int, x))
    attempt("deepcopy", lambda: copy.deepcopy(x))


def either(function):
    try:
        function()
    except RecursionError:
        pass


def hash_it():
    x = nest(MAKERS["tuple"], SHALLOW)
    either(lambda: hash(x))
    either(lambda: {x})


threading.stack_size(STACK)
for task in free, free_cycles:
    thread = threading.Thread(target=task)
    thread.start()
    thread.join()
walk()
hash_it()
print("end")
