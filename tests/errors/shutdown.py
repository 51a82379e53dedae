# The end of the program: what globals hold is freed, cycles too.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
kept = [D("in a list")]
class Cyc:
    def __del__(self): print("cycle at exit", self.name)
c = Cyc(); c.me = c; c.name = "c"
del kept
print("main ends")
