"""Heaps: a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], so that heap[0] is the smallest item."""

from _heapq import (_heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush, heappushpop,
                    heapreplace)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']

# --- merging and selecting ------------------------------------------------------------------------------------------

def merge(*iterables, key=None, reverse=False):
    """Iterate over the items of sorted iterables in sorted order, reading them as needed."""
    heap = []
    direction = -1 if reverse else 1
    for order, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            value = advance()
        except StopIteration:
            continue
        # The number of the iterable makes the entries differ, and equal items come out in the iterables' order.
        heap.append([value if key is None else key(value), order * direction, advance, value])
    heapify_, replace, pop = (_heapify_max, _heapreplace_max, _heappop_max) if reverse else (
        heapify, heapreplace, heappop)
    heapify_(heap)
    while len(heap) > 1:
        entry = heap[0]
        advance = entry[2]
        try:
            while True:
                yield entry[3]
                value = entry[3] = advance()
                entry[0] = value if key is None else key(value)
                replace(heap, entry)
                if heap[0] is not entry:
                    entry = heap[0]
                    advance = entry[2]
        except StopIteration:
            pop(heap)
    if heap:
        _, _, advance, value = heap[0]
        yield value
        yield from advance.__self__


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first, as sorted(iterable, key=key)[:n]."""
    if n == 1:
        return _extreme(min, iterable, key)
    if _wants_everything(n, iterable):
        return sorted(iterable, key=key)[:n]
    it = iter(iterable)
    # A heap with the largest on top; later items are taken for larger, so that the sort is stable.
    result = [(item if key is None else key(item), order, item) for order, item in zip(range(n), it)]
    if not result:
        return []
    _heapify_max(result)
    worst = result[0][0]
    order = n
    for item in it:
        rank = item if key is None else key(item)
        if rank < worst:
            _heapreplace_max(result, (rank, order, item))
            worst = result[0][0]
            order += 1
    result.sort(key=_rank_order)
    return [item for _, _, item in result]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first, as sorted(iterable, key=key, reverse=True)[:n]."""
    if n == 1:
        return _extreme(max, iterable, key)
    if _wants_everything(n, iterable):
        return sorted(iterable, key=key, reverse=True)[:n]
    it = iter(iterable)
    result = [(item if key is None else key(item), order, item) for order, item in zip(range(0, -n, -1), it)]
    if not result:
        return []
    heapify(result)
    worst = result[0][0]
    order = -n
    for item in it:
        rank = item if key is None else key(item)
        if worst < rank:
            heapreplace(result, (rank, order, item))
            worst = result[0][0]
            order -= 1
    result.sort(key=_rank_order, reverse=True)
    return [item for _, _, item in result]


def _rank_order(entry):
    return entry[:2]


def _extreme(choose, iterable, key):
    sentinel = object()
    result = choose(iterable, default=sentinel, key=key)
    return [] if result is sentinel else [result]


def _wants_everything(n, iterable):
    try:
        return n >= len(iterable)
    except (TypeError, AttributeError):
        return False
