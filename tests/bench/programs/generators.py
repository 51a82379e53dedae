# Generators: simple, chained, yield from, send.
def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1

def evens(it):
    for x in it:
        if not x & 1:
            yield x

def squares(it):
    for x in it:
        yield x * x

def tree(lo, hi):
    if lo < hi:
        mid = (lo + hi) // 2
        yield from tree(lo, mid)
        yield mid
        yield from tree(mid + 1, hi)

def averager():
    total = count = 0
    average = None
    while True:
        x = yield average
        total += x
        count += 1
        average = total // count

print(sum(squares(evens(numbers(2000000)))))
print(sum(tree(0, 120000)))
avg = averager()
next(avg)
for i in range(800000):
    last = avg.send(i)
print(last, sum(x for x in range(1000000) if x % 3))
