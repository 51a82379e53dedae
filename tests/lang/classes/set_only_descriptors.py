# Descriptors without __get__: what the instance has in its dict is read, also once that is cached.
class R:
    def __set__(self, obj, value):
        obj.__dict__['_node'] = value
class G:
    _node = R()
    def __init__(self): self._node = {}
    def get(self): return self._node
g = G()
print(g._node)
g._node[0] = {}
print(g._node, g.get())
for _ in range(300): g.get()
h = G(); print(h._node, h.get(), [h._node for _ in range(3)])
class S(G): pass
s = S(); s._node = {1: 2}; print(s._node, s.get())
s.__dict__.clear(); print(type(s._node).__name__, type(s.get()).__name__)
del R.__set__
g._node = 5; print(g._node)
class D:
    def __delete__(self, obj): print('delete')
class H: d = D()
x = H(); x.__dict__['d'] = 3; print(x.d); del x.d; print(x.d)
try: x.d = 4
except AttributeError as e: print(e)
print(getattr(x, 'd'), x.__dict__)
class M(type):
    q = R()
class C(metaclass=M): q = 7
print(C.q)
