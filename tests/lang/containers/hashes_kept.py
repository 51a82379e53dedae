"""Which hashes are computed anew, keywords for classes of lists, and other small corners of containers."""
import copy

calls = 0


class Key(int):
    def __hash__(self):
        global calls
        calls += 1
        return int(self)


items = {Key(i) for i in range(3)}
calls = 0
print(list(dict.fromkeys(items)), calls)
print(dict.fromkeys(frozenset(items), 1), calls)


class Labelled(list):
    def __new__(cls, items, label=None):
        self = super().__new__(cls, items)
        self.label = label
        return self


labelled = Labelled([1, 2], label='x')
print(labelled, labelled.label)
try:
    list(sequence=())
except TypeError as error:
    print(error)
print(bytes([1, 2, 3]).hex('\0').encode())
s = slice([1], [2])
print(copy.copy(s) is s, copy.deepcopy(s) is s, copy.deepcopy(s) == s)


def function():
    pass


for value in function, function.__get__(1):
    try:
        del value.__dict__
    except Exception as error:
        print(type(error).__name__, error)
print(object().__reduce__()[1:])
