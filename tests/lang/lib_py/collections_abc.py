import collections.abc as c
import _collections_abc

print(sorted(c.__all__))
print(c.Mapping, c.Mapping is _collections_abc.Mapping)
values = [1, 'a', b'a', bytearray(), [], (), {}, set(), frozenset(), range(3), {}.keys(), {}.items(), {}.values(),
          iter([]), (x for x in ()), len, lambda: 0, object(), None, 1.5, memoryview(b''), type]
names = [n for n in c.__all__]
for v in values:
    print(type(v).__name__, [n for n in sorted(names) if isinstance(v, getattr(c, n))])


class Seq(c.Sequence):
    def __init__(self, *items): self.items = items
    def __getitem__(self, i): return self.items[i]
    def __len__(self): return len(self.items)


s = Seq(1, 2, 3, 2, float('nan'))
print(list(s)[:4], list(reversed(s))[1:], s.index(2), s.index(2, 2), s.count(2), 3 in s, 9 in s)
print(s.index(2, -3), s.index(2, -100, -1))
for f in (lambda: s.index(9), lambda: s.index(1, 1)):
    try:
        f()
    except ValueError as e:
        print('ValueError', e)
try:
    c.Sequence()
except TypeError as e:
    print(e)


class MSeq(c.MutableSequence):
    def __init__(self, it=()): self.l = list(it)
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)


m = MSeq([1, 2, 3])
m.append(4); m.extend([5, 6]); m.extend(m); print(m.l)
m.reverse(); print(m.l, m.pop(), m.pop(0)); m.remove(5); m += [7]; print(m.l); m.clear(); print(m.l)
try:
    m.pop()
except IndexError as e:
    print(e)


class MSet(c.MutableSet):
    def __init__(self, it=()): self.d = dict.fromkeys(it)
    def __contains__(self, x): return x in self.d
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
    def add(self, x): self.d[x] = None
    def discard(self, x): self.d.pop(x, None)
    def __repr__(self): return f'MSet({sorted(self.d)})'
    __hash__ = c.Set._hash


a, b = MSet([1, 2, 3]), MSet([3, 4])
print(a | b, a & b, a - b, a ^ b, a <= b, a < a, a >= MSet([1]), a > MSet([1]), a == MSet([3, 2, 1]), a.isdisjoint([9]))
print([1, 3] | a, [1, 3] & a, [1, 9] - a, [1, 9] ^ a, a == {1, 2, 3}, {1, 2, 3} == a)
a |= [7]; print(a); a &= [1, 7, 9]; print(a); a ^= [1, 2]; print(a); a -= [2]; print(a)
a.add(1); a.remove(1)
try:
    a.remove(1)
except KeyError as e:
    print('KeyError', e)
print(a.pop(), len(a))
a |= [1]; a ^= a; print(a); a |= [1, 2]; a -= a; print(a); a |= [1, 2]; a.clear(); print(a)
try:
    a.pop()
except KeyError as e:
    print('KeyError', e)
try:
    a | 3
except TypeError as e:
    print(e)
print(hash(MSet([1, 2, 'x'])) == hash(MSet(['x', 2, 1])))


class M(c.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


m = M()
m.update({'a': 1}, b=2); m.update([('c', 3)]); m.update(m)
print(dict(m), m == {'a': 1, 'b': 2, 'c': 3}, m != {}, 'a' in m, m.get('z', 0), m.get('a'))
print(list(m.keys()), list(m.values()), list(m.items()), len(m.keys()), 3 in m.values(), ('a', 1) in m.items())
print(sorted(m.keys() & {'a', 'z'}), sorted(m.keys() | ['z']), sorted(m.items() - {('a', 1)}))
print(m.pop('a'), m.pop('a', None), m.setdefault('q', 5), m.setdefault('q', 6), m.popitem(), len(m))
try:
    m.pop('nope')
except KeyError as e:
    print('KeyError', e)
try:
    reversed(m)
except TypeError as e:
    print(e)
m.clear(); print(len(m), type(repr(m.keys())))
try:
    m.popitem()
except KeyError as e:
    print('KeyError', e)
try:
    hash(m)
except TypeError as e:
    print(e)


class G(c.Generator):
    n = 0
    def send(self, v):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n
    def throw(self, typ, val=None, tb=None):
        super().throw(typ, val, tb)


g = G()
print(list(g)); g.close()
try:
    g.throw(ValueError, ValueError('v'))
except ValueError as e:
    print(repr(e))


class Stubborn(G):
    def throw(self, typ, val=None, tb=None): return 1


try:
    Stubborn().close()
except RuntimeError as e:
    print(e)
A = c.Callable[[int, str], float]
print(A, A.__args__, A.__origin__, A.__parameters__)
print(c.Callable[..., int], c.Callable[[], None], c.Mapping[str, int], c.Iterable[int])
for bad in (int, (int, int)):
    try:
        c.Callable[bad]
    except TypeError as e:
        print(e)


class NoHash:
    __hash__ = None
    def __iter__(self): return iter(())
    __contains__ = None
    def __len__(self): return 0


print(isinstance(NoHash(), c.Hashable), isinstance(NoHash(), c.Iterable), isinstance(NoHash(), c.Collection))


async def co(): pass
x = co()
print([n for n in sorted(names) if isinstance(x, getattr(c, n))]); x.close()
async def ag(): yield
x = ag()
print([n for n in sorted(names) if isinstance(x, getattr(c, n))])


class AG(c.AsyncGenerator):
    async def asend(self, v): return 5
    async def athrow(self, typ, val=None, tb=None): raise typ


def run(coro):
    try:
        coro.send(None)
    except StopIteration as e:
        return e.value


print(run(AG().__anext__()), run(AG().aclose()), AG().__aiter__().__class__.__name__)
