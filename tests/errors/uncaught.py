# An exception nobody catches: the traceback with markers under the expression.
def inner(a, b):
    return (a +
            b) / (a - b)
def middle(x):
    value = [inner(x, 5) for _ in range(1)]
    return value
class C:
    def method(self, x): return middle(x) + 1
    @property
    def prop(self): return self.method(5)
print("before")
C().prop.bit_length()
