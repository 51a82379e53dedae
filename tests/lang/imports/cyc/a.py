print("a starts")
from . import b
x = "a.x"
print("a ends", b.get())
