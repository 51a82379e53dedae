# The jump for `break` comes before one that cannot be reached: both conditions must lead out of the loop.
def both(u, d):
    rounds = 0
    while True:
        rounds += 1
        if rounds > 3:
            return 'never left'
        if u < 1.0 - d or u <= d:
            break
    return rounds


def negated(u, d):
    rounds = 0
    while True:
        rounds += 1
        if rounds > 3:
            return 'never left'
        if not (u > d and u > 1):
            break
    return rounds


def deep(items):
    for item in items:
        while True:
            if item == 1 or item == 2 or item == 3:
                break
            if item > 3 and item < 6:
                break
            return item
    return 'all'


print(both(0.5, 0.3), both(0.5, 0.6), both(0.9, 0.5))
print(negated(1, 2), negated(0, -1), negated(5, 2))
print(deep([1, 2, 3, 4, 5]), deep([1, 6]))
