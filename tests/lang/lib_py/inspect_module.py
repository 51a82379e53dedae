# The comment of the module,
# of two lines.

import functools
import inspect
import os
import pickle
import sys
import types
from inspect import Parameter, Signature, signature


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


# About plain:
# two lines.
def plain(a, /, b: int, c=3, *args: str, d, e: 'list' = None, **kwargs) -> float:
    """Plain.

        Indented.
      Less.
    """
    x = 1  # inside
    # at the end
    return x
# not part


@decorate
def wrapped(x, y=1): pass


class Base:
    """Of Base."""
    def method(self, a, b=2):
        """Of method."""

    @property
    def prop(self):
        """Of prop."""

    @classmethod
    def clsm(cls, a): pass

    @staticmethod
    def stat(a): pass


@functools.total_ordering
class Derived(Base):
    slot = 1

    def __init__(self, one, two=2):
        self.one = one

    def method(self, a, b=2): return (
        a,
        b)

    @property
    def prop(self): pass

    def __lt__(self, other): return True

    class Inner:
        def deep(self):
            return 1

    __call__ = lambda self, z: z


class New:
    def __new__(cls, n): return object.__new__(cls)


class Meta(type):
    def __call__(cls, m): pass


class WithMeta(metaclass=Meta): pass


class Slots:
    __slots__ = ('a', 'b')


def gen():
    yield 1
async def coro():
    pass
async def agen():
    yield 1
lam = lambda p, q=(1,
                   2): p
def one_line(): return 1
after = 5

print('-- kinds')
g, c, ag = gen(), coro(), agen()
objects = dict(module=inspect, cls=Base, meth=Derived(1).method, func=plain, lam=lam, builtin=len, bmeth=[].append, desc=str.join, wrap=int.__add__, mwrap=(1).__add__, prop=Base.__dict__['prop'],
               slot=Slots.a, gets=type(plain).__code__, gen=g, genf=gen, coro=c, corof=coro, ag=ag, agf=agen, part=functools.partial(coro), code=plain.__code__, frame=inspect.currentframe(), clsm=Base.clsm, stat=Base.stat, rawc=Base.__dict__['clsm'], num=5)
checks = [name for name in inspect.__all__ if name.startswith('is')]
for name, value in objects.items():
    print(name, [check for check in checks if getattr(inspect, check)(value)])
import abc
class Abstract(abc.ABC):
    @abc.abstractmethod
    def m(self): pass
print(inspect.isabstract(Abstract), inspect.isabstract(Base), [type(f).__name__ for f in (inspect.isclass,)])

print('-- signatures')
for value in (plain, wrapped, Base.method, Derived(1).method, Base.clsm, Base.stat, Derived, New, WithMeta, Base, Slots, gen, coro, lam, Derived(1), len, print, str.join, 'x'.join, [].append, list.append, sys.getrefcount, functools.partial(plain, 1), functools.partial(plain, 1, c=5, d=6), functools.partial(lam, p=1),
              functools.partial(functools.partial(plain, 1), 2), object, isinstance, pow, compile, abs):
    attempt(signature, value)
for value in (type, dict, range, 5, 'x', max, functools.partial(plain, 1, 2, 3, a=1), functools.partial(lam, 1, 2, 3), types.MethodType(lambda: 0, 1), types.MethodType(lambda *, a: 0, 1), types.MethodType(lambda *a: 0, 1)):
    try:
        print(signature(value))
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
print(signature(wrapped, follow_wrapped=False), signature(plain, eval_str=True))
class PM:
    def f(self, a, b, c=1): pass
    g = functools.partialmethod(f, 1)
    h = functools.partialmethod(f, b=1)
print(signature(PM.g), signature(PM().g), signature(PM().h))
s = signature(plain)
print(repr(s), s.return_annotation, list(s.parameters), s == signature(plain), hash(s) == hash(signature(plain)), s != signature(lam), pickle.loads(pickle.dumps(s)) == s)
for p in s.parameters.values():
    print(repr(p), p.name, p.kind, repr(p.kind), p.kind.description, p.default, p.annotation, p == p.replace(), hash(p) == hash(p.replace()))
b = s.bind(1, 2, 3, 4, d=5, z=6)
print(b, b.args, b.kwargs, b.arguments, b.signature is s)
b = s.bind(1, b=2, d=4)
print(b, b.args, b.kwargs)
b.apply_defaults()
print(b, b.args, b.kwargs, b == s.bind(1, 2, 3, d=4, e=None))
print(s.bind_partial(), s.bind_partial(1, e=3), pickle.loads(pickle.dumps(b)) == b)
for args, kwargs in (((), {}), ((1,), {'a': 1}), ((1, 2), {}), ((1, 2), {'b': 3, 'd': 4})):
    attempt(s.bind, *args, **kwargs)
attempt(signature(lam).bind, 1, 2, 3)
attempt(signature(lam).bind, 1, z=2)
attempt(signature(lam).bind_partial, z=2)
attempt(signature(lambda a, /: 0).bind, a=1)
attempt(signature(lambda a, /, **k: 0).bind, a=1)
print(s.replace(return_annotation=Signature.empty), s.replace(parameters=list(s.parameters.values())[:2]), Signature(), Signature([Parameter('a', Parameter.POSITIONAL_ONLY)]))
for make in (lambda: Parameter('1x', Parameter.KEYWORD_ONLY), lambda: Parameter('for', Parameter.KEYWORD_ONLY), lambda: Parameter('x', 9), lambda: Parameter('x', 'y'), lambda: Parameter(5, 0), lambda: Parameter('x', Parameter.VAR_KEYWORD, default=1), lambda: Parameter('.0', Parameter.KEYWORD_ONLY),
             lambda: Parameter('.0', Parameter.POSITIONAL_OR_KEYWORD), lambda: Signature([Parameter('a', 1), Parameter('b', 0)]), lambda: Signature([Parameter('a', 1, default=1), Parameter('b', 1)]), lambda: Signature([Parameter('a', 1), Parameter('a', 1)]), lambda: Parameter(Parameter.empty, 1),
             lambda: Parameter('x', Parameter.KEYWORD_ONLY, default=1, annotation=int)):
    attempt(make)
class Custom:
    __signature__ = signature(lambda q: 0)
    def __call__(self, a): pass
print(signature(Custom()))
print(inspect.getfullargspec(plain), inspect.getfullargspec(lam), inspect.getfullargspec(Base().method), inspect.getfullargspec(wrapped))
attempt(inspect.getfullargspec, 5)
print(inspect.getcallargs(plain, 1, 2, d=4), inspect.getcallargs(Base().method, 1)['b'])
for args, kwargs in (((), {}), ((1,), {'z': 1}), ((1, 2, 3), {}), ((1, 2), {'q': 3}), ((1,), {'p': 2})):
    attempt(inspect.getcallargs, lam, *args, **kwargs)
attempt(inspect.getcallargs, lambda a, b, c: 0)
attempt(inspect.getcallargs, lambda *, a, b: 0)
attempt(inspect.getcallargs, lambda: 0, 1)
attempt(inspect.getcallargs, lambda a, *, k: 0, 1, 2, k=3)
print(inspect.get_annotations(plain), inspect.get_annotations(plain, eval_str=True), inspect.get_annotations(Base), inspect.get_annotations(inspect))
attempt(inspect.get_annotations, 5)
print(inspect.formatannotation(int), inspect.formatannotation(list[int]), inspect.formatannotation(functools.partial), inspect.formatannotation('s'), inspect.formatannotationrelativeto(Base)(Base))

print('-- docs and source')
print(repr(inspect.getdoc(plain)), inspect.getdoc(Derived), inspect.getdoc(Derived.method), inspect.getdoc(Derived(1).method), inspect.getdoc(Derived.prop), inspect.getdoc(5)[:4], inspect.getdoc(lam))
for text in ('', 'a', '  a\n    b\n   c', '\n\n  x\n\n', '\tx\n\ty', 'a\n\n', 'first\n  second\n\n  third\n'):
    print(repr(inspect.cleandoc(text)))
for value in (plain, wrapped, Base, Derived, Derived.method, Derived(1).method, Derived.Inner, Derived.Inner.deep, gen, coro, lam, one_line, Derived.__call__, Base.prop.fget, attempt.__code__, Slots):
    lines, number = inspect.getsourcelines(value)
    print(number, repr(inspect.getsource(value)))
print(repr(inspect.getcomments(plain)), inspect.getcomments(gen), repr(inspect.getcomments(sys.modules['__main__'])))
print(len(inspect.getsource(sys.modules['__main__'])) == os.path.getsize(__file__), os.path.basename(inspect.getfile(Base)), inspect.getsourcefile(plain) == __file__, inspect.getmodule(plain).__name__, inspect.getmodulename('/a/b.py'), inspect.getmodulename('b.txt'))
for value in (len, sys, int, 5):
    attempt(inspect.getfile, value)
namespace = {}
exec('def made(): pass', namespace)
attempt(inspect.getsource, namespace['made'])
print(inspect.indentsize('  \tx'), inspect.getblock(['def f():\n', '  x\n', '\n', 'y\n']))

print('-- members')
class Mem:
    b = 1
    def a(self): pass
    @property
    def p(self): raise AttributeError
    @property
    def q(self): return 7
class Dyn(Mem):
    __slots__ = ()
    def __getattr__(self, name): return 'dynamic'
print([name for name, _ in inspect.getmembers(Mem()) if name[0] != '_'], [name for name, _ in inspect.getmembers(Mem) if name[0] != '_'], inspect.getmembers(Mem, inspect.isfunction)[0][0], [n for n, _ in inspect.getmembers_static(Mem(), lambda v: isinstance(v, property))])
for item in inspect.classify_class_attrs(Derived):
    if item.name[0] != '_' or item.name in ('__init__', '__lt__', '__call__', '__doc__', '__module__'):
        print(item.name, item.kind, item.defining_class.__name__)
print([cls.__name__ for cls in inspect.getmro(Derived)], inspect.getclasstree([Base, Derived, int, bool]), inspect.getclasstree([Derived, Base], True))
m = Mem()
m.q2 = 5
for obj, name in ((m, 'q2'), (m, 'b'), (m, 'q'), (Mem, 'q'), (Dyn(), 'nothing'), (Slots(), 'a'), (Mem, 'mro'), (5, 'real')):
    try:
        print(name, type(inspect.getattr_static(obj, name)).__name__)
    except AttributeError as error:
        print('AttributeError', error)
print(inspect.getattr_static(m, 'zz', 'default'))
def outer():
    v = 1
    def inner(): return v, len, os, undefined_name
    return inner
found = inspect.getclosurevars(outer())
print(found.nonlocals, list(found.globals), list(found.builtins), found.unbound)
attempt(inspect.getclosurevars, 5)
print(inspect.unwrap(wrapped).__name__, inspect.unwrap(wrapped, stop=lambda f: True) is wrapped)
loop = lambda: 0
loop.__wrapped__ = loop
try:
    inspect.unwrap(loop)
except ValueError as error:
    print(str(error)[:35])

print('-- frames')
def inside(a, *b, c=3, **d):
    return inspect.getargvalues(inspect.currentframe()), inspect.stack()[:2], inspect.getframeinfo(sys._getframe(), 3)
values, frames, info = inside(1, 2, e=4)
print(values.args, values.varargs, values.keywords, values.locals, inspect.formatargvalues(*values))
for f in frames:
    print(os.path.basename(f.filename), f.lineno, f.function, f.code_context, f.index, len(f), f.positions)
print(info[1:], info.positions, type(info).__name__, repr(frames[0])[:10])
def fails(): 1 / 0
try:
    fails()
except ZeroDivisionError as error:
    print([(f.function, f.lineno) for f in inspect.trace()], [(f.function, f.code_context) for f in inspect.getinnerframes(error.__traceback__)])
    print(inspect.getlineno(error.__traceback__.tb_frame) > 0)
print(inspect.getargs(plain.__code__), inspect.trace())

print('-- generators')
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))
g.close()
print(inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g), inspect.getcoroutinestate(c), inspect.getcoroutinelocals(c))
c.close()
print(inspect.getcoroutinestate(c), inspect.GEN_RUNNING, inspect.CORO_SUSPENDED)
attempt(inspect.getgeneratorlocals, 5)
