"""Special methods that lead back to themselves, and orders in which the class is not the first."""


class Circle:
    pass


Circle.__repr__ = Circle.__str__
for function in str, repr:
    try:
        function(Circle())
    except RecursionError as error:
        print(function.__name__, type(error).__name__)


class Backwards(type):
    def mro(cls):
        return type.mro(cls)[::-1]


class A:
    def f(self):
        return 'A'


class B(A):
    def f(self):
        return 'B'


class C(B, metaclass=Backwards):
    pass


print([c.__name__ for c in C.__mro__], C().f())
A.f = lambda self: 'new A'
print(C().f())
