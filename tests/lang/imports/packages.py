# Packages, relative imports, sys.modules, reload by hand, namespace packages.
import sys
import pkg
print(pkg.exported, pkg.first.value, pkg.lazy, pkg.__name__, pkg.__package__, pkg.__spec__.name, pkg.__file__.endswith("__init__.py"), pkg.__doc__)
import pkg.sub
print(pkg.sub.value, pkg.sub.version, pkg.sub.leaf.parent, pkg.sub.leaf_module is pkg.sub.leaf)
import pkg.sub.leaf as deep
print(deep.__name__, deep.bump(), deep.first.value, pkg.exported)
from pkg.sub import leaf, value as v
from pkg import first, version
print(leaf is deep, v, first is pkg.first, version)
from pkg import *
print(exported, lazy, "_private" in globals(), "version" in dir())
try:
    from pkg import nothing
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0], e.name)
try:
    pkg.nothing
except AttributeError as e:
    print(e)
for name in ("pkg.missing", "missing.sub", "pkg.first.deeper", "pkg.broken", "pkg.bad_syntax", "pkg.beyond"):
    try:
        __import__(name)
    except Exception as e:
        print(name, type(e).__name__, getattr(e, "msg", e), name in sys.modules)
print(hasattr(pkg, "broken"), sorted(m for m in sys.modules if m.startswith("pkg")))
print(__import__("pkg.sub").__name__, __import__("pkg.sub", fromlist=["leaf"]).__name__, __import__("pkg", globals(), locals(), ["sub"]).__name__)
# sys.modules decides.
import types
fake = types.ModuleType("fake", "its doc"); fake.x = 5; sys.modules["fake"] = fake
import fake as f2
print(f2 is fake, f2.x, f2.__doc__, repr(fake))
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
old = sys.modules.pop("pkg.first")
import pkg.first
print(pkg.first is not old, pkg.first.value, old.value)
# Modules as objects.
m = types.ModuleType("m")
m.a = 1; print(m.a, vars(m)["a"], m.__name__, m.__doc__, repr(m)); del m.a
try:
    m.a
except AttributeError as e:
    print(e)
class Mod(types.ModuleType):
    def __getattr__(self, n): return "dyn " + n
print(Mod("q").zzz)
try:
    types.ModuleType()
except TypeError as e:
    print(e)
# Circular imports.
import cyc.a
print(cyc.b.get())
try:
    import cyc.c
except ImportError as e:
    print(str(e).split(" (/")[0])
import nsp.mod
print(nsp.mod.name, hasattr(nsp, "__file__"), type(nsp.__path__).__name__ != "str")
try:
    exec("from . import x", {"__name__": "top"})
except ImportError as e:
    print(e)
try:
    exec("from .x import y", {"__name__": "a.b", "__package__": "nonexistent_pkg"})
except ImportError as e:
    print(e)
print("pkg" in sys.modules, sys.modules["__main__"].__name__, sys.path[0].endswith("imports"), sys.builtin_module_names[:1] != ())
def func():
    from pkg import sub
    import pkg.first as pf
    return sub.__name__, pf.__name__
print(func())
import os.path, collections.abc as cabc
print(os.path.join("a", "b"), cabc.Iterable.__name__)
