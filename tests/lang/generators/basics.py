# Generators: the protocol, state, values that go in and out.
def count(n):
    print("start")
    for i in range(n):
        yield i
    print("end")
    return "result"
g = count(2)
print(type(g).__name__, g.__name__, g.__qualname__, iter(g) is g)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)
print(next(g, "default"), list(g))
print(list(count(3)), sum(x for x in range(5)), [*count(1)])

def echo():
    got = None
    while True:
        got = yield got
        if got == "quit": return "bye"
e = echo()
print(e.send(None), e.send(1), e.send("two"), next(e))
try:
    e.send("quit")
except StopIteration as s:
    print(s.value)
e = echo()
try:
    e.send("too early")
except TypeError as t:
    print(t)

# yield as an expression in all positions.
def positions():
    a = yield
    b = (yield a) + (yield b"bytes")
    c = [(yield 1), (yield 2)]
    f((yield "arg"), key=(yield "key"))
    print(a, b, c)
    x = yield 1, 2
    return (yield x)
def f(*a, **k): print("f", a, k)
p = positions()
out = [next(p)]
try:
    for v in range(100): out.append(p.send(v))
except StopIteration as s:
    out.append(("return", s.value))
print(out)

# throw
def catcher():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            print("caught", repr(e))
            yield "recovered"
        finally:
            print("finally")
c = catcher()
next(c)
print(c.throw(ValueError("v")))
print(next(c))
try:
    c.throw(KeyError("k"))
except KeyError as k:
    print("out", k)
print(list(c))
c = catcher(); next(c)
print(c.throw(ValueError, "two args"))
c = catcher(); next(c)
print(c.throw(ValueError))
c = catcher()
try:
    c.throw(RuntimeError("before start"))
except RuntimeError as r:
    print(r)
print(next(c, "finished"))
for bad in ((1,), (ValueError("a"), "b"), ("str",)):
    try:
        echo().throw(*bad)
    except TypeError as t:
        print(t)

# close
def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("GeneratorExit")
        raise
    finally:
        print("cleanup")
c = closing(); next(c); print(c.close(), c.close())
c = closing(); c.close(); print(list(c))
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield "no"
s = stubborn(); next(s)
try:
    s.close()
except RuntimeError as r:
    print(r)
def returns():
    try:
        yield 1
    except GeneratorExit:
        return 5
r = returns(); next(r); print(r.close())
def raises():
    try:
        yield 1
    finally:
        raise OSError("on close")
r = raises(); next(r)
try:
    r.close()
except OSError as o:
    print(o, repr(o.__context__))

# A generator that runs cannot be entered again.
def self_enter():
    try:
        next(me)
    except ValueError as v:
        print(v)
    yield 1
me = self_enter()
next(me)

# StopIteration inside becomes RuntimeError.
def stops():
    yield 1
    raise StopIteration("inner")
s = stops(); next(s)
try:
    next(s)
except RuntimeError as r:
    print(r, repr(r.__cause__), r.__suppress_context__)
def stops2():
    yield next(iter([]))
try:
    list(stops2())
except RuntimeError as r:
    print(r)

# gi_ attributes.
def attrs():
    x = yield 1
    yield from [2]
g = attrs()
print(g.gi_running, g.gi_yieldfrom, g.gi_code.co_name, g.gi_frame is not None, g.gi_suspended)
next(g); print(g.gi_suspended); next(g); print(type(g.gi_yieldfrom).__name__)
list(g); print(g.gi_frame, g.gi_suspended)
g.__name__ = "other"; print(g.__name__)
# A function with yield in dead code is a generator all the same.
def dead():
    return 3
    yield
print(list(dead()))
try:
    next(dead())
except StopIteration as s:
    print(s.value)
lam = lambda: (yield 5)
print(list(lam()))
# Deep chains
def chain(n):
    if n: yield from chain(n - 1)
    yield n
print(sum(chain(200)))
def take(n, it): return [x for _, x in zip(range(n), it)]
def primes():
    ps, n = [], 2
    while True:
        if all(n % p for p in ps if p * p <= n):
            ps.append(n); yield n
        n += 1
print(take(10, primes()))
