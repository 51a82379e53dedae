# operator: functions for operators, getters.
import operator as op
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
class O:
    x = 5
    d = {"k": [1, 2]}
    def m(self, *a, **k): return a, k
o = O(); o.child = O(); l = [1, 2, 3, 4]
show("""
op.add(1, 2), op.sub(5, 2), op.mul(2, 'a'), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.lshift(1, 4), op.rshift(16, 2), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.neg(5), op.pos(-5), op.invert(5), op.inv(0), op.not_(0), op.truth([]), op.abs(-3), op.index(5)
op.eq(1, 1.0), op.ne(1, 2), op.lt(1, 2), op.le(2, 2), op.gt(1, 2), op.ge(2, 1), op.is_(None, None), op.is_not(1, None), op.contains([1], 1), op.countOf([1, 1, 2], 1), op.indexOf('abc', 'c'), op.concat('a', 'b'), op.length_hint([1]), op.getitem([1, 2], 0), op.matmul
op.add('a', 1)
op.index(1.5)
op.concat(1, 2)
op.indexOf('abc', 'z')
op.contains(5, 1)
op.add(1)
op.itemgetter(1)('abc'), op.itemgetter(0, 2)('abc'), op.itemgetter('k')({'k': 1}), op.itemgetter(slice(1, 3))(l), repr(op.itemgetter(1, 2)), op.itemgetter(-1)([1, 2])
op.itemgetter()
op.itemgetter(5)([1])
op.attrgetter('x')(o), op.attrgetter('child.x')(o), op.attrgetter('x', 'd')(o), repr(op.attrgetter('a.b'))
op.attrgetter('nope')(o)
op.attrgetter('child.nope')(o)
op.attrgetter(5)
op.methodcaller('m')(o), op.methodcaller('m', 1, k=2)(o), op.methodcaller('upper')('a'), repr(op.methodcaller('m', 1, k=2))
op.methodcaller('nope')(o)
op.methodcaller()
op.methodcaller(5)
op.iadd([1], [2]), op.isub(5, 2), op.imul([1], 2), op.ior({1}, {2}), op.iand({1, 2}, {2}), op.ixor(5, 1), op.iconcat([1], [2]), op.ifloordiv(7, 2), op.ilshift(1, 2), op.imod(7, 4), op.ipow(2, 3), op.irshift(8, 1), op.itruediv(1, 4)
op.__add__(1, 2), op.__lt__(1, 2), op.__getitem__('ab', 1), op.call(max, 1, 2)
sorted([('b', 1), ('a', 2)], key=op.itemgetter(1)), sorted('bca', key=op.methodcaller('upper')), max([3, -5], key=op.neg)
""")
op.setitem(l, 0, 9); op.delitem(l, 1); print(l)
print(sorted(n for n in dir(op) if n[0] != "_"))
