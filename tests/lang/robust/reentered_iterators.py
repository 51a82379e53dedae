"""Iterators that are advanced by the very iterator that they advance."""
import collections
import functools
import itertools
import sys


def run(name, make, again=list):
    if sys.implementation.name == "cpython":  # which crashes on some
        print(name, "survives")
        return
    depth = [0]
    it = None

    def f(*a):
        depth[0] += 1
        if depth[0] < 3 and it is not None:
            try:
                again(it)
            except (ValueError, RuntimeError, StopIteration, TypeError, RecursionError) as e:
                pass
        return depth[0]
    it = make(f)
    out = []
    try:
        for _ in range(20):
            out.append(next(it))
    except Exception as e:
        out.append(type(e).__name__)
    print(name, "survives")


class Items:
    """An iterator that nobody but the one who iterates holds."""

    def __init__(self, f, n=3):
        self.f = f
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        self.f()
        if self.n < 0:
            raise StopIteration
        return self.n


M = lambda f: map(f, range(3))
for again in (lambda it: list(itertools.islice(it, 10)), next, lambda it: it.__setstate__(0), lambda it: it.__reduce__(), lambda it: it.__setstate__((iter([]),))):
    for inner in (M, Items, lambda f: filter(f, range(3)), lambda f: iter(lambda: f() > 6, True)):
        run("chain", lambda f: itertools.chain(inner(f), inner(f)), again)
        run("from_iterable", lambda f: itertools.chain.from_iterable(map(lambda x: (f(), inner(f))[1], range(3))), again)
        run("zip", lambda f: zip(inner(f), inner(f)), again)
        run("zip_longest", lambda f: itertools.zip_longest(inner(f), inner(f), [1, 2, 3, 4, 5]), again)
        run("map", lambda f: map(f, inner(f)), again)
        run("filter", lambda f: filter(f, inner(f)), again)
        run("enumerate", lambda f: enumerate(inner(f)), again)
        run("islice", lambda f: itertools.islice(inner(f), 1, 5), again)
        run("accumulate", lambda f: itertools.accumulate(inner(f), lambda a, b: (f(), object())[1]), again)
        run("groupby", lambda f: itertools.groupby(inner(f), f), again)
        run("cycle", lambda f: itertools.cycle(inner(f)), lambda it: next(it))
        run("takewhile", lambda f: itertools.takewhile(f, inner(f)), again)
        run("dropwhile", lambda f: itertools.dropwhile(lambda x: f() < 2, inner(f)), again)
        run("filterfalse", lambda f: itertools.filterfalse(lambda x: f() < 2, inner(f)), again)
        run("starmap", lambda f: itertools.starmap(f, zip(inner(f))), again)
        run("compress", lambda f: itertools.compress(inner(f), inner(f)), again)
        run("pairwise", lambda f: itertools.pairwise(inner(f)), again)
        if inner is not Items:
            run("tee", lambda f: itertools.tee(inner(f))[0], lambda it: None)
    run("product", lambda f: itertools.product(range(2), repeat=2), again)
    run("permutations", lambda f: itertools.permutations(range(3)), again)
    run("callable", lambda f: iter(lambda: f() > 6, True), again)
    run("generator", lambda f: (f(x) for x in range(3)), again)
    run("nested", lambda f: (f(x) for x in itertools.chain.from_iterable([f(x)] for x in range(3))), again)
if sys.implementation.name != "cpython":
    p = functools.partial(print)
    p.__setstate__((p, (), {}, {}))
    for use in (p, lambda: repr(p)):
        try:
            use()
        except RecursionError:
            pass
    del p, use
d = collections.deque([1, 2])
i = iter(d)
d.clear()
try:
    next(i)
except RuntimeError as e:
    print(e)
