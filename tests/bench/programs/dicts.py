# Counting, grouping, lookups and updates in dicts.
def make(n):
    x = 42
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        yield (x >> 33) % 5000

def run(n):
    counts = {}
    groups = {}
    for v in make(n):
        counts[v] = counts.get(v, 0) + 1
        key = "k" + str(v % 97)
        if key in groups:
            groups[key].append(v)
        else:
            groups[key] = [v]
    inverse = {}
    for k, c in counts.items():
        inverse.setdefault(c, []).append(k)
    points = {(i % 50, i // 50): i for i in range(2500)}
    total = 0
    for _ in range(40):
        for x in range(50):
            total += points[x, x // 2] + points.get((x, 99), 1)
    for k in list(counts):
        if k % 3 == 0:
            del counts[k]
    return len(counts), len(groups), sum(len(g) for g in groups.values()), len(inverse), total, sorted(inverse)[-1]

print(run(900000))
