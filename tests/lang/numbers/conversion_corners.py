"""Corners of making floats and ints, and of powers of zero."""
import warnings

warnings.simplefilter('ignore')


class Text(str):
    def __float__(self):
        return float(str(self)) + 1


class Cut:
    def __trunc__(self):
        return True


class Plain(float):
    pass


class WithInit(float):
    def __init__(self, number, label=None):
        self.label = label


print(float(Text('8')), int(Cut()), WithInit(3, label='x').label)
try:
    Plain(x=1)
except TypeError as error:
    print(error)
print(0.0 ** float('-inf'), (-0.0) ** float('-inf'), pow(0.0, float('inf')))
try:
    (-0.0) ** -1.0
except ZeroDivisionError as error:
    print(error)
