"""Containers that are changed by the code they call: comparisons, hashes, keys, conversions, iterations."""
import collections
import functools
import gc
import heapq
import bisect
import itertools
import sys

# What only has to be survived: CPython 3.11 crashes.
CRASHES = {"chain", "list_step_set"}


def attempt(name, function):
    if name in CRASHES:
        if sys.implementation.name != "cpython":
            try:
                function()
            except Exception:
                pass
        print(name, "survived")
        return
    try:
        result = function()
    except Exception as e:
        print(name, type(e).__name__, e)
    else:
        print(name, "works", result)


class Act:
    """Does something whenever it is compared, hashed or converted."""

    def __init__(self, act, value=1):
        self.act = act
        self.value = value

    def __eq__(self, other):
        self.act()
        return False

    def __hash__(self):
        return self.value

    def __lt__(self, other):
        self.act()
        return self.value < getattr(other, "value", 0)

    def __repr__(self):
        self.act()
        return "Act"

    def __index__(self):
        self.act()
        return self.value

    def __len__(self):
        self.act()
        return self.value


# lists
def filled():
    return [object() for _ in range(10)]


def list_eq():
    a, b = filled(), filled()
    a[0] = b[0] = None
    a[1] = Act(lambda: (a.clear(), b.clear(), gc.collect()))
    return a == b, len(a), len(b)


def list_index():
    a = filled()
    a.insert(1, Act(a.clear))
    return a.index(5)


def list_remove():
    a = filled()
    a.insert(1, Act(a.clear))
    a.remove(5)


def list_count():
    a = filled()
    a.insert(1, Act(a.clear))
    return a.count(5)


def list_contains():
    a = filled()
    a.insert(1, Act(a.clear))
    return 5 in a


def list_repr():
    a = [1, 2, 3]
    a.insert(1, Act(a.clear))
    return repr(a)


def list_sort():
    a = [Act(lambda: a.append(1), i) for i in range(5)]
    a.sort()


def list_sort_clear():
    a = [Act(lambda: a.clear(), i) for i in range(5)]
    a.sort()


def list_sort_key():
    a = [3, 1, 2]

    def key(x):
        a.clear()
        a.extend([x] * 50)
        gc.collect()
        return x
    a.sort(key=key)


def list_sort_del():
    class Del:
        def __init__(self, x):
            self.x = x

        def __lt__(self, other):
            return self.x < other.x

        def __del__(self):
            a.append(1)
    a = [1, 5, 2]
    a.sort(key=Del)
    return a


def list_extend_self():
    a = [1, 2, 3]
    a.extend(a)
    a += a
    a[1:2] = a
    a[:] = a
    a[::2] = a[::2]
    return len(a)


def list_extend_iterator():
    a = [1, 2, 3]

    def changing():
        yield 1
        a.clear()
        yield 2
        a.append(9)
        yield 3
    a.extend(changing())
    return a


def list_slice_set():
    a = list(range(10))

    def changing():
        a.clear()
        yield from range(3)
    a[2:8] = changing()
    return a


def list_slice_index():
    a = list(range(10))
    a[Act(a.clear):5] = [1, 2]
    return a


def list_step_set():
    a = list(range(10))

    def changing():
        a.clear()
        yield from range(5)
    a[::2] = changing()
    return a


def list_delete_act():
    class Del:
        def __del__(self):
            a.clear()
    a = [Del() for _ in range(5)]
    del a[1:3]
    return a


def list_set_act():
    class Del:
        def __del__(self):
            a.clear()
    a = [Del() for _ in range(5)]
    a[2] = 1
    return a


def list_pop_index():
    a = [1, 2, 3]
    return a.pop(Act(a.clear, 2))


def list_insert_index():
    a = [1, 2, 3]
    a.insert(Act(a.clear, 2), 5)
    return a


def list_repeat():
    a = [1, 2, 3]
    a *= Act(a.clear, 3)
    return a


def list_multiply():
    a = [1, 2, 3]
    return a * Act(a.clear, 3)


def list_iterate():
    a = [1, 2, 3]
    out = []
    for x in a:
        out.append(x)
        if len(a) < 8:
            a.append(x)
    for x in a:
        a.clear()
    for x in reversed(a):
        a.clear()
    return out


def list_reversed():
    a = list(range(5))
    out = []
    for x in reversed(a):
        out.append(x)
        a.pop()
    return out


def list_compare():
    a = [Act(lambda: a.clear()), 1, 2]
    return a < [Act(lambda: None), 1, 3]


def tuple_grow():
    a = []

    def changing():
        for i in range(5):
            gc.collect()
            gc.get_objects()
            yield i
    return tuple(changing())


def join():
    a = ["a", "b"]

    class Iter:
        def __iter__(self):
            a.clear()
            return iter(["x"])
    return "".join(Iter()), a


def unpack():
    a = [1, 2, 3]

    def changing():
        a.clear()
        yield from (1, 2)
    x, y = changing()
    [x, *a] = a or [1, 2]
    return a


# dicts
def dict_get():
    d = {1: "a"}
    d2 = {Act(lambda: d2.clear()): 1}
    return d2.get(1), d2


def dict_set():
    d = {Act(lambda: d.clear()): 1}
    d[1] = 2
    return len(d)


def dict_set_grow():
    d = {Act(lambda: [d.__setitem__(str(i), i) for i in range(100)] if len(d) < 50 else None): 1}
    d[1] = 2
    return len(d)


def dict_delete():
    d = {Act(lambda: d.clear()): 1}
    del d[1]


def dict_pop():
    d = {Act(lambda: d.clear()): 1}
    return d.pop(1, None)


def dict_setdefault():
    d = {Act(lambda: d.clear()): 1}
    return d.setdefault(1, 5), len(d)


def dict_iterate():
    d = dict.fromkeys(range(5))
    for k in d:
        d[k + 10] = 1


def dict_iterate_delete():
    d = dict.fromkeys(range(5))
    for k in d:
        del d[k]


def dict_iterate_swap():
    d = dict.fromkeys(range(5))
    out = []
    for k in d:
        out.append(k)
        del d[k]
        d[k + 100] = 1
        if len(out) > 20:
            break
    return len(out) > 0


def dict_items_clear():
    d = {i: i for i in range(5)}
    for k, v in d.items():
        d.clear()


def dict_values_change():
    d = {i: i for i in range(5)}
    for k in d.values():
        d[0] = k
    return d


def dict_eq():
    a = {i: object() for i in range(5)}
    b = {i: Act(lambda: (a.clear(), b.clear())) for i in range(5)}
    return a == b, len(a)


def dict_update():
    a = {Act(lambda: b.clear()): 1}
    b = {1: 1, 2: 2, 3: 3}
    a.update(b)
    return len(a), len(b)


def dict_update_keys():
    class Keys:
        def keys(self):
            d.clear()
            return ["a", "b"]

        def __getitem__(self, key):
            d.clear()
            return key
    d = {1: 2}
    d.update(Keys())
    return d


def dict_repr():
    d = {1: 1, 2: 2}
    d[1] = Act(d.clear)
    return repr(d)


def dict_merge():
    a = {Act(lambda: a.clear()): 1}
    return len(a | {1: 2}), len(a)


def dict_comprehension():
    return len({Act(gc.collect, i % 2): i for i in range(10)})


def dict_value_del():
    class Del:
        def __del__(self):
            d.clear()
            d[1] = 1
    d = {0: Del(), 1: 2}
    d[0] = 3
    return d


def dict_clear_del():
    class Del:
        def __del__(self):
            d[len(d)] = 1
    d = {i: Del() for i in range(5)}
    d.clear()
    return d


def dict_popitem_del():
    class Del:
        def __del__(self):
            d.clear()
    d = {i: Del() for i in range(5)}
    d.popitem()
    return d


def dict_missing():
    class M(dict):
        def __missing__(self, key):
            self.clear()
            self.update(dict.fromkeys(range(100)))
            return key
    m = M()
    return m[1], len(m)


def fromkeys():
    d = {}

    def changing():
        yield 1
        d.clear()
        yield 2
    d.update(dict.fromkeys(changing()))
    return d


# sets
def set_add():
    s = {Act(lambda: s.clear())}
    s.add(1)
    return len(s)


def set_contains():
    s = {Act(lambda: s.clear())}
    return 1 in s, len(s)


def set_discard():
    s = {Act(lambda: s.clear())}
    s.discard(1)
    return len(s)


def set_iterate():
    s = set(range(5))
    for x in s:
        s.add(x + 100)


def set_update():
    a = {Act(lambda: b.clear())}
    b = {1, 2, 3}
    a.update(b)
    return len(b)


def set_intersection():
    a = {Act(lambda: (a.clear(), b.clear()))}
    b = {1, 2, 3}
    return len(a & b)


def set_difference():
    a = {Act(lambda: (a.clear(), b.clear()))}
    b = {1, 2, 3}
    a -= b
    return len(a)


def set_symmetric():
    a = {Act(lambda: b.clear())}
    b = {1, 2, 3}
    a ^= b
    return len(b)


def set_eq():
    a = {Act(lambda: (a.clear(), b.clear()))}
    b = {Act(lambda: None)}
    return a == b


def set_subset():
    a = {Act(lambda: (a.clear(), b.clear()))}
    b = {1, 2, 3}
    return a <= b


def set_pop():
    s = set(range(5))
    for x in iter(s.pop, 4):
        s.discard(4) if len(s) < 2 else None
        if not s:
            break
    return len(s)


# others
def deque_iterate():
    d = collections.deque(range(5))
    for x in d:
        d.append(x)


def deque_eq():
    a = collections.deque([1, Act(lambda: (a.clear(), b.clear()))])
    b = collections.deque([1, 2])
    return a == b


def deque_remove():
    d = collections.deque([Act(lambda: d.clear()), 1, 2])
    d.remove(5)


def deque_index():
    d = collections.deque([Act(lambda: d.clear()), 1, 2])
    return d.index(5)


def deque_count():
    d = collections.deque([Act(lambda: d.append(1)), 1, 2])
    return d.count(5)


def deque_contains():
    d = collections.deque([Act(lambda: d.clear()), 1, 2])
    return 5 in d


def deque_extend_self():
    d = collections.deque([1, 2], maxlen=5)
    d.extend(d)
    d.extendleft(d)
    d += d
    return d


def deque_extend():
    d = collections.deque([1, 2])

    def changing():
        d.clear()
        yield 1
        d.clear()
        yield 2
    d.extend(changing())
    return d


def deque_del():
    class Del:
        def __del__(self):
            d.append(1)
    d = collections.deque([Del(), Del(), Del()])
    d.clear()
    return d


def ordered_iterate():
    d = collections.OrderedDict.fromkeys(range(5))
    try:
        for k in d:
            d[k + 10] = 1
    except RuntimeError:
        return "RuntimeError"


def ordered_eq():
    a = collections.OrderedDict({1: Act(lambda: a.clear())})
    b = collections.OrderedDict({1: 2})
    return a == b


def counter():
    c = collections.Counter("abc")
    for k in c:
        c[k + "x"] = 1


def chain_map():
    m = collections.ChainMap({1: 1}, {2: 2})
    for k in m:
        m[k + 10] = 1
    return len(m)


def bytearray_resize():
    b = bytearray(b"abc")
    b[Act(b.clear, 1)] = 5


def bytearray_exported():
    b = bytearray(b"abc")
    with memoryview(b):
        b.append(1)


def bytearray_extend():
    b = bytearray(b"abc")

    def changing():
        b.clear()
        yield 1
        b.extend(b"xyz")
        yield 2
    b.extend(changing())
    return b


def bytearray_self():
    b = bytearray(b"abc")
    b[1:2] = b
    b.extend(b)
    return len(b), b.join([b, b])[:3]


def bytearray_from():
    class Item:
        def __index__(self):
            items.clear()
            return 1
    items = [Item(), 2, 3]
    return bytearray(items)


def bytes_from():
    class Item:
        def __index__(self):
            items.clear()
            return 1
    items = [Item(), 2, 3]
    return bytes(items)


def memory_release():
    b = bytearray(b"abcdef")
    m = memoryview(b)
    m[Act(m.release, 1)] = 5


def memory_compare():
    b = bytearray(b"abcdef")
    m = memoryview(b)
    n = m[1:]
    m.release()
    return n.tobytes()


def heap_push():
    h = [Act(lambda: h.clear(), i) for i in range(5)]
    heapq.heappush(h, Act(lambda: None, 0))


def heap_pop():
    h = [Act(lambda: h.clear(), i) for i in range(5)]
    heapq.heappop(h)


def heapify():
    h = [Act(lambda: h.clear(), -i) for i in range(5)]
    heapq.heapify(h)


def bisection():
    a = [Act(lambda: a.clear(), i) for i in range(10)]
    return bisect.bisect(a, Act(lambda: a.clear(), 5))


def insort():
    a = [Act(lambda: a.clear(), i) for i in range(10)]
    bisect.insort(a, Act(lambda: a.clear(), 5))


def group():
    def key(x):
        list(itertools.islice(g, 2))
        return x
    g = itertools.groupby(range(10), key)
    return len(list(g)) >= 0


def tee():
    class Again:
        def __iter__(self):
            return self

        def __next__(self):
            return next(b)
    a, b = itertools.tee(Again())
    return next(a)


def cycle():
    a = [1, 2]
    c = itertools.cycle(a)
    next(c)
    a.clear()
    return list(itertools.islice(c, 3))


def chain():
    c = itertools.chain.from_iterable(iter(lambda: c, None))
    return next(c)


def product():
    a = [1, 2]
    p = itertools.product(a, a)
    a.clear()
    return len(list(p))


def cached():
    @functools.lru_cache(maxsize=2)
    def f(x):
        f.cache_clear()
        if x:
            f(x - 1)
        return x
    return f(10), f.cache_info().currsize


def cached_key():
    @functools.lru_cache(maxsize=2)
    def f(x):
        return 1
    for i in range(5):
        f(Act(f.cache_clear, 1))
    return f.cache_info().currsize


def partial():
    def f(*args, **kw):
        p.__setstate__((print, (), {}, {}))
        gc.collect()
        return args, kw
    p = functools.partial(f, object(), key=object())
    return len(p(object()))


def zipped():
    z = zip(iter(lambda: next(z), None))
    return next(z)


def mapped():
    m = map(lambda x: next(m), range(3))
    return next(m)


def enumerated():
    e = enumerate(iter(lambda: next(e), None))
    return next(e)


def reducing():
    a = [1, 2, 3]
    return functools.reduce(lambda x, y: a.clear() or x, a)


def summed():
    a = [[], [1], [2]]
    return sum(iter(lambda: a.pop() if a else [3], [3]), [])


def max_key():
    a = [1, 2, 3]
    return max(a, key=lambda x: a.clear() or x)


def sorted_key():
    a = [3, 1, 2]
    return sorted(a, key=lambda x: a.clear() or x), a


def isinstance_act():
    class Meta(type):
        def __instancecheck__(cls, other):
            classes.clear()
            return False

    class C(metaclass=Meta):
        pass
    classes = [C, int]
    return isinstance(1, tuple(classes))


def format_act():
    class F:
        def __format__(self, spec):
            args.clear()
            return "f"
    args = [F(), 1]
    return "{} {}".format(*args), "{a} {b}".format(**{"a": F(), "b": 2})


def attributes():
    class C:
        def __setattr__(self, name, value):
            object.__setattr__(self, name, value)
            self.__dict__.clear()
    c = C()
    c.x = 1
    c.y = 2
    return vars(c)


def attribute_del():
    class Del:
        def __del__(self):
            c.__dict__.clear()
            c.z = 1

    class C:
        pass
    c = C()
    c.x = Del()
    c.x = 1
    c.y = 2
    del c.y
    return sorted(vars(c))


def class_change():
    class A:
        def f(self):
            del A.f
            A.f = lambda self: "new"
            gc.collect()
            return "old"
    a = A()
    return a.f(), a.f()


def class_during_lookup():
    class D:
        def __get__(self, instance, owner):
            del owner.d
            gc.collect()
            return self

    class A:
        d = D()
    return type(A().d).__name__


def class_bases():
    class X:
        pass

    class A(X):
        pass

    class B(X):
        def f(self):
            A.__bases__ = (X,)
            return 1
    A.__bases__ = (B,)
    return A().f(), hasattr(A, "f")


def class_of_self():
    class A:
        def f(self):
            self.__class__ = B
            return self.g()

    class B:
        def g(self):
            return type(self).__name__
    return A().f()


def globals_change():
    d = {"gc": gc}
    exec("""
def f():
    g = globals()
    for k in list(g):
        if k not in ('gc', '__builtins__'): del g[k]
    gc.collect()
    return sorted(k for k in g if k != '__builtins__')
r = f()
""", d)
    return sorted(k for k in d if k != "__builtins__")


def function_code():
    def f():
        f.__code__ = (lambda: "new").__code__
        gc.collect()
        return "old"
    return f(), f()


def function_defaults():
    def f(a=object()):
        f.__defaults__ = None
        gc.collect()
        return type(a).__name__
    return f()


def closure_cell():
    def f():
        x = object()

        def g():
            nonlocal x
            x = None
            gc.collect()
            return x
        return g
    return f()()


def generator_running():
    def g():
        try:
            yield next(it)
        finally:
            pass
    it = g()
    return next(it)


def generator_close():
    def g():
        try:
            yield 1
        finally:
            it.close()
    it = g()
    next(it)
    it.close()


def generator_del():
    def g():
        global held
        try:
            yield 1
        finally:
            held = 1
            gc.collect()
    it = g()
    next(it)
    del it
    return held


def generator_throw():
    def g():
        try:
            yield 1
        except ValueError:
            it.throw(KeyError)
    it = g()
    next(it)
    it.throw(ValueError)


def frame_clear():
    import sys

    def g():
        x = object()
        yield sys._getframe()
    it = g()
    frame = next(it)
    frame.clear()
    return list(it)


def frame_clear_running():
    import sys
    sys._getframe().clear()


def exception_cycle():
    try:
        raise ValueError
    except ValueError as e:
        e.__context__ = e
        e.__cause__ = e
        try:
            raise e
        except ValueError as f:
            return f is e


for name, function in list(globals().items()):
    if callable(function) and getattr(function, "__module__", "") == __name__ and not isinstance(function, type):
        if name not in ("attempt", "filled"):
            attempt(name, function)
