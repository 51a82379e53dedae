"""What the abstract classes make out of few methods: every operator, and what it refuses."""
import abc, collections.abc as c, copy, typing


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e), str(e.__cause__))
    print(r)
    return r


class MSet(c.MutableSet):
    def __init__(self, it=()): self.d = dict.fromkeys(it)
    def __contains__(self, x): return x in self.d
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
    def add(self, x): self.d[x] = None
    def discard(self, x): self.d.pop(x, None)
    def __repr__(self): return f'MSet({list(self.d)})'


class Other(MSet):
    def __repr__(self): return f'Other({list(self.d)})'
for a in (MSet([1, 2, 3]), MSet(), Other([3, 9])):
    for b in (MSet([3, 4]), Other([1, 2, 3]), {3, 9}, frozenset(), [1, 3, 1], (x for x in [3, 1]), {1: 2}.keys(),
              {(1, 2): 3}.items(), 'ab', 5, None):
        for op in ('__and__', '__rand__', '__or__', '__ror__', '__sub__', '__rsub__', '__xor__', '__rxor__', '__le__',
                   '__lt__', '__eq__', '__ne__', '__gt__', '__ge__', 'isdisjoint', '__ior__', '__isub__', '__iand__',
                   '__ixor__'):
            x = MSet(a) if type(a) is MSet else Other(a)
            print(op, end=' '); tr(lambda: getattr(x, op)(b))
x = MSet('abc'); x ^= x; print(x); x = MSet('abc'); x -= x; x |= x; print(x); x = MSet('abc'); x &= x; print(x)


class Over(MSet):
    def __le__(self, o): print('le'); return super().__le__(o)
    def __ge__(self, o): print('ge'); return super().__ge__(o)
    def pop(self): print('pop'); return super().pop()
o = Over([1, 2]); print(o == {1, 2}, o < {1, 2, 3}, o > {1}, o != {1}, o >= {1}); o.clear(); print(len(o))
tr(MSet().pop); tr(lambda: MSet().remove(3)); tr(hash, MSet())


class K(c.Mapping):
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
    def __repr__(self): return f'K({self.d})'
k = K({'a': 1, 'b': [2]})
print(k.keys(), k.items(), k.values(), list(k.items()), list(k.values()), ('a', 1) in k.items(),
      ('z', 1) in k.items(), 1 in k.values(), [2] in k.values(), 'a' in k.keys(), len(k.items()),
      sorted(k.keys() & ['a']), type(k.keys() | ['q']).__name__, k.keys() - {'a'}, {'a', 'x'} - k.keys(),
      ['a', 'x'] - k.keys(), k.keys() == {'a', 'b'}, k.keys() <= {'a', 'b', 'c'}, k.keys().isdisjoint('ab'),
      sorted(k.keys() ^ {'a', 'z'}))
print(k == {'a': 1, 'b': [2]}, {'a': 1, 'b': [2]} == k, k != K({}), k.__eq__(5), k.get('z'), k.get('z', 1), 'z' in k,
      [] == k)
tr(lambda: ('a',) in k.items()); tr(lambda: 'abc' in k.items()); tr(hash, k); tr(reversed, k)
tr(lambda: k.keys() | 5); tr(lambda: k.update)


class KK(K, c.MutableMapping):
    def __setitem__(self, k, v): print('set', k, v); self.d[k] = v
    def __delitem__(self, k): print('del', k); del self.d[k]
    def popitem(self): print('popitem'); return super().popitem()
kk = KK({})
kk.update(a=1); kk.update({'b': 2}, c=3); kk.update([('d', 4)]); kk.update(K({'e': 5})); tr(lambda: kk.update(5))
tr(lambda: kk.update([1])); tr(lambda: kk.update(1, 2)); tr(lambda: kk.update([(1, 2, 3)]))


class HasKeys:
    def keys(self): return ['h']
    def __getitem__(self, k): return k * 2
kk.update(HasKeys()); kk.update(self=1, other=2)
print(kk.pop('a'), kk.pop('a', 5), kk.setdefault('z', 1), kk.setdefault('z', 2)); tr(lambda: kk.pop('a'))
tr(kk.popitem); kk.clear(); tr(kk.popitem); tr(lambda: kk.__delitem__(1))


class Seq(c.MutableSequence):
    def __init__(self, it=()): self.l = list(it)
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): print('del', i); del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): print('ins', i, v); self.l.insert(i, v)
    def __repr__(self): return f'Seq({self.l})'
s = Seq([1, 2, 3, 2, 1.0, True, float('nan')])
for args in [(2,), (2, 2), (2, -3), (2, 1, 2), (2, -100), (1, 1), (1, 1, -1), (9,), (2, 0, None), (2, 10), (2, 3, 1),
             (1, 5, 100)]: print(args, end=' '); tr(s.index, *args)
n = s.l[-1]
print(s.index(n), n in s, s.count(n), s.count(1), s.count(7), float('nan') in s, list(reversed(s))[1:], list(s)[:3])
s = Seq('abcde'); s.reverse(); print(s); s = Seq('abcd'); s.reverse(); print(s); s.append(1); s.extend('xy')
s.extend(s); s += [7]; print(s); print(s.pop(), s.pop(0)); s.remove('x'); tr(lambda: s.remove('nope')); s.clear()
print(s); tr(s.pop); tr(lambda: s.extend(5)); tr(hash, type(s)() if 0 else 1)


class Short(c.Sequence):
    def __len__(self): return 5
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
print(list(Short()), 2 in Short(), 4 in Short()); tr(lambda: list(reversed(Short())))
tr(lambda: Short().index(4)); print(Short().count(1))
for n in c.__all__:
    k = getattr(c, n)
    print(n, k.__mro__, sorted(k.__abstractmethods__), k.__module__, k.__slots__, k.__dict__.get('__abc_tpflags__'))
    tr(k)


class Half:
    def __iter__(self): pass
    def __len__(self): pass
    def __contains__(self, x): pass
    __await__ = None


class Not(Half):
    __iter__ = None
print(issubclass(Half, c.Collection), issubclass(Not, c.Collection), issubclass(Not, c.Sized),
      issubclass(Half, c.Awaitable), issubclass(Half, c.Sequence))


class SubSized(c.Sized): pass
print(issubclass(Half, SubSized), issubclass(int, c.Hashable), issubclass(list, c.Hashable))
for a in (c.Callable[[int, str], float], c.Callable[..., int], c.Callable[[], None],
          c.Callable[[c.Callable[[int], str]], list[int]], c.Callable[[int], typing.List]):
    tr(lambda: a); tr(lambda: (a.__args__, a.__origin__, a.__parameters__, a == copy.copy(a), a.__reduce__()))
T = typing.TypeVar('T'); U = typing.TypeVar('U'); P = typing.ParamSpec('P')
A = c.Callable[[T, U], T]; tr(lambda: A); tr(lambda: A[int, str]); tr(lambda: A[int])
tr(lambda: c.Callable[P, T][[int, str], float]); tr(lambda: c.Callable[P, T])
tr(lambda: c.Callable[P, int][int, str]); tr(lambda: c.Callable[P, int][[int, str]])
tr(lambda: c.Callable[P, int][...]); tr(lambda: c.Callable[P, T][..., int]); tr(lambda: c.Callable[..., T][int])
tr(lambda: c.Callable[typing.Concatenate[int, P], T])
tr(lambda: c.Callable[typing.Concatenate[int, P], T][[str], float])
tr(lambda: c.Callable[P, int][P]); tr(lambda: c.Callable[[int], T][str]); tr(lambda: c.Callable[P, int][int])
tr(lambda: c.Callable[P, int][()])
for bad in (int, (int, int), ([int],), ([int], int, int), ()): tr(lambda: c.Callable[bad])


class G(c.Generator):
    def send(self, v): print('send', v); return super().send(v)
    def throw(self, typ, val=None, tb=None): print('throw', typ, val); return super().throw(typ, val, tb)
g = G(); tr(next, g); tr(g.send, 1); tr(g.throw, ValueError); tr(g.throw, ValueError('x'))
tr(g.throw, ValueError, ValueError('y')); tr(g.throw, ValueError, None, None); tr(g.close); print(iter(g) is g)


class Co(c.Coroutine):
    def send(self, v): return super().send(v)
    def throw(self, typ, val=None, tb=None): return 1
    def __await__(self): return super().__await__()
tr(Co().close); tr(lambda: list(Co().__await__())); tr(lambda: Co().send(1))


class Ag(c.AsyncGenerator):
    async def asend(self, v): return await super().asend(v)
    async def athrow(self, typ, val=None, tb=None): return await super().athrow(typ, val, tb)
tr(lambda: Ag().__anext__().send(None)); tr(lambda: Ag().aclose().send(None))
tr(lambda: Ag().athrow(ValueError('q')).send(None))


class Ag2(Ag):
    async def athrow(self, typ, val=None, tb=None): return 1
tr(lambda: Ag2().aclose().send(None))

# issubclass() asks __subclasses__().
for answer in (lambda: [int]), (lambda: 42), (lambda: 1 / 0), (lambda cls: []):
    class Replaced(metaclass=abc.ABCMeta):
        __subclasses__ = answer

    try:
        print(issubclass(bool, Replaced))
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
