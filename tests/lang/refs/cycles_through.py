# Cycles of a tuple, which cannot let go of anything, and other objects are broken by what those let go of.
import ast
import collections
import contextvars
import functools
import gc
import io
import itertools
import operator
import threading
import types
import weakref


class Probe:
    pass


def collect(name):
    """What a collection has found but not freed is found again by the next. (A weak reference would say nothing: those to
    garbage are cleared in any case.)"""
    first, second = gc.collect(), gc.collect()
    print(name, 'freed' if first and not second else f'{first} found, {second} found again')


def with_tuple_only(name, attach):
    """The thing is only held by a tuple that it holds itself."""
    def f(a=1, *, b=2):
        """Text."""
    keeper = (f, Probe())
    attach(f, keeper)
    del keeper, f
    collect(name)


gc.collect()
with_tuple_only('module of a function', lambda f, keeper: setattr(f, '__module__', keeper))
with_tuple_only('doc of a function', lambda f, keeper: setattr(f, '__doc__', keeper))
with_tuple_only('defaults of a function', lambda f, keeper: setattr(f, '__defaults__', (keeper,)))
with_tuple_only('keyword defaults', lambda f, keeper: setattr(f, '__kwdefaults__', {'k': keeper}))
with_tuple_only('annotations', lambda f, keeper: setattr(f, '__annotations__', {'k': keeper}))
with_tuple_only('dict of a function', lambda f, keeper: setattr(f, '__dict__', {'k': keeper}))
with_tuple_only('attribute of a function', lambda f, keeper: setattr(f, 'x', keeper))


def closed(name, make):
    """The same for other things; a cell closes the circle."""
    cell = types.CellType()
    keeper = (cell, Probe())
    thing = make(keeper)
    cell.cell_contents = thing
    del cell, keeper, thing
    collect(name)


def exception(keeper):
    try:
        raise ValueError(keeper)
    except ValueError as e:
        return e


def context(keeper):
    context = contextvars.copy_context()
    context.run(contextvars.ContextVar('v').set, keeper)
    return context


class Local(threading.local):
    pass


def local(keeper):
    thing = Local()
    thing.x = keeper
    return thing


class Slots:
    __slots__ = 'x',


def slots(keeper):
    thing = Slots()
    thing.x = keeper
    return thing


def buffered(keeper):
    class Raw(io.RawIOBase):
        kept = keeper

        def readable(self):
            return True
    return io.BufferedReader(Raw())


async def coroutine(keeper):
    pass


def closed_coroutine(keeper):
    c = coroutine(keeper)
    c.close()
    return c, keeper


for name, make in {
    'method': lambda k: types.MethodType(print, k),
    'partial': lambda k: functools.partial(print, k),
    'partial keywords': lambda k: functools.partial(print, k=k),
    'property': lambda k: property(k),
    'property doc': lambda k: property(doc=k),
    'dynamic property': lambda k: types.DynamicClassAttribute(k),
    'classmethod': lambda k: classmethod(k),
    'staticmethod': lambda k: staticmethod(k),
    'namespace': lambda k: types.SimpleNamespace(k=k),
    'mapping proxy': lambda k: types.MappingProxyType({1: k}),
    'exception': exception,
    'coroutine': closed_coroutine,
    'iterator': lambda k: iter([k]),
    'callable iterator': lambda k: iter(functools.partial(print, k), 1),
    'map': lambda k: map(functools.partial(print, k), []),
    'zip': lambda k: zip([k]),
    'chain': lambda k: itertools.chain([k]),
    'cycle': lambda k: itertools.cycle([k]),
    'repeat': lambda k: itertools.repeat(k),
    'tee': lambda k: itertools.tee([k])[0],
    'groupby': lambda k: itertools.groupby([k]),
    'deque': lambda k: collections.deque([k]),
    'ordered dict': lambda k: collections.OrderedDict(a=k),
    'default dict': lambda k: collections.defaultdict(functools.partial(print, k)),
    'chain map': lambda k: collections.ChainMap({1: k}),
    'counter': lambda k: collections.Counter({1: k}),
    'generic alias': lambda k: list[k],
    'cached': lambda k: functools.lru_cache(lambda: k),
    'class': lambda k: type('T', (), {'k': k}),
    'instance': lambda k: type('T', (), {'k': k})(),
    'slots': slots,
    'local': local,
    'context': context,
    'item getter': lambda k: operator.itemgetter(k),
    'method caller': lambda k: operator.methodcaller('x', k),
    'reader': buffered,
    'text': lambda k: io.TextIOWrapper(buffered(k)),
    'tree': lambda k: ast.Constant(k),
    'weak values': lambda k: weakref.WeakKeyDictionary({type('T', (), {}): k}),
    'dict': lambda k: {1: k},
    'dict values': lambda k: {1: k}.values(),
    'set': lambda k: {iter([k])},
    'slice': lambda k: [slice(k)],
    'super': lambda k: super(Probe, type('T', (Probe,), {'k': k})()),
    'condition': lambda k: threading.Condition(type('L', (), {'k': k, 'acquire': 1, 'release': 1})()),
    'memory view': lambda k: memoryview(type('B', (bytearray,), {'k': k})(b'1')),
}.items():
    closed(name, make)
print(gc.garbage)
