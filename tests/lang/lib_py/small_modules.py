import keyword, reprlib, operator, copyreg
print(keyword.kwlist, keyword.softkwlist, keyword.iskeyword('for'), keyword.issoftkeyword('match'), keyword.iskeyword('x'))
r = reprlib.repr
print(r(list(range(100))), r(set(range(100))), r('x' * 100), r(10 ** 100), r({i: i for i in range(10)}), r((1,)), r([[[[[[[[1]]]]]]]]), r({'a': {'b': {}}}), r(frozenset([3, 1])), r(set()), r(frozenset()), r(()), r([]))
from collections import deque
print(r(deque(range(20))), r(deque()), r('short'), r("it's"))
class Long:
    def __repr__(self): return 'L' * 100
class Broken:
    def __repr__(self): raise ValueError
print(r(Long()), r(Broken()).split(' at ')[0])
class MyRepr(reprlib.Repr):
    def repr_Long(self, x, level): return 'mine'
m = MyRepr(); m.maxlist = 2; m.maxstring = 10; m.fillvalue = '--'
print(m.repr([1, 2, 3, Long()]), m.repr([Long()]), m.repr('abcdefghijklmnop'), m.repr(12345678901234567890123456789012345678901234567890))
class Rec:
    def __init__(self): self.l = [self]
    @reprlib.recursive_repr()
    def __repr__(self): return f'<{self.l}>'
print(Rec(), Rec.__repr__.__name__)
print(operator.add(1, 2), operator.itemgetter(1, 2)('abc'), operator.attrgetter('real', 'imag')(5), operator.methodcaller('upper')('a'), sorted(operator.__all__) == sorted(set(operator.__all__)), operator.__add__(1, 2), operator.length_hint([1]), operator.indexOf([1, 2], 2))
class X: pass
print(copyreg.__newobj__(X).__class__.__name__, copyreg._slotnames(X), copyreg.dispatch_table[complex](1j))
class S: __slots__ = ('a', '__b')
print(copyreg._slotnames(S))
copyreg.add_extension('m', 'n', 5); copyreg.add_extension('m', 'n', 5)
for f in (lambda: copyreg.add_extension('m', 'o', 5), lambda: copyreg.add_extension('m', 'n', 6), lambda: copyreg.add_extension('m', 'x', 0), lambda: copyreg.remove_extension('q', 'q', 1), lambda: copyreg.pickle(X, 5), lambda: copyreg.constructor(5)):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(e)
copyreg.remove_extension('m', 'n', 5)
class St:
    def __init__(self): self.v = 1
print(St().__reduce_ex__(2)[1:], St().__reduce_ex__(0)[0].__name__)
