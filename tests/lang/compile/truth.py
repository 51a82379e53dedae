# How often the operands of and, or, not are asked for their truth.
import itertools
class T:
    def __init__(self, n, v): self.n, self.v = n, v
    def __bool__(self): print(self.n, end=" "); return self.v
    def __repr__(self): return "T" + self.n
exprs = ["a and b or c", "a or b and c", "(a or b) and c", "(a or (b or c)) or d", "(a and b and c) or d", "((a or b) and c) or d", "not a or b", "not (a and b) or c", "(a and (b or c)) or d", "a and b and c or d and a", "(a or b) and (c or d)", "(a if b else c) or d", "((a and b) or (c and d)) and a"]
for e in exprs:
    for bits in itertools.product((0, 1), repeat=4):
        a, b, c, d = (T(n, bool(v)) for n, v in zip("abcd", bits))
        def f(a=a, b=b, c=c, d=d):
            return eval(e)
        x = eval(e); print("->", x)
        ns = dict(a=a, b=b, c=c, d=d)
        exec(f"def g(a, b, c, d):\n a = {e}\n return a\nx = g(a, b, c, d)\nif {e}: y = 1\nelse: y = 2\nwhile not ({e}): break\nelse: y += 5", ns); print("=>", ns["x"], ns["y"])
