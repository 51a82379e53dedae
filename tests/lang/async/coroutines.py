# Coroutines driven by hand: await, send, throw, close, the protocol of awaitables.
class Future:
    def __init__(self, name): self.name = name
    def __await__(self):
        print("await", self.name)
        value = yield self.name
        print("resumed", self.name, value)
        return value
def run(coro, values=()):
    trace, values = [], iter(values)
    try:
        x = coro.send(None)
        while True:
            trace.append(x)
            x = coro.send(next(values, None))
    except StopIteration as e:
        return trace, e.value
async def simple(): return 42
async def chain():
    a = await Future("a")
    b = await Future("b")
    return a, b, await simple()
print(run(chain(), [1, 2]))
c = chain()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_await, c.cr_code.co_name)
c.send(None)
print(type(c.cr_await).__name__)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = simple()
for f in (lambda: next(c), lambda: iter(c), lambda: list(c), lambda: [x for x in c]):
    try:
        f()
    except TypeError as e:
        print(e)
try:
    c.send(1)
except TypeError as e:
    print(e)
print(run(c))
async def catches():
    try:
        await Future("x")
    except ValueError as e:
        return f"caught {e}"
    finally:
        print("finally")
c = catches(); c.send(None)
try:
    c.throw(ValueError("thrown"))
except StopIteration as e:
    print(e.value)
async def two(): return await catches()
c = two(); c.send(None)
try:
    c.throw(ValueError("deep"))
except StopIteration as e:
    print(e.value)
c = two(); c.send(None); print(c.close())
c = two(); c.close(); print("closed unstarted")
# Awaiting what cannot be awaited.
class NoIter:
    def __await__(self): return 5
class Gen:
    def __await__(self): return simple()
for bad in (1, [], NoIter(), Gen(), (x for x in [])):
    async def f(): await bad
    try:
        run(f())
    except TypeError as e:
        print(e)
c = simple(); run(c)
async def again(): await c
try:
    run(again())
except RuntimeError as e:
    print(e)
async def selfawait(): await me
me = selfawait()
try:
    me.send(None)
except (RuntimeError, ValueError) as e:
    print(type(e).__name__, e)
async def stop(): raise StopIteration("x")
try:
    run(stop())
except RuntimeError as e:
    print(e)
async def stopa(): raise StopAsyncIteration("x")
try:
    run(stopa())
except BaseException as e:
    print(type(e).__name__, e)
class M:
    async def method(self, x): return x + await self.other()
    async def other(self): return 1
    @staticmethod
    async def st(): return "st"
    async def __call__(self): return "called"
print(run(M().method(5)), run(M.st()), run(M()()))
import types
@types.coroutine
def gen_coro():
    x = yield "from generator"
    return x
async def uses(): return await gen_coro()
print(run(uses(), ["sent"]))
async def comp():
    return [await simple() for _ in range(2)], {await simple(): 1}, [x for x in range(3) if await truth(x)]
async def truth(x): return x % 2
print(run(comp()))
async def expr():
    return await simple() + 1, -await simple(), [await simple()][0], (await M().method(1)) ** 2, await simple() ** 0, f"{await simple()}"
print(run(expr()))
async def args(f): return f(await simple(), k=await simple(), *[await simple()])
print(run(args(lambda *a, **k: (a, k))))
async def deep(n): return 0 if n == 0 else 1 + await deep(n - 1)
print(run(deep(200)))
async def default(x=(lambda: 5)()): return x
print(run(default()))
lam = lambda: simple()
print(run(lam()))
async def nested():
    async def inner(): return nonloc
    nonloc = "closure"
    return await inner()
print(run(nested()))
async def with_gen():
    def g(): yield 1; yield 2
    return list(g())
print(run(with_gen()))
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    simple()
    print([str(x.message) for x in w], w[0].category.__name__)
def not_async(): return simple()
print(run(not_async()))
async def identifiers():
    match = type = case = 1
    return match + type + case
print(run(identifiers()))
