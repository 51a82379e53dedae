"""Heaps: a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], so that heap[0] is the smallest item."""
from _heapq import (_heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush, heappushpop,
                    heapreplace)
from itertools import islice

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Iterate over the items of sorted iterables in sorted order, reading them as needed."""
    build, replace, drop = (_heapify_max, _heapreplace_max, _heappop_max) if reverse else (
        heapify, heapreplace, heappop)
    # [rank, number, item, iterator]: the numbers make equal items come out in the order of the iterables.
    sources = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            rank = item if key is None else key(item)
            sources.append([rank, -number if reverse else number, item, iterator])
            break
    build(sources)
    while len(sources) > 1:
        source = sources[0]
        yield source[2]
        for item in source[3]:
            source[0] = item if key is None else key(item)
            source[2] = item
            replace(sources, source)
            break
        else:
            drop(sources)
    for _, _, item, iterator in sources:
        yield item
        yield from iterator


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first, as sorted(iterable, key=key)[:n]."""
    if n == 1:
        return _at_most_one(min, iterable, key)
    return _first(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """The n largest items, largest first, as sorted(iterable, key=key, reverse=True)[:n]."""
    if n == 1:
        return _at_most_one(max, iterable, key)
    return _first(n, iterable, key, True)


def _at_most_one(choose, iterable, key):
    nothing = object()
    found = choose(iterable, default=nothing, key=key)
    return [] if found is nothing else [found]


def _first(n, iterable, key, reverse):
    """sorted(iterable, key=key, reverse=reverse)[:n] without sorting everything."""
    if hasattr(iterable, '__len__') and n >= len(iterable):
        return sorted(iterable, key=key, reverse=reverse)[:n]
    # (rank, number, item), the worst first. Of equal items the later one is the worse.
    iterator = iter(iterable)
    kept = [(item if key is None else key(item), -number if reverse else number, item)
            for number, item in enumerate(islice(iterator, max(n, 0)))]
    if not kept:
        return []
    build, replace = (heapify, heapreplace) if reverse else (_heapify_max, _heapreplace_max)
    build(kept)
    limit = kept[0][0]
    for item in iterator:
        rank = item if key is None else key(item)
        if limit < rank if reverse else rank < limit:
            replace(kept, (rank, -n if reverse else n, item))
            limit = kept[0][0]
            n += 1
    return [item for _, _, item in sorted(kept, reverse=reverse)]
