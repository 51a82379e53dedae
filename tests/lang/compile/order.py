# Orders of evaluation and of leaving: walrus, finally, with, scopes, generators, async.
def f():
    x = 1
    return x + (x := 5), x, [x, (x := 7), x], (x, (x := 8)), x < (x := 9) < (x := 10), x
print(f())
def g():
    d = {}
    d[(k := "a")] = (v := 3); k2 = k
    l = [1, 2, 3]
    l[(i := 1)] += (i := 2)
    return d, l, i, k2, v
print(g())
def h(n):
    r = []
    for i in range(n):
        try:
            if i == 1: continue
            if i == 3: break
            r.append(i)
        finally:
            r.append(("f", i))
    else: r.append("else")
    return r
print(h(2), h(5))
def k():
    for i in range(3):
        try: return i
        finally:
            if i < 2: continue
def k2():
    while True:
        try: return 1
        finally: break
    return 2
def k3():
    try:
        try: 1/0
        finally: return "swallowed"
    except ZeroDivisionError: return "no"
def k4():
    try: raise KeyError("a")
    except KeyError as e:
        try: raise ValueError("b")
        except ValueError as e: pass
        try: e
        except NameError as n: return type(n).__name__, str(n)
def k5():
    with open("/dev/null") as f1, open("/dev/null") as f2:
        for x in range(3):
            with open("/dev/null"):
                if x == 1: break
        return f1.closed, f2.closed, x
def k6():
    try:
        return "try"
    except Exception: return "exc"
    else: return "else"
    finally: print("finally k6", end=" ")
print(k(), k2(), k3(), k4(), k5(), k6())
def u():
    try: del z
    except UnboundLocalError as e: print(e)
    z = 1
    del z
    try: print(z)
    except UnboundLocalError as e: print(e)
    for q in (): pass
    try: q
    except UnboundLocalError as e: print(e)
    def inner(): return w
    try: inner()
    except NameError as e: print(e)
    w = 2
    print(inner()); del w
    try: inner()
    except NameError as e: print(e)
    while True:
        try:
            t = 1
            break
        finally: del t
    try: t
    except UnboundLocalError as e: print(e)
u()
x = "global"
class C:
    print(x)
    x = "class"
    print(x)
    y = [x for _ in range(1)]
    def m(self): return x
    z = (lambda: x)()
    __p = 5
    def getp(self): return self.__p
    def kw(self, *, __k=1): return __k
print(C.y, C().m(), C.z, C().getp(), C._C__p, C().kw(_C__k=4), C.kw.__kwdefaults__)
def outer():
    x = "outer"
    class D:
        print(x)
        x = "D"
        print(x)
        class E:
            print(x)
            def f(self): return x, __class__.__name__
    class F:
        nonlocal x
        x = "changed"
    return D.E().f(), x
print(outer())
class G: 
    a: int
    b: str = "x"
    (c): float = 1.0
    def f(self): q: undefined_name = 1; return q
print(G.__annotations__, G().f())
def gen():
    x = yield 1
    print("got", x)
    y = yield from sub()
    print("sub returned", y)
    return "done"
def sub():
    a = yield 2
    try: b = yield 3
    except ValueError as e: b = repr(e)
    return a, b
it = gen(); print(next(it), it.send("s"), it.send("t")); 
try: it.throw(ValueError("v"))
except StopIteration as e: print(e.value)
class Aw:
    def __init__(s, v): s.v = v
    def __await__(s): r = yield s.v; return r
class AI:
    def __init__(s, n): s.n = n
    def __aiter__(s): return s
    async def __anext__(s):
        if s.n == 0: raise StopAsyncIteration
        s.n -= 1; await Aw("w"); return s.n
class ACM:
    async def __aenter__(s): print("aenter"); return 5
    async def __aexit__(s, *a): print("aexit", a[0]); return True
async def coro():
    async with ACM() as v, ACM():
        print(v, [x async for x in AI(2)], {x: y async for x in AI(2) for y in [x] if x})
        async for i in AI(3):
            if i == 1: continue
            print("i", i)
        else: print("else")
        async for i in AI(3):
            async with ACM(): 
                if i == 1: break
        raise ValueError
    async def ag():
        for i in range(3): got = yield i; print("got", got)
    a = ag()
    print(await a.__anext__(), await a.asend("x")); await a.aclose()
    print([x async for x in ag()], sum([x async for x in (y async for y in ag())]))
    return await Aw("last")
c = coro(); v = None; n = 0
try:
    while True: v = c.send(v); n += 1
except StopIteration as e: print("ret", e.value, n)
a = b = c = [0] ; a[0], b, *c = 1, 2, 3, 4; print(a, b, c)
[p, q], r = (1, 2), 3; (s) = 4; t, = [5]; print(p, q, r, s, t)
for (i, j), k in [((1, 2), 3)]: print(i, j, k)
for C.attr in (7,): pass
