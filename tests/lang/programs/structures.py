# Data structures as classes: linked list, heap, trie, LRU cache, graph search, matrix, polynomial, big sorted tree.
class Linked:
    class Node:
        __slots__ = "value", "next"
        def __init__(self, value, next=None): self.value, self.next = value, next
    def __init__(self, items=()):
        self.head = None; self.size = 0
        for x in reversed(list(items)): self.push(x)
    def push(self, x): self.head = self.Node(x, self.head); self.size += 1
    def __iter__(self):
        n = self.head
        while n: yield n.value; n = n.next
    def __len__(self): return self.size
    def __getitem__(self, i):
        if isinstance(i, slice): return Linked(list(self)[i])
        for k, v in enumerate(self):
            if k == i: return v
        raise IndexError("linked list index")
    def reverse(self):
        prev, n = None, self.head
        while n: n.next, prev, n = prev, n, n.next
        self.head = prev; return self
    def __repr__(self): return "<" + "->".join(map(repr, self)) + ">"
l = Linked([1, 2, 3]); l.push(0); print(l, len(l), l[1], l[1:3], l.reverse(), 3 in l, list(reversed(list(l))), *l)
try: l[99]
except IndexError as e: print(e)
class Trie:
    def __init__(self): self.kids, self.end = {}, False
    def add(self, w):
        node = self
        for c in w: node = node.kids.setdefault(c, Trie())
        node.end = True; return self
    def words(self, prefix=""):
        if self.end: yield prefix
        for c in sorted(self.kids): yield from self.kids[c].words(prefix + c)
    def __contains__(self, w):
        node = self
        for c in w:
            if (node := node.kids.get(c)) is None: return False
        return node.end
t = Trie()
for w in "tea ten to in inn i a team".split(): t.add(w)
print(list(t.words()), "tea" in t, "te" in t)
class LRU:
    def __init__(self, n): self.n, self.d = n, {}
    def get(self, k, make):
        if k in self.d: self.d[k] = v = self.d.pop(k); return v, "hit"
        if len(self.d) >= self.n: del self.d[next(iter(self.d))]
        self.d[k] = v = make(k); return v, "miss"
c = LRU(2); print([c.get(k, lambda k: k * k)[1] for k in (1, 2, 1, 3, 2, 1)], list(c.d.items()))
class Graph:
    def __init__(self, edges):
        self.adj = {}
        for a, b, w in edges: self.adj.setdefault(a, {})[b] = w; self.adj.setdefault(b, {})[a] = w
    def shortest(self, start):
        import heapq
        dist, heap = {start: 0}, [(0, start)]
        while heap:
            d, u = heapq.heappop(heap)
            if d > dist[u]: continue
            for v, w in self.adj[u].items():
                if d + w < dist.get(v, float("inf")): dist[v] = d + w; heapq.heappush(heap, (d + w, v))
        return dist
    def components(self):
        seen = set()
        for s in self.adj:
            if s in seen: continue
            todo, part = [s], []
            while todo:
                u = todo.pop()
                if u not in seen: seen.add(u); part.append(u); todo += self.adj[u]
            yield sorted(part)
g = Graph([("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("x", "y", 1)]); print(g.shortest("a"), list(g.components()))
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __pow__(self, n):
        r, b = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1: r = r @ b
            b = b @ b; n >>= 1
        return r
    def __getitem__(self, ij): return self.rows[ij[0]][ij[1]]
    def __setitem__(self, ij, v): self.rows[ij[0]][ij[1]] = v
    def __eq__(self, o): return self.rows == o.rows
    @property
    def T(self): return Matrix(zip(*self.rows))
    def __repr__(self): return "Matrix(" + "; ".join(" ".join(map(str, r)) for r in self.rows) + ")"
m = Matrix([[1, 1], [1, 0]]); print(m ** 90, (m @ m.T)[0, 0], m == m.T, m); m[0, 1] += 5; print(m)
class Poly:
    def __init__(self, *c): self.c = list(c)
    def __call__(self, x):
        r = 0
        for a in reversed(self.c): r = r * x + a
        return r
    def __add__(self, o):
        if isinstance(o, int): o = Poly(o)
        n = max(len(self.c), len(o.c)); return Poly(*(a + b for a, b in zip(self.c + [0] * (n - len(self.c)), o.c + [0] * (n - len(o.c)))))
    __radd__ = __add__
    def __mul__(self, o):
        r = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c): r[i + j] += a * b
        return Poly(*r)
    def __str__(self): return " + ".join(f"{a}x^{i}" if i else str(a) for i, a in enumerate(self.c) if a) or "0"
p = Poly(1, 2) * Poly(1, 2) * Poly(-1, 0, 3); print(p, p(2), 5 + p, Poly(0))
class Tree:
    def __init__(self, k, v, l=None, r=None): self.k, self.v, self.l, self.r = k, v, l, r
def insert(t, k, v): return Tree(k, v) if t is None else Tree(t.k, v, t.l, t.r) if k == t.k else Tree(t.k, t.v, insert(t.l, k, v), t.r) if k < t.k else Tree(t.k, t.v, t.l, insert(t.r, k, v))
def walk(t): return () if t is None else (*walk(t.l), (t.k, t.v), *walk(t.r))
t = None
for i in range(50): t = insert(t, i * 37 % 50, i)
old, t = t, insert(t, 7, "new"); print(walk(t)[5:9], dict(walk(old))[7], len(walk(t)))
