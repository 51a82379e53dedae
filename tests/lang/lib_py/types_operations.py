"""Classes at run time, DynamicClassAttribute, generators as coroutines."""
import types


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e), str(e.__cause__))
    print(r)


class M(type): pass


class N(type): pass


class MM(M):
    @classmethod
    def __prepare__(m, name, bases, **k): print('prep', name, bases, k); return {'p': 1}
    def __new__(m, n, b, ns, **k): print('new', k); return super().__new__(m, n, b, ns)
    def __init__(c, *a, **k): pass


class A(metaclass=M): pass


class B(metaclass=N): pass


class C(metaclass=MM): pass
tr(types.prepare_class, 'x'); tr(types.prepare_class, 'x', (A,)); tr(types.prepare_class, 'x', (A, C))
tr(types.prepare_class, 'x', (A, B)); tr(types.prepare_class, 'x', (A,), {'metaclass': type})
tr(types.prepare_class, 'x', (object,), {'metaclass': MM, 'z': 2})
tr(types.new_class, 'X', (A, C), {'q': 1}, lambda ns: ns.update(y=3)); X = types.new_class('X', (C,))
print(X.p, X.__mro__, X.__module__)


def meta(n, b, ns, **k): return n, b, ns, k
tr(types.new_class, 'F', (A,), {'metaclass': meta, 'z': 1})


class E:
    def __init__(s, r): s.r = r
    def __mro_entries__(s, bases): return s.r


tr(lambda: types.resolve_bases((E((A,)), int))); tr(lambda: types.resolve_bases([int]))
tr(lambda: types.resolve_bases((E(()),))); tr(lambda: types.resolve_bases((E([A]),)))
tr(lambda: types.resolve_bases((5,)))
Y = types.new_class('Y', (e := E((A,)),)); print(Y.__orig_bases__ == (e,), Y.__bases__)


class D:
    @types.DynamicClassAttribute
    def v(self): "docv"; return 5
    w = types.DynamicClassAttribute(None, None, None, 'dw')


d = D()
print(d.v, vars(D)['v'].__doc__, vars(D)['w'].__doc__, vars(D)['v'].overwrite_doc, vars(D)['w'].overwrite_doc)


def f2(self): "f2doc"; return 6


def f3(self): return 7
p = vars(D)['v']
print(p.getter(f2).__doc__, p.getter(f3).__doc__, vars(D)['w'].getter(f2).__doc__, p.setter(f2).__doc__,
      p.setter(f2).fset is f2, p.deleter(f2).fdel is f2, p.getter(f2).fget is f2,
      vars(D)['w'].setter(f2).overwrite_doc)
tr(lambda: D.v); tr(lambda: d.w); tr(lambda: setattr(d, 'v', 1)); tr(lambda: delattr(d, 'v'))
print(p.__isabstractmethod__)


class Gen:
    def __iter__(s): return s
    def __next__(s): raise StopIteration(9)
    def send(s, v): return v
    def throw(s, *a): return a
    def close(s): return 'closed'
    gi_code = 1; gi_frame = 2; gi_running = False; gi_yieldfrom = None


@types.coroutine
def mk(): return Gen()
g = mk()
print(type(g).__name__, g.send(1), g.throw(1, 2), g.close(), g.gi_code, g.cr_code, g.cr_frame, g.cr_running,
      g.cr_await, g.__name__, iter(g) is g)


async def run(): return await mk()
try: run().send(None)
except StopIteration as e: print(e.value)


@types.coroutine
def gen(): x = yield 1; return x


async def run2(): return await gen()
c = run2(); print(c.send(None))
try: c.send(8)
except StopIteration as e: print(e.value)
print(types.coroutine(gen) is gen, types.coroutine(run) is run, mk.__name__)


@types.coroutine
def other(x): return x
print(other(5), type(other(gen())).__name__, type(other((i for i in [1]))).__name__); r = run()
print(other(r) is r); r.close(); tr(types.coroutine, 5)
w = other((i for i in [1])); print(type(iter(w)).__name__, w.__name__)


class Cl:
    def __call__(self): return Gen()


tr(lambda: type(types.coroutine(Cl())()).__name__)
