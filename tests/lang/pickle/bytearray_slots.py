"""Subclasses of bytearray with slots, attributes, a __getstate__ of their own."""
import copy
import pickle


class Slots(bytearray):
    __slots__ = ('x', 'y', '__dict__')


class State(bytearray):
    def __getstate__(self):
        return {'from': 'getstate'}


a = Slots(b'abc')
a.x, a.z = 1, 2
for b in copy.copy(a), copy.deepcopy(a), *(pickle.loads(pickle.dumps(a, protocol)) for protocol in range(6)):
    print(type(b).__name__, b, b.x, b.z, hasattr(b, 'y'))
print(vars(copy.copy(State(b'x'))), bytearray(b'x').__reduce__())
print('__bool__' in dir(str), hasattr('', '__bool__'), bool(''), bool('a'))
