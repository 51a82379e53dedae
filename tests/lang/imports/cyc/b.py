print("b starts")
from . import a
print("b sees a.x:", hasattr(a, "x"))
def get(): return a.x
