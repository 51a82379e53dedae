"""What messages about *x and **x call a callee that has no qualified name."""
import functools


class Named:
    def __call__(self, *args):
        return args

    def __str__(self):
        return 'text of it'


for callee in None, 3, 'abc', Named(), functools.partial(Named()).func, len, [].append, str.join, Named, lambda: 1:
    for call in lambda: callee(*len), lambda: callee(1, *len), lambda: callee(**len):
        try:
            call()
        except TypeError as error:
            print(error)
