"""Heaps: a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], so that heap[0] is the smallest item."""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def _sift_up(heap, pos, start=0):
    """Move the item at pos towards the root until its parent is not larger."""
    item = heap[pos]
    while pos > start:
        parent_pos = (pos - 1) >> 1
        parent = heap[parent_pos]
        if not item < parent:
            break
        heap[pos] = parent
        pos = parent_pos
    heap[pos] = item


def _sift_down(heap, pos):
    """Put the item at pos where it belongs in the heap below.

    It is a former leaf and belongs far down as a rule: so the smaller children move up all the way to a leaf, and from
    there the item moves up. That takes fewer comparisons than comparing it at every level.
    """
    size = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < size:
        right = child + 1
        if right < size and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _sift_up(heap, pos, start)


def heappush(heap, item):
    """Add an item."""
    heap.append(item)
    _sift_up(heap, len(heap) - 1)


def heappop(heap):
    """Remove and return the smallest item."""
    if not heap:
        raise IndexError('index out of range')
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sift_down(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Remove and return the smallest item, and add another: faster than a pop and a push."""
    if not heap:
        raise IndexError('index out of range')
    smallest = heap[0]
    heap[0] = item
    _sift_down(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Add an item, then remove and return the smallest: faster than a push and a pop."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sift_down(heap, 0)
    return item


def heapify(x):
    """Turn a list into a heap, in linear time."""
    for pos in range(len(x) // 2 - 1, -1, -1):
        _sift_down(x, pos)


# --- heaps with the largest item on top -----------------------------------------------------------------------------

def _heappop_max(heap):
    """Remove and return the largest item of a heap with the largest item on top."""
    last = heap.pop()
    if not heap:
        return last
    largest = heap[0]
    heap[0] = last
    _sift_down_max(heap, 0)
    return largest


def _heapreplace_max(heap, item):
    largest = heap[0]
    heap[0] = item
    _sift_down_max(heap, 0)
    return largest


def _heapify_max(x):
    for pos in range(len(x) // 2 - 1, -1, -1):
        _sift_down_max(x, pos)


def _sift_down_max(heap, pos):
    size = len(heap)
    item = heap[pos]
    child = 2 * pos + 1
    while child < size:
        right = child + 1
        if right < size and not heap[right] < heap[child]:
            child = right
        if not item < heap[child]:
            break
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item


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
