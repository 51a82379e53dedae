"""Code of a module with await in it, made a function: its names are those of the globals."""
import ast
import types


class Awaitable:
    def __await__(self):
        yield 'waits'
        return 5


async def numbers(count):
    for number in range(count):
        yield number


def run(coroutine):
    while True:
        try:
            coroutine.send(None)
        except StopIteration:
            return


for text in 'a = await Awaitable()', 'a = [x async for x in numbers(3)][2]', 'async for b in numbers(2): a = b', 'a = 1\ndel a\nawait Awaitable()':
    code = compile(text, '?', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    space = {'Awaitable': Awaitable, 'numbers': numbers}
    run(types.FunctionType(code, space)())
    print(space.get('a'))
    space = {'Awaitable': Awaitable, 'numbers': numbers}
    run(eval(code, space))
    print(space.get('a'))

coroutine = types.FunctionType(compile('a = 1\nawait Awaitable()', '?', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT),
                               space := {'Awaitable': Awaitable})()
coroutine.send(None)
print(coroutine.cr_frame.f_locals is space, space['a'])
coroutine.close()
