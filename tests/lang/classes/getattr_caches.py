# Classes with __getattr__: attributes that are found come from caches, all others from the hook.
class P:
    def __init__(self): self.a = 1
    def __getattr__(self, n):
        return "missing " + n
    def m(self): return self.a
def run():
    p = P(); s = 0
    for i in range(500000): s += p.m() + p.a
    return s
print(run())
p=P(); print([p.a, p.zz, p.m()]); del p.a; print(p.a, p.m())
class Q(P):
    @property
    def a2(self): raise AttributeError("inner")
q=Q(); print(q.a2, q.a2)
Q.m = lambda self: "new"; print(q.m())
Q.__getattribute__ = lambda self, n: "gone"; print(q.m, q.a)
