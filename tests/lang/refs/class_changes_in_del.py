"""An object whose __del__ gives it another class: the class it has at the end is released, once."""
import sys


class Other:
    pass


class Changing:
    def __del__(self):
        self.__class__ = Other


before = sys.getrefcount(Other), sys.getrefcount(Changing)
for _ in range(3):
    many = [Changing() for _ in range(100)]
    del many
print(sys.getrefcount(Other) - before[0], sys.getrefcount(Changing) - before[1])
