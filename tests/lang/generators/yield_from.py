# yield from: delegation of next, send, throw, close; the value of the expression.
def inner():
    log = []
    try:
        while True:
            try:
                x = yield len(log)
                log.append(x)
                if x == "stop": return log
            except ValueError as e:
                log.append(repr(e))
    finally:
        print("inner finally")
def outer():
    r = yield from inner()
    print("inner returned", r)
    r2 = yield from [10, 20]
    print("list returned", r2)
    return "outer done"
o = outer()
print(next(o), o.send("a"), o.throw(ValueError("v")), o.send("b"))
print(o.send("stop"), next(o))
try:
    next(o)
except StopIteration as s:
    print(s.value)
o = outer(); next(o)
try:
    o.throw(KeyError("through"))
except KeyError as k:
    print("through", k)
o = outer(); next(o); o.close()
print("closed")

# Delegating to iterators without send/throw/close.
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("it value")
        return self.n
def d():
    v = yield from It()
    print("value", v)
print(list(d()))
g = d(); next(g)
try:
    g.send(1)
except AttributeError as e:
    print(e)
g = d(); next(g); print(g.send(None))
g = d(); next(g)
try:
    g.throw(OSError("o"))
except OSError as e:
    print("oserror", e)
g = d(); next(g); g.close(); print("closed plain")
class Full(It):
    def send(self, v): return ("send", v)
    def throw(self, *a): return ("throw", [type(x).__name__ for x in a])
    def close(self): print("close called")
def full(): return (yield from Full())
g = full(); next(g)
print(g.send(5), g.throw(ValueError("x")))
g.close()
class BadClose(It):
    def close(self): raise RuntimeError("close failed")
def bc(): yield from BadClose()
g = bc(); next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)

# Not iterable.
def ni(): yield from 5
try:
    list(ni())
except TypeError as e:
    print(e)

# Several levels, sharing an inner generator, returns from each level.
def l3():
    x = yield "l3"
    return x * 2
def l2():
    x = yield from l3()
    return x + 1
def l1():
    x = yield from l2()
    y = yield from l2()
    return x, y
g = l1(); next(g); g.send(10)
try:
    g.send(20)
except StopIteration as s:
    print(s.value)
shared = iter(range(6))
def a(): yield from shared
def b():
    yield next(shared)
    yield from a()
x, y = a(), b()
print(next(x), next(y), next(x), list(y), list(x))

# An exception in the inner generator reaches the outer's handlers.
def boom():
    yield 1
    raise ValueError("boom")
def guard():
    try:
        yield from boom()
    except ValueError as e:
        yield f"guarded {e}"
    else:
        yield "else"
    finally:
        yield "finally"
print(list(guard()))
# Trees
class Tree:
    def __init__(self, l, v, r): self.l, self.v, self.r = l, v, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
def build(lo, hi):
    if lo >= hi: return None
    m = (lo + hi) // 2
    return Tree(build(lo, m), m, build(m + 1, hi))
print(list(build(0, 20)))
def flatten(x):
    if isinstance(x, list):
        for y in x: yield from flatten(y)
    else:
        yield x
print(list(flatten([1, [2, [3, [4]], []], 5])))
# GeneratorExit and yield from with a generator that ignores it.
def ignore():
    try:
        yield 1
    except GeneratorExit:
        print("ignored"); yield 2
def wrap(): yield from ignore()
w = wrap(); next(w)
try:
    w.close()
except RuntimeError as e:
    print(e)
del w
# yield from in expressions
def expr():
    r = [(yield from sub(1)), (yield from sub(2))]
    print(r)
    return f"{(yield from sub(3))}"
def sub(n):
    yield n
    return n * 100
print(list(expr()))
def trans(): x = yield from (i * i for i in range(4)); print(x)
print(list(trans()))
