"""exec, eval and class bodies in mappings that are no dicts, in subclasses of dict, and with odd builtins."""
from collections import ChainMap, UserDict, OrderedDict, defaultdict
import types
class Log:
    def __init__(s, **k): s.d = k; s.log = []
    def __getitem__(s, k): s.log.append('get ' + str(k)); return s.d[k]
    def __setitem__(s, k, v): s.log.append('set ' + str(k)); s.d[k] = v
    def __delitem__(s, k): s.log.append('del ' + str(k)); del s.d[k]
    def keys(s): s.log.append('keys'); return list(s.d)
class Missing(dict):
    def __missing__(s, k): 
        if k.startswith('m_'): return 'missing ' + k
        raise KeyError(k)
class Sub(dict):
    def __getitem__(s, k): return 'sub ' + k
    def __setitem__(s, k, v): super().__setitem__(k, ('set', v))
    def __contains__(s, k): return True
def run(label, f):
    try: print(label, f())
    except BaseException as e: print(label, type(e).__name__, e)
def ev(src, *a): return eval(src, *a)
def ex(src, g, l=None):
    if l is None: exec(src, g); r = g
    else: exec(src, g, l); r = l
    return r
def shown(m):
    if isinstance(m, Log): return sorted(m.d), m.log
    return {k: type(v) if callable(v) else v for k, v in dict(m).items() if k != '__builtins__'}
# locals mappings
run('log eval', lambda: ev('a + b', {'b': 2}, Log(a=1)))
l = Log(a=1); run('log exec', lambda: shown(ex('x = a\ndel a\ny = len("ab")\nimport os\nclass C: pass\ndef f(): pass\nfor i in range(2): pass\n', {}, l)))
l = Log(a=1); run('log locals', lambda: shown(ex('z = sorted(locals().d)\nv = vars() is locals()\n', {}, l)))
l = Log(a=1, c=2); run('log dir', lambda: shown(ex('r = dir()', {}, l)))
run('missing eval', lambda: ev('m_x, len', {}, Missing()))
run('missing name', lambda: ev('q', {}, Missing()))
run('missing globals', lambda: ev('m_x', Missing()))
run('missing globals2', lambda: ev('(lambda: m_x)()', Missing()))
run('missing globals3', lambda: shown(ex('global m_y\ndef f(): return m_x\nr = f()', Missing())))
run('missing globals4', lambda: shown(ex('r = m_x', Missing(), {})))
run('missing globals5', lambda: shown(ex('r = len([])', Missing())))
run('sub globals', lambda: ev('a', Sub(a=1)))
run('sub globals2', lambda: ev('(lambda: a)()', Sub(a=1)))
run('sub globals3', lambda: shown(ex('x = 1', Sub(a=1))))
run('sub globals4', lambda: shown(ex('global x\nx = 1', Sub(a=1))))
run('sub globals5', lambda: shown(ex('def f():\n global x\n x = 1\nf()', Sub(a=1))))
run('sub locals', lambda: ev('a', {}, Sub(a=1)))
run('sub locals2', lambda: shown(ex('x = 1\ny = a', {}, Sub(a=1))))
run('chain', lambda: ex('x = a + b\na = 5\ndel b', {}, ChainMap({'b': 3}, {'a': 1})))
run('chain del', lambda: ex('del a', {}, ChainMap({}, {'a': 1})))
run('chain del2', lambda: ex('del zz', {}, ChainMap({}, {'a': 1})))
run('log del', lambda: ex('del zz', {}, Log()))
run('chain comp', lambda: shown(ex('r = [a for i in range(2)]', {}, ChainMap({}, {'a': 1}))))
run('chain comp2', lambda: shown(ex('r = [i for i in a]', {}, ChainMap({}, {'a': [1]}))))
run('chain func', lambda: shown(ex('def f(): return a\nr = f()', {}, ChainMap({}, {'a': 1}))))
run('chain locals', lambda: ev('type(locals()).__name__, type(vars()).__name__, dir()', {}, ChainMap({'q': 1}, {'a': 1})))
run('userdict', lambda: ex('x = a', {}, UserDict(a=1)))
run('ordered', lambda: ex('x = a', {}, OrderedDict(a=1)))
run('default', lambda: ex('x = a\ny = len', {}, defaultdict(int)))
run('default2', lambda: ev('a, b', defaultdict(int)))
run('proxy', lambda: ev('a', {}, types.MappingProxyType({'a': 1})))
run('proxy set', lambda: ex('a = 1', {}, types.MappingProxyType({'a': 1})))
run('star', lambda: [k for k in ex('from keyword import *', {}, ChainMap({}))])
l = Log(); run('star log', lambda: shown(ex('from keyword import *', {}, l)))
run('bad globals', lambda: ev('1', ChainMap()))
run('bad globals2', lambda: ex('1', ChainMap(), {}))
run('bad globals3', lambda: ex('1', 3))
run('bad locals', lambda: ev('1', {}, 3))
run('bad locals2', lambda: ex('1', {}, [1]))
run('bad locals3', lambda: ex('1', {}, 3))
run('none', lambda: ev('sorted(locals())', None, {'a': 1}))
run('list locals', lambda: ev('a', {}, [1]))
run('str locals', lambda: ev('a', {}, 'abc'))
class Raises:
    def __getitem__(s, k): raise ValueError(k)
run('raises', lambda: ev('a', {'a': 1}, Raises()))
class KE:
    def __getitem__(s, k): raise KeyError(k)
run('ke', lambda: ev('a, len', {'a': 1}, KE()))
run('ke set', lambda: ex('a = 1', {'a': 1}, KE()))
run('ke del', lambda: ex('del a', {'a': 1}, KE()))
class LE:
    def __getitem__(s, k): raise LookupError(k)
run('le', lambda: ev('a', {'a': 1}, LE()))
class DelOther(Log):
    def __delitem__(s, k): raise ValueError('no')
run('del other', lambda: ex('del a', {}, DelOther()))
# annotations
run('ann', lambda: shown(ex('x: int = 1\ny: str\n', {}, ChainMap({}))))
l = Log(); run('ann log', lambda: shown(ex('x: int = 1', {}, l)))
# classes
class Meta(type):
    @classmethod
    def __prepare__(m, name, bases, **k): return k.get('ns') if 'ns' in k else Log()
    def __new__(m, name, bases, ns, **k):
        print('new', name, type(ns).__name__, getattr(ns, 'log', None))
        return super().__new__(m, name, bases, dict(ns.d) if isinstance(ns, Log) else dict(ns))
    def __init__(s, *a, **k): pass
def cls():
    class A(metaclass=Meta):
        """doc"""
        x = 1
        y: int = x
        def f(self): return 1
        z = locals() is not None
        del x
    return A().f(), sorted(k for k in vars(A) if k[0] != '_')
run('class', cls)
def cls2():
    class B(metaclass=Meta, ns=ChainMap({}, {'outer': 5})):
        v = outer
        w = dir()
        u = sorted(vars())
    return B.v, B.w, B.u
run('class chain', cls2)
def cls3():
    class D(metaclass=Meta, ns=Missing()):
        v = m_q
    return D.v
run('class missing', cls3)
def cls4():
    class M(type):
        def __prepare__(n, b): return 5
    class E(metaclass=M): pass
run('class bad', cls4)
def cls5():
    class M(type):
        def __prepare__(*a): return types.MappingProxyType({})
    class E(metaclass=M): pass
run('class proxy', cls5)
x = 'global'
def cls6():
    x = 'free'
    class F(metaclass=Meta, ns=ChainMap({}, {'x': 'mapped'})):
        a = x
        x = 1
        def g(self): return x
    return F.a, F().g()
run('class free', cls6)
def cls7():
    y = 'free'
    class F(metaclass=Meta, ns=ChainMap({}, {'y': 'mapped'})):
        a = y
        def g(self): return y
    return F.a, F().g()
run('class free2', cls7)
# builtins
run('builtins', lambda: ev('len', {'__builtins__': {'len': 'mine'}}))
run('builtins2', lambda: ev('len', {'__builtins__': {}}))
run('builtins sub', lambda: ev('m_z', {'__builtins__': Missing()}))
run('builtins mapping', lambda: ev('a', {'__builtins__': ChainMap({'a': 3})}))
run('builtins class', lambda: ex('class X: pass', {'__builtins__': {}}))
run('builtins module', lambda: ev('x', {'__builtins__': types.SimpleNamespace(x=1)}))
g = {}; eval('1', g); run('builtins set', lambda: type(g['__builtins__']).__name__)
m = Missing(); eval('1', m); run('builtins set2', lambda: list(m))
l = Log(); g = {}; exec('x = 1', g, l); run('builtins set3', lambda: (list(g), l.log))
# functions made with dict subclasses
run('functype', lambda: types.FunctionType((lambda: m_x).__code__, Missing())())
run('functype2', lambda: types.FunctionType((lambda: a).__code__, Sub(a=1))())
run('functype3', lambda: types.FunctionType((lambda: a).__code__, ChainMap())())
def nested():
    a = 1
    return eval('a'), sorted(k for k in locals() if k == 'a'), exec('b = a') , 'b' in locals()
run('nested', nested)
def frees():
    a = 1
    def f(): a
    code = f.__code__
    return eval(code)
run('freevars', frees)
def frees2():
    a = 1
    def f(): a
    return exec(f.__code__, {}, {})
run('freevars2', frees2)
run('closure', lambda: exec((lambda: 1).__code__, {}, closure=()))
run('exec kw', lambda: eval('a', {'a': 1}, None))
run('sub vars', lambda: ex('r = vars() is locals() is globals()', Sub()))
