import collections.abc, copy
from collections import *

Point = namedtuple('Point', 'x y')
p = Point(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), Point._make([3, 4]), Point._fields, Point.__doc__, Point.x.__doc__)
print(Point._field_defaults, p == (1, 2), hash(p) == hash((1, 2)), Point.__match_args__, Point.__module__)
D = namedtuple('D', ['a', 'b', 'c'], defaults=[10, 20])
print(D(1), D._field_defaults, D.__new__.__defaults__)
print(namedtuple('R', 'a a def _x 1z ok', rename=True)._fields)
print(namedtuple('E', '')(), namedtuple('E', ())._fields, namedtuple('M', 'a', module='other').__module__)
for args in [('P', 'a a'), ('P', 'def'), ('class', 'a'), ('P', '_a'), ('P', '9a'), ('P', 'a,b-c')]:
    try:
        namedtuple(*args)
    except ValueError as e:
        print(e)
for f in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, 2, z=3), lambda: Point._make([1]),
          lambda: p._replace(q=1), lambda: namedtuple('P', 'a', defaults=[1, 2])):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    p.x = 5
except AttributeError as e:
    print(e)


class Sub(Point):
    def total(self): return self.x + self.y


print(Sub(1, 2), Sub(1, 2).total(), Sub(1, 2)._replace(y=5))
print(copy.copy(p), copy.deepcopy(p), p.__getnewargs__(), Point.__new__.__qualname__, Point._make.__doc__)
match p:
    case Point(x=1, y=yy):
        print('matched', yy)
match p:
    case Point(1, b):
        print('matched', b)

o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
print(o, list(reversed(o)), o == {'c': 3, 'b': 2, 'a': 1}, o == OrderedDict([('b', 2), ('a', 1), ('c', 3)]), o != o)
o.move_to_end('a'); print(o); o.move_to_end('c', last=False); print(o)
print(o.popitem(), o.popitem(last=False), o)
o['z'] = 1; o.update(y=2); print(o.pop('z'), o.pop('zz', None), list(o.items()), o.copy(), OrderedDict())
for f in (lambda: OrderedDict().popitem(), lambda: o.move_to_end('nope'), lambda: o.pop('nope')):
    try:
        f()
    except KeyError as e:
        print('KeyError', e)
print(OrderedDict.fromkeys('ab', 1), o | {'k': 1}, {'k': 1} | o, type(o | {}).__name__)
o |= {'m': 3}; print(o); print(copy.copy(o), copy.deepcopy(o), list(reversed(o.items())))
o['self'] = o; print(o)


class Dflt(OrderedDict):
    def __missing__(self, k): return k * 2


print(Dflt()['ab'], Dflt().setdefault('q', 1), Dflt(a=1))

c = Counter('abracadabra')
print(c, c.most_common(2), c['zz'], sorted(c.elements())[:6], c.total(), c.most_common())
c.update('aaa'); c.update({'q': 4}); c.update(z=2); print(c); c.subtract('aaaa', ) ; c.subtract({'q': 9}); print(c)
print(+c, -c); a, b = Counter(a=3, b=1), Counter(a=1, b=2)
print(a + b, a - b, a & b, a | b, a == b, a <= b, a >= Counter(a=1), a < a, a > Counter(), a == Counter(a=3, b=1, c=0))
a += b; print(a); a -= b; print(a); a |= Counter(z=1); print(a); a &= Counter(a=1); print(a)
del a['not there']; print(a.copy(), copy.deepcopy(a), Counter(), Counter([1, 1]), Counter({'x': 2}), Counter(x=None, y=1))
try:
    Counter.fromkeys('ab')
except NotImplementedError as e:
    print(e)

cm = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(cm, cm['a'], cm['b'], len(cm), list(cm), 'b' in cm, cm.get('z'), cm.parents, cm.new_child({'n': 0}), cm.maps, bool(ChainMap()))
cm['b'] = 9; print(cm, cm.pop('b'), cm.copy(), cm | {'x': 1}, {'x': 1} | cm, cm.new_child(t=1))
for f in (lambda: cm['q'], lambda: cm.pop('b'), lambda: ChainMap().popitem(), lambda: cm.__delitem__('b')):
    try:
        f()
    except KeyError as e:
        print('KeyError', e)
cm |= {'w': 1}; print(cm, cm == {'a': 1, 'w': 1, 'b': 3}, ChainMap.fromkeys('ab'), dict(cm.items()))

u = UserDict({'a': 1}, b=2)
print(u, u['a'], len(u), 'a' in u, u | {'c': 3}, {'c': 3} | u, u.copy(), copy.copy(u), UserDict.fromkeys('ab'), u == {'a': 1, 'b': 2})
u |= {'z': 1}; print(u, type(u).__name__, u.pop('z'), list(u))


class MU(UserDict):
    def __missing__(self, k): return 'miss ' + k


print(MU()['x'], MU(a=1).copy().__class__.__name__, MU().get('x'))
try:
    u['nope']
except KeyError as e:
    print('KeyError', e)

l = UserList([3, 1, 2])
l.append(5); l.sort(); print(l, l[1:], l + [1], [1] + l, l * 2, 2 * l, l == [1, 2, 3, 5], l < [9], l.index(5), l.count(1), l[0:2].__class__.__name__)
l += [8]; l.extend(UserList([9])); l.insert(0, 7); l.reverse(); print(l, l.pop(), l.copy(), copy.copy(l), 5 in l); l.remove(5); del l[0]; l[0] = 'x'; print(l)
l.clear(); print(len(l), l)
s = UserString('Hello')
print(s, repr(s), s + 'x', 'x' + s, s * 2, s[1], s[1:], s.upper(), s.lower().__class__.__name__, len(s), 'ell' in s, s == 'Hello', hash(s) == hash('Hello'))
print(s.find('l'), s.split('l'), s.replace('l', 'L'), s.startswith('He'), s.encode(), s % (), UserString('%s!') % 'a', s < 'I', s.center(9, '*'), int(UserString('12')), s.join(['a', 'b']), s.partition('l'))
d = defaultdict(list); d['a'].append(1); print(d, d['b'], len(d), deque([1, 2], 3), collections.abc.Mapping)
