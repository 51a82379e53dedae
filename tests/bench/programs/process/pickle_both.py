# Pickles of many kinds of objects, made and read.
import pickle


class Item:
    def __init__(self, number):
        self.number, self.name, self.tags = number, f'item {number}', [number, number + 1]


data = [
    [Item(i) for i in range(3000)], [{'id': i, 'name': f'n{i}', 'tags': ['a', 'b'], 'v': i * 1.5} for i in range(3000)],
    list(range(50000)), [str(i) for i in range(20000)], [(i, (i, [i])) for i in range(10000)], {i: i for i in range(20000)},
]
total = 0
for _ in range(20):
    for thing in data:
        text = pickle.dumps(thing, 5)
        total += len(text) + len(pickle.loads(text))
small = (1, 'abc', [1.5], {'k': None})
for _ in range(50000):
    total += len(pickle.loads(pickle.dumps(small)))
print(total)
