# A package that has put another object into its place in sys.modules (Twisted does, to warn of old attributes).
import proxied
print(type(proxied).__name__)
from proxied import inner
print(inner.x)
from proxied import *
print(inner2.x)
try:
    from proxied import nothing
except ImportError as e:
    print(str(e).partition(' (')[0])
