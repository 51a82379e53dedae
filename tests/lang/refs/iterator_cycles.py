# Iterators, generators and coroutines that keep themselves alive: the collector breaks cycles of any kind.
import functools
import gc
import itertools
import sys
import types
import weakref

gc.disable()
died = []


class Note:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        died.append(self.name)


class Number(Note):
    def __index__(self):
        return 1

    def __add__(self, other):
        return holder[0]


def check(make, *args):
    died.clear()
    referent = make(*args)
    early = died[:]
    gc.collect()
    print(make.__name__, *args, early, sorted(died, key=str), '' if referent is None else referent() is None)


holder = [None]


def knows_itself():
    def g():
        note = Note('local')
        me = yield
        yield
    x = g()
    next(x), x.send(x)
    return weakref.ref(x)


def waits_in_an_argument():
    def g(box):
        yield Note('never made')
    box = [Note('beside it')]
    box.append(g(box))
    return weakref.ref(box[1])


def ignores_its_end():
    def g():
        note = Note('stubborn')
        me = yield
        while True:
            try:
                yield
            except GeneratorExit:
                print('no')
    x = g()
    next(x), x.send(x)


def shows_its_locals():
    def g():
        note = Note('shown')
        me = yield
        locals()
        yield
    x = g()
    next(x), x.send(x)
    return weakref.ref(x)


def keeps_its_frame():
    def g():
        note, frame = Note('in the frame'), sys._getframe()
        frame.f_locals
        yield
    x = g()
    next(x)
    return weakref.ref(x)


def handles_an_exception():
    def g():
        note = Note('handler')
        try:
            1 / 0
        except ZeroDivisionError as e:
            yield e
    x = g()
    next(x).generator = x
    return weakref.ref(x)


def waits():
    @types.coroutine
    def pause():
        return (yield)

    async def c():
        note, me = Note('coroutine'), await pause()
        await pause()
    x = c()
    x.send(None), x.send(x)
    return weakref.ref(x)


def sends_to_itself():
    async def g():
        note = Note('asynchronous')
        me = yield
        yield
    x = g()
    for sent in None, x:
        try:
            x.asend(sent).send(None)
        except StopIteration:
            pass
    return weakref.ref(x)


def is_its_own_total():
    holder[0] = itertools.accumulate([Note(1), Note(2), Note(3)], lambda total, item: holder[0])
    next(holder[0]), next(holder[0])
    holder[0] = None


def is_its_own_key():
    holder[0] = itertools.groupby([Note('grouped')], lambda item: holder[0])
    next(holder[0])
    holder[0] = None


def is_its_own_item():
    holder[0] = itertools.groupby(iter(lambda: holder[0], None))
    next(holder[0])
    holder[0] = None


def goes_round():
    items = [Note('saved')]
    items.append(itertools.cycle(items))
    next(items[1]), next(items[1]), next(items[1])
    items.clear()


def counts_to_itself():
    holder[0] = itertools.count(Number('first'), Number('step'))
    next(holder[0])
    holder[0] = None


def is_its_own_key_object():
    key = functools.cmp_to_key(max)(Note('key'))
    key.obj = key


def splits():
    items = [Note('item')]
    a, b = itertools.tee(items)
    items.append(a)
    next(a), next(a)
    items.clear()
    return weakref.ref(b)


class Accumulated(itertools.accumulate):
    def __del__(self):
        died.append('subclass')


def is_an_attribute():
    a = Accumulated([])
    a.me = a


for make in (knows_itself, waits_in_an_argument, shows_its_locals, keeps_its_frame, handles_an_exception, waits,
             sends_to_itself, is_its_own_total, is_its_own_key, is_its_own_item, goes_round, counts_to_itself,
             is_its_own_key_object, splits, is_an_attribute):
    check(make)

hook, sys.unraisablehook = sys.unraisablehook, lambda args: print(args.exc_value)
check(ignores_its_end)
sys.unraisablehook = hook


def hold(items, how):
    items.append({
        'accumulate': lambda: itertools.accumulate(items),
        'accumulate from': lambda: itertools.accumulate([], initial=items),
        'chain': lambda: itertools.chain(items),
        'compress': lambda: itertools.compress(items, [1] * 9),
        'cycle': lambda: itertools.cycle(items),
        'islice': lambda: itertools.islice(items, 9),
        'groupby': lambda: itertools.groupby(items),
        'zip_longest': lambda: itertools.zip_longest(items),
        'pairwise': lambda: itertools.pairwise(items),
        'product': lambda: itertools.product([items]),
        'repeat': lambda: itertools.repeat(items),
        'map': lambda: map(id, items),
        'enumerate': lambda: enumerate(items),
        'reversed': lambda: reversed(items),
        'callable': lambda: iter(lambda: items, 3),
        'values': lambda: iter({1: items}.values()),
        'tuple': lambda: (items,),
        'method': lambda: items.append,
    }[how]())


def held_by(how):
    hold([Note(how)], how)


for how in ('accumulate', 'accumulate from', 'chain', 'compress', 'cycle', 'islice', 'groupby', 'zip_longest', 'pairwise',
            'product', 'repeat', 'map', 'enumerate', 'reversed', 'callable', 'values', 'tuple', 'method'):
    check(held_by, how)
