# Every kind of object through every protocol; bytes of protocols 4 and 5 are determined.
import collections
import copyreg
import pickle


class Plain:
    pass


class Slots:
    __slots__ = 'x', 'y'


class Both(Slots):
    pass


class Items(list):
    pass


class Pairs(dict):
    pass


class Number(int):
    pass


class Text(str):
    pass


class Keywords:
    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self.args, self.kwargs = args, kwargs
        return self

    def __getnewargs_ex__(self):
        return self.args, self.kwargs


class State:
    def __getstate__(self):
        return ['state']

    def __setstate__(self, state):
        self.state = state


class Single:
    def __reduce__(self):
        return 'single'


class Outer:
    class Inner:
        def method(self):
            pass


class Setter:
    def __reduce__(self):
        return Setter, (), {'z': 3}, None, None, set_state


class Feeds:
    def append(self, x):
        self.__dict__.setdefault('items', []).append(x)

    def __setitem__(self, key, v):
        self.__dict__.setdefault('pairs', {})[key] = v

    def __reduce__(self):
        return Feeds, (), None, iter(range(3)), iter([(1, 2), (3, 4)])


def set_state(self, state):
    self.set = state


single = Single()
Named = collections.namedtuple('Named', 'a b')


def with_attributes(thing, **attributes):
    for name, v in attributes.items():
        setattr(thing, name, v)
    return thing


def show(v, depth=0):
    if depth > 3:
        return '...'
    state = getattr(v, '__dict__', None)
    if isinstance(v, (list, tuple)):
        inside = [show(item, depth + 1) for item in v[:5]]
    elif isinstance(v, dict):
        inside = [(show(key, depth + 1), show(item, depth + 1)) for key, item in list(v.items())[:5]]
    elif isinstance(v, (set, frozenset)):
        inside = sorted(map(repr, v))[:5]
    elif isinstance(v, (int, float, str, bytes, bytearray, complex, range, type, BaseException)):
        inside = repr(v)[:60]
    else:
        inside = [getattr(v, name, None) for name in getattr(type(v), '__slots__', ())]
    names = state if isinstance(state, dict) else {}
    return type(v).__name__, inside, [(name, show(item, depth + 1)) for name, item in names.items()]


things = [
    None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**63, 2**64,
    10**100, -10**100, -2**2047, -128, -32768, 0.0, -0.0, 1.5, 1e300, float('inf'), '', 'abc', '\u20ac', '\U0001f600',
    '\udc80', 'a\nb\\c\0\r\x1a', 'x' * 255, 'x' * 256, b'', b'abc', b'x' * 255, b'x' * 256, bytes(range(256)),
    bytearray(), bytearray(b'abc'), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {1: 2},
    {1: 2, 3: 4}, set(), {1}, {1, 2, 3}, frozenset(), frozenset([1, 2]), list(range(999)), list(range(1000)),
    list(range(1001)), list(range(2001)), dict.fromkeys(range(999)), dict.fromkeys(range(1000)),
    dict.fromkeys(range(1001)), set(range(1000)), set(range(1001)), frozenset(range(1001)), Plain(),
    with_attributes(Plain(), a=1), with_attributes(Plain(), a=1, b=[2], c='d'), with_attributes(Items([1, 2]), at=1), with_attributes(Pairs(a=1), at=2),
    Number(5), Text('x'), with_attributes(Number(6), at=3), Keywords(1, 2, k=3), Keywords(), State(), single, Outer,
    Outer.Inner, Outer.Inner(), Outer.Inner.method, ValueError('x'), OSError(2, 'no', 'f'), KeyError(1), Named(1, 2),
    set_state, Setter(), Feeds(), int, type, object, type(None), type(NotImplemented), type(...), NotImplemented, ...,
    len, [].append, 'a'.join, collections.OrderedDict(a=1), collections.defaultdict(int, {1: 2}),
    collections.deque([1, 2], 5), range(5), slice(1, 2, 3), complex(1, 2), list[int], int | str, ['ab'] * 3,
    [('k', 1)] * 3, [with_attributes(Plain(), n=1), with_attributes(Plain(), n=2)], 'x' * 70000, b'y' * 70000,
    bytearray(70000), [str(i) * 3 for i in range(10000)], [{'a': 1, 'b': [2.5, 'x']} for _ in range(2000)],
]
for thing in things:
    shown, pickles = show(thing), [pickle.dumps(thing, protocol) for protocol in range(6)]
    for protocol, data in enumerate(pickles):
        back = pickle.loads(data)
        if show(back) != shown:
            print('protocol', protocol, shown, show(back))
    print(shown if len(str(shown)) < 150 else type(thing), *[len(data) for data in pickles[:6]])
    if len(pickles[4]) < 150:
        print('   ', pickles[4], pickles[5][2:] == pickles[4][2:])
    elif len(pickles[4]) > 60000:
        print('   ', [i for i in range(len(pickles[4])) if pickles[4][i:i + 1] == b'\x95'][:3])

for thing in with_attributes(Slots(), x=1), with_attributes(Both(), x=1, q=2):
    for protocol in range(2, 6):
        print(protocol, show(pickle.loads(pickle.dumps(thing, protocol))))
    print(pickle.dumps(thing))
    try:
        pickle.dumps(thing, 1)
    except TypeError as error:
        print(error)
print('same protocol', pickle.dumps([1], -1) == pickle.dumps([1], 5), pickle.dumps([1]) == pickle.dumps([1], 4))
copyreg.add_extension(__name__, 'single', 0x12345)
data = pickle.dumps(single, 2)
print(data, pickle.loads(data) is single)
copyreg.remove_extension(__name__, 'single', 0x12345)
