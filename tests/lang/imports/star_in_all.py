"""__all__ of a package that names '*' itself."""
import sys

try:
    from starred import *
except AttributeError as e:
    print(e)
print(sorted(name for name in sys.modules if name.startswith('starred')))
print(__import__('starred', fromlist=['*', 'missing']).__name__)
