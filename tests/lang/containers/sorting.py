# Sorts of every kind of key, size and shape of data: checked against insertion one by one, stability included.
import bisect, math


def numbers(n, kind):
    x, out = 7, []
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        v = {'random': x >> 4, 'few': (x >> 8) % 7, 'rising': i, 'falling': -i, 'saw': i % 50, 'runs': (i // 40 % 2 * 2 - 1) * i,
             'nearly': i + (x >> 8) % 5, 'big': (x >> 4) * 10**20, 'signed': (x >> 4) - 2**26}[kind]
        out.append(v)
    return out


def reference(items):
    out = []
    for item in items: bisect.insort_right(out, item)
    return out

class Box:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v

makers = {'int': int, 'float': lambda v: v / 8, 'str': lambda v: 's%d' % v, 'wide': lambda v: '\u0394%d' % v, 'tuple': lambda v: (v % 10, str(v)),
          'mixed': lambda v: v if v % 2 else float(v), 'list': lambda v: [v], 'bool': lambda v: bool(v % 2)}
for kind in 'random few rising falling saw runs nearly big signed'.split():
    line = []
    for n in 0, 1, 2, 3, 31, 64, 65, 200, 1000:
        base = numbers(n, kind)
        for name, make in makers.items():
            data = [make(v) for v in base]
            ok = sorted(data) == reference(data) and sorted(data, reverse=True) == sorted(data)[::-1]
            order = sorted(range(n), key=data.__getitem__)
            ok = ok and all(data[a] < data[b] or data[a] == data[b] and a < b for a, b in zip(order, order[1:]))
            back = sorted(range(n), key=data.__getitem__, reverse=True)
            ok = ok and all(data[b] < data[a] or data[a] == data[b] and a < b for a, b in zip(back, back[1:]))
            if not ok: line.append((n, name))
        boxes = [Box(v) for v in base]
        if [b.v for b in sorted(boxes)] != sorted(base): line.append((n, 'box'))
    print(kind, line)
print(sorted([0.0, -0.0, 1.5, -1.5]), sorted([3, 1.5, True, -2, 2**70, -2**70, 0.25]), sorted(['b', 'a', 'é', '', 'aa']))
nan = math.nan; print([x == x for x in sorted([nan, nan])])

class Raise:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        if self.v == 50: raise ValueError('no')
        return self.v < o.v
l = [Raise((i * 37) % 101) for i in range(101)]
try: l.sort()
except ValueError as e: print(e, sorted(x.v for x in l) == list(range(101)))
l = [3, 1, 2]
try: l.sort(key=lambda x: (l.append(x), x)[1])
except ValueError as e: print(e, l)
try: l.sort(key=lambda x: 1 / (x - 2))
except ZeroDivisionError as e: print(e, l)
seen = []; l = [2, 1]; l.sort(key=lambda x: (seen.append(list(l)), x)[1]); print(seen, l)
try: sorted([1, 'a'])
except TypeError as e: print(e)
try: sorted([(1, 'a'), (1, 2)])
except TypeError as e: print(e)
