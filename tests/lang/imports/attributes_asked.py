# What an import statement asks a module for; and collections.abc, which comes with much of the library.
import collections
import inspect
import sys
import types

print(collections.abc.Mapping)
module = types.ModuleType('asked')
asked = []


def answer(name):
    asked.append(name)
    if name == 'there':
        return 1
    raise AttributeError(name)


module.__getattr__ = answer
sys.modules['asked'] = module
from asked import there
print(there, asked)
try:
    from asked import nothing
except ImportError as e:
    print(e, [name for name in asked if name in ('__path__', 'nothing')])
