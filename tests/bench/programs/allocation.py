# Binary trees: many small objects made and dropped.
class Node:
    def __init__(self, left, right):
        self.left, self.right = left, right
    def count(self):
        return 1 if self.left is None else 1 + self.left.count() + self.right.count()

def build(depth):
    return Node(None, None) if depth == 0 else Node(build(depth - 1), build(depth - 1))

def pairs(depth):
    return (None, None) if depth == 0 else (pairs(depth - 1), pairs(depth - 1))

def size(tree):
    left, right = tree
    return 1 if left is None else 1 + size(left) + size(right)

kept = build(16)
for depth in range(4, 17, 4):
    rounds = 1 << (17 - depth)
    print(depth, rounds, sum(build(depth).count() for _ in range(rounds)), sum(size(pairs(depth)) for _ in range(rounds)))
print(kept.count())
