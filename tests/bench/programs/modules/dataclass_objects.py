# Data classes: making classes and instances, comparing, hashing, printing, replacing.
from dataclasses import asdict, astuple, dataclass, field, replace


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass(frozen=True, order=True)
class Key:
    name: str
    number: int
    rest: tuple = ()


@dataclass(slots=True)
class Item:
    key: Key
    tags: list = field(default_factory=list)
    points: list = field(default_factory=list)


total = 0
for i in range(60_000):
    p = Point(i, y=1)
    total += p.x + p.y + (p == Point(i, 1))
keys = [Key(f'name {i % 100}', i) for i in range(10_000)]
total += len(set(keys)) + sorted(keys)[77].number
for i in range(3_000):
    item = Item(keys[i], ['a'], [Point(i)])
    total += len(repr(item)) + len(asdict(item)) + len(astuple(item)) + replace(item, tags=[]).key.number
for i in range(60):
    @dataclass(order=True)
    class Local:
        a: int
        b: str = 'x'
        c: float = 0.5
        d: list = field(default_factory=list, compare=False)
    total += Local(i) < Local(i + 1)
print(total)
