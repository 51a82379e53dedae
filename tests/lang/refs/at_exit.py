"""__del__ at the end of the program: of objects of all sorts, wherever they are then."""
import os
import sys

CLASSES = {
    'plain': 'class C:\n    pass',
    'empty slots': 'class C:\n    __slots__ = ()',
    'slots': 'class C:\n    __slots__ = "a", "b"',
    'int': 'class C(int):\n    pass',
    'int slots': 'class C(int):\n    __slots__ = ()',
    'float': 'class C(float):\n    __slots__ = ()',
    'str': 'class C(str):\n    __slots__ = ()',
    'bytes': 'class C(bytes):\n    pass',
    'tuple': 'class C(tuple):\n    __slots__ = ()',
    'list': 'class C(list):\n    pass',
    'dict': 'class C(dict):\n    pass',
    'frozenset': 'class C(frozenset):\n    pass',
    'error': 'class C(Exception):\n    pass',
    'complex': 'class C(complex):\n    __slots__=()',
}
PLACES = {
    'global': 'x = C()',
    'private': '_x = C()',
    'dunder': '__x__ = C()',
    'two': 'a = C(); _b = C(); c = C(); del a; a = C()',
    'list': 'x = [C()]',
    'nested': 'x = {1: [(C(),)]}',
    'deque': 'import collections; x = collections.deque([C()])',
    'default': 'def f(a=C()): pass',
    'closure': 'def g():\n    x = C()\n    return lambda: x\nf = g()',
    'class attribute': 'class D: x = C()',
    'instance': 'class D: pass\nd = D(); d.x = C()',
    'builtins': 'import builtins; builtins.x = C()',
    'builtins list': 'import builtins; builtins.x = [C()]',
    'builtins _': 'import builtins; builtins._ = C()',
    'sys': 'import sys; sys.x = C()',
    'sys list': 'import sys; sys.x = {1: C()}',
    'sys.path': 'import sys; sys.path.append(C())',
    'sys.argv': 'import sys; sys.argv.append(C())',
    'sys.last_value': 'import sys; sys.last_value = C()',
    'sys._x': 'import sys; sys._x = C()',
    'sys.modules': 'import sys; sys.modules["x"] = C()',
    'other module': 'import types, sys; m = types.ModuleType("m"); sys.modules["m"] = m; m.x = C()',
    'unregistered module': 'import types; m = types.ModuleType("m"); m.x = C()',
    'stdlib module': 'import os; os.x = C()',
    'native module': 'import math; math.x = C()',
    'gc': 'import gc; gc.garbage.append(C())',
    'atexit': 'import atexit; atexit.register(lambda x: None, C())',
    'generator': 'def g():\n    x = C()\n    yield\nh = g(); next(h)',
    'partial': 'import functools; p = functools.partial(print, C())',
    'lru_cache': 'import functools\n@functools.lru_cache\ndef f(a): return C()\nf(1)',
    'cycle': 'x = [C()]; x.append(x); del x',
    'cycle kept': 'x = [C()]; x.append(x)',
    'method': 'class D:\n    def m(self): pass\nd = C(); f = D.m.__get__(d)',
    'property': 'class D:\n    p = property(C)\n    q = staticmethod(C())',
    'weakref callback': 'import weakref\nclass D: pass\nd = D(); w = weakref.ref(d, lambda r, x=C(): None)',
    'thread local': 'import threading; l = threading.local(); l.x = C()',
    'contextvar': 'import contextvars; v = contextvars.ContextVar("v"); v.set(C())',
    'excepthook': 'import sys; sys.excepthook = C()',
    'stdout': 'import sys; sys.stdin = C()',
    'environ': 'import os; os.environ.x = C()',
    'iterator': 'i = iter([C()])',
    'map': 'i = map(print, [C()])',
    'exception traceback': 'def f():\n    x = C()\n    1/0\ntry: f()\nexcept ZeroDivisionError as e: err = e',
    'exit in function': 'def f():\n    x = C()\n    raise SystemExit\nf()',
    'type attribute of builtin': 'import types; types.SimpleNamespace; n = types.SimpleNamespace(x=C())',
    'uses global': 'import sys\nhelper = "help"\nclass E(C):\n    def __del__(self): log(str((helper, sys is None)))\nx = E(); zz = E(); _y = E()',
    'uses module': 'import math\nclass E(C):\n    def __del__(self): log(math and math.floor(1.5))\nimport builtins\nx = E(); builtins.q = E()',
    'resurrect': 'import sys\nclass E(C):\n    def __del__(self): log("E"); sys.kept = self\nx = E()',
}
HEAD = '''import os as _os
def _method(self, write=_os.write): write(1, b'    gone\\n')
def log(text, write=_os.write): write(1, f'    {text}\\n'.encode())
%s
C.__del__ = _method
%s
'''


def run(class_name, place):
    print(place, '/', class_name, flush=True)
    pid = os.fork()
    if not pid:
        os.execv(sys.executable, [sys.executable, '-c', HEAD % (CLASSES[class_name], PLACES[place])])
    status = os.waitpid(pid, 0)[1]
    if status:
        print('status', status)


names = list(CLASSES)
for i, place in enumerate(PLACES):
    run(names[i % len(names)], place)
for name in names:
    for place in 'global', 'builtins list':
        run(name, place)
