"""sys.settrace in generators, and in what delegates to them."""
import sys
def inner():
    x = yield 1
    yield 2
    return 3
def outer():
    y = yield from inner()
    yield y
async def leaf():
    return 5
class Aw:
    def __await__(self):
        yield 'a'
        return 'b'
async def co():
    x = await leaf()
    y = await Aw()
    return x, y
def drive():
    list(outer())
    c = co()
    c.send(None)
    try: c.send(None)
    except StopIteration as e: print(e.value)
    g = outer()
    next(g)
    try: g.throw(ValueError)
    except ValueError: pass
    g = outer(); next(g); g.close()
def tracer(f, e, a):
    print(e, f.f_code.co_name, f.f_lineno, a if e == 'return' else '')
    return tracer
sys.settrace(tracer)
drive()
sys.settrace(None)


def looped():
    for x in inner():
        pass


sys.settrace(tracer)
looped()
sys.settrace(None)


# What coroutines return is StopIteration for who awaits them.
async def nothing():
    pass


async def three():
    await nothing()
    return 3


async def awaits():
    await three()
    return await three()


def exceptions(f, e, a):
    if e == 'exception':
        print(f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, repr(a[1]), a[2] is None)
    return exceptions


sys.settrace(exceptions)
try:
    awaits().send(None)
except StopIteration as stop:
    print(stop.value)
sys.settrace(None)
