import copy, math, timeit
from fractions import Fraction as F
print(F(3, 4), repr(F(6, -8)), F('3/4'), F(' -1.25e2 '), F('.5'), F('1_000.5'), F(0.75), F(F(1, 2)), F(True), F(1, F(2, 3)), F('1e-3'), F('+7'), F('3.'), F(5))
for bad in ('', '1/', '/2', 'abc', '1 / 2', '1e', '1__0', '1/0', '.', '1.5/2', '--1', '1/-2', '_1', '1/2e3'):
    try:
        print(bad, F(bad))
    except (ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
a, b = F(3, 4), F(-5, 6)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, a ** -2, b ** -3, a ** 0.5, a ** F(1, 2), 2 ** F(3), 2 ** F(-3), 2 ** F(1, 2), -a, +a, abs(b), 1 + a, 1.5 + a, a + 1.5, a + 1j, 3 / a, 7 // a, 7 % a, divmod(7, a), 1 - a, a - 2, int(b), math.floor(b), math.ceil(b), math.trunc(b), round(b), round(F(5, 2)), round(F(7, 2)), round(F(22, 7), 2), round(F(1234), -2), float(a), complex(a), bool(F(0)))
print(a == 0.75, a == F(6, 8), a < 1, a > 0.5, a <= F(3, 4), a >= 2, a == 'x', hash(a) == hash(0.75), hash(F(5)) == hash(5), a < float('inf'), a == float('nan'), F(1, 3) == 1 / 3, sorted([F(1, 2), 0.3, 1]), hash(F(-1)) == hash(-1), a == 0.75 + 0j)
print(F('3.1415926535897932').limit_denominator(1000), F(math.pi).limit_denominator(10), F(4321, 8765).limit_denominator(10000), F.from_float(0.1), F.from_float(3), a.numerator, a.denominator, a.as_integer_ratio(), a.real, a.imag, a.conjugate(), copy.copy(a), copy.deepcopy(a), sum([F(1, 3)] * 3))
for f in (lambda: F(1, 0), lambda: F(1.5, 2), lambda: F(None), lambda: a / 0, lambda: F(0) ** -1, lambda: F.from_float('x'), lambda: F(float('nan')), lambda: F(float('inf')), lambda: a < 'x', lambda: a + 'x', lambda: F(1).limit_denominator(0), lambda: a // 0, lambda: F(2, 3) / F(0)):
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)


class FF(F):
    pass


print(repr(FF(1, 2)), repr(FF(1, 2) + 1), type(copy.copy(FF(1, 2))).__name__)

import collections, types, dataclasses
from pprint import *
long = ['word' * (i % 4 + 1) for i in range(12)]


@dataclasses.dataclass
class DC:
    first: list
    second: dict
    third: str = 'x'


rec = [1]; rec.append(rec)
objs = [long, tuple(long), set(range(40)), frozenset('abcdefghijklmnopqrstuvwxyz'), {f'key {i}': list(range(i)) for i in range(14)}, {3: 1, 1: 2, 'a': 3}, collections.OrderedDict((f'k{i}', i) for i in range(12)),
        collections.defaultdict(list, {f'k{i}': [i] * 5 for i in range(8)}), collections.Counter('abracadabra' * 3 + 'xyzwvutsrq'), collections.deque(range(40)), collections.deque(range(30), 50), collections.ChainMap({'a' * 30: 1}, {'b' * 30: 2}), types.SimpleNamespace(alpha='a' * 40, beta=list(range(20))),
        types.MappingProxyType({f'k{i}': i for i in range(20)}), 'a long text ' * 12, 'lines\nof\ntext ' * 8, b'bytes ' * 20, bytearray(b'xyz' * 40), DC(long, {'a': 1}), [[[[[1]]]]], (1,), [], {}, (), set(), collections.UserDict({f'k{i}': i for i in range(20)}), collections.UserList(range(50)), collections.UserString('abc ' * 30),
        [{'a': [1, 2, {'deep': ('t' * 30, 'u' * 30)}]}, 'x' * 100], 123456789, 1.5, None, {'nested': {'inner' * 3: {'more' * 4: list(range(30))}}}, [('a' * 30, 'b' * 30, 'c' * 30)]]
for o in objs:
    for kw in ({}, {'width': 40}, {'indent': 4}, {'compact': True}, {'depth': 2}, {'sort_dicts': False, 'width': 20}):
        if isinstance(o, (set, frozenset)) and kw.get('depth'):
            continue
        if isinstance(o, frozenset) or (isinstance(o, set) and not o):
            kw = {'width': 30}
        print(pformat(o, **kw))
pprint(1234567, underscore_numbers=True); pprint([10 ** 9], underscore_numbers=True); pp({'b': 1, 'a': 2}); print(saferepr({'b': 1, 'a': 2}), isreadable([1]), isreadable([object()]), isrecursive(rec), isrecursive([1]), saferepr(rec).split(' with')[0], PrettyPrinter(width=10).pformat([1, 2, 3, 4, 5]))
for kw in ({'indent': -1}, {'depth': 0}, {'width': 0}):
    try:
        pformat(1, **kw)
    except ValueError as e:
        print(e)
ticks = iter(range(10000))
t = timeit.Timer('x.append(1)', 'x = []', timer=lambda: next(ticks)); print(t.timeit(3), t.repeat(2, 2), timeit.timeit('y', globals={'y': 1}, number=1) >= 0, timeit.timeit(lambda: None, number=2) >= 0, t.autorange())
for args in ((5,), ('x', 5)):
    try:
        timeit.Timer(*args)
    except ValueError as e:
        print(e)
try:
    timeit.Timer('x = = 1')
except SyntaxError as e:
    print(e.msg)
