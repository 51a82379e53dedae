# The dict of f_locals stays the same for the frame's life, with what programs put into it (Trio marks frames so).
import sys
def f():
    a = 1
    l = locals(); l['extra'] = 5; l['a'] = 9
    print(sorted(locals()), locals() is l, sys._getframe().f_locals is l, a, l['a'])
    b = 2
    print(l.get('b')); locals(); print(l.get('b'))
    del a
    locals(); print('a' in l)
    return sys._getframe()
fr = f()
print(sorted(fr.f_locals), fr.f_locals is fr.f_locals)
async def c(): pass
co = c(); co.cr_frame.f_locals.setdefault('key', 1); print(co.cr_frame.f_locals); co.close()
def g():
    locals()['@mark'] = True
    return h()
def h(): return '@mark' in sys._getframe(1).f_locals
print(g())
def gen():
    x = 1; locals()['m'] = 3
    yield locals()
    yield 'm' in locals()
print(list(map(str, gen())))
