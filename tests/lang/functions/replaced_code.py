# __code__ is replaced while the function runs, and while generators of it wait.
def second():
    return 'second'


def first():
    before = [i * 2 for i in range(3)]
    first.__code__ = second.__code__
    return before, ['first'] * 2, 1.5, (lambda: 'inner')()


print(first(), first())


def numbers(n):
    for i in range(n):
        yield f'number {i}'


def letters(n):
    yield from 'abc'[:n]


generators = [numbers(3)]
print(next(generators[0]))
numbers.__code__ = letters.__code__
generators.append(numbers(3))
del letters
print([list(g) for g in generators], generators[0].gi_code.co_name)


async def work():
    work.__code__ = (lambda: 5).__code__
    return 'done'


coroutine = work()
try:
    coroutine.send(None)
except StopIteration as error:
    print(error.value, work())
for i in range(50):
    first.__code__ = eval(f'lambda: {i}').__code__
print(first())
