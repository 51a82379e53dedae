# Queens, sudoku, life, knapsack, edit distance, primes, permutations, knights: small classic searches.
def queens(n):
    def place(row, cols, d1, d2):
        if row == n:
            yield cols
            return
        for c in range(n):
            if c not in cols and row + c not in d1 and row - c not in d2:
                yield from place(row + 1, cols + (c,), d1 | {row + c}, d2 | {row - c})
    return place(0, (), frozenset(), frozenset())
print(next(queens(8)), sum(1 for _ in queens(6)), len(list(queens(7))))

PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
def solve(grid):
    cells = [i for i, c in enumerate(grid) if c == "."]
    if not cells: return grid
    def options(i):
        r, c = divmod(i, 9)
        used = {grid[r * 9 + k] for k in range(9)} | {grid[k * 9 + c] for k in range(9)} | {grid[(r // 3 * 3 + k // 3) * 9 + c // 3 * 3 + k % 3] for k in range(9)}
        return [d for d in "123456789" if d not in used]
    best = min(cells, key=lambda i: len(options(i)))
    for d in options(best):
        if found := solve(grid[:best] + d + grid[best + 1:]): return found
    return None
s = solve(PUZZLE)
print(*(s[i:i + 9] for i in range(0, 81, 9)), sep="\n")

def life(alive, steps):
    for _ in range(steps):
        counts = {}
        for x, y in alive:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy: counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
        alive = {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in alive}
    return alive
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
print(sorted(life(glider, 20)), len(life({(i, 0) for i in range(10)}, 14)))

def knapsack(items, room):
    best = [(0, ())] * (room + 1)
    for name, weight, value in items:
        for r in range(room, weight - 1, -1):
            v, taken = best[r - weight]
            best[r] = max(best[r], (v + value, taken + (name,)), key=lambda b: b[0])
    return best[room]
print(knapsack([("a", 3, 4), ("b", 4, 5), ("c", 2, 3), ("d", 5, 8)], 9))

def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]
print(distance("kitten", "sitting"), distance("", "abc"), distance("interpreter", "compiler"))

def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)
print(" ".join(hanoi(4)))
def perms(xs): return [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])] if xs else [[]]
print(len(perms([1, 2, 3, 4, 5])), perms("ab" and [1, 2]))
def lcs(a, b, memo={}):
    if not a or not b: return ""
    if (a, b) not in memo:
        memo[a, b] = a[0] + lcs(a[1:], b[1:]) if a[0] == b[0] else max(lcs(a[1:], b), lcs(a, b[1:]), key=len)
    return memo[a, b]
print(lcs("dynamic programming", "memory mapped"))
def knight(n):
    moves = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]
    board, pos = {(0, 0): 0}, (0, 0)
    def free(p): return [(p[0] + dx, p[1] + dy) for dx, dy in moves if 0 <= p[0] + dx < n and 0 <= p[1] + dy < n and (p[0] + dx, p[1] + dy) not in board]
    while nexts := free(pos):
        pos = min(nexts, key=lambda q: len(free(q)))
        board[pos] = len(board)
    return len(board)
print(knight(8))
def roman(n): return "".join(d * (n // v) for v, d in [(1000, "M")]) + "".join(ds for ds in _rest(n % 1000))
def _rest(n):
    for v, d in ((900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= v:
            yield d
            n -= v
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024)])
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.islower() else c for c in "Hello, world"), bin(0b1011 ^ 0b0110), f"{10**15:,}", "%.3e" % 123456)
from functools import lru_cache
@lru_cache(None)
def ways(n, coins=(50, 20, 10, 5, 2, 1)): return 1 if n == 0 else 0 if n < 0 or not coins else ways(n - coins[0], coins) + ways(n, coins[1:])
print(ways(100), [n for n in range(2, 60) if all(n % d for d in range(2, int(n ** 0.5) + 1))], sum(d for d in range(1, 496) if 496 % d == 0))
