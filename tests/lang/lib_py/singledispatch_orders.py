"""Which implementation fits best, for many hierarchies of real and virtual bases, made by a small generator."""
import collections.abc as c
from abc import ABCMeta
from functools import singledispatch

seed = 12345


def number(limit):
    global seed
    seed = (seed * 1103515245 + 12345) % (1 << 31)
    return (seed >> 8) % limit


def one_in(n):
    return number(n) == 0


def pick(options):
    return options[number(len(options))]


def attempt(function, *args):
    try:
        return function(*args)
    except (RuntimeError, TypeError) as error:
        return f'{type(error).__name__} {error}'.replace('__main__.', '')


abstract = [c.Sized, c.Iterable, c.Container, c.Collection, c.Hashable, c.Callable, c.Reversible, c.Sequence,
            c.MutableSequence, c.Set, c.MutableSet, c.Mapping, c.MutableMapping, c.Iterator]
built_in = [list, dict, set, int]
methods = {name: lambda self, *args: 0 for name in ['__len__', '__iter__', '__contains__', '__call__', '__reversed__',
                                                    '__hash__', '__next__']}


def make_class(name, earlier, virtual):
    bases = {}
    for _ in range(number(3)):
        pool = [*earlier, *([pick(abstract)] if one_in(3) else []), *([pick(built_in)] if one_in(4) else []),
                *([pick(virtual)] if one_in(4) else [])]
        if pool:
            bases[pick(pool)] = None
    members = {method: methods[method] for method in methods if one_in(4)}
    kind = ABCMeta if any(isinstance(base, ABCMeta) for base in bases) else type
    made = attempt(kind, name, tuple(bases), members)
    if isinstance(made, str):
        return []  # no such class: bases that do not fit
    for base in abstract + virtual:
        if one_in(12):
            attempt(base.register, made)
    return [made]


for turn in range(60):
    classes, virtual = [], [ABCMeta(f'Virtual{i}', (), {}) for i in range(3)]
    for i in range(1 + number(6)):
        classes += make_class(f'Class{turn}_{i}', classes, virtual)
    generic = singledispatch('object')
    for kind in abstract + virtual + classes + built_in:
        if one_in(3):
            generic.register(kind, kind.__name__)
    print(turn, [attempt(generic.dispatch, kind) for kind in classes])
