# Closures, lambdas, higher-order functions, decorators.
def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run

def adder(n):
    return lambda x: x + n

def counter():
    count = 0
    def up(by):
        nonlocal count
        count += by
        return count
    return up

def memo(f):
    cache = {}
    def wrapper(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    return wrapper

@memo
def collatz(n):
    return 0 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)

pipeline = compose(adder(1), lambda x: x * 2, adder(-3), abs)
total = 0
for i in range(400000):
    total += pipeline(i)
up = counter()
for i in range(900000):
    last = up(i & 3)
print(total, last, max(collatz(n) for n in range(1, 60000)), sum(map(adder(5), range(600000))), len(list(filter(lambda v: v % 7 == 0, range(600000)))))
