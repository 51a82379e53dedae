# Asynchronous generators at the level of send and throw; finalizers; anext with default; hooks.
import sys, types
@types.coroutine
def pause(v): return (yield v)
def step(c, v=None):
    try: return ("yield", c.send(v))
    except StopIteration as e: return ("return", e.value)
    except BaseException as e: return (type(e).__name__, str(e))
async def ag():
    try:
        x = yield 1
        print("got", x)
        await pause("p")
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "from except"
    finally:
        await pause("cleanup")
        print("done")
g = ag(); print(type(g.asend(None)).__name__, type(g.athrow(ValueError)).__name__, type(g.aclose()).__name__, g.ag_await, g.ag_frame is not None, g.ag_code.co_name, type(g.__aiter__()).__name__)
g = ag(); print(step(g.asend(None)), step(n := g.asend("X")), step(n), step(g.asend("Y")), end=" "); print()
g = ag(); print(step(g.__anext__())); t = g.athrow(ValueError("v")); print(step(t)); c = g.aclose(); print(step(c), step(c), step(g.__anext__()))
g = ag(); print(step(g.asend("early"))); g = ag(); print(step(g.aclose()), step(g.__anext__()))
g = ag(); step(g.__anext__()); t = g.athrow(KeyError("k")); print(step(t), step(t), step(g.asend(None)))
g = ag(); a = g.__anext__(); step(a); print(step(a))
b = g.asend(1); step(b); print(step(g.asend(2))); print(step(b))
for op in ("asend(None)", "athrow(ValueError)", "aclose()"):
    g = ag(); x = eval("g." + op); x.close(); print(op, step(x))
async def empty():
    if False: yield
async def consume(it): return [x async for x in it]
print(step(consume(empty())), step(anext(empty(), "default")), step(anext(empty())))
try: anext(5)
except TypeError as e: print(e)
try: aiter([])
except TypeError as e: print(e)
async def returns(): yield 1; return
print(step(consume(returns())))
class It:
    def __aiter__(self): return self
    def __anext__(self): return self
    def __await__(self): raise StopAsyncIteration; yield
print(step(consume(It())))
# Finalizer hooks: an event loop sees generators first and when they are dropped.
log = []
old = sys.get_asyncgen_hooks(); print(old)
sys.set_asyncgen_hooks(firstiter=lambda g: log.append(("first", g.__name__)), finalizer=lambda g: log.append(("final", g.__name__)))
g = ag(); step(g.__anext__()); del g; print(log)
g = ag(); del g; print(len(log)); sys.set_asyncgen_hooks(*old); print(sys.get_asyncgen_hooks() == old)
for bad in ({"firstiter": 5}, {"finalizer": "x"}):
    try: sys.set_asyncgen_hooks(**bad)
    except TypeError as e: print(e)
async def lots():
    for i in range(5):
        got = yield i
        if got: yield got * 10
g = lots(); out = []
v = None
while True:
    kind, value = step(g.asend(v))
    if kind != "return": break
    out.append(value); v = value if value in (1, 3) else None
print(out, kind)
async def nested():
    async def inner():
        for i in range(2): yield i
    async for a in inner():
        async for b in inner(): yield a, b
print(step(consume(nested())))
async def comp(): return [x async for x in lots() if x % 2], {x: y async for x in inner2() for y in "ab"}, [i for i in range(2) if await ready(i)]
async def inner2(): yield 1
async def ready(i): return i
print(step(comp()))
async def err():
    yield 1
    raise KeyError("in agen")
print(step(consume(err()))); g = err(); step(g.asend(None)); print(step(g.asend(None)), step(g.asend(None)))
