# A module that is no package, but puts an entry below its own name into sys.modules.
import sys
import os.path
import os.path as p
from os.path import join

print(os.path is p, p is sys.modules['os.path'], join('a', 'b'))
try:
    import os.nothing
except ModuleNotFoundError as e:
    print(e)
