# The __path__ of a namespace package follows sys.path, and that of the package around it.
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pkgutil
import sys
import tempfile

here = tempfile.mkdtemp() + '/'


def write(path, text):
    os.makedirs(os.path.dirname(here + path), exist_ok=True)
    with open(here + path, 'w') as file:
        file.write(text)


def short(path):
    return [entry.replace(here, '') for entry in path]


write('a/nsx/one.py', 'x = 1')
write('b/nsx/two.py', 'x = 2')
write('b/nsx/sub/three.py', 'x = 3')
write('c/nsx/sub/four.py', 'x = 4')
write('d/nsx/__init__.py', 'x = 5')
sys.path.append(here + 'a')
import nsx
print(repr(nsx.__path__).replace(here, ''), len(nsx.__path__), nsx.__path__[0].replace(here, ''))
import nsx.one
try:
    import nsx.two
except ImportError as e:
    print(e)
sys.path.append(here + 'b')
import nsx.sub.three
import nsx.two
print(nsx.two.x, nsx.sub.three.x, short(nsx.__path__), short(nsx.sub.__path__))
sys.path.append(here + 'c')
import nsx.sub.four
print(nsx.sub.four.x, here + 'c/nsx' in nsx.__path__, type(nsx.sub.__path__).__name__)
print(nsx.__path__ is nsx.__spec__.submodule_search_locations, type(nsx.__loader__).__name__)
nsx.__path__.append('/x')
nsx.__path__[0] = '/y'
print('/x' in nsx.__path__, short(nsx.__path__))
print(sorted(m.name for m in pkgutil.iter_modules(nsx.sub.__path__)))
sys.path.append(here + 'd')
print(short(nsx.__path__))
sys.path.remove(here + 'd')
sys.path.remove(here + 'b')
print(short(nsx.__path__))
print(importlib.util.find_spec('nsx').submodule_search_locations is nsx.__path__)
print(isinstance(nsx.__loader__, importlib.abc.Loader), isinstance(nsx.__loader__, importlib.machinery.NamespaceLoader))
print(nsx.__loader__.is_package('nsx'), nsx.__loader__.get_source('nsx'), str(nsx.__loader__).partition(' ')[0])
write('e/other.py', '')
sys.path.append(here + 'e')
list(nsx.__path__)
write('e/nsx/late.py', 'x = 6')
print(short(nsx.__path__))
importlib.invalidate_caches()
import nsx.late
print(nsx.late.x)
del sys.modules['nsx']
spec = importlib.util.find_spec('nsx')
print(type(spec.submodule_search_locations).__name__, spec.loader is None, spec.has_location)
module = importlib.util.module_from_spec(spec)
print(type(module.__path__).__name__, type(module.__loader__).__name__)

# Classes that keep the importers' methods.
class Kept:
    find = importlib.machinery.PathFinder.find_spec
    find_built_in = importlib.machinery.BuiltinImporter.find_spec
    find_frozen = importlib.machinery.FrozenImporter.find_spec


kept = Kept()
print(kept.find('no_such_module'), kept.find_built_in('sys').name, kept.find_frozen('no_such_module'))
print(kept.find('nsx').submodule_search_locations is None, hasattr(importlib.machinery, 'WindowsRegistryFinder'))
from importlib._bootstrap_external import _NamespacePath
print(isinstance(spec.submodule_search_locations, _NamespacePath))
