# Long random walks through list, dict, set and deque: every answer goes into a checksum that is printed now and then.
from collections import deque, defaultdict, Counter, OrderedDict


class Random:
    def __init__(self, seed): self.x = seed
    def below(self, n):
        self.x = (self.x * 1103515245 + 12345) % 2147483648
        return (self.x >> 8) % n


def digest(h, text):
    for c in text: h = (h * 31 + ord(c)) % 1000000007
    return h


def attempt(f, *args):
    try: return repr(f(*args))
    except Exception as e: return type(e).__name__ + ": " + str(e)


def walk(name, make, steps, operations, show=repr):
    r, h, thing = Random(len(name) * 7919 + steps), 0, make()
    for i in range(steps):
        op = operations[r.below(len(operations))]
        h = digest(h, attempt(op, thing, r))
        if i % (steps // 4) == 0: print(name, i, h, show(thing)[:150])
    print(name, "end", h, len(thing))


def slice_of(r):
    pick = lambda: None if r.below(4) == 0 else r.below(30) - 15
    step = pick()
    return slice(pick(), pick(), step)

def set_slice(t, r): t[slice_of(r)] = [r.below(50) for _ in range(r.below(8))]
def del_slice(t, r): del t[slice_of(r)]
def set_item(t, r): t[r.below(40) - 20] = r.below(50)
def del_item(t, r): del t[r.below(40) - 20]
def trim(t, r):
    while len(t) > 60: t.pop()

sequence = [
    lambda t, r: t.append(r.below(50)), lambda t, r: t.append(r.below(50) / 2), lambda t, r: t.pop(),
    lambda t, r: t.insert(r.below(40) - 20, r.below(50)), lambda t, r: t.remove(r.below(50)),
    lambda t, r: t.index(r.below(50)), lambda t, r: t.index(r.below(50), r.below(20) - 10, r.below(30)),
    lambda t, r: t.count(r.below(50)), lambda t, r: t.reverse(), lambda t, r: t.extend(range(r.below(6))),
    lambda t, r: r.below(50) in t, lambda t, r: t[r.below(40) - 20], lambda t, r: len(t), lambda t, r: t.copy() == t,
    lambda t, r: list(reversed(t))[:5], lambda t, r: t < t.copy(), trim, set_item, del_item,
]
walk("list", list, 6000, sequence + [
    lambda t, r: t.sort(), lambda t, r: t.sort(key=lambda x: -x), lambda t, r: t.sort(reverse=True),
    lambda t, r: t.sort(key=lambda x: x % 5), lambda t, r: t.pop(r.below(20) - 10), set_slice, del_slice,
    lambda t, r: t[slice_of(r)], lambda t, r: (t * 2)[:10], lambda t, r: t + [1], lambda t, r: t.__iadd__(t[:3]),
])
walk("deque", deque, 6000, sequence + [
    lambda t, r: t.appendleft(r.below(50)), lambda t, r: t.popleft(), lambda t, r: t.rotate(r.below(30) - 15),
    lambda t, r: t.extendleft(range(r.below(5))), lambda t, r: (t * 2)[3], lambda t, r: t + deque([1]),
    lambda t, r: list(t)[::3], lambda t, r: t[slice_of(r)],
])
walk("bounded", lambda: deque(maxlen=7), 4000, sequence + [
    lambda t, r: t.appendleft(r.below(50)), lambda t, r: t.popleft(), lambda t, r: t.rotate(r.below(30) - 15),
    lambda t, r: t.extendleft(range(r.below(5))), lambda t, r: t + deque([1, 2]), lambda t, r: t * 3,
])

def key(r): return [r.below(30), r.below(30) * 8.0, "k" + str(r.below(30)), (r.below(4), "t"), True][r.below(5)]
def set_key(t, r): t[key(r)] = r.below(100)
def del_key(t, r): del t[key(r)]

mapping = [
    set_key, set_key, del_key, lambda t, r: t.get(key(r)), lambda t, r: t.pop(key(r), None), lambda t, r: t.pop(key(r)),
    lambda t, r: t.popitem(), lambda t, r: t.setdefault(key(r), 5), lambda t, r: key(r) in t, lambda t, r: list(t)[:5],
    lambda t, r: t.update({key(r): 1, key(r): 2}), lambda t, r: t.update([(key(r), 3)]), lambda t, r: t | {1: 2},
    lambda t, r: list(reversed(t))[:4], lambda t, r: list(t.items())[:4], lambda t, r: list(reversed(t.values()))[:4],
    lambda t, r: t.copy() == t, lambda t, r: len(t), lambda t, r: t[key(r)], lambda t, r: (1, 1) in t.items(),
    lambda t, r: next(iter(t)), lambda t, r: t.keys() == set(t), lambda t, r: t.update(a=1, b=2), lambda t, r: t == dict(t),
]
for make in dict, OrderedDict, lambda: defaultdict(list), Counter:
    walk(make().__class__.__name__, make, 6000, mapping)
walk("rare clear", dict, 6000, mapping * 5 + [lambda t, r: t.clear()])

def number(r): return [r.below(20), r.below(20) * 8, r.below(300), r.below(2**40), -r.below(9)][r.below(5)]
def some(r): return [number(r) for _ in range(r.below(9))]

walk("set", set, 9000, [
    lambda t, r: t.add(number(r)), lambda t, r: t.add(number(r)), lambda t, r: t.discard(number(r)), lambda t, r: t.remove(number(r)),
    lambda t, r: t.pop(), lambda t, r: t.update(some(r)), lambda t, r: t.difference_update(some(r)), lambda t, r: t.union(some(r)),
    lambda t, r: t.intersection(some(r) + list(t)[:4]), lambda t, r: t ^ set(some(r)), lambda t, r: t.symmetric_difference_update(some(r)),
    lambda t, r: t - set(some(r)), lambda t, r: set(some(r)) - t, lambda t, r: t.issubset(some(r)), lambda t, r: t.issuperset(some(r)),
    lambda t, r: t.copy(), lambda t, r: frozenset(t), lambda t, r: hash(frozenset(t)), lambda t, r: list(t), lambda t, r: t.isdisjoint(some(r)),
    lambda t, r: t <= set(some(r)) | t, lambda t, r: t & set(list(t)[::2]), lambda t, r: number(r) in t,
    lambda t, r: t.intersection_update(set(list(t)[:30])) if len(t) > 40 else None,
])
