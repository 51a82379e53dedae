"""Short representations, with all limits small in turn."""
import reprlib, collections
r = reprlib.Repr()
vals = [(), (1,), (1, 2), tuple(range(9)), [], [1], list(range(6)), list(range(7)), {}, {1: 2},
        {i: i for i in range(4)}, {i: i for i in range(5)}, {2: 1, 1: 2}, {'a': 1, 2: 3}, set(), {3, 1, 2},
        set(range(9)), frozenset(), frozenset([2, 1]), frozenset(range(8)), collections.deque(),
        collections.deque([1]), collections.deque(range(9)), 'abc', 'x' * 28, 'x' * 29, 'x' * 30, 'x' * 31,
        "it's" * 20, '"' * 40, "'\"" * 30, 'ü' * 40, '\n' * 30, 10**39, 10**40, 10**41, -10**60, 1.5, None, object,
        b'x' * 50, bytearray(b'y' * 40), range(10), [[[[[[[[1]]]]]]]], {1: {2: {3: {4: {5: {6: {7: 8}}}}}}},
        ((((((((1,),),),),),),),), [[[[[[[]]]]]]]]


class Bad:
    def __repr__(self): raise ValueError


class Long:
    def __repr__(self): return 'L' * 100


for v in vals: print(r.repr(v), reprlib.repr(v))
print(r.repr(Long()), r.repr(Bad())[:13])
for lim in (0, 1, 2, 3, 4, 5, 6, 7, 8):
    q = reprlib.Repr()
    for a in list(vars(q)):
        if a.startswith('max'): setattr(q, a, lim)
    q.fillvalue = '<...>'
    for v in vals: print(lim, q.repr(v))


class My(reprlib.Repr):
    def repr_float(self, x, level): return 'F'
    def repr_Long(self, x, level): return f'long{level}'
    def repr_list(self, x, level): return 'list ' + super().repr_list(x, level)


m = My(); print(m.repr([1.5, [Long()], (2.5,)]), sorted(vars(m)))


class A:
    def __init__(s, x): s.x = x
    @reprlib.recursive_repr()
    def __repr__(s) -> str: 'doc'; return f'A({s.x!r})'


a = A(1); a.x = [a, 2]
print(a, A.__repr__.__name__, A.__repr__.__doc__, A.__repr__.__qualname__, A.__repr__.__annotations__,
      hasattr(A.__repr__, '__wrapped__'))


class B:
    @reprlib.recursive_repr('<rec>')
    def __repr__(s): raise KeyError('x')


for _ in range(2):
    try: repr(B())
    except KeyError as e: print(e)


class array:
    typecode = 'i'
    def __init__(s, l): s.l = l
    def __len__(s): return len(s.l)
    def __iter__(s): return iter(s.l)


print(r.repr(array([])), r.repr(array([1, 2])), r.repr(array(range(9))))
