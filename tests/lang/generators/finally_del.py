# What happens to a generator that is dropped, with its locals, handlers and the exceptions in flight.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def g():
    d = D("local")
    try:
        yield 1
    finally:
        print("finally")
x = g(); next(x); del x
print("-- dropped")
x = g(); del x
print("-- never started")
for v in g(): break
print("-- after break")
def with_ctx():
    class M:
        def __enter__(self): print("enter"); return self
        def __exit__(self, *a): print("exit", a[0] and a[0].__name__)
    with M():
        yield 1
x = with_ctx(); next(x); x = None
print("-- with")
def arg(d): yield 1
x = arg(D("argument")); print("made"); next(x); x.close(); print("closed"); del x
x = arg(D("argument2")); next(x); list(x); print("exhausted")
def temp():
    yield (D("temporary") and 1)
    print("resumed")
    yield 2
print(list(temp()))
def nested():
    try:
        yield from g()
    finally:
        print("outer finally")
x = nested(); next(x); del x
print("-- nested")
# A yield inside except: the handled exception belongs to the generator.
import sys
def in_except():
    try:
        raise ValueError("inner")
    except ValueError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0]
x = in_except()
print(next(x), sys.exc_info()[0])
try:
    raise KeyError("outer")
except KeyError:
    print(next(x), sys.exc_info()[0].__name__)
    print(next(x).__name__)
print(list(x), sys.exc_info())
def bare_raise():
    try:
        yield
    finally:
        pass
    raise
x = bare_raise(); next(x)
try:
    try:
        raise KeyError("ctx")
    except KeyError:
        next(x)
except Exception as e:
    print(type(e).__name__, e)
def context():
    try:
        yield 1
    except ValueError:
        raise TypeError("second")
x = context(); next(x)
try:
    x.throw(ValueError("first"))
except TypeError as e:
    print(repr(e.__context__))
def finally_return():
    try:
        yield 1
        raise ValueError("lost")
    finally:
        return "kept"
x = finally_return(); next(x)
try:
    next(x)
except StopIteration as s:
    print(s.value)
def loop_finally():
    for i in range(3):
        try:
            if i == 1: continue
            yield i
            if i == 2: break
        finally:
            yield f"f{i}"
    yield "end"
print(list(loop_finally()))
# References: a suspended generator keeps them, a finished one does not.
def holds(o):
    yield o
o = []
base = sys.getrefcount(o)
x = holds(o)
print(sys.getrefcount(o) - base)
next(x); print(sys.getrefcount(o) - base)
list(x); print(sys.getrefcount(o) - base)
x = holds(o); x.close(); print(sys.getrefcount(o) - base)
# A cycle through a generator's frame is found by the collector.
import gc
def cyc():
    me = yield
    d = D("cycle")
    yield
x = cyc(); next(x); x.send(x); del x
gc.collect()
print("-- end")
