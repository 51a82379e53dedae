# An uncaught exception, then the end of the program.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
d = D("global")
def f():
    local = D("local")
    raise LookupError("the error")
f()
