# A generator's names: those that the function has when it is called, until somebody sets others.
def numbers():
    yield 1


async def work():
    pass


def names(g):
    return g.__name__, g.__qualname__, repr(g).split(' at ')[0]


before = numbers()
numbers.__name__ = 'digits'
numbers.__qualname__ = 'Class.digits'
after = numbers()
print(names(before), names(after), before.gi_code.co_name, after.gi_code.co_qualname)

after.__name__ = 'one'
print(names(after))
after.__qualname__ = 'two'
print(names(after), names(numbers()))
for name in '__name__', '__qualname__':
    for value in 5, None:
        try:
            setattr(before, name, value)
        except TypeError as error:
            print(error)
    try:
        delattr(before, name)
    except TypeError as error:
        print(error)
print(names(before))

work.__qualname__ = 'job'
coroutine = work()
print(names(coroutine))
coroutine.close()
print(coroutine.__name__, coroutine.__qualname__)
numbers.__code__ = (lambda: (yield)).__code__
print(names(numbers()))
