# __spec__ and __loader__: where modules come from, and how they show it.
import os
import sys
import types

import cyc
import nsp
import nsp.mod
import pkg.sub.leaf

here = os.path.dirname(os.path.abspath(__file__))


def text(x):
    return repr(x).replace(here, 'HERE').partition(' object at 0x')[0]


for module in cyc, nsp, nsp.mod, pkg, pkg.sub, pkg.sub.leaf, sys, os, sys.modules['_io'], sys.modules['__main__']:
    spec = module.__spec__
    print(text(module), text(module.__loader__), type(module.__loader__))
    if spec is None:
        continue
    print(' ', spec.name, repr(spec.parent), text(spec.origin), spec.has_location, spec.loader is module.__loader__)
    locations = spec.submodule_search_locations
    print(' ', locations and [text(place) for place in locations], locations is getattr(module, '__path__', None), module.__package__)
    print(' ', text(spec))

ModuleSpec = type(pkg.__spec__)
print(ModuleSpec, ModuleSpec.__mro__, ModuleSpec.__name__)
print(text(pkg.sub.leaf.__spec__))
a = ModuleSpec('a', None)
print(a, repr(a.parent), a.has_location, a.cached)
print(a == ModuleSpec('a', None), a == ModuleSpec('b', None), a != ModuleSpec('a', 1), a == 5)
b = ModuleSpec('p.a', 'L', origin='o', is_package=True, loader_state=5)
print(b, b.parent, b.has_location, b.loader_state, b == ModuleSpec('p.a', 'L', origin='o'))
b.has_location, b.cached, b.name, b.submodule_search_locations, b.extra = True, 'c', 'q.r.s', None, 1
print(b, b.parent, b.has_location, b.cached, b.extra)
for wrong in (lambda: ModuleSpec(), lambda: ModuleSpec('a'), lambda: ModuleSpec('a', None, 1), lambda: setattr(a, 'parent', 5), lambda: hash(a)):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__)

loader = pkg.sub.__loader__
print(loader.name, text(loader.path), loader.get_filename() == loader.path, loader.get_filename('pkg.sub') == loader.path)
print(loader.is_package('pkg.sub'), pkg.sub.leaf.__loader__.is_package('pkg.sub.leaf'), loader.get_data(nsp.mod.__file__)[:20])
again = type(loader)('pkg.sub', loader.path)
print(loader == again, hash(loader) == hash(again), loader == type(loader)('pkg', loader.path), loader != again)
for wrong in lambda: loader.get_filename('pkg'), lambda: loader.is_package('x'), lambda: loader.get_data('/no/such'):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
built_in, frozen = sys.__loader__, os.__loader__
print(built_in.is_package('sys'), built_in.get_source('sys'), built_in.get_code('sys'), frozen.is_package('os'))
for wrong in lambda: built_in.is_package('os'), lambda: built_in.get_source('nothing'), lambda: frozen.is_package('sys'):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)

m = types.ModuleType('m')
print(m, m.__spec__, m.__loader__, m.__package__)
for m.__spec__ in ModuleSpec('m', None), ModuleSpec('m', None, origin='here'), ModuleSpec('m', 5), ModuleSpec(None, None):
    print(m)
    m.__spec__.has_location = True
    print(m)
m.__spec__ = None
for m.__loader__ in 3, built_in, frozen, loader:
    print(text(m))
m.__file__ = 'some/file'
print(m)


print('repr of modules without a spec')
class Bare:
    def __repr__(self): return 'Bare'
class Full(Bare):
    def module_repr(self, module): return f'<{module.__name__}, as the loader says>'
for name in 'm', None, 5:
    for loader in None, Bare(), Full():
        for file in None, '/tmp/m.py':
            m = types.ModuleType('m')
            if name is None:
                del m.__name__
            else:
                m.__name__ = name
            m.__loader__ = loader
            if file:
                m.__file__ = file
            print(repr(m))
del m.__loader__
print(m)
