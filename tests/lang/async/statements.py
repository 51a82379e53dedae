# async for, async with, async comprehensions, driven by hand.
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield self.v
        return self.v
def run(coro):
    trace = []
    try:
        while True: trace.append(coro.send(None))
    except StopIteration as e:
        return trace, e.value
class Counter:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await Pause(f"p{self.i}")
        return self.i
async def loop():
    out = []
    async for x in Counter(3): out.append(x)
    else: out.append("else")
    async for x in Counter(5):
        if x == 2: continue
        if x == 4: break
        out.append(x)
    else: out.append("never")
    async for a, b in Pairs(): out.append((a, b))
    return out
class Pairs:
    def __aiter__(self):
        async def g():
            yield 1, 2
            yield 3, 4
        return g()
print(run(loop()))
class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    async def __aenter__(self):
        await Pause("enter " + self.name)
        return self.name
    async def __aexit__(self, t, v, tb):
        await Pause("exit " + self.name)
        print("aexit", self.name, t and t.__name__, v)
        return self.swallow
async def ctx():
    async with Ctx("a") as a, Ctx("b") as b:
        print(a, b)
    async with Ctx("swallow", True):
        raise ValueError("swallowed")
    async with (Ctx("p1"), Ctx("p2") as p):
        print(p)
    for i in range(2):
        async with Ctx(f"loop{i}"):
            if i == 0: continue
            break
    async with Ctx("ret"):
        return "returned"
print(run(ctx()))
async def propagate():
    try:
        async with Ctx("x"): raise KeyError("k")
    except KeyError as e:
        return f"propagated {e}"
print(run(propagate()))
class NoAexit:
    async def __aenter__(self): pass
class Sync:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
class BadNext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class BadAiter:
    def __aiter__(self): return 5
async def e1():
    async with NoAexit(): pass
async def e2():
    async with Sync(): pass
async def e3():
    async for x in [1]: pass
async def e4():
    async for x in BadNext(): pass
async def e5():
    async for x in BadAiter(): pass
async def e6():
    for x in Counter(1): pass
async def e7():
    with Ctx("n"): pass
async def e8():
    async with 1: pass
for f in (e1, e2, e3, e4, e5, e6, e7, e8):
    try:
        run(f())
    except (TypeError, AttributeError) as e:
        print(f.__name__, type(e).__name__, e)
async def comps():
    a = [x async for x in Counter(3)]
    b = {x async for x in Counter(3) if x % 2}
    c = {x: y async for x in Counter(2) for y in [x * 10]}
    d = [x async for x in (y async for y in Counter(3) if y > 1)]
    e = [await Pause(x) for x in range(2)]
    f = [z for z in [await Pause(9)]]
    g = [[x async for x in Counter(n)] for n in range(3)]
    return a, sorted(b), c, d, e, f, g
print(run(comps()))
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
            await Pause(f"a{i}")
    finally:
        print("agen finally")
async def drive():
    g = agen(3)
    print(type(g).__name__, g.__name__, g.ag_running)
    print(await g.__anext__(), await g.asend("hello"), await g.__anext__())
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        print("StopAsyncIteration", e.args)
    g = agen(3)
    await g.__anext__()
    try:
        await g.athrow(ValueError("thrown"))
    except ValueError as e:
        print("thrown", e)
    g = agen(3)
    await g.__anext__()
    await g.aclose()
    g = agen(1)
    await g.aclose()
    print([x async for x in agen(2)])
    print(await anext(agen(1)), await anext(agen(0), "default"), type(aiter(agen(0))).__name__)
    return "driven"
print(run(drive()))
async def ignoring():
    try:
        yield 1
    except GeneratorExit:
        yield 2
async def close_ignoring():
    g = ignoring()
    await g.__anext__()
    try:
        await g.aclose()
    except RuntimeError as e:
        return str(e)
print(run(close_ignoring()))
async def stopper():
    yield 1
    raise StopAsyncIteration("bad")
async def use_stopper():
    try:
        async for x in stopper(): print(x)
    except RuntimeError as e:
        return str(e)
print(run(use_stopper()))
async def delegating():
    async for x in agen(2): yield x * 10
async def use(): return [x async for x in delegating()]
print(run(use()))
for bad in ("async def f():\n  yield from []", "async def f():\n  yield 1\n  return 2", "def f(): await x", "def f():\n  async for x in y: pass", "def f():\n  async with y: pass", "def f(): return [x async for x in y]", "await x", "lambda: await x"):
    try:
        compile(bad, "<s>", "exec")
        print("compiled")
    except SyntaxError as e:
        print(e.msg)
