"""What the containers do with every operator and method, and with operands that they refuse."""
from collections import *
import copy


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e), str(e.__cause__), e.__suppress_context__)
    print(r)
    return r


# Counter
for mk in (lambda: Counter(a=3, b=1, c=0, d=-2), lambda: Counter('xyzzy'), lambda: Counter(),
           lambda: Counter({1: 1.5, 2: -1})):
    for mk2 in (lambda: Counter(a=1, b=2, d=-5, e=-1, f=4), lambda: Counter('yy'), lambda: Counter(),
                lambda: Counter({1: 1, 2: 3})):
        x, y = mk(), mk2()
        print(x + y, x - y, x | y, x & y, list((x + y).items()), list((x | y).items()), list((x - y).items()),
              list((x & y).items()))
        print(x == y, x != y, x < y, x <= y, x > y, x >= y, +x, -x, x.total())
        for op in '__iadd__ __isub__ __ior__ __iand__'.split():
            z = x.copy(); r = getattr(z, op)(y); print(r is z, list(z.items()))
        z = x.copy(); z += z; print(z); z -= z; print(z)
        x.update(y); print(x); x.subtract(y); x.subtract('aab', q=3)
        print(x, x.most_common(2), x.most_common(0),
              sorted(x.elements(), key=str) if x.total() % 1 == 0 else 0)
c = Counter('abc')
for o in ({'a': 1}, 5, None, [1]):
    for op in ('__add__', '__sub__', '__or__', '__and__', '__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__'):
        print(getattr(c, op)(o) is NotImplemented, end=' ')
print()
d = Counter('abc'); d += {'a': 4}; print(d)
d -= Counter({'a': 4}); print(d)
tr(lambda: Counter(1)); tr(lambda: Counter([[]])); tr(lambda: Counter('a', 'b'))
tr(lambda: Counter(a='x') + Counter(a=1)); tr(lambda: Counter.fromkeys('a', 1)); tr(lambda: Counter().update(1))
tr(lambda: Counter(self=1, iterable=2)); tr(lambda: Counter('a', self=1)); tr(lambda: repr(Counter(a='x', b=1)))
tr(lambda: Counter(a=1) < 3)


class CS(Counter):
    def __missing__(self, k): return 10
    def __setitem__(self, k, v): print('set', k, v); Counter.__setitem__(self, k, v)
s = CS('aab'); print(s, s + Counter('z'), type(s + s).__name__, s.copy()); s.update('c'); s.update({'a': 1})
s += Counter('a'); print(s, copy.copy(s), s.__reduce__())
print(Counter({'a': True}) & Counter({'a': 1.0}), Counter({'a': 1}) | Counter({'a': 1.0}))

# ChainMap


class L(dict):
    def __missing__(self, k): return 'L' + k
m = ChainMap({'a': 1}, L(b=2), {'c': 3, 'a': 9})
print(m['zz'], m.get('zz', 5), 'zz' in m, len(m), list(m), m, bool(m), bool(ChainMap({}, {})), m.parents,
      m.new_child(), m.new_child({'x': 1}, y=2), m.new_child(None, z=3).maps[0])
print(m == {'b': 2, 'c': 3, 'a': 1}, list(m.items()), list(m.keys()), m.copy() is m, m.copy().maps[0] is m.maps[0],
      m.copy().maps[1] is m.maps[1])
tr(lambda: m.pop('b')); tr(lambda: m.pop('b', 7)); tr(lambda: m.pop('a')); tr(m.popitem)
tr(lambda: m.__delitem__('q')); tr(lambda: m.__getitem__('q')); tr(lambda: ChainMap({})['q'])
m['n'] = 1; print(m); m.clear(); print(m); m |= [('a', 1)]; print(m)
print(m | {'k': 1}, {'k': 1, 'a': 5} | m, tr(lambda: m | 5), m.__or__(5), m.__ror__(5), [(1, 2)] == m)


class CM(ChainMap):
    def __missing__(self, k): return k * 2
print(CM({'a': 1})['b'], CM({'a': 1}).get('b'), CM().fromkeys('ab', 3), type(CM() | {}), type({} | CM()),
      m.setdefault('p', 8), m)
m['me'] = m; print(m); print(copy.copy(m).maps[1] is m.maps[1], hash is None)
tr(hash, m); tr(lambda: iter(ChainMap(5)))

# UserDict


class U(UserDict):
    def __setitem__(self, k, v): print('set', k, v); super().__setitem__(k, v)
u = U({'a': 1}, b=2); u.x = [1]
print(u, u.copy(), type(u.copy()), u.copy().x is u.x, copy.copy(u).x is u.x, copy.copy(u).data is u.data,
      copy.deepcopy(u).x is u.x, u | {'z': 1}, {'z': 1} | u, u | U(q=1), u == {'a': 1, 'b': 2})
tr(lambda: u | 5); tr(lambda: u['nope']); tr(lambda: u.__delitem__('nope')); tr(lambda: U(5))
tr(lambda: U(dict=1, self=2)); tr(lambda: u.popitem()); tr(lambda: u.pop('q', 3)); u |= {'r': 1}; u |= U(s=2)
print(u); tr(lambda: u.__ior__(5))
print(u.setdefault('t'), U.fromkeys('ab', 3), [*u], len(u), u.get('zz', 1), list(reversed(sorted(u))))
tr(lambda: reversed(u)); tr(lambda: hash(u)); tr(lambda: u < u)


class UM(UserDict):
    def __missing__(self, k): return 'M' + k
print(UM()['x'], 'x' in UM(), UM().get('x'), UM({'a': 2})['a'])

# UserList


class N(UserList): pass
l = N([3, 1, 2]); l.tag = 't'
print(l, l[0], l[1:], type(l[1:]).__name__, l + [1], [1] + l, l + (4,), (4,) + l, l + N([5]), l * 2, 3 * l,
      l == [3, 1, 2], l == N([3, 1, 2]), l != [1], l < [4], l <= N([4]), l > [1], l >= [9], 3 in l, len(l),
      list(reversed(l)), l.copy(), copy.copy(l).tag, hasattr(l.copy(), 'tag'))
print(l.pop(), l.pop(0), l, l.append(7), l.insert(0, 6), l.extend([8]), l.extend(N([9])), l.remove(8), l.index(9),
      l.count(1), l.sort(reverse=True), l, l.sort(key=lambda x: -x), l.reverse(), l)
tr(lambda: l.remove(99)); tr(lambda: l.index(99)); tr(lambda: l.index(9, 5)); tr(lambda: l[99]); tr(lambda: l.pop(99))
tr(lambda: l + 5); tr(lambda: l < 5); tr(lambda: N(5)); tr(lambda: hash(l)); tr(lambda: l.append())
tr(lambda: l.append(1, 2)); tr(lambda: l.insert(1)); tr(lambda: l.pop(1, 2))
l += [1]; l += (2,); l += N([3]); l *= 2; print(l); l[0] = 'z'; l[1:3] = ['q']; del l[2]; del l[5:]
print(l, N('abc'), N(N([1])), N()); l.clear(); print(l)

# UserString


class S(UserString): pass
s = S('Hello World')
for name, args in [('capitalize', ()), ('casefold', ()), ('center', (20,)), ('center', (20, '*')), ('count', ('l',)),
                   ('count', (S('l'), 3)), ('encode', ()), ('encode', ('latin-1', None)),
                   ('encode', (None, 'replace')), ('endswith', ('ld',)), ('expandtabs', (4,)), ('find', (S('o'),)),
                   ('find', ('o', 5)), ('format', (1,)), ('index', ('W',)), ('isalpha', ()), ('join', (['a', 'b'],)),
                   ('ljust', (15, '.')), ('lower', ()), ('lstrip', ()), ('lstrip', ('H',)), ('partition', (' ',)),
                   ('replace', (S('l'), S('LL'))), ('replace', ('l', 'L', 1)), ('rfind', ('o',)), ('rindex', ('o',)),
                   ('rjust', (14,)), ('rpartition', ('o',)), ('rstrip', ('d',)), ('split', ()), ('split', ('o', 1)),
                   ('rsplit', ('o', 1)), ('splitlines', (True,)), ('startswith', ('H',)),
                   ('startswith', (('x', 'H'),)), ('strip', ('Hd',)), ('swapcase', ()), ('title', ()),
                   ('translate', ({72: 'J'},)), ('upper', ()), ('zfill', (15,)), ('removeprefix', (S('Hell'),)),
                   ('removesuffix', ('ld',)), ('isascii', ()), ('isidentifier', ()), ('format_map', ({},))]:
    r = getattr(s, name)(*args); print(name, type(r).__name__, repr(r))
print(s + '!', '!' + s, s + S('?'), s + 5, 5 + s, s * 2, 2 * s, s[0], type(s[0]).__name__, s[::-1], len(s),
      hash(s) == hash('Hello World'), s == 'Hello World', s != S('x'), s < 'I', s <= 'A', s > S('A'), s >= 'Z',
      'ell' in s, S('ell') in s, list(s)[:3], S('%s-%d') % ('a', 1), '%s' % s, S(5), S(S('x')), S([1]), int(S('5')),
      float(S('1.5')), complex(S('1j')), str(s), repr(s), s.__getnewargs__(), S.maketrans('a', 'b'), copy.copy(s),
      copy.deepcopy(s), s.__rmod__('a%s'))
tr(lambda: s.index('q')); tr(lambda: s.center()); tr(lambda: s.upper(1)); tr(lambda: S()); tr(lambda: s < 5)
tr(lambda: s.find(5)); tr(lambda: s.split(maxsplit=1, sep='o')); tr(lambda: s.replace('l', 'm', maxsplit=1))
tr(lambda: int(S('x'))); tr(lambda: s.removeprefix(prefix='a')); tr(lambda: s.join([1])); tr(lambda: 5 in s)

# namedtuple
P = namedtuple('P', 'x, y', defaults=[5])
print(P(1), P(x=1, y=2), P._fields, P._field_defaults, P(1)._asdict(), P(1)._replace(y=3), P._make(range(2)),
      P.__doc__, P.__new__.__doc__, P._make.__doc__, P._replace.__doc__, P.x.__doc__, P.__slots__, P.__module__,
      P.__qualname__, P.__new__.__name__, P._make.__qualname__, P.__repr__.__qualname__, P.__match_args__,
      sorted(k for k in vars(P)))
tr(lambda: P()); tr(lambda: P(1, 2, 3)); tr(lambda: P(1, z=2)); tr(lambda: P._make([1]))
tr(lambda: P._make([1, 2, 3])); tr(lambda: P(1)._replace(z=1)); tr(lambda: P(1)._replace(5))
tr(lambda: namedtuple('1x', 'a')); tr(lambda: namedtuple('x', 'a b a')); tr(lambda: namedtuple('x', ['a b']))
tr(lambda: namedtuple('x', '_a')); tr(lambda: namedtuple('for', '')); tr(lambda: namedtuple('x', 'for'))
tr(lambda: namedtuple('x', 'a', defaults=(1, 2))); tr(lambda: namedtuple('x', ['', 'b']))
print(namedtuple('Q', 'a def a _b c', rename=True)._fields, namedtuple('Q', ['_1', 'a'], rename=True)._fields,
      namedtuple('Q', (1, 2), rename=True)._fields, namedtuple('Q', 'a', module='mm').__module__)


class V(namedtuple('V', 'a b')):
    __slots__ = ()
    def __new__(cls, a): return super().__new__(cls, a, a * 2)
v = V(2)
print(v, v._replace(a=5), V._make([1, 2]), copy.copy(P(1)), copy.deepcopy(P([1])), P(1).__getnewargs__(),
      P(1) == (1, 5), hash(P(1)) == hash((1, 5)))
tr(lambda: copy.copy(v))
big = namedtuple('Big', [f'f{i}' for i in range(300)])
print(big(*range(300)).f299, len(big._fields))
P.x.__doc__ = 'new'; print(P.x.__doc__)
print(namedtuple('Z', '')(), namedtuple('Z', '')._make(()), namedtuple('O', 'a')(1))

# OrderedDict: classes that change __setitem__ see every item


class Watched(OrderedDict):
    def __setitem__(self, k, v): print('set', k, v); super().__setitem__(k, v)
    def __delitem__(self, k): print('del', k); super().__delitem__(k)
    def __getitem__(self, k): print('get', k); return super().__getitem__(k)


t = Watched({'a': 1}, b=2); t2 = Watched(t); t = Watched([('a', 1), ('b', 2)])
t.update(d=4); t.update([('e', 5)]); t.setdefault('f', 6); t.setdefault('f', 7)
t.pop('f'); t.pop('zz', None); tr(lambda: t.pop('zz')); t.popitem(); t.popitem(last=False)
t.move_to_end('b'); t.move_to_end('b', False); t.copy(); copy.copy(t); t | {'q': 1}; {'q': 1} | t; t |= {'x': 1}
print(t == {'b': 2}, t == t2, t, Watched.fromkeys('ab', 0)); t.clear()
for f in (lambda: OrderedDict(1), lambda: OrderedDict(1, 2), lambda: OrderedDict(None), lambda: OrderedDict.fromkeys(1),
          lambda: OrderedDict().update(None), lambda: OrderedDict()['x'], lambda: OrderedDict().move_to_end('q')):
    tr(f)
o = OrderedDict(a=1, b=2); o.extra = 5
print(hasattr(o.copy(), 'extra'), copy.copy(o).extra, copy.deepcopy(o).extra, o != OrderedDict(b=2, a=1),
      o != dict(b=2, a=1))
o |= [('q', 3)]; print(o)


class Missing(OrderedDict):
    def __missing__(self, k): return 'm' + k


m = Missing(); tr(lambda: m.pop('x')); print(m.pop('x', 1), m['y'], m)
