# sys.settrace and sys.setprofile. A line `try:` has no instruction in minipy, so no event of its own: it is left out.
import sys
log=[]
def tracer(frame, event, arg):
    log.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if event=='return' else arg and arg[0].__name__))
    return tracer
def run(f,*a):
    log.clear()
    sys.settrace(tracer)
    try:
        r = f(*a)
    except Exception as e:
        r = e
    sys.settrace(None)
    print(f.__name__, repr(r))
    for x in log:
      if x[:3] != ("catches", "line", 1): print('  ', x)
def simple(a, b):
    c = a + b
    if c > 3:
        d = 1
    else:
        d = 2
    return c * d
def loop(n):
    total = 0
    for i in range(n):
        total += i
    while n:
        n -= 1
    return total
def inner(x):
    if x: raise ValueError(x)
    return 5
def catches():
    try:
        inner(1)
    except ValueError as e:
        y = 3
    finally:
        z = 1
    return inner(0)
def lets_through():
    inner(2)
def gen():
    yield 1
    yield 2
def uses_gen():
    return list(x for x in gen())
class C:
    def __init__(self):
        self.a = 1
    @property
    def p(self): return self.a
def uses_class():
    c = C()
    return c.p
def withs():
    import contextlib
    with contextlib.suppress(KeyError):
        {}[1]
    return 1
run(simple,1,2); run(simple,2,2); run(loop,2); run(catches); run(lets_through); run(uses_gen); run(uses_class)
prof=[]
def profiler(frame,event,arg):
    prof.append((frame.f_code.co_name,event,getattr(arg,'__name__',arg)))
def p():
    l=[]; l.append(3); len(l); sorted(l,key=lambda x:x)
    try: int('x')
    except ValueError: pass
    return simple(1,1)
sys.setprofile(profiler); p(); sys.setprofile(None)
for x in prof: print(x)
def change(frame,event,arg):
    if event=='line': 
        if frame.f_code.co_name=='target' and 'v' in frame.f_locals: frame.f_locals['v']=42
    return change
def target():
    v = 1
    w = v
    return w
sys.settrace(change); r=target(); sys.settrace(None); print(r)
def bad(frame,event,arg): raise RuntimeError('from tracer')
sys.settrace(bad)
try: simple(1,2)
except RuntimeError as e: print(e, sys.gettrace())
