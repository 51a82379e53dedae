"""complex() of an object whose __complex__ gives an instance of a subclass, or no complex number."""
import warnings


class Sub(complex):
    pass


class Gives:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


for value in Sub(1), 1j, 3:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(type(complex(Gives(value))), complex(Gives(value)))
        except TypeError as error:
            print(error)
        print(*(each.message for each in caught))
