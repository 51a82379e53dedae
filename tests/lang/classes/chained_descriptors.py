"""A class method around another descriptor asks it with the class, twice."""
import types


class Showing:
    def __get__(self, instance, owner=None):
        return instance, owner


class Method:
    def __init__(self, function):
        self.function = function

    def __call__(self, cls):
        return self.function(cls)

    def __get__(self, instance, owner=None):
        return types.MethodType(self, type(instance) if owner is None else owner)


class A:
    shown = classmethod(Showing())
    named = classmethod(property(lambda cls: cls.__name__))

    @classmethod
    @Method
    def method(cls):
        return cls


print(A.shown == (A, A), A().shown == (A, A), A.named, A().named, A.method() is A, A().method() is A)
