"""await outside of functions: compile(..., PyCF_ALLOW_TOP_LEVEL_AWAIT)."""
import ast
import gc
import types
import warnings

FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
warnings.simplefilter('ignore')  # coroutines that nobody awaits


class Await:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


class Three:
    count = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count += 1
        if self.count > 3:
            raise StopAsyncIteration
        return await Await(self.count)


class Manager:
    async def __aenter__(self):
        return await Await('in')

    async def __aexit__(self, *details):
        await Await('out')


def run(code, names, sent=10):
    coroutine = eval(code, names)
    if not isinstance(coroutine, types.CoroutineType):
        print('no coroutine', coroutine)
        return
    print(coroutine.__name__, coroutine.__qualname__, coroutine.cr_code is code)
    value = None
    try:
        while True:
            print('yielded', coroutine.send(value))
            value, sent = sent, sent + 1
    except StopIteration as e:
        print('result', e.value)


SOURCES = [
    'x = await A(1)', 'async for i in It(): print(i)', 'async with M() as m: print(m)', 'l = [i async for i in It()]', 'y = 1',
    'async def f(): return await A(3)\nz = await f()', 'g = (i async for i in It())', 'if 0: await A(1)',
    'w = [await A(i) for i in (1, 2)]', 'class C:\n  [await A(1)]', 'class C:\n  await A(1)', 'def f(): await A(1)',
    'lambda: await A(1)', 'yield 1', 'return 1', 'for i in [1]: x = await A(i)', '{k: await A(k) async for k in It()}',
    'yield from x', 'def f(): return [x async for x in y]']
for source in SOURCES:
    for flag in FLAG, 0:
        names = dict(A=Await, It=Three, M=Manager)
        try:
            code = compile(source, 'f', 'exec', flag)
        except SyntaxError as e:
            print(repr(source), flag, e)
            continue
        print(repr(source), flag, bool(code.co_flags & 0x80), bool(code.co_flags & 0x100))
        run(code, names)
        print({k: v for k, v in names.items() if isinstance(v, (int, list))})

print('modes')
run(compile('await A(5)', 'f', 'eval', FLAG), dict(A=Await))
run(compile(ast.parse('await A(6)', mode='eval'), 'f', 'eval', FLAG), dict(A=Await))
exec(compile('await A(1)', 'f', 'single', FLAG), dict(A=Await))

print('names')
names = dict(A=Await)
coroutine = eval(compile('await A(1)\nq = 1', 'f', 'exec', FLAG), names)
coroutine.send(None)
print(coroutine.cr_frame.f_locals is names, coroutine.cr_running)
coroutine.close()
outer = dict(A=Await)
coroutine = eval(compile('q = await A(1)', 'f', 'exec', FLAG), outer, names)
coroutine.send(None)
coroutine.close()


class Names(dict):
    def __del__(self):
        print('gone')


names = Names(A=Await)
names['me'] = eval(compile('await A(1)\nq = 1', 'f', 'exec', FLAG), {}, names)
names['me'].send(None)
del names
print(gc.collect() > 0)
