"""frame.clear(): free variables too; a coroutine that was never awaited; a generator that is suspended."""
import sys
import warnings


def outer():
    x = 1

    def inner():
        y = x
        return sys._getframe()
    return inner()


frame = outer()
print(frame.f_locals)
frame.clear()
print(frame.f_locals)


async def never():
    pass


def steps():
    try:
        yield 1
    finally:
        print('ended')


coroutine = never()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    coroutine.cr_frame.clear()
    print(*(each.message for each in caught))
coroutine.close()
generator = steps()
next(generator)
generator.gi_frame.clear()
print(generator.gi_frame, list(generator))
try:
    sys._getframe().clear()
except RuntimeError as error:
    print(error)


class Reversed(dict):
    def keys(self):
        return ['z', 'y']


print(eval('dir()', {}, Reversed(a=1)))
