# What module gc answers about objects.
import gc


class Plain:
    pass


class Slots:
    __slots__ = ()


class Int(int):
    __slots__ = ()


class Float(float):
    pass


for x in ([], set(), {}, {1: 2}, {1: []}, (), 1, 'a', 1.5, None, Plain, Plain(), Slots(), Int(3), Float(1), gc, len, [].append, int, object()):
    print(type(x).__name__, gc.is_tracked(x))

key, item, rest = 'key', 'item', ['r']
for container in [1, 3, 5], (1.5, None, True), {1: 2, 'a': 'b'}, [key, 7], {key: item, 5: rest}, {1, 2}, frozenset([rest[0]]), [], {}:
    print(sorted(map(repr, gc.get_referents(container))))
print(gc.get_referents(1, 'a', 4.5), sorted(map(repr, gc.get_referents([1], (2, 'x')))))
p = Plain()
p.rest = rest
print(rest in gc.get_referents(p), Plain in gc.get_referents(p))
