# List building, indexing, slicing, a sieve, matrix product, sorting.
def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    return sum(flags)

def matmul(n):
    a = [[(i * j) % 7 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        row, out = a[i], c[i]
        for j in range(n):
            s = 0
            for k in range(n):
                s += row[k] * b[k][j]
            out[j] = s
    return sum(map(sum, c))

def sorting(n):
    data, x = [], 7
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        data.append(x)
    by_low = sorted(data, key=lambda v: v & 0xFFFF)
    data.sort()
    data.reverse()
    stack = []
    for v in data:
        stack.append(v)
        if len(stack) > 10:
            stack.pop()
    return by_low[5], data[5], stack[-1], data[10:20][::-1][0]

def insertion(n):
    l = [(i * 7919) % n for i in range(n)]
    for i in range(1, n):
        v, j = l[i], i - 1
        while j >= 0 and l[j] > v:
            l[j + 1] = l[j]
            j -= 1
        l[j + 1] = v
    return l[:5]

print(sieve(1500000), matmul(130), sorting(200000), insertion(1300))
