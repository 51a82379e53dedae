# List, set and dict comprehensions, nested and filtered.
def run(n):
    total = 0
    for k in range(n):
        a = [i * k for i in range(200)]
        b = [x for x in a if x % 3 == 0]
        c = {x % 17 for x in a}
        d = {x: x + 1 for x in b}
        e = [(x, y) for x in range(12) for y in range(12) if x < y]
        f = [[j * i for j in range(10)] for i in range(10)]
        total += len(b) + len(c) + len(d) + len(e) + sum(f[3]) + sum(len(r) for r in f) + any(v > 100 for v in a)
    return total
print(run(14000))
