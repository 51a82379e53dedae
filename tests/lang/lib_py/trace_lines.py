"""sys.settrace: which events there are, and on which lines, for all kinds of statements.

Numbers are lines counted from that of the function; c, l, e, r: call, line, exception, return."""
import sys


def trace_of(function, *args):
    events = []
    def tracer(frame, event, arg):
        if not frame.f_code.co_filename == __file__ or frame.f_code.co_name in ('trace_of',): return None
        first = function.__code__.co_firstlineno if frame.f_code.co_firstlineno >= function.__code__.co_firstlineno else frame.f_lineno
        events.append(f'{event[0]}{frame.f_lineno - first}')
        return tracer
    sys.settrace(tracer)
    try:
        try:
            function(*args)
        except BaseException as e:
            x = type(e).__name__
        else: x = ''
    finally:
        sys.settrace(None)
    print(function.__name__, args if all(type(a) in (int,str,bool) for a in args) else '', ' '.join(events), x)
class CM:
    def __init__(s, swallow=False): s.swallow = swallow
    def __enter__(s): return s
    def __exit__(s, *a): return s.swallow
    async def __aenter__(s): return s
    async def __aexit__(s, *a): return s.swallow
def t(*argsets):
    def deco(f):
        for a in argsets or [()]:
            trace_of(f, *a)
        return f
    return deco
@t()
def simple():
    pass
@t((1,),(0,))
def if_pass(x):
    if x:
        pass
@t((1,),(0,))
def if_pass_else(x):
    if x:
        pass
    else:
        pass
    x = 2
@t((1,),(0,))
def if_elif(x):
    if x == 5:
        y = 1
    elif x:
        y = 2
    else:
        pass
@t()
def loop_pass():
    for i in range(2):
        pass
@t()
def loop_one_line():
    for i in range(2): pass
    return i
@t()
def while_true():
    i = 0
    while True:
        i += 1
        if i > 2:
            break
    return i
@t()
def while_cond():
    i = 0
    while i < 2:
        i += 1
    else:
        i = 5
@t()
def while_one():
    i = 0
    while i < 3: i += 1
@t()
def cont():
    for i in range(3):
        if i == 1:
            continue
        else:
            continue
        i = 5
@t()
def brk():
    for i in range(3):
        if i:
            break
    else:
        pass
    i = 3
@t()
def tryexc():
    try:
        pass
    except ValueError:
        pass
@t((1,),(0,))
def tryexc2(x):
    try:
        1 / x
    except ZeroDivisionError as e:
        pass
    else:
        pass
@t((1,),(0,))
def tryfin(x):
    try:
        1 / x
    finally:
        pass
@t((1,),(0,))
def tryfin2(x):
    try:
        1 / x
    except ZeroDivisionError:
        x = 3
    finally:
        x = 2
    x = 3
@t((1,),(0,))
def tryfin3(x):
    for i in range(2):
        try:
            if x:
                continue
            else:
                break
        finally:
            x = 0
@t((1,),(0,))
def tryfin4(x):
    try:
        return x
    finally:
        x = 2
@t()
def tryfin5():
    try:
        return
    finally:
        pass
@t((1,),(0,))
def tryunmatched(x):
    try:
        1 / x
    except ValueError:
        x = 1
    except (KeyError,
            TypeError):
        x = 2
@t((1,),(0,))
def trystar(x):
    try:
        1 / x
    except* ValueError:
        x = 1
    except* ZeroDivisionError as g:
        x = 2
    x = 4
@t((False,),(True,))
def withs(swallow):
    with CM(swallow):
        swallow = 1
    x = 1
@t((False,),(True,))
def withs2(swallow):
    with CM(swallow) as c, \
         CM() as d:
        1 / 0
    x = 1
@t()
def withs3():
    with CM():
        return 3
@t()
def withs4():
    for i in range(2):
        with CM():
            pass
@t()
def withs5():
    for i in range(2):
        with CM():
            continue
@t()
def comp():
    a = [i
         for i in range(2)]
    b = {i: i for i in range(2)}
    c = list(i for i in range(2))
    d = [
        1,
        2,
    ]
@t()
def multi():
    x = 1
    y = dict(a=x,
             b=2,
             c=max(x,
                   3))
    z = (x +
         1 +
         len(
             [x]))
    return (x,
            y,
            z)
@t()
def const_exprs():
    "doc"
    1
    "string"
    ...
    x = 1
    x
    x, 3
    None
@t()
def globs():
    global foo
    foo = 1
    def inner():
        nonlocal x
        x = 2
    x = 1
    inner()
    del x
    return
@t()
def if_const():
    if 1:
        x = 1
    if 0:
        x = 2
    else:
        x = 3
    if True:
        pass
    if __debug__:
        x = 2
    while 0:
        x = 2
    while 1:
        break
    x = 2
@t()
def annot():
    x: int
    y: int = 2
    z: list[
        int] = 4
@t()
def decorated():
    def d(f): return f
    @d
    @d
    def g(a=1,
          b=2):
        pass
    @d
    class C:
        x = 1
        pass
        def m(self):
            pass
    lambda: 3
    h = lambda x: \
        x
    h(2)
@t((1,),('a',),('b',))
def matching(x):
    match x:
        case 1:
            y = 1
        case 'a' if y == 2:
            pass
        case [a, b]:
            y = 4
        case _:
            y = 3
    y = 3
def gen():
    try:
        yield 1
        yield 2
    finally:
        pass
@t()
def gens():
    for i in gen():
        pass
    g = gen()
    next(g)
    g.close()
    x = yield_from()
    list(x)
def yield_from():
    yield from [1, 2]
    return
@t()
def asserts():
    assert 1
    x = 1
    assert x, 'no'
    assert x == 2, \
        'b'
@t()
def imports():
    import os
    from os import (path,
                    sep)
    import os.path as p, sys
@t()
def raising():
    try:
        raise ValueError(
            1)
    except ValueError:
        try:
            raise
        except ValueError as e:
            raise KeyError from e
@t()
def nested_finally():
    try:
        try:
            x = 1
        finally:
            pass
    finally:
        x = 2
@t()
def conds():
    x = 1
    if (x and
        x > 0 or
        x < 3):
        y = 1
    y = (2 if x
         else 3)
    y = 1 if x else \
        2
    if not x: pass
    if x: y = 2
    else: y = 3
@t()
def assigns():
    a = b = \
        1
    a, b = (1,
            2)
    (a,
     b) = 3, 4
    c = [0]
    c[0] = \
        5
    c[
      0] += 1
    a += \
        b
    del a, \
        b
@t()
def strings():
    a = 1
    s = f'{a}' \
        f'{a}'
    s = ('x'
         'y')
    s = f"""{a}
    {a}
    """
    print(s.replace('x', 'y')
           .strip()
           .upper(), end='')
async def agen():
    yield 1
    yield 2
def run(c):
    try:
        c.send(None)
    except StopIteration: pass
async def amain():
    async for i in agen():
        pass
    async with CM() as c:
        pass
    async with CM(True):
        1 / 0
    x = [i async for i in agen()]
    for i in range(1):
        async with CM():
            break
    return 1
@t()
def asyncs():
    run(amain())
@t()
def nested_loops():
    for i in range(2):
        for j in range(2):
            if j:
                continue
            pass
    while i < 3:
        while True:
            i += 1
            if i > 1: break
@t()
def try_in_loop():
    for i in range(2):
        try:
            if i: raise ValueError
        except ValueError:
            continue
        try:
            break
        except ValueError:
            pass
        else:
            pass
@t()
def empty_class():
    class A: pass
    class B:
        pass
    class C:
        "doc"
    class D:
        x: int
        y = 1
def deep(n):
    if n:
        deep(n - 1)
@t()
def recursion():
    deep(2)
@t()
def star_args():
    def f(*a, **k):
        return a
    f(*[1],
      **{'a': 2})
    print(
        'x',
        *[], end='')
@t()
def walrus():
    if (n := 1):
        pass
    while (n := n + 1) < 3:
        pass
@t()
def ret_multi():
    x = 1
    if x:
        return [
            x
        ]
@t()
def implicit():
    x = 0
    for i in range(1):
        if x:
            x = 1
@t()
def implicit2():
    x = 0
    try:
        x = 1
    except ValueError:
        x = 2
src = '''
x = 1
if x:
    pass
try:
    pass
finally:
    pass
def f(): pass
class A:
    pass
for i in range(1): pass
'''
def module():
    exec(compile(src, __file__, 'exec'), {})
trace_of(module)
