# What test_out_of_memory.c runs: each function without an underscore, again and again, while its first, second,
# third, ... allocation fails. A function must give the same result at each call.
import _codecs, ast, collections, collections.abc, contextlib, copy, dataclasses, enum, functools, gc, io, itertools, math, operator, os, random, refcount, sys
import _multiprocessing, asyncio, bz2, contextvars, decimal, hashlib, lzma, pickle, socket, sqlite3, time, traceback, warnings, weakref
from xml.etree import ElementPath, ElementTree
from xml.parsers import expat


def calls():
    def g(a, b=2, *c, d=4, **e):
        return a, b, c, d, e
    args, names = [1, 2, 3], {'x': 1, 'd': 2}
    seen = [g(1), g(*args), g(*args, **names), g(1, y=3), g(*args, *args, **{'k': 1}, **names)]
    for wrong in (lambda: g(), lambda: g(1, a=2), lambda: abs(1, 2), lambda: int(x=1)):
        try:
            wrong()
        except TypeError as e:
            seen.append(str(e))
    return seen, (lambda *a, k: (a, k))(1, k=2)


def closures():
    n = 0
    def count(by=1, *, again: int = 0):
        'doc'
        nonlocal n
        n += by
        return count(again=again - 1) if again else n
    return count(), count(again=2), [lambda: i for i in range(2)][0](), count.__annotations__, count.__doc__


def classes():
    class Meta(type):
        def __new__(cls, name, bases, space, **kw):
            return super().__new__(cls, name, bases, space | kw)
    class A(metaclass=Meta, k=1):
        __slots__ = 's', 't'
        def __init__(self, s):
            self.s = s
        @property
        def double(self):
            return self.s * 2
    class B(A):
        x = 'x'
        def __init__(self, *a):
            super().__init__(*a)
            self.own, self.more, self.third = 1, 2, 3
        @classmethod
        def make(cls):
            return cls(5)
        def __eq__(self, other):
            return self.__dict__ == other.__dict__
    b = B.make()
    b.other = 3
    return b.double, b.k, vars(b), b == B(6), B.__mro__[1].__name__, getattr(b, 'no', 0), dir(b)[-3:]


def changed_classes():
    class A:
        a = 1
    class B(A):
        pass
    T = type('T', (B,), {'__slots__': ('x', 'y'), 'm': lambda self: super(T, self).a})
    B.__bases__ = A,
    A.a = 2
    t = B()
    t.__class__ = A
    return T().m(), type(t) is A, A.__subclasses__() == [B], B.__subclasses__() == [T]


class _Number:
    def __init__(self, n):
        self.n = n
    def __add__(self, o):
        return _Number(self.n + o)
    __radd__ = __add__
    def __getattr__(self, name):
        return name
    def __getitem__(self, i):
        return i
    def __contains__(self, o):
        return o == self.n
    def __call__(self, *a, **k):
        return a, k
    def __repr__(self):
        return f'<{self.n}>'
    def __hash__(self):
        return self.n
    def __iter__(self):
        return iter((self.n, 1))


def operators():
    n = _Number(1)
    return repr(1 + n + 2), n.some, n[1:2], 1 in n, n(1, k=2), {n: 1}[n], list(n), str([n]), sum([n], 0).n


_done = []

def _count(n):
    try:
        for i in range(n):
            yield i
    finally:
        _done.append(n)
    return n

def _twice(n):
    a = yield from _count(n)
    b = yield from _count(a - 1)
    return [a, b]

def _nest(n):
    yield n
    if n:
        yield from _nest(n - 1)


def generators():
    _done.clear()
    g = _count(3)
    next(g), g.send(1), g.close()
    try:
        _count(1).throw(KeyError, 'k')
    except KeyError as e:
        text = str(e)
    return list(_twice(3)), _done[:], text, sum(_nest(5)), [*(i for i in range(3) if i)]


class _Wait:
    def __await__(self):
        return (yield 1)

class _Manager:
    async def __aenter__(self):
        return 'in'
    async def __aexit__(self, kind, *a):
        return kind is KeyError

async def _numbers():
    for i in range(3):
        yield i
        await _Wait()

async def _main():
    seen = [i async for i in _numbers()]
    async with _Manager() as m:
        seen.append(m)
        raise KeyError
    g = _numbers()
    seen.append(await anext(g))
    await g.aclose()
    return seen, await _Wait()


def coroutines():
    c, n = _main(), 0
    try:
        while True:
            n += c.send(None)
    except StopIteration as e:
        return e.value, n
    finally:
        c.close()


class _Own(Exception):
    def __init__(self, *a):
        super().__init__(*a)

def _fail(n):
    if not n:
        raise _Own('own', n)
    try:
        _fail(n - 1)
    except _Own as e:
        raise ValueError(n) from e


def exceptions():
    seen = []
    try:
        _fail(1)
    except ValueError as e:
        seen.append((str(e), repr(e.__cause__), str(e.__context__)))
    try:
        try:
            {}['k']
        finally:
            seen.append('finally')
    except LookupError as e:
        seen.append(e.args)
    return seen


def exception_groups():
    seen = []
    try:
        raise ExceptionGroup('g', [ValueError(1), KeyError(2), OSError(2, 'no', 'file')])
    except* ValueError as g:
        seen.append(str(g))
    except* (KeyError, OSError) as g:
        seen.append(repr(g.exceptions))
    try:
        try:
            raise ExceptionGroup('h', [ValueError(1), ExceptionGroup('i', [KeyError(2), ValueError(3)])])
        except* KeyError as g:
            raise TypeError from g
    except ExceptionGroup as g:
        if g.subgroup(MemoryError):
            raise
        seen.append(repr(g.split(ValueError)))
    return seen


def messages():
    seen = []
    for wrong in 'f(1)', 'nothing', '1 + []', 'int("x")', '[].a', '"\xe9".encode("ascii")', 'a, b = 1', '1 +':
        try:
            eval(wrong)
        except (TypeError, NameError, ValueError, AttributeError, SyntaxError) as e:
            seen.append(str(e))
    return seen


def containers():
    d = {i: str(i) for i in range(20)}
    d |= {'a': 1, **{'b': 2}}
    d.setdefault('c', []).append(d.pop(3))
    items = [*range(10), *'abc'] + [1.5] * 3
    items[2:4] = 'xyz'
    items.insert(1, items.pop()), items.extend(d), items.reverse()
    del items[::3]
    s = {1, 2, 3} | set('abc') ^ frozenset('bcd')
    s.update(range(30)), s.discard(4)
    a, *b, c = sorted(range(40), key=lambda i: -i % 7)
    return d, items, len(s), a, b, c, (1, 2) + (3,) * 2, dict.fromkeys('ab'), list(zip('ab', [1, 2])), copy.copy(d)


def collection_types():
    q = collections.deque(range(70), 66)
    q.rotate(3), q.appendleft(1), q.extendleft('ab')
    o = collections.OrderedDict(a=1, b=2)
    o.move_to_end('a')
    c = collections.ChainMap({'a': 1}, {'b': 2})
    return list(q), list(o), dict(c), collections.Counter('aab').most_common(), collections.defaultdict(list, a=[1])


def iterators():
    i = itertools
    a, b = i.tee(range(3))
    return (list(i.chain(a, b)), list(i.product('ab', repeat=2)), list(i.permutations('abc', 2)),
            list(i.accumulate([1, 2, 3])), [(k, list(g)) for k, g in i.groupby('aab')], list(i.combinations('abc', 2)),
            list(i.islice(i.cycle('ab'), 5)), list(i.zip_longest('a', 'bc')), list(i.starmap(max, [(1, 2)])),
            list(map(max, [1, 2], [2, 1])), list(reversed([1, 2])), list(enumerate('ab', 1)), list(iter([1, 2].pop, 1)))


def functions():
    @functools.lru_cache(maxsize=2)
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    @functools.singledispatch
    def kind(x):
        return 'any'
    @kind.register
    def _(x: int):
        return 'int'
    return (fib(9), fib.cache_info(), kind(1), kind(''), functools.reduce(lambda a, b: a + [b], 'abc', []),
            functools.partial(max, 1, key=abs)(-2), sorted('bca', key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))


def numbers():
    big = 3 ** 200
    return (big * big // 7, big % 12345, -big >> 70, big << 99, big & -big, pow(big, 65, 10 ** 40), str(big), int('9' * 60),
            hex(big), float(2 ** 99), divmod(-big, 10 ** 20), big.to_bytes(50, 'big'), 1e300 * 1e-9, complex(1, 2) ** 2,
            round(2.675, 2), (0.1).as_integer_ratio(), f'{big:,}', '%.3f' % 2.5, (1.5).hex(), abs(-2 ** 80), hash(big),
            math.factorial(30), math.gcd(big, 27), math.comb(60, 30), math.isqrt(big), sum([big, big]), float('1e5'))


def strings():
    s, t = 'a b\xe9\u20ac', ''
    for i in range(5):
        t += s
    return (t.upper(), t.split(), t.replace('b', 'ccc'), ','.join([s] * 3), f'{s!r:>9}{1.5:.2f}{s}', '%s %r' % (s, s),
            '%(n)d' % {'n': 3}, '{0[k]} {1!s:^9}'.format({'k': 1}, s), s.translate({97: 'zz'}), t.partition('b'),
            'a\tb'.expandtabs(), s.title(), ascii(s), repr(s * 3), t[::-1], t.center(50), s.casefold(), 'a\nb'.splitlines())


def byte_strings():
    s = 'a\xe9\u20ac'
    a = bytearray(b'ab') * 3
    a[1:2] = b'xyz'
    m = memoryview(bytes(range(12))).cast('B', (3, 4))
    return (s.encode(), s.encode('utf-16'), s.encode('ascii', 'xmlcharrefreplace'), b'\xff'.decode('utf-8', 'surrogateescape'),
            b'a,b'.split(b','), bytes(range(5)).hex(), a, m.tolist(), m[1, 2], b'%d %s' % (3, b'x'), b'ab'.replace(b'a', b'ccc'),
            bytes.fromhex('00 ff'), b'\xe9'.decode('latin-1'), s.encode('unicode_escape'), a.join([b'1', b'2']), repr(a))


class _Point:
    __match_args__ = 'x', 'y'
    def __init__(self, x, y):
        self.x, self.y = x, y

def _match(v):
    match v:
        case {'k': k, **rest}:
            return k, rest
        case [a, *b, 3]:
            return a, b
        case _Point(1, y=y):
            return y
        case int(i) | str(i):
            return i


def patterns():
    return _match({'k': 1, 'l': 2}), _match([1, 2, 3]), _match(_Point(1, 2)), _match('s')


@contextlib.contextmanager
def _manager(log):
    log.append('in')
    try:
        yield log
    except KeyError:
        log.append('key')


def managers():
    with _manager([]) as log, contextlib.suppress(ValueError), io.StringIO() as out:
        print('a', 1, file=out)
        log.append(out.getvalue())
        raise KeyError
    with contextlib.ExitStack() as stack:
        stack.callback(log.append, 'called')
    return log


def streams():
    lines = io.TextIOWrapper(io.BytesIO(b'a\r\nb\n' * 3), encoding='utf-8', newline=None)
    seen = [lines.readline(), lines.tell(), lines.readlines()]
    out = io.TextIOWrapper(io.BytesIO(), encoding='utf-16', write_through=True)
    out.write('a\u20ac\n'), out.writelines('bc'), out.flush()
    return seen, out.buffer.getvalue(), io.BufferedReader(io.BytesIO(b'abc'), 2).read(3)


def files():
    with open(os.devnull, 'w+b') as n, open(os.devnull, encoding='utf-8') as text:
        n.write(b'a' * 9000), n.seek(0)
        seen = n.read(), text.readline(), list(text), text.name
    try:
        open('/no/such/file')
    except OSError as e:
        seen += str(e),
    with os.scandir('/') as entries:
        names = {e.name for e in entries}
    return seen, os.stat('/').st_ino, 'dev' in names, os.fsdecode(os.fsencode('\udc80')), os.path.join('a', '../b')


class _Referent:
    def m(self):
        return 3


def weak_references():
    c = _Referent()
    r, s = weakref.ref(c, id), weakref.WeakMethod(c.m)
    d = weakref.WeakValueDictionary(a=c)
    p = weakref.proxy(c)
    p.x = 1
    seen = r() is c, len(d), c.x, s()()
    del c
    return seen, len(d), r(), s()


_source = '''
import os as system, sys
from types import (ModuleType, FunctionType as F)
class C(dict, metaclass=type):
    x: int = 1
    async def f(self, *a, k=1, **kw) -> None:
        async for i in a: yield {i: await j async for j in i}
    def g(self):
        try: return [i * 2 for i in self if (n := i)]
        except (KeyError, ValueError) as e: raise OSError(e) from None
        finally:
            with self as a, a.b: del self.x, a[1:2]
        match self:
            case {'a': [1, *_], **r} | C(x=r): pass
        return lambda *a: f'{a!r:>{n}}' if n < 3 <= 4 else 'x' 'y'
'''

def compiling():
    code = compile(_source, '<source>', 'exec')
    space = {}
    exec(code, space)
    return len(code.co_consts), sorted(space['C'].__dict__), eval('[1, (2, 3), {4: 5}][0] + 2 ** 70')


def syntax_trees():
    text = 'def f(a, *b, c=1):\n  for x, *y in a: return [x < 1, {**c}, -y, f"{x!r}"]\nmatch 1:\n  case [1, {2: z}, C(a=_)]: pass'
    tree = ast.parse(text)
    made = ast.Name('f', ctx=ast.Load())
    code = compile(tree, 'f', 'exec')
    try:
        compile(ast.Module([made], []), 'f', 'exec')
    except TypeError as e:
        return len(ast.dump(tree)), ast.unparse(tree), code.co_names, made.id, str(e)


def imports():
    for name in 'keyword', 'bisect':
        sys.modules.pop(name, None)
    import bisect as b
    from keyword import iskeyword
    return b.bisect([1, 3], 2), iskeyword('is')


def tuples():
    T = collections.namedtuple('T', 'a b', defaults=[2])
    d = copy.deepcopy({'t': T(1), 'l': [[1]]})
    return d['t']._asdict(), d['l'], operator.itemgetter(1, 0)('ab'), operator.attrgetter('a')(T(1))


def enumerations():
    class E(enum.Enum):
        A = 1
        B = enum.auto()
    return E(1).name, E['B'].value, list(map(str, E))


def data_classes():
    @dataclasses.dataclass
    class D:
        a: int
        b: list = dataclasses.field(default_factory=list)
    return repr(D(1))[-12:], D(1, [2]) == D(1, [2])


def _divide(n):
    return _divide(n - 1) if n else 1 / n


def reports():
    try:
        _divide(2)
    except ZeroDivisionError:
        text = traceback.format_exc()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        warnings.warn('w', UserWarning)
    return text.splitlines()[-1], str(seen[0].message)


def introspection():
    frame = sys._getframe()
    code = reports.__code__
    return frame.f_code.co_name, sorted(frame.f_locals)[:1], code.co_varnames, list(code.co_lines())[:3], sys.getsizeof([1])


def collecting():
    for i in range(5):
        c = _Referent()
        c.self, c.list = c, [c]
    del c
    gc.collect()
    return [o for o in gc.get_objects() if type(o) is _Referent], gc.get_referents([1, 'a'])


def built_in_functions():
    return (isinstance(1, (int, str)), slice(1, 2).indices(5), list(filter(None, [0, 1])), int | str, list[int],
            max([3, 1], key=lambda i: -i), sum([[1], [2]], []), pow(2, -1, 7), hash((1, 'a')) == 0, chr(8364),
            iter(int, 0).__reduce__()[1][1], globals()['calls'].__name__, all(i for i in [1]), format(3.5, '>8'),
            round(25, -1), divmod(7, 2), sorted('hello', reverse=True), vars(_Point)['__match_args__'], range(10)[2:5])


def other_modules():
    r = random.Random(1)
    return (r.sample(range(50), 3), r.choice('abc'), r.getrandbits(90), math.fsum([0.1] * 10), math.dist([1, 2], [3, 4]),
            time.strftime('%Y', time.gmtime(0)), tuple(time.gmtime(5)), os.getcwd() == os.path.abspath('.'))


class _Named:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, instance, owner):
        return self.name
    def __set__(self, instance, value):
        instance.__dict__['set'] = value


def class_hooks():
    class Space(type):
        @classmethod
        def __prepare__(cls, name, bases, **kw):
            return {'prepared': name}
        def __instancecheck__(cls, instance):
            return instance == 1
    class Base(metaclass=Space):
        subclasses = []
        def __init_subclass__(cls, /, tag=None):
            super().__init_subclass__()
            Base.subclasses = [*Base.subclasses[:0], tag]
        def __class_getitem__(cls, item):
            return item, cls.__name__
    class Sub(Base, tag='t'):
        d = _Named()
        note: int
    s = Sub()
    s.d = 4
    return Sub.prepared, Base.subclasses, Base[2], s.d, vars(s), isinstance(1, Sub), Sub.__annotations__, repr(Sub)[-5:]


def abstract_classes():
    class A(collections.abc.Sized, collections.abc.Iterable):
        def __len__(self):
            return 3
    try:
        A()
    except TypeError as e:
        text = str(e)
    return text, isinstance([], collections.abc.MutableSequence), issubclass(dict, collections.abc.Mapping)


def generic_aliases():
    return repr(dict[str, list[int]]), (list[int] | None).__args__, dict[str, int] == dict[str, int], hash(list[int]) == 0


def views_and_sets():
    d, e = {'a': 1, 'b': 2}, dict(b=2, c=3)
    s, f = set(range(20)), frozenset('ab')
    return (d.keys() & e, d.keys() | e.keys(), d.items() - e.items(), d.keys() ^ 'ax', repr(d.values()), {f: 1}[f], s & {1, 2, 99},
            s - set(range(3, 30)), s ^ {1, 100}, s.isdisjoint('a'), s.union('a', [5]), s.intersection([1], [1, 2]), f <= s | f,
            list(reversed(d)), list(reversed(d.items())), d == {'b': 2, 'a': 1}, d.copy().popitem(), repr(s), s.copy().pop() in s)


def more_iterators():
    i = itertools
    return (list(i.compress('abc', [1, 0, 1])), list(i.dropwhile(str.islower, 'abC')), list(i.takewhile(str.islower, 'aB')),
            list(i.filterfalse(None, [0, 1])), list(i.pairwise('abc')), list(i.combinations_with_replacement('ab', 2)),
            list(i.repeat(2 ** 70, 2)), list(zip(i.count(2 ** 65), 'a')), list(i.chain.from_iterable(['a', 'b'])),
            list(copy.copy(i.count(3.5, 2))[:0] if 0 else copy.copy(iter([1, 2]))), iter((1, 2)).__reduce__()[1],
            list(range(2 ** 70, 2 ** 70 + 2)), list(reversed(range(3))), operator.length_hint(iter([1])), list(zip(strict=True)))


def more_strings():
    s = 'Ab\xdf\u0130 cd'
    return (s.swapcase(), s.lower(), s.capitalize(), s.zfill(12), s.ljust(12, '*'), s.rsplit(None, 1), s.rpartition(' '),
            s.strip('A'), s.removeprefix('A'), s.encode('utf-8').decode(), s.isidentifier(), s.find('cd'), s * 2 + 'x', s[1:4],
            str.maketrans('ab', 'cd', 'e'), 'a%%b%c%5d%-5s|%x%e' % ('c', 3, 'd', 255, 1.5), '{:>{w}}{!r}'.format(1, 2, w=5),
            str(b'abc', 'ascii'), '\ud800'.encode('utf-8', 'surrogatepass'), 'x'.join(c for c in 'abc'), f'{3.0!r:^{9}}',
            sys.intern('in' + 'tern'), '%s' % (_Point.__name__,), '\N{DIGIT ONE}', format(10 ** 30, '_'), format('s', '*^9'))


def more_bytes():
    a = bytearray(b'abc')
    a += b'd'
    a.extend([1, 2]), a.insert(0, 9), a.pop(), a.remove(9), a.reverse()
    m = memoryview(a)[::2]
    with memoryview(b'ab') as n:
        same = n == b'ab'
    return (a, bytes(m), m.tolist(), same, b'a b'.split(), b' a '.strip(), b'ab'.translate(None, b'a'), bytes([1]) + a, b'a'.center(5),
            b'aXb'.lower(), b'a\nb'.splitlines(), a.find(b'c'), a * 2, hash(b'ab') == 0, b'%b' % a, b'a'.hex(':'), repr(b'\x00'))


def codecs_and_errors():
    return (_codecs.encode('ab', 'latin-1'), _codecs.decode(b'\\n', 'unicode_escape'),
            '\xe9'.encode('ascii', 'backslashreplace'), '\u20ac'.encode('cp1252'), b'\xe9\xff'.decode('ascii', 'replace'),
            b'a\x00'.decode('utf-16-le'), b'\xff\xfea\x00'.decode('utf-16'))


def raw_files():
    read, write = os.pipe()
    with open(read, 'rb') as r, open(write, 'wb', buffering=0) as w:
        w.write(b'line\nmore'), w.close()
        seen = r.readline(), r.peek()[:1], r.read1(2), bytearray(r.read())
    with io.BytesIO(b'abc') as b, io.BufferedRandom(io.BytesIO(b'abcd' * 9)) as both:
        b.seek(1), b.truncate(), b.write(b'xyz')
        both.read(2), both.write(b'Z'), both.seek(0)
        seen += b.getvalue(), both.read(5), list(b)
    return seen, repr(r)[:20], r.closed


def system_calls():
    return (os.uname().sysname, len(os.times()), os.path.exists('/none'), os.stat('/').st_mode, os.getenv('NONE'), os.cpu_count() > 0,
            os.path.realpath('/usr/..'), os.path.splitext('a.b'), os.fspath('a'), os.sysconf('SC_PAGESIZE'), os.strerror(2),
            os.path.commonpath(['/a/b', '/a/c']), sorted(os.environ.copy())[:0], os.get_exec_path({'PATH': 'a:b'}))


async def _ask():
    g = _numbers()
    seen = [await g.asend(None)]
    try:
        await g.athrow(KeyError('thrown'))
    except KeyError as e:
        seen.append(str(e))
    await _context(seen)
    return seen

async def _context(seen=None):
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(_callback, seen)

async def _callback(seen):
    if seen is not None:
        seen.append('callback')


def more_coroutines():
    c = _ask()
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value


def executing():
    space = {}
    exec('def f(a, /, b: int = 2, *, c=3): return a + b + c\nx = [f(i) for i in range(3)]', space)
    lambdas = eval('[lambda: i for i in range(2)]')
    return space['x'], lambdas[1](), eval('x[1] + y', {'y': 2}, {'x': [1, 2]}), repr(compile('1', '<f>', 'eval'))[:5]


def unpacking():
    (a, *b), c = 'abc', {'k': 1}
    def g(*args, **kw):
        return args, kw
    try:
        a, b2 = 1, 2
        (x, y) = iter([1])
    except ValueError as e:
        text = str(e)
    return a, b, g(*b, *'xy', **{'p': 1}, **dict(q=2)), text, [*b, *range(2)], {*b, 1} - {1}, {**c, 'l': 2}


def recursion():
    def down(n):
        return down(n + 1)
    def objects(n):
        return [objects(n - 1)] if n else []
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(60)
    try:
        down(0)
    except RecursionError as e:
        text = str(e)
    finally:
        sys.setrecursionlimit(limit)
    return text[:17], objects(20) == objects(20)


def comparing():
    return ([1, [2, 3]] < [1, [2, 4]], (1, 2) >= (1, 2, 0), {'a': [1]} == {'a': [1]}, sorted([[2], [1, 5], []]), max('b', 'a'),
            min([3, 1], default=0), sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1]), [3, 1, 2].sort(), ('a' < 'b') is True)


def decimals():
    D = decimal.Decimal
    with decimal.localcontext(prec=60) as c:
        a, b = D('1' * 150), D((0, tuple(range(10)) * 16, -130))
        seen = [a + b, a - b, a * b, a / b, a // 10 ** 100, b % 7, divmod(b, 11), a ** 3, pow(D(7), 99, 10 ** 40), a.sqrt(), a.fma(b, 1)]
        small = b.scaleb(-30)
        seen += [small.exp(), a.ln(), a.log10(), small ** D('0.5'), D(2) ** -99, a.quantize(D('1E+100')), b.to_integral_value(), a.normalize(),
                 a.next_plus(), b.remainder_near(7), a.shift(3), a.rotate(9), D('101').logical_or(D('1' * 40)), a.max(b)]
        seen += [str(a), repr(b), f'{b:030,.3f}', f'{a:e}', hash(a), int(a), float(b), round(b, 2), round(b), b.as_integer_ratio(), a.as_tuple(), a == b, a < 1.5,
                 D(2 ** 300), D(0.1), D(a), c.create_decimal('\u0661.5'), a.__reduce__(), c.flags.copy(), copy.copy(c), repr(c), c.__reduce__()]
        for wrong in (lambda: a / 0, lambda: D('x'), lambda: c.add(1, '2'), lambda: c.flags[1]):
            try:
                wrong()
            except (ArithmeticError, TypeError, KeyError) as e:
                seen.append(repr(e))
        c.prec = 12000
        x = D(2).sqrt()
        seen += [x * x, 1 / x, x / D(3).sqrt()]
    return [str(one) for one in seen]


def _own():
    made = contextlib.nullcontext('x')
    made.me, made.list = made, [1, {'k': 'x'}]
    return made


def pickles():
    things = [1, -2**70, 1.5, 'text \u20ac', b'bytes', bytearray(b'array'), (1, (2, 3, 4, 5)), [1, [2]], {1: 2, 'k': {3}},
              frozenset([4]), _own(), len, collections.OrderedDict(a=1), range(3), ValueError('v')]
    return [len(pickle.dumps(things, protocol)) for protocol in range(6)]


_made = pickle.dumps([1, -2**70, 1.5, 'text \u20ac', (1, (2, 3, 4, 5)), [1, [2]] * 20, {1: 2, 'k': {3}}, _own(), len,
                      collections.OrderedDict(a=1), range(3), ValueError('v')] + [[i] for i in range(40)])


def unpickles():
    back, file = pickle.loads(_made), io.BytesIO(_made)
    again = pickle.Unpickler(file).load()
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 2)
    pickler.dump(back[:5])
    return len(back), back[7].me is back[7], back[7].list, again[5][1], len(out.getvalue()), len(pickler.memo)


def messages():
    reading, writing = os.pipe()
    try:
        _multiprocessing.send_all(writing, [b'a', b'b' * 100, b''])
        return _multiprocessing.receive(reading), _multiprocessing.MessageReader(reading).receive()
    finally:
        os.close(reading)
        os.close(writing)


def hashes():
    h = hashlib.sha256(b'abc')
    h.update(b'def')
    return h.copy().hexdigest(), hashlib.blake2b(b'x', key=b'k', digest_size=8).hexdigest(), hashlib.shake_128(b'').hexdigest(8)


def compressions():
    seen = []
    chain = [{'id': lzma.FILTER_DELTA}, {'id': lzma.FILTER_LZMA2, 'preset': 0, 'dict_size': 4096}]
    for compressor, decompressor in ((bz2.BZ2Compressor(1), bz2.BZ2Decompressor()),
                                     (lzma.LZMACompressor(filters=chain), lzma.LZMADecompressor())):
        data = compressor.compress(b'text' * 999) + compressor.flush() + b'tail'
        parts = [decompressor.decompress(data[:50], 10), decompressor.decompress(data[50:], 300), decompressor.decompress(b'')]
        seen += [len(data), parts, decompressor.unused_data]
    for wrong in (lambda: bz2.decompress(b'x' * 20), lambda: lzma.decompress(b'x' * 20), lambda: lzma.LZMACompressor(filters=[{}])):
        try:
            wrong()
        except (OSError, ValueError, lzma.LZMAError) as e:
            seen.append(str(e))
    properties = lzma._encode_filter_properties(chain[1])
    return seen, properties, lzma._decode_filter_properties(lzma.FILTER_LZMA2, properties)


def _turn(loop, *handles):
    """What fails in a callback is told to a handler."""
    told = []
    loop.set_exception_handler(lambda loop, context: told.append(True))
    for handle in handles:
        handle._run()
    loop._run_once()
    if told:
        raise MemoryError

def futures():
    loop, seen = asyncio.new_event_loop(), []
    try:
        first, second, third = [loop.create_future() for _ in range(3)]
        for future in first, second:
            for name in 'ab':
                future.add_done_callback(lambda future, name=name: seen.append((name, future.cancelled())))
        third.add_done_callback(seen.append, context=contextvars.copy_context())
        third.add_done_callback(print)
        seen += [third.remove_done_callback(print), third.remove_done_callback(print), len(third._callbacks), repr(first)[:15]]
        first.set_result(1)
        second.cancel('enough')
        third.remove_done_callback(seen.append)
        third.set_exception(KeyError('k'))
        _turn(loop)
        seen += [first.result(), first.done(), repr(third.exception())]
        try:
            second.result()
        except asyncio.CancelledError as error:
            seen.append(error.args)
        return seen
    finally:
        loop.close()


def handles():
    loop, seen = asyncio.new_event_loop(), []
    try:
        loop.call_soon(seen.append, 1)
        loop.call_soon(seen.append, 2).cancel()
        timers = [loop.call_at(i, seen.append, 10 + i) for i in (3, 1, 2)]
        timers[2].cancel()
        shown = repr(timers[0]).partition(' at')[0], timers[0].when(), timers[0] < timers[1], len(loop._scheduled)
        _turn(loop, timers[1])
        return seen, shown, loop.is_running(), [handle.cancelled() for handle in timers]
    finally:
        loop.close()


def tasks():
    return _run_loop(_work)

async def _work():
    var = contextvars.ContextVar('var', default=0)
    async def child(n):
        var.set(n)
        await asyncio.sleep(0)
        try:
            await asyncio.sleep(0 if n else 100)
        except asyncio.CancelledError as error:
            return var.get(), error.args
        return var.get()
    children = [asyncio.create_task(child(i), name=f'child {i}') for i in range(3)]
    seen = [await children[2], await children[1], len(asyncio.all_tasks()), asyncio.current_task() in children]
    children[0].cancel('stop')
    seen += [await children[0], children[0].get_name(), children[0].cancelling(), len(children[1].get_stack())]
    return seen

def _run_loop(main):
    """A loop whose failures, which are told to a handler, end it."""
    loop = asyncio.new_event_loop()
    try:
        loop.call_later(5, loop.stop)
        loop.set_exception_handler(lambda loop, context: loop.stop())
        return loop.run_until_complete(main())
    except RuntimeError as error:
        raise MemoryError(error)
    finally:
        for task in asyncio.all_tasks(loop):
            task._log_destroy_pending = False
        loop.close()


def watching():
    return _run_loop(_watch)

async def _watch():
    loop = asyncio.get_running_loop()
    near, far = socket.socketpair()
    with near, far:
        near.setblocking(False)
        future = loop.create_future()
        loop.add_writer(near, lambda: future.done() or future.set_result('room'))
        seen = [await future, loop.remove_writer(near), loop.remove_writer(near)]
        far.send(b'data')
        seen.append(await loop.sock_recv(near, 10))
        found = await loop.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM)
        seen += [len(found), await loop.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)]
    return seen


def watches():
    things = [[i] for i in range(12)]
    watches = [refcount.watch(thing, limit=40) for thing in things]
    for _ in range(3):
        for thing in things:
            pair = thing, thing
    thing = pair = None
    for thing in things[::2]:
        refcount.unwatch(thing)
    thing = None
    told = [len(watch.history()) + watch.dropped for watch in watches]
    things.clear()
    return told, [(watch.alive, repr(watch)[:26]) for watch in watches]


_XML = (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "v"><!ELEMENT a (b, (c | d)*)><!ATTLIST a k CDATA "d"><!NOTATION n SYSTEM "s">]>'
        b'<a xmlns:p="u" x="1"><!--c-->t &e;<?i d?><p:b p:y="2"><![CDATA[z]]></p:b>\n </a>')


def _no_memory(function):
    """libexpat tells of it by errors of its own: mostly the right one."""
    try:
        return function()
    except (expat.ExpatError, ElementTree.ParseError) as error:
        if getattr(error, 'code', 1) in (1, expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]):
            raise MemoryError(error)
        raise


def handlers():
    def parse():
        parser, seen = expat.ParserCreate('utf-8', ' '), []
        parser.buffer_text = parser.ordered_attributes = True
        for name in ('StartElement', 'EndElement', 'CharacterData', 'Comment', 'ProcessingInstruction', 'ElementDecl', 'AttlistDecl',
                     'EntityDecl', 'NotationDecl', 'StartNamespaceDecl', 'XmlDecl', 'StartDoctypeDecl'):
            setattr(parser, name + 'Handler', lambda *args: seen.append(args))
        parser.Parse(_XML, True)
        return seen, len(parser.intern)
    return _no_memory(parse)


def trees():
    def parse():
        parser = ElementTree.XMLPullParser(('start', 'end', 'start-ns', 'comment', 'pi'))
        parser.feed(_XML)
        events = [event for event, what in parser.read_events()]
        root = parser._end()
        ElementTree.SubElement(root, 'new', {'k': 'v'}, more='m').extend([ElementTree.Comment('c'), root.makeelement('x', {})])
        root[1:1] = [ElementTree.Element('in')]
        copied = copy.deepcopy(root)
        return (events, ElementTree.tostring(copied), ElementTree.tostring(copied, 'unicode', 'html'), list(copied.itertext()),
                [e.tag for e in copied.iter('new')], copied.findtext('new'), len(copied.findall('.//new[@k]')),
                pickle.loads(pickle.dumps(copied)).items())
    return _no_memory(parse)


def databases():
    class Sum:
        total = 0
        def step(self, v):
            self.total += v
        def inverse(self, v):
            self.total -= v
        def finalize(self):
            return self.total
        value = finalize
    con = sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_COLNAMES, cached_statements=3)
    con.create_function('f', -1, lambda *args: len(args))
    con.create_window_function('total', 1, Sum)
    con.execute('create table t(a, b)')
    con.executemany('insert into t values (?, :b)', [(1, 'a'), (2.5, b'b'), (3, 'grün')])
    seen = [con.execute('select *, f(a, b) from t').fetchall(), con.execute('select total(a) over (order by a) from t').fetchall()]
    con.row_factory = sqlite3.Row
    row = con.execute('select a as x, b from t where a = :a', {'a': 1}).fetchone()
    seen += [row['X'], row.keys(), hash(row) == hash(row), row == con.execute('select a as x, b from t where a = 1').fetchone()]
    con.row_factory, con.text_factory = None, bytes
    seen += [con.execute('select b from t').fetchmany(2), con.execute(sql := "select '2020-01-02' as \"d [date]\"").fetchone(), sql]
    try:
        con.execute('select nothing')
    except sqlite3.OperationalError as e:
        seen += [str(e), e.sqlite_errorname]
    con.execute("update t set b = x'0102' where a = 1")
    with con.blobopen('t', 'b', 1) as blob:
        blob[0] = 7
        seen += [blob.read(), blob[::-1]]
    other = sqlite3.connect(':memory:')
    con.commit()
    con.backup(other)
    other.deserialize(con.serialize())
    seen += [other.execute('select count(*) from t').fetchone(), other.close(), con.close()]
    return seen
