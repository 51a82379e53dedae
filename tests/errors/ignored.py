# Exceptions where nobody can catch them: __del__, weakref callbacks, generators being dropped.
import sys, weakref, gc
class D:
    def __del__(self): raise ValueError("in __del__")

d = D()
del d
print("goes on")
class E:
    def __repr__(self): return "<E object>"
def callback(ref): raise KeyError("in callback")
callback.__qualname__ = "callback"
def gen():
    try:
        yield 1
    finally:
        raise OSError("in generator")
class N:
    def __del__(self): nested()

def nested(): {}["deep"]
n = N(); n.me = n; del n; gc.collect()
print("hook next")
def hook(unraisable):
    print("hook:", unraisable.exc_type.__name__, unraisable.exc_value, unraisable.err_msg, unraisable.object is not None)
sys.unraisablehook = hook
e = E(); r = weakref.ref(e, callback); del e
g = gen(); next(g); del g
D()
sys.unraisablehook = sys.__unraisablehook__
print("end")
