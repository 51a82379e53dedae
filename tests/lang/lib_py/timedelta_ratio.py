# timedelta and subclasses of float whose as_integer_ratio() answers what it likes.
from datetime import timedelta


def bad_float(ratio):
    class Bad(float):
        def as_integer_ratio(self):
            return ratio
    return Bad(1)


for ratio in (1 << 1000, 3, (1,), (1, 2, 3), [1, 2], (1, 2), (1.5, 2), (0, 1), (1, 0), (), None):
    for work in (lambda x: timedelta(1) / x), (lambda x: timedelta(1) * x), (lambda x: x * timedelta(1)):
        try:
            print(work(bad_float(ratio)))
        except (TypeError, ValueError, ZeroDivisionError) as e:
            print(type(e).__name__, e)


class BadInt(int):
    __mul__ = __rmul__ = __floordiv__ = __rfloordiv__ = lambda self, other: Product()


class Product:
    pass


for work in (lambda: timedelta(1) * BadInt(1)), (lambda: BadInt(1) * timedelta(1)), (lambda: timedelta(1) // BadInt(1)):
    try:
        print(type(work()).__name__)
    except TypeError as e:
        print(e)
